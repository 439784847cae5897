"""Reads Kafka's record batches (format 2) with more patience than the client: each record comes out as something.

The format is described in Kafka's documentation under "Message Format".
"""

import struct
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Literal

from aiokafka import TopicPartition
from aiokafka.record.util import calc_crc32c

from service.message import Headers, Origin, RawMessage
from service.stream.decompression import NotUnpacked, Unpacked, unpacking

HEAD = struct.Struct(">qiibIhiqqqhii")  # base offset … number of records
LENGTH_END = 12  # bytes: base offset and length, which the length does not count
CHECKED_FROM = 21  # the checksum is over all that follows it
CODEC, APPEND_TIME, TRANSACTIONAL, CONTROL = 0x07, 0x08, 0x10, 0x20  # in the attributes
FORMAT = 2  # of Kafka 0.11 and later
ABORT = b"\0\0"  # the type of a control record, which follows its version of as many bytes

MOST_BESIDE = 16 << 20  # bytes that key and headers may take: twice what the large hosted services take in
HEADER_COST = 200  # bytes that a header takes in Python, be it as empty as can be


@dataclass(frozen=True, slots=True)
class Batch:
    """A record batch as it came from the broker; `last_offset` counts records that compaction took, too."""

    base_offset: int
    last_offset: int
    format: int
    attributes: int
    first_timestamp: int
    max_timestamp: int
    producer_id: int
    count: int
    intact: bool
    payload: bytes

    @property
    def is_control(self) -> bool:
        """It holds no message but the end of a transaction."""
        return bool(self.attributes & CONTROL)

    @property
    def is_transactional(self) -> bool:
        """It is a part of a transaction, that may have been aborted."""
        return bool(self.attributes & TRANSACTIONAL)

    @property
    def ends_in_abort(self) -> bool:
        """It says that its producer's transaction was aborted."""
        try:
            with unpacking(self.attributes & CODEC, self.payload) as unpacked:
                fields = [unpacked.number() for _ in range(5)]  # length, attributes, two deltas, size of the key
                return fields[4] == 2 * len(ABORT) and unpacked.read(fields[4]).endswith(ABORT)
        except NotUnpacked:
            return False


@dataclass(frozen=True, slots=True)
class HandRecord:
    """A record that was read by hand.

    Where `because` is None it is whole. Else that sentence says what is not in `message`, whose value then is empty
    (and not null, which would be a tombstone): `value_omitted` is the value's size in bytes where it was too large to
    be held, with key and headers whole if they are not too large themselves; None where nothing of it could be read.
    """

    message: RawMessage
    value_omitted: int | None = None
    because: str | None = None

    @property
    def offset(self) -> int:
        """Where it stands in its partition."""
        return self.message.origin.offset if self.message.origin is not None else -1


def batches(data: bytes) -> Iterator[Batch]:
    """The whole batches of an answer to a fetch; the broker cuts the last one off where it likes."""
    at = 0
    while at + HEAD.size <= len(data):
        base, length, _, form, checksum, attributes, delta, first, last, producer, _, _, count = HEAD.unpack_from(
            data, at
        )
        end = at + LENGTH_END + length
        if length < HEAD.size - LENGTH_END or end > len(data):
            return
        intact = form == FORMAT and delta >= 0 and calc_crc32c(data[at + CHECKED_FROM : end]) == checksum
        payload = data[at + HEAD.size : end]
        yield Batch(base, base + max(delta, 0), form, attributes, first, last, producer, count, intact, payload)
        at = end


def records(batch: Batch, partition: TopicPartition, offset: int, largest_value: int) -> Generator[HandRecord]:
    """What stands in the batch at `offset` and after it, in order.

    From where it cannot be read on, each offset that is left gives a record that says why.
    """
    last = batch.base_offset - 1
    try:
        _require_intact(batch)
        with unpacking(batch.attributes & CODEC, batch.payload) as unpacked:
            for _ in range(batch.count):
                position = _position(unpacked, batch, partition, last)
                if position.origin.offset < offset:
                    _leave(unpacked, position.end)
                else:
                    yield _content(unpacked, position, largest_value)
                last = position.origin.offset
    except NotUnpacked as broken:
        because = f"The batch of offsets {batch.base_offset} to {batch.last_offset} cannot be read. {broken}"
        for lost in range(max(offset, last + 1), batch.last_offset + 1):
            yield HandRecord(RawMessage(b"", origin=_origin(batch, partition, lost, 0)), because=because)


