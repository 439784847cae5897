"""Zones as newspapers print them behind a time of day: offsets, and names of one meaning or of several."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timezone

from service import cautions
from service.article import ArticleDate, Caution, Findings
from service.dates.clock import Parts
from service.dates.declared import parse_offset
from service.dates.digits import plain_digits
from service.dates.zone_names import VAGUE_ZONES

_ZONES_OF = {("bst", "en"): "+1", ("bst", "bn"): "+6", ("ist", "he"): "+2"}
_ZONES_OF |= {("ist", language): "+5:30" for language in ("hi", "bn", "ur", "mr", "ta", "te", "gu", "pa")}
# These are printed behind a day alone, too, where they change nothing.
# An offset, or a name in capitals, behind a time of day.
_AFTER_CLOCK = re.compile(
    r"\d[:.h]\d\d(?:[.,]\d+)?\s?(?:[AaPp]\.?[Mm]\b\.?)?\s?\(?((?:UTC|GMT)?[+\u2212-]\d{1,2}(?::?\d\d)?|[A-Z]{1,5}\b)"
)
_DAY_ZONES = frozenset(("gmt", "utc"))


def settle_zone(date: ArticleDate, language: str | None) -> ArticleDate:
    """The date with the zone that a name of several means in a page's language: IST in Hindi is India's."""
    if not date.zone_assumed or date.precision not in ("minute", "second"):
        return date
    names = plain_digits(date.as_printed).replace("(", " ").replace(")", " ").split()
    offset = next((found for name in names if (found := _ZONES_OF.get((name, language or "")))), None)
    zone = parse_offset(offset) if offset else None
    return replace(date, at=date.at.replace(tzinfo=zone), zone_assumed=False) if zone else date


def unread_zone(date: ArticleDate) -> str | None:
    """What is printed behind a time of day as its zone, and is none, or of several meanings; None where nothing is."""
    if not date.zone_assumed or date.precision not in ("minute", "second"):
        return None
    match = _AFTER_CLOCK.search(date.as_printed)
    return match[1] if match else None


def unread_zones(findings: Findings) -> Iterator[Caution]:
    """A caution for each of a record's own times whose zone is printed and was not understood."""
    for role in ("published", "modified"):
        date = next((date.value for date in findings.dates if date.value.role == role), None)
        if date and (zone := unread_zone(date)):
            detail = f"The zone {zone!r} is none, or could be several; UTC was assumed."
            yield Caution(cautions.UNKNOWN_ZONE, f"{role}_at", detail)


def take_zone(words: list[str], clock: Parts) -> timezone | None:
    """The offset that is printed after the time; the words that named it leave `words`."""
    if not clock.get("hour"):
        words[:] = [word for word in words if word not in _DAY_ZONES]
        return None
    offset = parse_offset(clock.get("zone") or "")
    names = [word for word in words if word in VAGUE_ZONES or _zone(word)]
    words[:] = [word for word in words if word not in names]
    return offset or next((_zone(name) for name in names if name not in VAGUE_ZONES), None)


def _zone(name: str) -> timezone | None:
    return parse_offset(name) if name.isalpha() else None
