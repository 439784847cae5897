"""A service's processes as /proc shows them: the fork server is its child, and the workers are that one's children."""

from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
GONE = "XZ"  # dead, or dead and not yet waited for
RUNNING = "R"


@dataclass(frozen=True, slots=True)
class Process:
    """A process; its number may come again, but not with the same moment of its start (ticks since boot)."""

    pid: int
    started: int


@dataclass(frozen=True, slots=True)
class _Seen:
    process: Process
    parent: int
    state: str
    nice: int


def descendants_of(pid: int, proc: Path = PROC) -> list[Process]:
    """Its children, theirs, and so on."""
    return [process for generation in _generations(pid, proc) for process in generation]


def workers_of(pid: int, proc: Path = PROC) -> list[Process]:
    """The workers of the service that has this number: its grandchildren."""
    generations = _generations(pid, proc)
    return generations[1] if len(generations) > 1 else []


def works(process: Process, proc: Path = PROC) -> bool:
    """Whether it has an article in hand: one that has none sleeps. One that yields to the others is left out.

    The pool has set it aside with an article that takes long. If that one hangs, it would sooner or later be killed for
    the third time, and be held to have crashed.
    """
    seen = _look(process.pid, proc)
    if seen is None or seen.process != process or seen.state != RUNNING:
        return False
    server = _look(seen.parent, proc)
    return server is not None and seen.nice <= server.nice


def lives(process: Process, proc: Path = PROC) -> bool:
    """Whether it is still there."""
    seen = _look(process.pid, proc)
    return seen is not None and seen.process == process and seen.state not in GONE


def _generations(pid: int, proc: Path) -> list[list[Process]]:
    everyone = [seen for entry in proc.glob("[0-9]*") if (seen := _look(int(entry.name), proc))]
    generations: list[list[Process]] = []
    parents = {pid}
    while children := [seen.process for seen in everyone if seen.parent in parents and seen.state not in GONE]:
        generations.append(sorted(children, key=lambda process: (process.started, process.pid)))
        parents = {process.pid for process in children}
    return generations


def _look(pid: int, proc: Path) -> _Seen | None:
    """What proc(5) says of a process in `stat`, behind its name, in which anything may stand."""
    try:
        fields = (proc / str(pid) / "stat").read_text(errors="replace").rpartition(") ")[2].split()
    except OSError:
        return None  # it has ended
    state, parent, nice, started = fields[0], int(fields[1]), int(fields[16]), int(fields[19])
    return _Seen(Process(pid, started), parent, state, nice)
