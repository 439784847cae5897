"""Batches that were damaged on a broker's disk: whoever reads them is told, and each offset in them has its answer."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import CorruptRecordException
from aiokafka.record.util import calc_crc32c

from deploy.kafka import Broker
from service.message import RawMessage
from service.stream.by_hand import read_by_hand
from service.stream.connection import Connection
from service.stream.unpacking import bound_unpacking
from tests.kafka.hard_batches import write_batch

CODECS = ["gzip", "snappy", "lz4", "zstd"]
CHECKSUM_AT, CHECKED_FROM, RECORDS_AT = 17, 21, 61  # bytes, in a batch
MESSAGES = [RawMessage(f"{n} ".encode() * 200, b"key") for n in range(3)]


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A broker whose log may be damaged."""
    with Broker(tmp_path_factory.mktemp("damaged")) as broker:
        yield broker


@pytest.fixture(autouse=True)
def bound() -> Iterator[None]:
    """The decoders that the service reads with."""
    undo: Callable[[], None] = bound_unpacking(1 << 20)
    yield
    undo()


def damage(log: Path, *, sum_up: bool) -> None:
    """Overwrite the end of the second batch, under its old checksum or one that fits."""
    data = bytearray(log.read_bytes())
    second = 12 + struct.unpack_from(">i", data, 8)[0]
    end = second + 12 + struct.unpack_from(">i", data, second + 8)[0]
    middle = (second + RECORDS_AT + end) // 2
    data[middle:end] = b"\xa5" * (end - middle)
    if sum_up:
        struct.pack_into(">I", data, second + CHECKSUM_AT, calc_crc32c(bytes(data[second + CHECKED_FROM : end])))
    with log.open("r+b") as file:
        file.write(data)


@pytest.mark.parametrize("sum_up", [False, True], ids=["checksum wrong", "checksum right"])
@pytest.mark.parametrize("codec", CODECS)
async def test_a_damaged_batch_is_come_past(broker: Broker, codec: str, sum_up: bool) -> None:
    """The consumer raises with its position unmoved; by hand each offset has a record, and the next batch is whole."""
    servers, topic = broker.bootstrap_servers, f"damaged.{codec}.{sum_up}"
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)], timeout_ms=20_000)
    await admin.close()
    for _ in range(3):
        await write_batch(servers, topic, MESSAGES, codec)
    damage(broker.data / "log" / f"{topic}-0" / f"{0:020}.log", sum_up=sum_up)
    partition = TopicPartition(topic, 0)
    async with AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="none") as consumer:
        consumer.assign([partition])
        consumer.seek(partition, 0)
        assert [(await consumer.getone()).value for _ in MESSAGES] == [one.value for one in MESSAGES]
        with pytest.raises(CorruptRecordException):
            await consumer.getmany(timeout_ms=10_000)
        assert await consumer.position(partition) == 3
        read = await read_by_hand(Connection(servers), partition, 3, largest_value=1 << 20)
        assert [one.offset for one in read.records] == [3, 4, 5]
        assert read.next_offset == 6
        spared = [one.because is None for one in read.records]
        assert spared == sorted(spared, reverse=True), "what stands in front of the damage, then no more"
        assert not spared[-1]
        for one, message in zip(read.records, MESSAGES, strict=True):
            assert one.value_omitted is None
            assert one.message.value == (b"" if one.because else message.value)
        consumer.seek(partition, read.next_offset)
        assert [(await consumer.getone()).value for _ in MESSAGES] == [one.value for one in MESSAGES]
