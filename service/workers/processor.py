"""What the operating system says of a process: whether it has something to do, and what it has used."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
AFTER_NAME = ")"  # in /proc/PID/stat; the name before it may hold anything


@dataclass(frozen=True, slots=True)
class Use:
    """A process now: `runs` also where it only waits for a processor; its processor time so far in seconds."""

    runs: bool
    cpu_seconds: float


def use_of(pid: int) -> Use | None:
    """What a process does; None where that cannot be read."""
    try:
        state, *numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(AFTER_NAME)[2].split()
    except OSError:
        return None
    user, system = numbers[10:12]  # utime and stime, see proc_pid_stat(5)
    return Use(state == "R", (int(user) + int(system)) / TICKS_A_SECOND)
