"""Reads the records of a batch with more patience than the client: each of its offsets comes out as something."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

from aiokafka import TopicPartition
from aiokafka.record.memory_records import MemoryRecords

from service.message import Headers, Origin, RawMessage
from service.stream.decompression import NotUnpacked, Unpacked, unpacking
from service.stream.record_batch import APPEND_TIME, CODEC, FORMAT, Batch

MOST_BESIDE = 16 << 20  # bytes that key and headers may take: twice what the large hosted services take in
RECORD_COST, HEADER_COST = 600, 200  # bytes that each takes in Python, be it as empty as can be


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


def records(batch: Batch, partition: TopicPartition, offset: int, largest_value: int) -> Generator[HandRecord]:
    """What stands in the batch at `offset` and after it, in order.

    From where it cannot be read on, each offset that is left gives a record that says why.
    """
    if batch.format < FORMAT:
        yield from old_records(batch, partition, offset)
        return
    last = batch.base_offset - 1
    try:
        _require_intact(batch)
        with unpacking(batch.attributes & CODEC, batch.payload) as unpacked:
            for _ in range(batch.count):
                at, timestamp_delta, end = _head(unpacked, batch, last)
                if at < offset:
                    _leave(unpacked, end)
                else:
                    yield _content(unpacked, end, _origin(batch, partition, at, timestamp_delta), largest_value)
                last = at
            unpacked.require_end()
    except NotUnpacked as broken:
        because = f"The batch of offsets {batch.base_offset} to {batch.last_offset} cannot be read. {broken}"
        for lost in range(max(offset, last + 1), batch.last_offset + 1):
            yield HandRecord(RawMessage(b"", origin=_origin(batch, partition, lost, 0)), because=because)


def old_records(batch: Batch, partition: TopicPartition, offset: int) -> Generator[HandRecord]:
    """The same of a batch from before Kafka 0.11, which has no headers: as the client reads it, else what was lost.

    How much of it is unpacked, `unpacking.bound_unpacking` has said for the whole process.
    """
    after = offset
    try:
        _require_intact(batch)
        for one in MemoryRecords(batch.payload).next_batch():
            if one.offset >= after:
                after = one.offset + 1
                timestamp = -1 if one.timestamp is None else one.timestamp
                kind: Literal["append", "create"] = "append" if one.timestamp_type else "create"
                origin = Origin(partition.topic, partition.partition, one.offset, timestamp, kind)
                yield HandRecord(RawMessage(one.value, one.key, (), origin))
    except Exception as broken:  # noqa: BLE001  # the client's reader raises what it likes
        because = f"The batch that ends at offset {batch.last_offset} cannot be read. {broken}"
        for lost in range(after, batch.last_offset + 1):
            yield HandRecord(RawMessage(b"", origin=_origin(batch, partition, lost, 0)), because=because)


def _require_intact(batch: Batch) -> None:
    if not batch.intact:
        raise NotUnpacked("Its checksum does not fit it.")


def _origin(batch: Batch, partition: TopicPartition, offset: int, timestamp_delta: int) -> Origin:
    appended = bool(batch.attributes & APPEND_TIME)
    timestamp = batch.max_timestamp if appended else batch.first_timestamp + timestamp_delta
    kind: Literal["append", "create"] = "append" if appended else "create"
    return Origin(partition.topic, partition.partition, offset, timestamp, kind)


def _head(unpacked: Unpacked, batch: Batch, last: int) -> tuple[int, int, int]:
    """A record's offset, the delta of its timestamp and where it ends; `last` is the offset of the one before it."""
    length = unpacked.number()
    end = unpacked.position + length
    unpacked.skip(1)  # attributes, of which there are none yet
    timestamp_delta, at = unpacked.number(), batch.base_offset + unpacked.number()
    if not last < at <= batch.last_offset:
        raise NotUnpacked("A record's offset is not behind the last one, or not in the batch.")
    return at, timestamp_delta, end


def _content(unpacked: Unpacked, end: int, origin: Origin, largest_value: int) -> HandRecord:
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
