"""Day first or month first: what a date in numbers leaves open, and what settles it."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Literal

from service.article import ArticleDate
from service.dates.digits import plain_digits

Order = Literal["day-first", "month-first"]

# By the CLDR's short formats; English without a region, and that of Canada, leave it open.
_MONTH_FIRST_REGIONS = frozenset(("US", "PH", "PR", "GU", "AS", "VI", "MP", "FM", "MH", "PW"))
_MONTH_FIRST_LANGUAGES = frozenset(("fil", "tl"))
_OPEN = frozenset(("en", "en-ca", "und"))
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(?:\d{4}|\d\d)(?!\d)")
_LAST_MONTH = 12


def settle_orders(
    dates: Sequence[ArticleDate], beside: Iterable[ArticleDate], language: str | None
) -> tuple[ArticleDate, ...]:
    """The dates, those in numbers read as the evidence says: they stay `ambiguous` only where nothing does.

    Evidence is, in this order: a date beside them that is one of the two readings; how a date in numbers that can be
    read in one way only is printed; the language, a BCP 47 tag, with its region.
    """
    if not any(date.ambiguous for date in dates):
        return tuple(dates)
    sure = [date for date in (*dates, *beside) if not date.ambiguous]
    days = {date.at.date() for date in sure if date.precision not in ("year", "month")}
    habit = {order for date in sure if (order := _order_of(date))}
    order = habit.pop() if len(habit) == 1 else None if habit else _order_in(language)
    return tuple(_settle(date, days, order) if date.ambiguous else date for date in dates)


def _settle(date: ArticleDate, days: AbstractSet[dt.date], order: Order | None) -> ArticleDate:
    readings = _readings(date)
    if readings is None:
        return date
    known = [one for one in readings.values() if one.at.date() in days]
    if len(known) == 1:
        return replace(known[0], ambiguous=False)
    return replace(readings[order], ambiguous=False) if order else date


def _readings(date: ArticleDate) -> dict[Order, ArticleDate] | None:
    """A date that is printed in numbers, read day first and month first; None where its day is in doubt otherwise."""
    match = _NUMBERS.search(plain_digits(date.as_printed))
    if match is None or {int(match[1]), int(match[2])} != {date.at.day, date.at.month}:
        return None
    first, second = int(match[1]), int(match[2])
    return {
        "day-first": replace(date, at=date.at.replace(day=first, month=second)),
        "month-first": replace(date, at=date.at.replace(day=second, month=first)),
    }


def _order_of(date: ArticleDate) -> Order | None:
    """How a date in numbers is printed, where the numbers themselves tell."""
    match = _NUMBERS.search(plain_digits(date.as_printed))
    if match is None or max(int(match[1]), int(match[2])) <= _LAST_MONTH:
        return None
    if (int(match[1]), int(match[2])) == (date.at.day, date.at.month):
        return "day-first"
    return "month-first" if (int(match[2]), int(match[1])) == (date.at.day, date.at.month) else None


def _order_in(language: str | None) -> Order | None:
    """What those who write a language do, where they all do the same."""
    if language is None:
        return None
    tag = language.replace("_", "-")
    primary, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2), "")  # noqa: PLR2004  # ISO 3166-1 alpha-2
    if region in _MONTH_FIRST_REGIONS or primary.lower() in _MONTH_FIRST_LANGUAGES:
        return "month-first"
    return None if tag.lower() in _OPEN else "day-first"
