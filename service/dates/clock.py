"""The time of day in a printed date, on the clocks of 24 and of 12 hours."""

import re

from service.dates.calendar_words import calendar_words

NOON = 12

Parts = dict[str, str | None]
"""The parts of a date in ASCII digits, by name: `year month day hour minute second zone`."""

_OFFSET = r"(?:\s*\(?(?P<zone>(?:utc|gmt)[+\u2212-]\d{1,2}(?::?\d\d)?|[+\u2212-]\d\d:?\d\d)(?!\d)\)?)?"
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)|\s?(?=[ap]m\b|uhr\b|h\b))"
    + _OFFSET
)
_CLOCK_MARKED = re.compile(
    r"(?P<hour>\d{1,2})\s?[時时点點시](?:\s?(?P<minute>\d{1,2})\s?[分분])?(?:\s?(?P<second>\d{1,2})\s?[秒초])?(?P<zone>)"
)


def holds_clock(line: str) -> bool:
    """Whether a folded line holds a time of day."""
    return _CLOCK.search(line) is not None


def take_clock(line: str) -> tuple[Parts, str]:
    """Hour, minute, second and offset of a folded line, empty where it has no time of day, and the rest of it."""
    match = _CLOCK_MARKED.search(line) or _CLOCK.search(line)
    return cut(match, line) if match else ({}, line)


def cut(match: re.Match[str], line: str) -> tuple[Parts, str]:
    """What the groups of a match say, and the line without it."""
    return dict(match.groupdict()), f"{line[: match.start()]} {line[match.end() :]}"


def settle_half_of_day(words: list[str], clock: Parts) -> bool:
    """Take "am" and its like from the words and count the hour from midnight; whether that makes sense."""
    known = calendar_words()
    late = any(word in known.afternoon for word in words)
    early = any(word in known.morning for word in words)
    words[:] = [word for word in words if word not in known.afternoon and word not in known.morning]
    hour = clock.get("hour")
    if hour is None:
        return not (late or early)
    if late and int(hour) < NOON:
        clock["hour"] = str(int(hour) + NOON)
    elif early and int(hour) == NOON:
        clock["hour"] = "0"
    return True
