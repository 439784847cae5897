"""What the operating system says of a process: how long it waited for a processor."""

from pathlib import Path

NANOSECONDS = 1_000_000_000


def waited_seconds(pid: int) -> float | None:
    """How long a process's main thread has waited (s) with something to do; None where the system does not say it.

    Source: /proc/PID/schedstat, see sched-stats in Linux's own documentation.
    """
    try:
        _ran, waited, _slices = map(int, Path(f"/proc/{pid}/schedstat").read_text().split())
    except (OSError, ValueError):
        return None
    return waited / NANOSECONDS
