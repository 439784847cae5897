"""Dates as newspapers print them: numeric and long forms, in the languages that have a word list."""

import re
from dataclasses import replace
from functools import lru_cache

from service.article import ArticleDate, DateRole
from service.dates.calendar_words import calendar_words, tokens_of
from service.dates.clock import Parts, settle_half_of_day, take_clock
from service.dates.declared import build_date, parse_declared_date
from service.dates.digits import plain_digits
from service.dates.eras import han_numbers, to_common_era
from service.dates.labels import take_label
from service.dates.numeric import take_numbers
from service.dates.other_calendars import join_months, solar_numbers, take_hijri, take_solar
from service.dates.zone_names import VAGUE_ZONES
from service.dates.zones import take_zone
from service.words import MOST_KEPT

# A date line with weekday, label, time and zone fits; a sentence does not.
LONGEST_DATE_LINE = 100
# The first weekly newspaper is of 1605; calendars that are not Gregorian (1447, 2563) fall outside.
PRINTED_YEARS = range(1600, 2200)
_DOTTED_HALF = re.compile(r"\b([ap])\.\s?m\b\.?")


def parse_printed_date(text: str, *, marked: bool = False) -> ArticleDate | None:
    """Read a line that is a date and nothing else, but for a label such as "Updated:", weekday, time and zone.

    The role is `published`, or `modified` where the label says so. 03/04/2020 is read day first and `ambiguous`.
    A Solar Hijri date that names its month is given as its Gregorian day.
    A year of two digits is read beside a label or a time of day, and where the text is `marked` as a date by its place.
    None for any other text: dates are never searched for in running text. Years from 1600 to 2199.
    """
    printed = text.strip()
    return _parse(printed, marked=marked) if 0 < len(printed) <= LONGEST_DATE_LINE else None


@lru_cache(MOST_KEPT)
def _parse(printed: str, *, marked: bool) -> ArticleDate | None:
    line = solar_numbers(printed, han_numbers(plain_digits(printed)))
    if not any("0" <= char <= "9" for char in line):
        return None
    era = to_common_era(join_months(line))
    role, line = take_label(era)
    halved = line.rstrip(".").endswith(("am", "pm"))
    vague = line.rpartition(" ")[2] in VAGUE_ZONES
    if not (halved or vague) and len(line) >= len("2020-03-17") and (iso := parse_declared_date(line.upper(), role)):
        return replace(iso, as_printed=printed) if iso.at.year in PRINTED_YEARS else None
    return _read(_DOTTED_HALF.sub(r"\1m", line), role, printed, labelled=marked or len(line) < len(era))


def _read(line: str, role: DateRole, printed: str, *, labelled: bool) -> ArticleDate | None:
    parts, line, ambiguous = take_numbers(line, labelled=labelled)
    clock, line = take_clock(line)
    words = tokens_of(line)
    zone = take_zone(words, clock)
    hijri = False
    taken = settle_half_of_day(words, clock) and (
        take_solar(words, parts) or (hijri := take_hijri(line, parts)) or _take_words(words, parts)
    )
    if not taken or int(parts.get("year") or 0) not in PRINTED_YEARS or (clock.get("hour") and not parts.get("day")):
        return None
    date = build_date(parts | clock, role, printed, zone)
    return replace(date, ambiguous=ambiguous or hijri) if date else None


def _take_words(words: list[str], parts: Parts) -> bool:
    """Fill in day, month and year from words and loose numbers; whether every one of them was understood."""
    known = calendar_words()
    numbers = [word for word in words if word.isdecimal()]
    months = [known.months[word] for word in words if word in known.months and word not in known.silent]
    strange = [word for word in words if not word.isdecimal() and word not in known.months and word not in known.silent]
    if strange:
        return False
    if parts:
        return not numbers and not months
    if not months:
        months = [known.months[word] for word in words if word in known.months]
    # Some Arabic papers print a month in both its names ("\u0645\u0627\u0631\u0633 \u0622\u0630\u0627\u0631").
    if len(set(months)) != 1:
        return False
    years = [number for number in numbers if len(number) == len("2020")]
    days = [number for number in numbers if len(number) <= len("31")]
    if len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return False
    parts.update(year=years[0], month=str(months[0]), day=days[0] if days else None)
    return True
