"""What the operating system says of a process: how long it has run, and how long it waited for a processor."""

from dataclasses import dataclass
from pathlib import Path

NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Use:
    """A process's main thread so far, in seconds: it ran, or `waited` although it had something to do."""

    ran_seconds: float
    waited_seconds: float


def use_of(pid: int) -> Use | None:
    """What a process has had of the processors; None where the system does not say (see sched-stats in its docs)."""
    try:
        ran, waited, _ = map(int, Path(f"/proc/{pid}/schedstat").read_text().split())
    except (OSError, ValueError):
        return None
    return Use(ran / NANOSECONDS, waited / NANOSECONDS)
