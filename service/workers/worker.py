"""What runs in a worker process: the pipeline, one article at a time, under a deadline."""

import ctypes
import faulthandler
import os
import signal
import sys
from pathlib import Path

from service.languages import detectors
from service.message import RawMessage
from service.outcome import Outcome
from service.pipeline import process
from service.pipeline_options import PipelineOptions

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>

WARM_UP = RawMessage(
    b"<html><body><article><h1>Warm-up</h1><p>The first article makes the libraries load what they need.</p>"
    b"<p>Only then is a worker ready for the stream.</p></article></body></html>",
    headers=(("content-type", b"text/html"),),
)


def prepare() -> None:
    """Make this process a worker: it ends with its parent and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def warm_up() -> Outcome:
    """Load the models and process a first article of our own: a worker that cannot do this one can do none.

    It goes by the default options: what a user sets, such as a small limit on size, must not reject it.
    """
    detectors.load()
    return process(WARM_UP, PipelineOptions())


def process_within(message: RawMessage, options: PipelineOptions, wall_seconds: float) -> Outcome:
    """Process one article; a process that takes longer than `wall_seconds` (s) is ended from inside.

    The watchdog is a C thread that needs no interpreter lock: it also ends a parser that hangs in C.
    """
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(wall_seconds, exit=True, file=nowhere)
        try:
            return process(message, options)
        finally:
            faulthandler.cancel_dump_traceback_later()
