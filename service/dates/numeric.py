"""Days in numbers: year first, year last, and years of two digits where something beside says that it is a date."""

import re

from service.dates.calendar_words import calendar_words
from service.dates.clock import NOON, Parts, cut, holds_clock

_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?[-./年년]\s?(?P<month>\d{1,2})\s?[-./月월]\s?(?P<day>\d{1,2})(?!\d)[.日일]?"
)
_YEAR_LAST = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>\s?[-./]\s?)(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
)
_DAY_OF_NUMBERED_MONTH = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s(?:th\u00e1ng)\s(?P<month>\d{1,2})(?:\s(?:n\u0103m))?,?\s(?P<year>\d{4})(?!\d)"
)
# Two digits of a year are enough beside a label or a time of day.
_SHORT_YEAR = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<year>\d\d)(?![\d./-])"
)
_CENTURY, _LAST_SHORT_YEAR = 2000, 69
# As wires end their copy: "05-MAR-24".
_NAMED_MONTH = re.compile(r"(?<!\d)(?P<day>\d{1,2})-(?P<month>[^\W\d_]{3,4})-(?P<year>\d\d)(?!\d)")
_MONTH_OF_YEAR = re.compile(r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?!\s?\d)")


def take_numbers(line: str, *, labelled: bool) -> tuple[Parts, str, bool]:
    """Day, month and year of a folded line, empty where it has none in numbers; its rest; whether their order is open.

    Of a year of two digits only where a label or a clock beside it says that it is a date.
    """
    line = _NAMED_MONTH.sub(_long_year, line)
    for pattern in (_YEAR_FIRST, _YEAR_LAST, _DAY_OF_NUMBERED_MONTH, _MONTH_OF_YEAR):
        if match := pattern.search(line):
            parts, line = cut(match, line)
            return parts, line, pattern is _YEAR_LAST and _put_day_first(parts)
    match = _SHORT_YEAR.search(line)
    if match is None or not (labelled or holds_clock(line[match.end() :])):
        return {}, line, False
    parts, line = cut(match, line)
    parts["year"] = str(_century(int(parts["year"] or 0)))
    return parts, line, _put_day_first(parts)


def _long_year(match: re.Match[str]) -> str:
    if match["month"] not in calendar_words().months:
        return match[0]
    return f"{match['day']} {match['month']} {_century(int(match['year']))}"


def _century(year: int) -> int:
    return _CENTURY + year - (100 if year > _LAST_SHORT_YEAR else 0)


def _put_day_first(parts: Parts) -> bool:
    """Put month and day in order; whether the order is a guess. Dots are only printed between day and month."""
    day, month = int(parts["day"] or 0), int(parts["month"] or 0)
    if month > NOON >= day:
        parts["day"], parts["month"] = parts["month"], parts["day"]
    return "." not in (parts["mark"] or "") and day != month and max(day, month) <= NOON
