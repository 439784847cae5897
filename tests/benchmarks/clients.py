"""Kafka as the benchmarks use it: topics made, filled and read, and how far a group has come."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

from service.app import FETCH_BYTES, FETCH_WAIT_MS, PARTITION_FETCH_BYTES
from service.stream.offsets import committed
from service.stream.sending import BATCH_BYTES
from tests.benchmarks import messages

# As the service writes and reads: compression, batches, no lingering, all copies, no doubles by retries; fetch sizes.
PRODUCER: dict[str, Any] = {
    "acks": "all",
    "enable_idempotence": True,
    "compression_type": "zstd",
    "max_batch_size": BATCH_BYTES,
    "linger_ms": 0,
}
CONSUMER: dict[str, Any] = {
    "isolation_level": "read_committed",
    "fetch_max_bytes": FETCH_BYTES,
    "max_partition_fetch_bytes": PARTITION_FETCH_BYTES,
    "fetch_max_wait_ms": FETCH_WAIT_MS,
}
FILL_AT_ONCE = 2000
APPENDED_AT = {"message.timestamp.type": "LogAppendTime"}  # the broker's clock, not the writer's


@dataclass(frozen=True, slots=True)
class Appended:
    """A message on a topic: its number, and when the broker appended it (ms since the epoch)."""

    number: int
    partition: int
    at_ms: int


@asynccontextmanager
async def admin_of(servers: str) -> AsyncIterator[AIOKafkaAdminClient]:
    """A started admin client."""
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def create(
    admin: AIOKafkaAdminClient, partitions: int, *topics: str, settings: Mapping[str, str] | None = None
) -> None:
    """Make topics whose messages bear the time at which they were appended; `settings` are further ones of theirs."""
    configs = {**APPENDED_AT, **(settings or {})}
    made = await admin.create_topics(
        [NewTopic(name, partitions, 1, topic_configs=configs) for name in topics], timeout_ms=30_000
    )
    for _, code, said in made.topic_errors:
        if code:
            raise for_code(code)(said)


async def fill(servers: str, topic: str, partitions: int, count: int) -> None:
    """Put so many messages on a topic, in turn on each partition."""
    async with AIOKafkaProducer(bootstrap_servers=servers, **PRODUCER) as producer:
        for first in range(0, count, FILL_AT_ONCE):
            numbers = range(first, min(count, first + FILL_AT_ONCE))
            sent = [await send(producer, topic, number % partitions, number) for number in numbers]
            await asyncio.gather(*sent)


async def send(producer: AIOKafkaProducer, topic: str, partition: int, number: int) -> "asyncio.Future[Any]":
    """Hand the message of that number over."""
    sent: asyncio.Future[Any] = await producer.send(
        topic, messages.value(number), messages.key(number), partition=partition
    )
    return sent


async def answered(admin: AIOKafkaAdminClient, group: str, partitions: Sequence[TopicPartition]) -> int:
    """How many offsets the group has moved past."""
    return sum(offset or 0 for offset in (await committed(admin, group, partitions)).values())


async def read(servers: str, topic: str, partitions: int) -> list[Appended]:
    """Everything that a read-committed reader sees on a topic now, of numbered messages."""
    found = await records(servers, [topic], partitions)
    return [Appended(messages.number_of(one.value), one.partition, one.timestamp) for one in found]


async def records(servers: str, topics: Sequence[str], partitions: int) -> list[ConsumerRecord[Any, Any]]:
    """Everything that a read-committed reader sees on some topics, from their start to the end that they have now."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=servers, isolation_level="read_committed", auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        parts = [TopicPartition(topic, part) for topic in topics for part in range(partitions)]
        consumer.assign(parts)
        ends = await consumer.end_offsets(parts)
        found: list[ConsumerRecord[Any, Any]] = []
        while any([await consumer.position(part) < ends[part] for part in parts]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                found += batch
        return found
    finally:
        await consumer.stop()
