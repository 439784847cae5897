"""Record batches as aiokafka builds them, and as it reads them."""

import struct
from collections.abc import Sequence

from aiokafka import TopicPartition
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.legacy_records import LegacyRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.record.util import calc_crc32c

from service.message import Headers, Origin, RawMessage

TOPIC, PARTITION = "raw", 3
TOPIC_PARTITION = TopicPartition(TOPIC, PARTITION)
CODECS = range(5)
BASE_OFFSET = 1000
CHECKSUM_AT, CHECKED_FROM, RECORDS_AT = 17, 21, 61


def message(
    value: bytes | None, *, key: bytes | None = None, headers: Headers = (), at: int = 0, timestamp_ms: int = 0
) -> RawMessage:
    """A message that stands `at` so many offsets behind the batch's base."""
    return RawMessage(value, key, headers, Origin(TOPIC, PARTITION, BASE_OFFSET + at, timestamp_ms))


def built(messages: Sequence[RawMessage], codec: int = 0) -> bytes:
    """A batch of them, at BASE_OFFSET."""
    builder = DefaultRecordBatchBuilder(
        magic=2,
        compression_type=codec,
        is_transactional=0,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=-1,
        batch_size=1 << 30,
    )
    for one in messages:
        assert one.origin is not None
        at, timestamp = one.origin.offset - BASE_OFFSET, one.origin.timestamp_ms
        assert builder.append(at, timestamp=timestamp, key=one.key, value=one.value, headers=list(one.headers))
    batch = builder.build()
    struct.pack_into(">q", batch, 0, BASE_OFFSET)
    return bytes(batch)


def summed_up(batch: bytes) -> bytes:
    """The batch with the checksum that fits it."""
    data = bytearray(batch)
    struct.pack_into(">I", data, CHECKSUM_AT, calc_crc32c(bytes(data[CHECKED_FROM:])))
    return bytes(data)


def as_aiokafka_reads(batch: bytes) -> list[RawMessage]:
    """What a consumer would give."""
    return [
        RawMessage(one.value, one.key, tuple(one.headers), Origin(TOPIC, PARTITION, one.offset, one.timestamp))
        for one in MemoryRecords(batch).next_batch()
    ]


def old_batch(messages: Sequence[RawMessage], form: int, codec: int = 0) -> bytes:
    """A batch of them in a format from before Kafka 0.11, at BASE_OFFSET."""
    builder = LegacyRecordBatchBuilder(form, codec, 1 << 30)
    for one in messages:
        assert one.origin is not None
        assert builder.append(one.origin.offset, timestamp=one.origin.timestamp_ms, key=one.key, value=one.value)
    batch = builder.build()
    if codec:
        assert messages[-1].origin is not None
        struct.pack_into(">q", batch, 0, messages[-1].origin.offset)
    return bytes(batch)
