"""What the words of a printed date mean: months, weekdays, halves of the day, and words that only connect."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from service.words import fold, is_unspaced, languages


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Folded words of all languages. `unspaced` are those that stand without spaces, longest first."""

    months: Mapping[str, int]
    solar_months: Mapping[str, int]
    hijri_months: Mapping[str, int]
    other_months: frozenset[str]
    ordinal_months: Mapping[str, int]  # of another month, unless the number before them has a full stop
    morning: frozenset[str]
    afternoon: frozenset[str]
    connecting: frozenset[str]
    silent: frozenset[str]  # weekdays, and what connects
    unspaced: tuple[str, ...]
    spaced_months: tuple[str, ...]  # names of two words, longest first


@cache
def calendar_words() -> CalendarWords:
    """The calendar words of every language with a word list."""
    tables = [words["dates"] for words in languages().values()]
    months, solar_months, hijri_months, ordinal_months = (
        {
            fold(word): number
            for table in tables
            for number, forms in enumerate(table.get(name, ()), 1)
            for word in forms
        }
        for name in ("months", "solar_months", "hijri_months", "ordinal_months")
    )
    morning, afternoon, weekdays, connecting, other_months = (
        frozenset(fold(word) for table in tables for word in table.get(name, ()))
        for name in ("morning", "afternoon", "weekdays", "connecting", "other_months")
    )
    silent = weekdays | connecting
    known = silent | morning | afternoon | months.keys()
    unspaced = sorted((word for word in known if is_unspaced(word[0])), key=lambda word: (-len(word), word))
    spaced = tuple(sorted((name for name in months if " " in name), key=len, reverse=True))
    return CalendarWords(
        months=months,
        solar_months=solar_months,
        hijri_months=hijri_months,
        other_months=other_months,
        ordinal_months=ordinal_months,
        morning=morning,
        afternoon=afternoon,
        connecting=connecting,
        silent=silent,
        unspaced=tuple(unspaced),
        spaced_months=spaced,
    )


@cache
def _tokens(*, is_ascii: bool) -> re.Pattern[str]:
    unspaced = "(?!)" if is_ascii else "|".join(map(re.escape, calendar_words().unspaced))
    return re.compile(rf"\d+|{unspaced}|[^\W\d_](?:[^\s\d.,:;/()\[\]|+\u2013\u2014\u060c\u3001\u3002\u00b7\u2022\"-])*")


def tokens_of(line: str) -> list[str]:
    """What a folded line of a date is made of: numbers, words, and the words that stand without spaces."""
    return _tokens(is_ascii=line.isascii()).findall(line)
