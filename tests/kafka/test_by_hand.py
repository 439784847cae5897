"""Reading by hand from a real broker: the same as a consumer reads, and where a consumer cannot read at all."""

import asyncio
import re

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from deploy.kafka import StandingKafka
from service.message import RawMessage
from service.stream.by_hand import HandRead, NotReadByHand, read_by_hand
from service.stream.connection import Connection
from service.stream.subscriber import raw_message
from tests.kafka.conftest import MakeTopic
from tests.kafka.hard_batches import NAME, READ_AS, ROOMY, write_batch, write_broken_names

CODECS = [None, "gzip", "snappy", "lz4", "zstd"]
LARGEST = 1 << 20
BOMB = 48 << 20

MESSAGES = [
    RawMessage(b"text " * 200, b"key", (("content-type", b"text/plain"), ("empty", b""), ("null", None))),
    RawMessage(None, b"key"),
    RawMessage("Überschrift".encode() * 90, None, (("twice", b"1"), ("twice", b"2"), ("", b"no name"))),
    RawMessage(b"", b""),
]


async def by_hand(servers: str, topic: str, offset: int = 0) -> list[HandRead]:
    """All that is read from an offset to the log's end."""
    reads: list[HandRead] = []
    while True:
        read = await read_by_hand(Connection(servers), TopicPartition(topic, 0), offset, largest_value=LARGEST)
        if read.next_offset == offset:
            return reads
        reads.append(read)
        offset = read.next_offset


async def by_consumer(servers: str, topic: str, count: int) -> list[RawMessage]:
    """What a read-committed consumer reads."""
    async with AIOKafkaConsumer(
        topic, bootstrap_servers=servers, isolation_level="read_committed", auto_offset_reset="earliest"
    ) as consumer:
        return [raw_message(await asyncio.wait_for(consumer.getone(), 20)) for _ in range(count)]


@pytest.mark.parametrize("stamped", ["CreateTime", "LogAppendTime"])
async def test_it_reads_what_a_consumer_reads(kafka: StandingKafka, make_topic: MakeTopic, stamped: str) -> None:
    """Batches of each codec, with headers of every kind, null keys and values: message by message the same."""
    servers = kafka.bootstrap_servers
    topic = await make_topic(1, {"message.timestamp.type": stamped})
    for codec in CODECS:
        await write_batch(servers, topic, MESSAGES, codec)
    reads = await by_hand(servers, topic)
    assert [len(read.records) for read in reads] == [len(MESSAGES)] * len(CODECS)
    assert all(one.because is None for read in reads for one in read.records)
    got = [one.message for read in reads for one in read.records]
    assert got == await by_consumer(servers, topic, len(MESSAGES) * len(CODECS))
    from_the_middle = await read_by_hand(Connection(servers), TopicPartition(topic, 0), 6, largest_value=LARGEST)
    assert [one.message for one in from_the_middle.records] == got[6:8]
    assert from_the_middle.next_offset == 8


