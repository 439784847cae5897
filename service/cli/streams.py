"""Standard streams that the caller has closed: they are opened on nothing, so that no socket takes their place."""

import os
import sys

NAMES = ("stdin", "stdout", "stderr")


def open_closed_streams() -> None:
    """Before anything else is opened: the lowest number that is free is what a new file gets."""
    for number, name in enumerate(NAMES):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", closefd=False))
