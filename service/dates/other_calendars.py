"""Printed dates of the Solar Hijri and the Islamic calendar as Gregorian ones, and months of two words or meanings."""

import re
from functools import cache

from service.dates.calendar_words import calendar_words, tokens_of
from service.dates.clock import Parts
from service.dates.digits import plain_digits
from service.dates.eras import from_hijri
from service.dates.solar_hijri import to_gregorian

# In Persian digits (the Arabic ones are others) such a year is of the solar calendar: the lunar one left them in 1999.
_SOLAR_NUMBERS = re.compile(
    "(?<![\u06f0-\u06f9])(1[34]|\u06f1[\u06f3\u06f4])[\u06f0-\u06f9]{2}([/-])([\u06f0-\u06f9]{1,2})\\2([\u06f0-\u06f9]{1,2})(?![\u06f0-\u06f9])"
)


def join_months(line: str) -> str:
    """The folded line with months whose names are two words (Iraq's and Syria's) in one, and of one meaning."""
    known = calendar_words()
    if ordinal := _ordinal_months().search(line):
        number = known.ordinal_months[ordinal[1]]
        plain = next(word for word in known.months if known.months[word] == number)
        line = line[: ordinal.start(1)] + plain + line[ordinal.end(1) :]
    for name in known.spaced_months if not line.isascii() else ():
        if name in line:
            number = known.months[name]
            line = line.replace(name, next(word for word in known.months if known.months[word] == number))
    return line


@cache
def _ordinal_months() -> re.Pattern[str]:
    """A month behind a day that is written as an ordinal, as Croatian has it and Polish has not: "21. listopada"."""
    names = "|".join(sorted(map(re.escape, calendar_words().ordinal_months), key=len, reverse=True))
    return re.compile(rf"(?<!\d)\d{{1,2}}\.\s?({names})(?!\w)")


def solar_numbers(printed: str, line: str) -> str:
    """The folded line with the Gregorian day that the solar numbers of the printed one mean, where it has any."""
    solar = None if printed.isascii() else _SOLAR_NUMBERS.search(printed)
    if solar is None:
        return line
    numbers = plain_digits(solar[0])
    day = to_gregorian(*map(int, re.split("[/-]", numbers)))
    return line.replace(numbers, day.isoformat()) if day else line


def take_solar(words: list[str], parts: Parts) -> bool:
    """Fill in the Gregorian day of a Solar Hijri date, which names its month; whether the words are one."""
    known = calendar_words()
    words = [word for word in words if word not in known.silent]
    months = [known.solar_months[word] for word in words if word in known.solar_months]
    numbers = sorted(int(word) for word in words if word.isdecimal())
    if parts or len(months) != 1 or len(numbers) != 2 or len(words) != 3:  # noqa: PLR2004  # day, month, year
        return False
    day = to_gregorian(numbers[1], months[0], numbers[0])
    if day is None:
        return False
    parts.update(year=str(day.year), month=str(day.month), day=str(day.day))
    return True


def take_hijri(line: str, parts: Parts) -> bool:
    """Fill in the Gregorian day of an Islamic date; whether the line is one. Names of its months may be two words."""
    match = _hijri().search(line) if not parts else None
    if match is None:
        return False
    known = calendar_words()
    beside = tokens_of(f"{line[: match.start()]} {line[match.end() :]}")
    day = from_hijri(int(match["year"]), known.hijri_months[match["month"]], int(match["day"]))
    if day is None or any(word not in known.silent for word in beside):
        return False
    parts.update(year=str(day.year), month=str(day.month), day=str(day.day))
    return True


@cache
def _hijri() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, calendar_words().hijri_months), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<month>{months}),?\s(?P<year>1[34]\d\d)(?!\d)(?:\s?(?:\u0647\u0640?|\u06be)\u200d?)?"
    )
