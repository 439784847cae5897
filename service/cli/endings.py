"""How a command ends when it does not simply succeed: with one sentence and an exit code, never a traceback."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from service.settings import Settings

FAILED, WRONG_USAGE = 1, 2
INTERRUPTED = 130  # what a shell says of a command that Ctrl-C ended
OUTPUT_CLOSED = 141  # what a shell says of a command that SIGPIPE ended


class Ended(Exception):
    """The command cannot go on; the message is one sentence that says why, and what to do."""

    def __init__(self, sentence: str, exit_code: int = FAILED) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


def settings_or_end(**overrides: object) -> "Settings":
    """The settings of this environment, the command line's before them; where they cannot be used, the end.

    A variable that is likely to be misspelt is told on standard error.
    """
    settings = quiet_settings_or_end(**overrides)
    from service.settings import unknown_variables  # noqa: PLC0415  # --help does not wait for pydantic

    for variable, meant in unknown_variables().items():
        if meant:  # else it may be one of Kubernetes' own
            typer.echo(f"{variable} sets nothing; was {meant} meant?", err=True)
    return settings


def quiet_settings_or_end(**overrides: object) -> "Settings":
    """The same without a word on what is misspelt: the service logs it."""
    from service.settings import InvalidSettings, read_settings  # noqa: PLC0415  # --help does not wait for pydantic

    try:
        return read_settings(**overrides)
    except InvalidSettings as invalid:
        raise Ended(str(invalid), WRONG_USAGE) from invalid


@contextmanager
def quiet_when_nobody_reads() -> Iterator[None]:
    """End without a word when the reader of standard output has gone, as `head` does; in one where its disk is full."""
    try:
        yield
    except BrokenPipeError:
        _flush_into_nothing()
        raise typer.Exit(OUTPUT_CLOSED) from None
    except OSError as full:
        if full.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        _flush_into_nothing()
        raise Ended(f"Standard output cannot be written: {full.strerror}.") from full


def _flush_into_nothing() -> None:
    """Python flushes standard output once more when it ends: into nothing, then."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_line(line: bytes) -> None:
    """Write a line to standard output now: whoever reads it may be waiting for just this one."""
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
