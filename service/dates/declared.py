"""Dates as machines declare them: ISO 8601, its common misspellings, and the form of mail and RSS feeds."""

import re
from datetime import UTC, datetime, timedelta, timezone

from service.article import ArticleDate, DateRole, Precision
from service.dates.eras import common_era
from service.dates.zone_names import ZONES

# Beyond these a calendar cannot carry every offset: 9999-12-31 at -14:00 is no date in UTC.
FIRST_YEAR, LAST_YEAR = 1000, 9998
# The widest offset in use is +14:00 (Kiribati); ISO 8601 libraries accept up to 18 hours.
WIDEST_OFFSET = timedelta(hours=18)
# A longer value is no date, and is not worth a match.
LONGEST_VALUE = 64

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
# The zone names that RFC 2822, section 4.3, gives an offset (in hours).
_ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0}
_ZONES |= {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_TIME = r"(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
_LONG_NAMES = "|".join(f"{name}|{name.upper()}" for name in ZONES if name.isascii() and len(name) > len("gmt"))
_OFFSET = rf"(?P<zone>[A-Za-z]{{1,3}}|{_LONG_NAMES}|(?:UTC|GMT)?[+\u2212-]\d{{1,2}}(?::?\d\d)?)"
_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<mark>[-/.]?)(?P<month>\d\d)(?:(?P=mark)(?P<day>\d\d)"
    rf"(?:(?:[Tt]|\s+){_TIME})?(?:\s*{_OFFSET})?)?)?",
    re.ASCII,
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]{3})[a-z]*\.?[ -](?P<year>\d{4})"
    rf"(?:\s+{_TIME})?(?:\s*{_OFFSET})?",
    re.ASCII,
)


def parse_declared_date(text: str, role: DateRole) -> ArticleDate | None:
    """Read a date that is the whole of `text`, as a feed, JSON-LD or a meta element declares it.

    Precision is what is present: year, month, day, minute or second (fractions are dropped). Without an offset,
    UTC is assumed and `zone_assumed` says so. A day in the years of a calendar that papers print is the Gregorian one.
    None for anything else, and for years outside 1000 to 9998.
    """
    value = text.strip()
    if len(value) > LONGEST_VALUE:
        return None
    match = _ISO.fullmatch(value) or _MAIL.fullmatch(value)
    if match is None:
        return None
    parts = match.groupdict()
    if "name" in parts:
        parts["month"] = str(_MONTHS.get(parts["name"].lower(), 0))
    elif parts["month"] and parts["mark"] == "" and not parts["day"]:
        return None  # ISO 8601 forbids 202003: it may be a date of six digits
    zone = parse_offset(parts["zone"]) if parts["zone"] else None
    known = common_era(parts)
    return build_date(known, role, value, zone) if known else None


def parse_offset(zone: str) -> timezone | None:
    """The fixed offset that `+02:00`, `GMT+2`, `Z`, `EST` or `CET` names; None where the name is not known."""
    name = zone.lower()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    name = ZONES.get(name, name)
    match = re.fullmatch(r"(?:utc|gmt)?([+\u2212-])(\d{1,2}):?(\d\d)?", name, re.ASCII)
    if match is None:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if size > WIDEST_OFFSET:
        return None
    return timezone(size if match[1] == "+" else -size)


def build_date(
    parts: dict[str, str | None], role: DateRole, as_printed: str, zone: timezone | None
) -> ArticleDate | None:
    """Make a date of its parts in digits; None where the calendar has no such day or time."""
    year, *rest = (int(parts.get(name) or 0) for name in ("year", "month", "day", "hour", "minute", "second"))
    month, day, hour, minute, second = rest
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        at = datetime(year, month if parts.get("month") else 1, day if parts.get("day") else 1, tzinfo=zone or UTC)
        at = at.replace(hour=hour, minute=minute, second=second)
    except ValueError:
        return None
    return ArticleDate(at, _precision(parts), role, as_printed, zone_assumed=zone is None)


def _precision(parts: dict[str, str | None]) -> Precision:
    if parts.get("second"):
        return "second"
    if parts.get("hour"):
        return "minute"
    if parts.get("day"):
        return "day"
    return "month" if parts.get("month") else "year"
