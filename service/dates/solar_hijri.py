"""The Solar Hijri calendar, in which Iran and Afghanistan date their news."""

from datetime import date, timedelta

# In these years (1921 to 2071) leap years follow a cycle of 33 years, in which the calendar's law agrees.
YEARS = range(1300, 1451)
CYCLE, LEAPS_IN_CYCLE = 33, 8
# 1 Farvardin 1300.
_FIRST_DAY = date(1921, 3, 21)
_MONTHS, _LONG_MONTHS = 12, 6


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri one; None outside the years 1300 to 1450, or where there is no such day."""
    if year not in YEARS or not 1 <= month <= _MONTHS or not 1 <= day <= _length(year, month):
        return None
    days = 365 * (year - YEARS[0]) + _leaps_before(year) - _leaps_before(YEARS[0])
    days += 30 * (month - 1) + min(month - 1, _LONG_MONTHS) + day - 1
    return _FIRST_DAY + timedelta(days=days)


def _length(year: int, month: int) -> int:
    if month <= _LONG_MONTHS:
        return 31
    leap = _leaps_before(year + 1) > _leaps_before(year)
    return 30 if month < 12 or leap else 29  # noqa: PLR2004  # the twelfth month is short


def _leaps_before(year: int) -> int:
    """How many leap years stand before `year`, counted from one fixed year."""
    cycles, rest = divmod(year - 979, CYCLE)
    return cycles * LEAPS_IN_CYCLE + (rest + 3) // 4
