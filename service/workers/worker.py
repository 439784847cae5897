"""A worker process: the pipeline, one article at a time, each within its limits."""

import faulthandler
import os
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from service.message import RawMessage
from service.outcome import Outcome
from service.pipeline_options import PipelineOptions
from service.workers.endings import OUT_OF_MEMORY_STATUS, is_at_limit
from service.workers.frames import frame, read_frame
from service.workers.limits import Limits

Pipeline = Callable[[RawMessage, PipelineOptions], Outcome]

STDERR = 2
STDERR_BYTES = 1 << 20  # of one article; a library that complains without end is cut there
KERNELS_FIRST_CHOICE = "1000"  # when memory is short: the service is never killed for an article

WARM_UP = RawMessage(
    b"<html><body><article><h1>Warm-up</h1><p>The first article makes the libraries load what they need.</p>"
    b"<p>Only then is a worker ready for the stream.</p></article></body></html>",
    headers=(("content-type", b"text/html"),),
)


def work(connection: socket.socket, pipeline: Pipeline, options: PipelineOptions, limits: Limits) -> None:
    """Answer one message after the other, first one of our own, until the other end is gone.

    It goes by the default options for that first one: what a user sets must not reject it. After each outcome goes
    whether the worker leaves: it has grown too large to stay.
    """
    _confine(limits)
    connection.sendall(frame((pipeline(WARM_UP, PipelineOptions()), False)))
    with connection.makefile("rb") as incoming:
        while (message := read_frame(cast("BinaryIO", incoming))) is not None:
            outcome = _within(limits, pipeline, message, options)
            leaves = _has_outgrown(limits)
            connection.sendall(frame((outcome, leaves)))
            if leaves:
                return
            if os.lseek(STDERR, 0, os.SEEK_CUR):  # what this article made a library say is of no use any more
                os.ftruncate(STDERR, 0)
                os.lseek(STDERR, 0, os.SEEK_SET)


def _confine(limits: Limits) -> None:
    """Set what holds for all articles. The service speaks to its workers by their sockets, never by signals."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPROF):
        signal.signal(ending, signal.SIG_DFL)
    _lower(resource.RLIMIT_DATA, limits.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, STDERR_BYTES)
    _lower(resource.RLIMIT_CORE, 0)
    faulthandler.enable(STDERR)
    try:
        Path("/proc/self/oom_score_adj").write_text(KERNELS_FIRST_CHOICE)
    except OSError:  # no such file, or not ours to write: the kernel chooses as it likes
        return


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


def _within(limits: Limits, pipeline: Pipeline, message: RawMessage, options: PipelineOptions) -> Outcome:
    """Process a message. The kernel ends this process, also inside a parser, when its processor time is used up."""
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
    try:
        outcome = pipeline(message, options)
    except MemoryError:
        os._exit(OUT_OF_MEMORY_STATUS)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if is_at_limit(_peak_bytes(), limits):
        os._exit(OUT_OF_MEMORY_STATUS)
    return outcome


def _has_outgrown(limits: Limits) -> bool:
    """Whether this process is to be replaced. Its peak costs nothing to ask for; only a high one is looked into."""
    if not limits.recycle_bytes or _peak_bytes() <= limits.recycle_bytes:
        return False
    return resident_bytes(os.getpid()) > limits.recycle_bytes


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def resident_bytes(pid: int) -> int:
    """The memory that a process has resident, in bytes; 0 where that cannot be read."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
