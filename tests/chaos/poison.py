"""Poison: a line in an article's text that says how the article hurts the worker that holds it."""

import ctypes
import os
import time
from collections import deque
from collections.abc import Callable
from itertools import count

MARKER = b"chaos-poison: "
HOARD_STEP_BYTES = 8 * 2**20
HOARD_MOST_BYTES = 2 * 2**30  # where no limit stops it: the machine is to live
HANG_SECONDS = 3600


class Unlimited(Exception):
    """No limit has stopped what was to be stopped."""


class Defect(Exception):
    """What a step of ours raises that has a defect."""


def loop() -> None:
    """Use a core for ever, in C and with the interpreter's lock held: neither a signal handler nor a thread runs."""
    deque(count(), maxlen=0)


def sleep() -> None:
    """Wait for what does not come."""
    time.sleep(HANG_SECONDS)
    raise Unlimited


def exit_well() -> None:
    """End as if all was well, but for the answer."""
    os._exit(0)


def segfault() -> None:
    """Read where nothing is."""
    ctypes.string_at(0)


def hoard() -> None:
    """Take memory until there is none. Nothing writes to these: that would take seconds of a busy machine."""
    held: list[bytes] = []
    while len(held) * HOARD_STEP_BYTES < HOARD_MOST_BYTES:
        held.append(bytes(HOARD_STEP_BYTES))
    raise Unlimited


def fail() -> None:
    """Raise what nobody foresaw."""
    raise Defect


Act = Callable[[], None]
ACTS: dict[str, Act] = {act.__name__: act for act in (loop, sleep, exit_well, segfault, hoard, fail)}
REASONS = {
    "loop": "timed-out",
    "sleep": "timed-out",
    "exit_well": "crashed",
    "segfault": "crashed",
    "hoard": "out-of-memory",
    "fail": "step-failed",
}
# Five kinds in equal parts; what hangs is a loop and a sleep by turns.
TURNS = ("loop", "exit_well", "segfault", "hoard", "fail", "sleep", "exit_well", "segfault", "hoard", "fail")
FEWEST = TURNS.index("sleep") + 1  # that each of them is there


def poisoned(text: bytes, name: str) -> bytes:
    """The article with a last paragraph that poisons it."""
    return text + b"\n" + MARKER + name.encode() + b"\n"


def act_in(value: bytes | None) -> Act | None:
    """What the first marker in a message's value asks for; None where there is none that is known."""
    _, found, behind = (value or b"").partition(MARKER)
    return ACTS.get(behind.partition(b"\n")[0].decode(errors="replace")) if found else None
