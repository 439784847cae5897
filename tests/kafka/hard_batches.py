"""Batches that are hard to read, written to a real broker: bombs, and names that are not UTF-8."""

from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.producer import message_accumulator
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from service.message import RawMessage

NAME, BROKEN = "XXheaderXX", b"XX\xff\xfeaderXX"
READ_AS = BROKEN.decode(errors="replace")

ROOMY = {"max.message.bytes": str(8 << 20)}  # of a topic, for what snappy makes of a bomb


class BrokenNames(_DefaultRecordBatchBuilderPy):  # type: ignore[misc]  # aiokafka publishes no types
    """Writes a header's name that is not UTF-8: the broker takes it, and no client of ours would write it."""

    def append(self, *args: Any, **kwargs: Any) -> Any:
        """Append a record, and break the name in it."""
        done = super().append(*args, **kwargs)
        self._buffer[:] = self._buffer.replace(NAME.encode(), BROKEN)
        return done


async def write_batch(
    bootstrap_servers: str, topic: str, messages: Sequence[RawMessage], codec: str | None = None, partition: int = 0
) -> int:
    """Write messages as one batch; the offset of the first."""
    async with AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers,
        compression_type=codec,
        max_request_size=1 << 30,
        max_batch_size=1 << 30,
    ) as producer:
        batch = producer.create_batch()
        for message in messages:
            headers = list(message.headers)
            assert batch.append(timestamp=None, key=message.key, value=message.value, headers=headers) is not None
        written = await (await producer.send_batch(batch, topic, partition=partition))
        offset: int = written.offset
        return offset


async def write_broken_names(
    bootstrap_servers: str, topic: str, messages: Sequence[RawMessage], monkeypatch: pytest.MonkeyPatch
) -> int:
    """Write messages as one batch, with NAME in their headers made BROKEN; the offset of the first."""
    with monkeypatch.context() as broken:
        broken.setattr(message_accumulator, "DefaultRecordBatchBuilder", BrokenNames)
        return await write_batch(bootstrap_servers, topic, messages)
