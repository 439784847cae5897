"""The bound on what aiokafka unpacks, on a real consumer: an aiokafka that takes no notice of it fails here."""

from collections.abc import Callable, Iterator

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from deploy.kafka import StandingKafka
from service.message import RawMessage
from service.stream.by_hand import read_by_hand
from service.stream.connection import Connection
from service.stream.unpacking import UnpacksTooFar, bound_unpacking
from tests.kafka.conftest import MakeTopic
from tests.kafka.hard_batches import ROOMY, write_batch

LIMIT = 2 << 20
BOMB = 32 << 20


@pytest.fixture(autouse=True)
def bound() -> Iterator[None]:
    """A bound that the bombs are far beyond, and no other test is held to."""
    undo: Callable[[], None] = bound_unpacking(LIMIT)
    yield
    undo()


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
async def test_a_bomb_is_refused_and_nothing_else_is_lost(
    kafka: StandingKafka, make_topic: MakeTopic, codec: str
) -> None:
    """It raises for whoever asks, each time, with the position unmoved; by hand one comes past it, and the rest too."""
    servers, topic = kafka.bootstrap_servers, await make_topic(1, ROOMY)
    for value in (b"before", bytes(BOMB), b"after"):
        await write_batch(servers, topic, [RawMessage(value)], codec)
    partition = TopicPartition(topic, 0)
    async with AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="none") as consumer:
        consumer.assign([partition])
        consumer.seek(partition, 0)
        assert [one.value for one in (await consumer.getmany(timeout_ms=10_000, max_records=1))[partition]] == [
            b"before"
        ]
        for _ in range(3):
            with pytest.raises(UnpacksTooFar):
                await getmany_until_raised(consumer)
            assert await consumer.position(partition) == 1
        read = await read_by_hand(Connection(servers), partition, 1, largest_value=1 << 20)
        assert [(one.offset, one.value_omitted, one.message.value) for one in read.records] == [(1, BOMB, b"")]
        consumer.seek(partition, read.next_offset)
        assert (await consumer.getone()).value == b"after"


async def getmany_until_raised(consumer: AIOKafkaConsumer) -> None:
    """After an exception the first call may find what is left of that answer, and give nothing."""
    for _ in range(5):
        assert await consumer.getmany(timeout_ms=2000) == {}


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
async def test_what_keeps_within_the_bound_is_read_as_ever(
    kafka: StandingKafka, make_topic: MakeTopic, codec: str
) -> None:
    """Up to some bytes below the limit, in small batches and in large."""
    servers, topic = kafka.bootstrap_servers, await make_topic(1, ROOMY)
    values = [b"small " * 100, bytes(range(256)) * (LIMIT // 256 - 1), b"", b"x" * (LIMIT // 2)]
    for value in values:
        await write_batch(servers, topic, [RawMessage(value), RawMessage(b"second")], codec)
    partition = TopicPartition(topic, 0)
    async with AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="none") as consumer:
        consumer.assign([partition])
        consumer.seek(partition, 0)
        got = [await consumer.getone() for _ in range(2 * len(values))]
    assert [one.value for one in got[::2]] == values
    assert {one.value for one in got[1::2]} == {b"second"}
