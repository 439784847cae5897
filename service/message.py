"""A raw message as the pipeline sees it: bytes, and where they came from. It knows no Kafka client."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Headers = tuple[tuple[str, bytes | None], ...]


def moment(timestamp_ms: int) -> datetime | None:
    """A Kafka timestamp as a time; None where there is none, or it is past the year 9999, where calendars end here."""
    if timestamp_ms < 0:
        return None
    try:
        return datetime.fromtimestamp(timestamp_ms / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where on the stream a raw message stands.

    `timestamp_ms` is in milliseconds since the epoch, as Kafka keeps it.
    """

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    timestamp_type: Literal["create", "append"] = "create"


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One raw message: a null `value` is a tombstone; without `origin` it did not come from a stream."""

    value: bytes | None
    key: bytes | None = None
    headers: Headers = ()
    origin: Origin | None = None

    def header(self, name: str) -> str | None:
        """The text of the last header of that name; absent where it is null, empty or not UTF-8."""
        for key, value in reversed(self.headers):
            if key.lower() == name:
                try:
                    return (value or b"").decode() or None
                except UnicodeDecodeError:
                    return None
        return None
