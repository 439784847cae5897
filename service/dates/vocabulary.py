"""The words that a printed date can begin with, or hold."""

import re
from functools import cache

from service.dates.calendar_words import calendar_words
from service.dates.digits import plain_digits
from service.dates.eras import han_numbers
from service.dates.zone_names import VAGUE_ZONES, ZONES
from service.words import is_unspaced, phrases

_ERA_START = re.compile("(?:\u4e2d\u83ef)?\u6c11\u570b\\d|(?:\u4ee4\u548c|\u5e73\u6210|\u662d\u548c)[\\d\u5143]")
_AROUND_WORD = ".,:;()[]|/\u060c\uff0c\u3001\u2013\u2014-"
# Zones, ordinals, "Uhr".
LONGEST_ABBREVIATION = 4


def starts_date(word: str) -> bool:
    """Whether a printed date can begin with this word: a number, a month, a weekday or a label."""
    plain = han_numbers(plain_digits(word)).strip(".,:()[]")
    if _ERA_START.match(plain):
        return True
    known = calendar_words()
    named = plain in known.months or plain in known.silent or plain in _month_starts()
    return plain[:1].isdecimal() or named or _is_label_word(plain)


@cache
def _month_starts() -> frozenset[str]:
    return frozenset(name.split()[0] for name in calendar_words().spaced_months)


def may_be_of_date(word: str) -> bool:
    """Whether a word can stand within a printed date: one of its words, a number, a zone, or too short to tell."""
    plain = plain_digits(word).strip(_AROUND_WORD)
    if len(plain) <= LONGEST_ABBREVIATION or any(map(str.isdecimal, plain)):
        return True
    return plain in _vocabulary() or any(map(is_unspaced, plain))


@cache
def _vocabulary() -> frozenset[str]:
    known = calendar_words()
    names = {*known.months, *known.solar_months, *known.hijri_months, *known.silent, *known.morning, *known.afternoon}
    for role in ("published", "modified"):
        names |= set(phrases("dates", role))
    words = {word.strip(_AROUND_WORD) for name in names for word in name.split()}
    return frozenset(words | ZONES.keys() | VAGUE_ZONES)


def _is_label_word(word: str) -> bool:
    return any(phrases("dates", role).start(word) for role in ("published", "modified"))
