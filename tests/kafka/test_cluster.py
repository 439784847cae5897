"""Three brokers keep one another's data: whichever dies, a replicated topic is written on, and it comes back."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.kafka import Cluster

TOPIC, PARTITIONS = "replicated", 3
IN_STEP_SECONDS = 60.0


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Three brokers of this test's own."""
    with Cluster(tmp_path / "cluster") as cluster:
        yield cluster


async def copies_in_step(admin: AIOKafkaAdminClient) -> list[int]:
    """How many brokers hold each partition of the topic and are in step with its leader."""
    (topic,) = await admin.describe_topics([TOPIC])
    return [len(partition["isr"]) for partition in topic["partitions"]]


async def until_in_step(admin: AIOKafkaAdminClient) -> list[int]:
    """Wait until all three brokers hold each partition in step; what there is when the time is up."""
    deadline = time.monotonic() + IN_STEP_SECONDS
    found = await copies_in_step(admin)
    while found != [3] * PARTITIONS and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
        found = await copies_in_step(admin)
    return found


async def read_all(servers: str) -> set[bytes]:
    """Everything that the topic holds now."""
    parts = [TopicPartition(TOPIC, number) for number in range(PARTITIONS)]
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest")
    await consumer.start()
    try:
        consumer.assign(parts)
        ends = await consumer.end_offsets(parts)
        values: set[bytes] = set()
        while any([await consumer.position(part) < ends[part] for part in parts]):
            batches = await consumer.getmany(timeout_ms=500)
            values |= {record.value for records in batches.values() for record in records}
        return values
    finally:
        await consumer.stop()


@pytest.mark.timeout(300)
async def test_a_topic_is_written_on_while_any_one_broker_is_dead(cluster: Cluster) -> None:
    """With each broker killed in turn every partition takes a write that two copies acknowledge, and none is lost."""
    servers = cluster.bootstrap_servers
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    producer = AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True)
    await producer.start()
    sent: set[bytes] = set()

    async def send_to_all(what: str) -> None:
        for number in range(PARTITIONS):
            value = f"{what} to {number}".encode()
            await asyncio.wait_for(producer.send_and_wait(TOPIC, value, partition=number), IN_STEP_SECONDS)
            sent.add(value)

    try:
        await admin.create_topics([NewTopic(TOPIC, PARTITIONS, 3)])
        assert await until_in_step(admin) == [3] * PARTITIONS
        for number, broker in enumerate(cluster.brokers):
            port = broker.port
            broker.kill()
            await send_to_all(f"without {number}")
            assert broker.pid is None
            await asyncio.to_thread(broker.start)
            assert broker.port == port
            assert await until_in_step(admin) == [3] * PARTITIONS
        await send_to_all("with all")
    finally:
        await producer.stop()
        await admin.close()
    assert await read_all(servers) == sent
