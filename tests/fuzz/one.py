"""One mutant looked at closely: tried here and now, with the traceback of what a step raises, and made small."""

import sys
import traceback
from pathlib import Path

from service.message import RawMessage
from tests.fuzz.mutants import Mutant
from tests.fuzz.raised import watched
from tests.fuzz.reduction import reduced
from tests.fuzz.stretch import Judged, judge_one


def look_at(mutant: Mutant, write: Path | None, *, reduce: bool) -> Judged:
    """Say how the mutant came to be and what is wrong with its outcome; its value goes to `write`, small or not."""
    message = mutant.message
    with watched() as raised:
        judged = judge_one(mutant.number, message, again=True)
    if raised.failure is not None:
        traceback.print_exception(raised.failure)
    _say(f"Mutant {mutant.number} of {mutant.original}: {', '.join(mutant.trail)}")
    _say(f"Outcome: {judged.outcome}, {judged.cpu_seconds:.2f} s of CPU; {'; '.join(judged.wrong) or 'sound'}")
    if reduce and judged.wrong:
        message = reduced(message, lambda smaller: _shows(smaller, judged))
    _say(f"Key: {message.key!r}\nHeaders: {message.headers!r}\nValue: {len(message.value or b'')} bytes")
    if write is not None:
        write.write_bytes(message.value or b"")
    elif reduce:
        _say(repr(message.value))
    return judged


def _shows(message: RawMessage, judged: Judged) -> bool:
    return bool(set(judge_one(judged.number, message, again=False).wrong) & set(judged.wrong))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
