"""What a person's name looks like: two to four words with capitals, neither a job nor a house."""

import re
from functools import lru_cache

from service.words import MOST_KEPT, fold, phrases

WORD = r"[^\W\d_][\w.'\u2019\-]*"
_PERSON = re.compile(rf"{WORD}(?:\s+{WORD}){{1,5}}")
_MOST_NAMES, _FEWEST_NAMES = 4, 2
# fmt: off
PARTICLES = frozenset((
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al", "bin",
    "ibn", "ben", "ter", "ten", "te", "zu", "zur", "af", "av", "y", "e", "st", "dal", "do", "vom", "dr", "dr.", "prof",
    "prof.",
))
# fmt: on
_COMMA = re.compile(r"\s*[,\u060c]\s*")
# "MD", "M.D.", "E-RYT 200", "Ph.D.", "RN": degrees are printed as part of a name.
_DEGREE = re.compile(r"(?:[A-Z][\w.\-]{0,9}(?:\s+(?:[A-Z][\w.\-]{0,9}|\d{1,4})){0,2})")
# Behind a comma they say what somebody does; those of papers stand in the word lists.
_JOB_WORDS = """
analyst architect assistant associate attorney author blogger chef chief coach columnist consultant contributing
coordinator counsel designer developer dietitian director editor-in-chief engineer executive expert founder freelance
head journalist lawyer lead lecturer manager marketer marketing nutritionist officer partner photographer president
producer professor psychologist researcher reviewer scientist senior specialist strategist teacher therapist trainer vp
"""
_JOBS = frozenset(_JOB_WORDS.split())


@lru_cache(MOST_KEPT)
def is_person(name: str) -> bool:
    """Whether the text has a person's shape: two to four words, with capitals if it has any, of no house or job."""
    name = comma_parts(name)[0]
    return _PERSON.fullmatch(name) is not None and _has_capitals(name) and not _is_job(name)


def _has_capitals(name: str) -> bool:
    words = [word for word in name.split() if word.casefold() not in PARTICLES]
    return _FEWEST_NAMES <= len(words) <= _MOST_NAMES and not any(word[0].islower() for word in words)


def _is_job(text: str) -> bool:
    words = [fold(word) for word in text.split()]
    roles, houses = phrases("layout", "role"), phrases("layout", "affiliation")
    return fold(text) in roles or any(word in _JOBS or word in houses for word in words)


def is_degree(part: str) -> bool:
    """Whether what stands behind a comma is a degree, which is printed as part of a name."""
    first = part.split(maxsplit=1)[0] if part.split() else ""
    return _DEGREE.fullmatch(part) is not None and (first.isupper() or "." in first or sum(map(str.isupper, first)) > 1)


def comma_parts(text: str) -> list[str]:
    """What the commas of a text part."""
    return _COMMA.split(text) if "," in text or "\u060c" in text else [text]
