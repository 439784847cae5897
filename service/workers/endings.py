"""How worker processes end, and whether that is held against the article that they had in hand."""

import signal
from dataclasses import dataclass
from enum import StrEnum

from service.workers.limits import Limits

OUT_OF_MEMORY_STATUS = 112  # a worker's own exit status; no library's, none of the shell's
FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
# Of its limit: a library may swallow the error that it got there, so an article that came so near has passed it.
AT_ITS_LIMIT = 0.9
# What Rust's and C++'s runtimes say before they abort for want of memory.
OUT_OF_MEMORY_WORDS = ("memory allocation of", "bad_alloc")


class Cause(StrEnum):
    """Why a worker process has ended."""

    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out-of-memory"
    KILLED = "killed"
    LOST = "lost"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a worker: why, in a clause for a person ("it ..."), and what it wrote to stderr at the end.

    One that is `ours` this program has brought about for a reason of its own: it is held against no article.
    """

    cause: Cause
    clause: str
    stderr: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Exit:
    """What the operating system says of a process that has ended.

    Args:
        code: its exit status, or the signal that ended it as a negative number.
        peak_bytes: the most memory that it had resident.
        stderr: the last it wrote there.
    """

    code: int
    peak_bytes: int = 0
    stderr: str = ""


def lost(*, ours: bool = False) -> Ending:
    """The end of a worker whose server is gone, maybe because we have ended that."""
    return Ending(Cause.LOST, "lost its worker with the server that all workers are forked from", ours=ours)


def ending_of(end: Exit, limits: Limits) -> Ending:
    """The end of a worker that this program did not end itself."""
    if end.code == -signal.SIGPROF:
        return Ending(Cause.TIMED_OUT, f"took more than {limits.cpu_seconds:g} s of processor time", end.stderr)
    if _out_of_memory(end, limits):
        return Ending(
            Cause.OUT_OF_MEMORY, f"needed more than the {limits.memory_bytes >> 20} MiB of a worker", end.stderr
        )
    if end.code in FROM_OUTSIDE:
        return Ending(Cause.KILLED, f"lost its worker to a {signal.Signals(-end.code).name} from outside", end.stderr)
    return Ending(Cause.CRASHED, f"ended its worker with {_name(end.code)}", end.stderr)


def is_at_limit(peak_bytes: int, limits: Limits) -> bool:
    """Whether a worker has come so near to its limit on memory that the article it had is at its limit too."""
    return peak_bytes >= AT_ITS_LIMIT * limits.memory_bytes


def _out_of_memory(end: Exit, limits: Limits) -> bool:
    return (
        end.code == OUT_OF_MEMORY_STATUS
        or is_at_limit(end.peak_bytes, limits)
        or (end.code == -signal.SIGABRT and any(words in end.stderr for words in OUT_OF_MEMORY_WORDS))
    )


def _name(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:  # a real-time signal
        return f"signal {-code}"
