"""Kafka's record batches as they stand in a broker's answer: their heads, and their records still packed.

The format is described in Kafka's documentation under "Message Format".
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from aiokafka.record.util import calc_crc32c

HEAD = struct.Struct(">qiibIhiqqqhii")  # base offset … number of records
LENGTH_END = 12  # bytes: base offset and length, which the length does not count
FORMAT_AT = 16  # byte, in all formats
CHECKED_FROM = 21  # the checksum is over all that follows it
CODEC, APPEND_TIME, TRANSACTIONAL, CONTROL = 0x07, 0x08, 0x10, 0x20  # in the attributes
FORMAT = 2  # of Kafka 0.11 and later


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


def batches(data: bytes) -> Iterator[Batch]:
    """The whole batches of an answer to a fetch; the broker cuts the last one off where it likes."""
    at = 0
    while at + FORMAT_AT < len(data):
        end = at + LENGTH_END + int.from_bytes(data[at + LENGTH_END - 4 : at + LENGTH_END], "big", signed=True)
        if end <= at + FORMAT_AT or end > len(data):
            return
        if data[at + FORMAT_AT] < FORMAT:
            yield _old(data[at:end])
        elif end >= at + HEAD.size:
            yield _batch(data[at:end])
        else:
            return
        at = end


def _batch(data: bytes) -> Batch:
    base, _, _, form, checksum, attributes, delta, first, last, producer, _, _, count = HEAD.unpack_from(data)
    intact = form == FORMAT and delta >= 0 and calc_crc32c(data[CHECKED_FROM:]) == checksum
    return Batch(base, base + max(delta, 0), form, attributes, first, last, producer, count, intact, data[HEAD.size :])


def _old(data: bytes) -> Batch:
    """A batch of a format that says of its offsets only the last; it is left whole for the client's reader."""
    last = int.from_bytes(data[:8], "big", signed=True)
    intact = zlib.crc32(data[FORMAT_AT:]) == int.from_bytes(data[LENGTH_END:FORMAT_AT], "big")
    return Batch(0, last, data[FORMAT_AT], 0, -1, -1, -1, 0, intact, payload=data)
