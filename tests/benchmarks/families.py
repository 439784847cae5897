"""A main process and all that runs under it, seen through /proc: who they are, and what processor time they used."""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PARENT = 1  # places in /proc/PID/stat, from the state on
OWN = slice(11, 13)  # user and system time
REAPED = slice(13, 15)  # of children that have ended and were waited for


@dataclass(frozen=True, slots=True)
class FamilySeconds:
    """Processor time (s) of a main process, and of everything that it has started, ended ones with it."""

    main: float
    workers: float


def family_seconds(pid: int) -> FamilySeconds:
    """What a main process and everything under it have used by now; the kernel counts in hundredths."""
    below = sum(_seconds(fields, OWN) + _seconds(fields, REAPED) for fields in map(_stat, descendants(pid)))
    main = _stat(pid)
    return FamilySeconds(_seconds(main, OWN), _seconds(main, REAPED) + below)


def descendants(pid: int) -> dict[int, int]:
    """Everything that runs under a process, by id, and how many generations below it."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (fields := _stat(int(folder.name))):
            children[int(fields[PARENT])].append(int(folder.name))
    found: dict[int, int] = {}
    generation, depth = children[pid], 1
    while generation:
        found |= dict.fromkeys(generation, depth)
        generation, depth = [young for old in generation for young in children[old]], depth + 1
    return found


def workers_of(pid: int) -> list[int]:
    """The worker processes of a service or of `copydesk process`: what was forked by the server that it started."""
    return sorted(one for one, depth in descendants(pid).items() if depth > 1)


def _seconds(fields: list[str], which: slice) -> float:
    return sum(map(int, fields[which])) / TICKS_A_SECOND


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on; none where the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