def _require_intact(batch: Batch) -> None:
    if not batch.intact:
        raise NotUnpacked("Its checksum does not fit it.")


def _origin(batch: Batch, partition: TopicPartition, offset: int, timestamp_delta: int) -> Origin:
    appended = bool(batch.attributes & APPEND_TIME)
    timestamp = batch.max_timestamp if appended else batch.first_timestamp + timestamp_delta
    kind: Literal["append", "create"] = "append" if appended else "create"
    return Origin(partition.topic, partition.partition, offset, timestamp, kind)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands in the stream, and where it ends among the bytes of its batch."""

    origin: Origin
    end: int


def _position(unpacked: Unpacked, batch: Batch, partition: TopicPartition, last: int) -> Position:
    """What stands in front of the next record's key; `last` is the offset of the record before it."""
    length = unpacked.number()
    end = unpacked.position + length
    unpacked.skip(1)  # attributes, of which there are none yet
    timestamp_delta, offset_delta = unpacked.number(), unpacked.number()
    if not last < batch.base_offset + offset_delta <= batch.last_offset:
        raise NotUnpacked("A record's offset is not behind the last one, or not in the batch.")
    return Position(_origin(batch, partition, batch.base_offset + offset_delta, timestamp_delta), end)


def _content(unpacked: Unpacked, position: Position, largest_value: int) -> HandRecord:
    origin, end = position.origin, position.end
    key_size = unpacked.number()
    key = _bytes(unpacked, key_size) if key_size <= MOST_BESIDE else None
    if key_size > MOST_BESIDE:
        unpacked.skip(key_size)
    value_size = unpacked.number()
    fits = value_size <= largest_value
    value = _bytes(unpacked, value_size) if fits else b""
    if not fits:
        unpacked.skip(value_size)
    headers = _headers(unpacked, MOST_BESIDE - max(key_size, 0))
    if headers is None:
        _leave(unpacked, end)
        because = f"Its key and headers take more than {MOST_BESIDE} bytes, and are left out with its value."
        return HandRecord(RawMessage(b"", origin=origin), max(value_size, 0), because)
    if unpacked.position != end:
        raise NotUnpacked("A record is not as long as it says.")
    message = RawMessage(value, key, headers, origin)
    if fits:
        return HandRecord(message)
    return HandRecord(message, value_size, f"Its value is of {value_size} bytes; at most {largest_value} are unpacked.")


def _headers(unpacked: Unpacked, most: int) -> Headers | None:
    """The headers; None where they are more than may be held. A name that is not UTF-8 keeps what of it is."""
    count = unpacked.number()
    if most < 0:
        return None
    if count < 0:
        raise NotUnpacked("A record has fewer than no headers.")
    headers: list[tuple[str, bytes | None]] = []
    for _ in range(count):
        name_size = unpacked.number()
        if name_size < 0:
            raise NotUnpacked("A header has no name.")
        most -= HEADER_COST + name_size
        if most < 0:
            return None
        name = unpacked.read(name_size).decode(errors="replace")
        value_size = unpacked.number()
        most -= max(value_size, 0)
        if most < 0:
            return None
        headers.append((name, _bytes(unpacked, value_size)))
    return tuple(headers)


def _bytes(unpacked: Unpacked, size: int) -> bytes | None:
    return None if size < 0 else unpacked.read(size)


def _leave(unpacked: Unpacked, end: int) -> None:
    if unpacked.position > end:
        raise NotUnpacked("A record is not as long as it says.")
    unpacked.skip(end - unpacked.position)
