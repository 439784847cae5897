"""The messages that go out: a record or a tombstone, with the headers that say which raw message it came from."""

import re
from dataclasses import dataclass

from schemas import headers
from schemas.enriched_article import SCHEMA_VERSION
from service import __version__
from service.message import Headers, Origin, RawMessage
from service.outcome import Record

SERVICE_VERSION = (headers.SERVICE_VERSION, __version__.encode())
MARKS = ((headers.SCHEMA_VERSION, SCHEMA_VERSION.encode()), (headers.CONTENT_TYPE, b"application/json"))

# They describe the raw value, and a record's value is another: content types, CloudEvents, Spring's and Confluent's.
DESCRIBES_RAW_VALUE = re.compile(r"content-.*|ce_.*|__.*typeid__|__key_schema_id|__value_schema_id", re.IGNORECASE)

# A batch of one record: 61 bytes of batch, at most 21 of record, and varints of at most 5 each (Kafka's record format).
BATCH_OVERHEAD = 61 + 21 + 10
HEADER_OVERHEAD = 10


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to write. Without `timestamp_ms` it carries the time at which it is written.

    One that goes `alone` shares a record batch with no other: a broker refuses a batch as a whole.
    """

    topic: str
    value: bytes | None
    key: bytes | None
    headers: Headers
    timestamp_ms: int | None = None
    alone: bool = False

    @property
    def size(self) -> int:
        """The most bytes it can take uncompressed, as a batch of its own: what the topic's limit is held against."""
        in_headers = sum(len(name.encode()) + len(value or b"") + HEADER_OVERHEAD for name, value in self.headers)
        return BATCH_OVERHEAD + len(self.value or b"") + len(self.key or b"") + in_headers


def record_message(message: RawMessage, record: Record, topic: str, key: bytes) -> OutgoingMessage:
    """The record of a raw message, under its timestamp."""
    own = (*provenance(origin_of(message)), *MARKS, (headers.LANGUAGE, record.language.encode()))
    handed_on = tuple(pair for pair in handed_along(message.headers) if not DESCRIBES_RAW_VALUE.fullmatch(pair[0]))
    return OutgoingMessage(topic, record.value, key, own + handed_on, timestamp_of(message))


def tombstone_message(message: RawMessage, topic: str, key: bytes) -> OutgoingMessage:
    """A takedown, under the key that its record had."""
    own = provenance(origin_of(message))
    return OutgoingMessage(topic, None, key, own + handed_along(message.headers), timestamp_of(message))


def output_key(message: RawMessage, article_id: str, *, always_article: bool) -> bytes:
    """The key of a record or tombstone: the raw message's own where it has one and that is wanted."""
    return article_id.encode() if always_article or message.key is None else message.key


def provenance(origin: Origin) -> Headers:
    """Which raw message an outgoing one came from, and by which version: on everything that goes out."""
    return (
        (headers.SOURCE_TOPIC, origin.topic.encode()),
        (headers.SOURCE_PARTITION, b"%d" % origin.partition),
        (headers.SOURCE_OFFSET, b"%d" % origin.offset),
        SERVICE_VERSION,
    )


def handed_along(raw: Headers) -> Headers:
    """The raw message's own headers, without what only Copydesk may say; a replay's marks stay."""
    return tuple(
        pair
        for pair in raw
        if not pair[0].lower().startswith(headers.OWN_PREFIX) or pair[0].lower() in headers.REPLAY_HEADERS
    )


def origin_of(message: RawMessage) -> Origin:
    """Where the message stands on the stream.

    Raises:
        ValueError: it did not come from a stream.
    """
    if message.origin is None:
        raise ValueError("a message that did not come from a stream has nothing to answer")
    return message.origin


def timestamp_of(message: RawMessage) -> int | None:
    """The raw message's own timestamp (ms), as Kafka Streams hands it on; None where it has none."""
    timestamp = origin_of(message).timestamp_ms
    return timestamp if timestamp >= 0 else None
