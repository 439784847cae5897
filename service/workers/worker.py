"""What runs in a worker process: the pipeline, one article at a time, under a deadline."""

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from service.languages import detectors
from service.message import RawMessage
from service.outcome import Outcome
from service.pipeline import process
from service.pipeline_options import PipelineOptions

Pipeline = Callable[[RawMessage, PipelineOptions], Outcome]

WARM_UP = RawMessage(
    b"<html><body><article><h1>Warm-up</h1><p>The first article makes the libraries load what they need.</p>"
    b"<p>Only then is a worker ready for the stream.</p></article></body></html>",
    headers=(("content-type", b"text/html"),),
)


def prepare() -> None:
    """Make this process a worker: it ends with the service, and leaves to it what is sent to all processes at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_service, daemon=True).start()


def _end_with_service() -> None:
    """End when the service does, also by kill -9: the server that workers are forked from ends with the last of them.

    A worker that hangs in C does not see it at once: the watchdog of its article ends that one.
    """
    service = multiprocessing.parent_process()
    if service is not None:
        service.join()
        os._exit(1)


def warm_up() -> Outcome:
    """Load the models and process a first article of our own: a worker that cannot do this one can do none.

    It goes by the default options: what a user sets, such as a small limit on size, must not reject it.
    """
    detectors.load()
    return process(WARM_UP, PipelineOptions())


def process_within(pipeline: Pipeline, message: RawMessage, options: PipelineOptions, wall_seconds: float) -> Outcome:
    """Process one article; a process that takes longer than `wall_seconds` (s) is ended from inside.

    The watchdog is a C thread that needs no interpreter lock: it also ends a parser that hangs in C.
    """
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(wall_seconds, exit=True, file=nowhere)
        try:
            return pipeline(message, options)
        finally:
            faulthandler.cancel_dump_traceback_later()
