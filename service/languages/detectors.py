"""Two detectors, each behind one function that any text may be given to: CLD2, fast, and py3langid, for doubts."""

import ctypes
import re
from dataclasses import dataclass
from functools import cache
from sys import getrefcount
from typing import Any

import pycld2

from service.languages.close import ONE_TO_A_TEXT
from service.languages.tags import UNDETERMINED, primary_subtag

# CLD2 raises on control characters and noncharacters; a lone surrogate cannot be written as UTF-8 at all.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)

# CLD2 sees other languages in names; a stretch of so few bytes is no sentence in one (even half of the mixed sets).
_SHORTEST_STRAY = 12

_py_decref = ctypes.PYFUNCTYPE(None, ctypes.py_object)(("Py_DecRef", ctypes.pythonapi))

# Of a tuple that a caller hands on to a function that counts its references.
_HOLDERS = 3

# py3langid's cost grows with the text, its answer does not get better: this many characters are read.
_SECOND_OPINION_CHARACTERS = 1000

# The longer codes among its labels are varieties that a reader would call by another tag, and mostly false alarms.
_LABEL_LENGTH = 2
NO_LANGUAGE = "zxx"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What CLD2 says: a language, its percentage of the text, whether it is sure, and where it saw another or none.

    The language is `und` where it has none; `strays` are code points from and to. Close languages are no others.
    """

    language: str
    percent: int
    reliable: bool
    strays: tuple[tuple[int, int], ...]


NO_OPINION = Opinion(UNDETERMINED, 0, False, ())


def ask_cld2(text: str) -> Opinion:
    """CLD2's opinion."""
    try:
        reliable, _, details, stretches = pycld2.detect(text, returnVectors=True)
    except (pycld2.error, UnicodeEncodeError):
        return ask_cld2(_REFUSED.sub(" ", text))
    _release(stretches)
    _, code, percent, _ = details[0]
    if code == "un":
        return Opinion(UNDETERMINED, percent, False, ())
    language = primary_subtag(code)
    strays: tuple[tuple[int, int], ...] = ()
    if len(stretches) > 1 or stretches[0][3] != code:
        same = {language, *ONE_TO_A_TEXT.get(language, ())}
        strays = tuple(
            (start, start + length)
            for start, length, _, stray in stretches
            if length >= _SHORTEST_STRAY and primary_subtag(stray) not in same
        )
    return Opinion(language, percent, reliable, _in_characters(text, strays))


def _release(stretches: tuple[tuple[int, int, str, str], ...]) -> None:
    """Give back the reference that pycld2 0.42 forgets to: it would keep the stretches of every text for ever.

    https://github.com/scrapinghub/python-cld2/issues/2, in the code that pycld2 came from. Those who hold `stretches`
    here are the caller, this function and the question itself: only where there is one more, it was forgotten.
    """
    if stretches and getrefcount(stretches) > _HOLDERS:
        _py_decref(stretches)


def _in_characters(text: str, strays: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Stretches of the bytes of `text` in its code points."""
    if not strays or text.isascii():
        return strays
    data = text.encode()
    found, read, characters = [], 0, 0
    for start, end in strays:  # each begins where the one before it ends, or behind
        first = characters + len(data[read:start].decode(errors="ignore"))
        read, characters = end, first + len(data[start:end].decode(errors="ignore"))
        found.append((first, characters))
    return tuple(found)


def ask_py3langid(text: str) -> dict[str, float]:
    """py3langid's probability of each language that it knows; `und` is its "no language"."""
    ranked = _identifier().rank(_REFUSED.sub(" ", sample(text, _SECOND_OPINION_CHARACTERS)))
    return {primary_subtag(label): probability for label, probability in ranked}


@cache
def _identifier() -> Any:  # py3langid has no types
    import numpy as np  # noqa: PLC0415  # numpy and the model are loaded where they are first needed
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # likewise
    from py3langid.modelio import load_model  # noqa: PLC0415  # likewise

    weights, priors, labels, moves, rows, features = load_model(MODEL_DIR / MODEL_FILE)
    asked = [at for at, label in enumerate(labels) if len(label) == _LABEL_LENGTH or label == NO_LANGUAGE]
    # py3langid's own choice of languages keeps the whole model beside it (28 MB), and leaves the weights of a feature
    # 200 KB apart from each other, which takes a tenth longer.
    chosen = np.ascontiguousarray(weights[:, asked])
    return LanguageIdentifier(
        chosen, priors[asked], [labels[at] for at in asked], moves, features, norm_probs=True, tk_row=rows
    )


def sample(text: str, characters: int) -> str:
    """Beginning, middle and end of a long text: what it starts with need not be what it is in."""
    if len(text) <= characters:
        return text
    third = characters // 3
    middle = (len(text) - third) // 2
    return f"{text[:third]}\n{text[middle : middle + third]}\n{text[-third:]}"