async def test_names_that_are_not_utf_8(
    kafka: StandingKafka, make_topic: MakeTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The consumer raises with its position unmoved; by hand each message comes, its name as far as it is text."""
    servers, topic = kafka.bootstrap_servers, await make_topic(1)
    partition = TopicPartition(topic, 0)
    messages = [RawMessage(b"first", b"k"), RawMessage(b"broken", None, ((NAME, b"v"),)), RawMessage(b"last")]
    await write_broken_names(servers, topic, messages, monkeypatch)
    async with AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="none") as consumer:
        consumer.assign([partition])
        consumer.seek(partition, 0)
        with pytest.raises(UnicodeDecodeError):
            await consumer.getmany(timeout_ms=10_000)
        assert await consumer.position(partition) == 0
    (read,) = await by_hand(servers, topic)
    assert [one.message.value for one in read.records] == [b"first", b"broken", b"last"]
    assert [one.message.headers for one in read.records] == [(), ((READ_AS, b"v"),), ()]
    assert all(one.because is None for one in read.records)


@pytest.mark.parametrize("codec", CODECS[1:])
async def test_a_bomb_among_others(kafka: StandingKafka, make_topic: MakeTopic, codec: str) -> None:
    """Its size is told, its key and headers are whole, and its neighbours in the batch are too."""
    servers, topic = kafka.bootstrap_servers, await make_topic(1, ROOMY)
    bomb = RawMessage(bytes(BOMB), b"key", (("content-type", b"text/plain"),))
    await write_batch(servers, topic, [MESSAGES[0], bomb, MESSAGES[2]], codec)
    (read,) = await by_hand(servers, topic)
    assert [one.value_omitted for one in read.records] == [None, BOMB, None]
    assert str(BOMB) in (read.records[1].because or "")
    assert [(one.message.key, one.message.headers) for one in read.records] == [
        (one.key, one.headers) for one in (MESSAGES[0], bomb, MESSAGES[2])
    ]
    assert [one.message.value for one in read.records] == [MESSAGES[0].value, b"", MESSAGES[2].value]


async def test_transactions(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """What was aborted, and the marks of the ends, are passed over; what is open is not there yet."""
    servers, topic = kafka.bootstrap_servers, await make_topic(1)
    async with AIOKafkaProducer(bootstrap_servers=servers, transactional_id=f"of-{topic}") as producer:
        for value, ended in ((b"committed", "commit"), (b"aborted", "abort"), (b"committed too", "commit")):
            await producer.begin_transaction()
            await producer.send_and_wait(topic, value)
            await (producer.commit_transaction() if ended == "commit" else producer.abort_transaction())
        await producer.begin_transaction()
        await producer.send_and_wait(topic, b"open")
        reads = await by_hand(servers, topic)
        await producer.abort_transaction()
    values = [one.message.value for read in reads for one in read.records]
    assert values == [b"committed", b"committed too"]
    assert reads[-1].next_offset == 6, "the open transaction is at offset 6"
    assert values == [one.value for one in await by_consumer(servers, topic, 2)]


@pytest.mark.parametrize(("bound", "most"), [("ENOUGH_BYTES", 500_000), ("MOST_RECORDS", 600)])
async def test_a_batch_in_parts(
    kafka: StandingKafka, make_topic: MakeTopic, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    """More than one call gives goes on in the middle of the batch, with nothing lost and nothing twice."""
    servers, topic = kafka.bootstrap_servers, await make_topic(1)
    await write_batch(servers, topic, [RawMessage(str(n).encode() * 200) for n in range(2500)], "zstd")
    monkeypatch.setattr(f"service.stream.by_hand.{bound}", most)
    reads = await by_hand(servers, topic)
    assert len(reads) > 4
    assert [one.offset for read in reads for one in read.records] == list(range(2500))
    assert [one.message.value for read in reads for one in read.records] == [str(n).encode() * 200 for n in range(2500)]


async def test_an_absent_broker_and_an_absent_topic(kafka: StandingKafka) -> None:
    """A typed error with a sentence that says where, so that it is tried again."""
    with pytest.raises(NotReadByHand, match=re.escape("no.such.topic/0 offset 5")):
        await read_by_hand(Connection(kafka.bootstrap_servers), TopicPartition("no.such.topic", 0), 5, largest_value=1)
    with pytest.raises(NotReadByHand, match=re.escape("127.0.0.1:1")):
        await read_by_hand(Connection("127.0.0.1:1"), TopicPartition("no.such.topic", 0), 5, largest_value=1)


async def test_a_broker_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait is bounded, also where the connection stands."""
    monkeypatch.setattr("service.stream.by_hand.REQUEST_SECONDS", 0.5)
    silent = asyncio.Event()

    async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await silent.wait()
        writer.close()

    async with await asyncio.start_server(accept, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(NotReadByHand, match=r"topic/0 offset 5 was not read within 0\.5 seconds"):
            await read_by_hand(Connection(f"127.0.0.1:{port}"), TopicPartition("topic", 0), 5, largest_value=1)
        silent.set()


async def test_an_offset_outside_of_the_log(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """At its end there is nothing yet; behind it a typed error."""
    servers, topic = kafka.bootstrap_servers, await make_topic(1)
    partition = TopicPartition(topic, 0)
    await write_batch(servers, topic, MESSAGES)
    at_the_end = await read_by_hand(Connection(servers), partition, len(MESSAGES), largest_value=1)
    assert at_the_end == HandRead((), len(MESSAGES))
    with pytest.raises(NotReadByHand, match="OffsetOutOfRange"):
        await read_by_hand(Connection(servers), partition, len(MESSAGES) + 1, largest_value=1)
