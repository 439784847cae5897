"""What stands behind `--to`: an end of the log, an offset, or a moment."""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from service.cli.endings import WRONG_USAGE, Ended

OFFSET = re.compile(r"[0-9]{1,19}")  # 19 digits hold Kafka's largest
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339, section 5.6: `T` and `Z` may be small, and a space may stand for `T`. Python's own reader takes far more.
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")
TIME_WITHOUT_ZONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class End(StrEnum):
    """An end of a partition's log."""

    EARLIEST = "earliest"
    LATEST = "latest"


Target: TypeAlias = End | int | datetime
"""Where to: an end of the log, an offset, or the first message since a moment (with its zone)."""


def read_target(text: str) -> Target:
    """What `--to` asks for; a date is the moment at which it begins in UTC.

    Raises:
        Ended: it is none of these.
    """
    if text in list(End):
        return End(text)
    if OFFSET.fullmatch(text):
        return int(text)
    if TIME_WITHOUT_ZONE.fullmatch(text):
        raise Ended(f"--to {text} has no zone: add Z or an offset, for example {text}Z.", WRONG_USAGE)
    try:
        if DATE.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        if TIME.fullmatch(text):
            return datetime.fromisoformat(text.upper())
    except ValueError as impossible:
        raise Ended(f"--to {text} is no time that there is: {impossible}.", WRONG_USAGE) from impossible
    raise Ended(
        f"--to {text} is neither earliest, latest, an offset, a date nor a time such as 2026-05-01T06:00:00Z.",
        WRONG_USAGE,
    )


def timestamp_ms(moment: datetime) -> int:
    """The first of Kafka's timestamps that is not before the moment, in milliseconds since 1970; 0 for any earlier."""
    return max(0, -((EPOCH - moment) // MILLISECOND))


def said(target: Target) -> str:
    """The target in words; of a moment also in which zone it is."""
    if isinstance(target, datetime):
        return f"the first message since {target.isoformat().replace('+00:00', 'Z')}"
    return target.value if isinstance(target, End) else f"offset {target}"
