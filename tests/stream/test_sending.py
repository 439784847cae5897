"""Messages are packed into whole batches, where Kafka's own clients would put them, and each answer is looked at."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, cast

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidTimestampError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    PolicyViolationError,
)
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.record.memory_records import MemoryRecords
from hypothesis import given
from hypothesis import strategies as st

from service.settings import Settings
from service.stream.connection import connection_of
from service.stream.outgoing import OutgoingMessage
from service.stream.sending import Refused, kafka_producer, send

PARTITIONS = 6
Answer = Callable[[str, int, int], Exception | None]


def message(value: bytes | None, key: bytes | None = b"k", topic: str = "out") -> OutgoingMessage:
    """A message to one of the topics."""
    return OutgoingMessage(topic, value, key, (("h", b"1"), ("null", None)), 1_700_000_000_123)


class Sender:
    """aiokafka's producer as far as it packs batches, and beyond that a list of what it was given to send.

    Args:
        settings: of the producer whose batches they are.
        answer: what the broker answers a batch, by topic, partition, and how many were sent there before.
    """

    def __init__(self, settings: Settings, answer: Answer = lambda *_: None) -> None:
        self.kafka = kafka_producer(connection_of(settings), settings)
        self.sent: defaultdict[tuple[str, int], list[Any]] = defaultdict(list)
        self.steps: list[str] = []
        self._answer = answer

    async def partitions_for(self, _topic: str) -> set[int]:
        """Every topic has as many."""
        return set(range(PARTITIONS))

    def create_batch(self) -> Any:
        """A batch as large as the service's producer makes it."""
        return self.kafka.create_batch()

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> "asyncio.Future[None]":
        """Take a batch; it is answered later."""
        answer: asyncio.Future[None] = asyncio.Future()
        error = self._answer(topic, partition, len(self.sent[topic, partition]))
        batch.close()
        data = batch._build()  # noqa: SLF001  # what aiokafka's own sender calls
        self.sent[topic, partition].append(list(MemoryRecords(bytes(data)).next_batch()))
        self.steps.append("batch")
        loop = asyncio.get_running_loop()
        loop.call_soon(answer.set_result, None) if error is None else loop.call_soon(answer.set_exception, error)
        return answer

    async def send(self, messages: Sequence[OutgoingMessage]) -> None:
        """Have the service send messages here."""
        await send(cast("AIOKafkaProducer", self), messages)

    def values(self, topic: str, partition: int) -> list[list[bytes | None]]:
        """What stands in each batch."""
        return [[record.value for record in batch] for batch in self.sent[topic, partition]]


@pytest.fixture
async def senders(settings: Settings) -> AsyncIterator[Callable[..., Sender]]:
    """Makes senders, and closes the producers in them."""
    made: list[Sender] = []

    def make(answer: Answer = lambda *_: None) -> Sender:
        made.append(Sender(settings, answer))
        return made[-1]

    yield make
    for one in made:
        await one.kafka.stop()


def home(key: bytes) -> int:
    """The partition of a key."""
    partitions = list(range(PARTITIONS))
    return cast("int", DefaultPartitioner()(key, partitions, partitions))


KEYS = st.one_of(st.none(), st.binary(max_size=3))
VALUES = st.one_of(st.none(), st.binary(max_size=40), st.just(b"x" * 300_000))
SETTINGS = Settings.model_construct(
    **{name: one.get_default(call_default_factory=True) for name, one in Settings.model_fields.items()}
)


@given(st.lists(st.tuples(st.sampled_from(["out", "dead"]), KEYS, VALUES), max_size=30))
def test_every_message_is_sent_once_in_the_order_of_its_key_to_the_partition_of_its_key(
    all_of_them: list[tuple[str, bytes | None, bytes | None]],
) -> None:
    """As aiokafka's own partitioner says; also what is null, and what fills a batch."""
    messages = [message(value, key, topic) for topic, key, value in all_of_them]

    async def sent() -> Sender:
        sender = Sender(SETTINGS)
        await sender.send(messages)
        await sender.kafka.stop()
        return sender

    sender = asyncio.run(sent())
    found: defaultdict[tuple[str, bytes | None], list[bytes | None]] = defaultdict(list)
    for (topic, partition), batches in sender.sent.items():
        for record in (record for batch in batches for record in batch):
            found[topic, record.key].append(record.value)
            assert record.key is None or partition == home(record.key)
            assert list(record.headers) == [("h", b"1"), ("null", None)]
            assert record.timestamp == 1_700_000_000_123
    wanted: defaultdict[tuple[str, bytes | None], list[bytes | None]] = defaultdict(list)
    for one in messages:
        wanted[one.topic, one.key].append(one.value)
    assert found == wanted


async def test_messages_of_a_partition_share_batches_up_to_their_size(senders: Callable[..., Sender]) -> None:
    """One future a batch, not one a message; and one message larger than a batch has its own."""
    sender = senders()
    large = b"x" * 200_000
    await sender.send([message(large), message(large), message(large), message(b"y" * 900_000), message(b"z")])
    assert [len(batch) for batch in sender.values("out", home(b"k"))] == [2, 1, 1, 1]


@pytest.mark.parametrize("error", [MessageSizeTooLargeError(), InvalidTimestampError(), PolicyViolationError()])
async def test_what_is_refused_for_good_is_named_by_place(senders: Callable[..., Sender], error: Exception) -> None:
    """Other partitions' messages are not among it."""
    sender = senders(lambda topic, *_: error if topic == "dead" else None)
    with pytest.raises(Refused) as refused:
        await sender.send([message(b"0"), message(b"1", topic="dead"), message(b"2"), message(b"3", topic="dead")])
    assert refused.value.errors == {1: error, 3: error}


async def test_what_follows_a_refused_batch_in_its_partition_is_among_it(senders: Callable[..., Sender]) -> None:
    """Its sequence number is out of order, for the gap: that is the refused one's fault too."""
    errors = [MessageSizeTooLargeError(), OutOfOrderSequenceNumber()]
    sender = senders(lambda topic, _, before: errors[before] if topic == "out" else None)
    with pytest.raises(Refused) as refused:
        await sender.send([message(b"x" * 600_000), message(b"1"), message(b"2", topic="dead")])
    assert refused.value.errors == {0: errors[0], 1: errors[1]}


async def test_any_other_error_is_raised_as_it_is(senders: Callable[..., Sender]) -> None:
    """Whether the rest was taken is not known."""
    sender = senders(lambda topic, *_: KafkaTimeoutError() if topic == "out" else None)
    with pytest.raises(KafkaTimeoutError):
        await sender.send([message(b"0"), message(b"1", topic="dead")])


async def test_every_answer_is_looked_at_after_the_first_that_failed(senders: Callable[..., Sender]) -> None:
    """Else asyncio complains of each that nobody retrieved, and a fenced producer floods the log."""
    complaints: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    sender = senders(lambda *_: KafkaTimeoutError())
    with pytest.raises(KafkaTimeoutError):
        await sender.send([message(b"x" * 600_000, bytes([at])) for at in range(8)])
    await asyncio.sleep(0)
    assert complaints == []
