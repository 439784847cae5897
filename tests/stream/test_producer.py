"""A lane's producer: messages, offset, commit, in that order; each error under its name, and a bound on every wait."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    InvalidProducerEpoch,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    NotEnoughReplicasError,
    OutOfOrderSequenceNumber,
    ProducerFenced,
    RebalanceInProgressError,
    UnknownMemberIdError,
)

from deploy.kafka.loopback import HOST, free_ports
from service.settings import Settings
from service.stream import producer as producer_module
from service.stream import sending
from service.stream.connection import Connection, connection_of
from service.stream.outgoing import OutgoingMessage
from service.stream.producer import (
    Fenced,
    IdempotentProducer,
    NotWritten,
    Producer,
    TransactionalProducer,
    new_lane_producer,
)
from service.stream.sending import Refused
from tests.stream.fakes import RAW, a_while, until

SOON = 5  # seconds: far more than any bound that is set here
SECONDS = 0.05  # the bound on what a producer waits for
MESSAGES = [OutgoingMessage("out", b"1", b"k", ()), OutgoingMessage("dead", b"2", b"k", ())]
EXACTLY_ONCE = ["begin", "sent out", "sent dead", "offsets", "commit"]
AT_LEAST_ONCE = ["sent out", "sent dead", "group commit"]
FENCED = [
    ProducerFenced(),
    InvalidProducerEpoch(),
    CommitFailedError(),
    IllegalGenerationError(),
    UnknownMemberIdError(),
    RebalanceInProgressError(),
]
NOT_WRITTEN = [
    KafkaConnectionError(),
    KafkaTimeoutError(),
    NotEnoughReplicasError(),
    OutOfOrderSequenceNumber(),
    OSError("no route to host"),
    TimeoutError(),
    AssertionError(),
]


class Client:
    """What a producer is connected with."""

    def __init__(self) -> None:
        self.closed = False

    async def close(self) -> None:
        """Note it."""
        self.closed = True


class Batch:
    """Takes every message."""

    def append(self, **message: Any) -> object:
        """What aiokafka gives back is not None."""
        return message


class KafkaProducer:
    """Stands in for aiokafka's: notes each step, and fails or hangs at those that the test names.

    Attributes:
        options: what it was made with.
        steps: what was done, in order.
        fails: by step, what it raises.
        hangs: steps that never end.
        acknowledges: a batch is acknowledged once it is set.
    """

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.steps: list[str] = []
        self.fails: dict[str, Exception] = {}
        self.hangs: set[str] = set()
        self.acknowledges = asyncio.Event()
        self.acknowledges.set()
        self.offsets: list[tuple[dict[TopicPartition, int], str]] = []
        self.commits: list[dict[TopicPartition, int]] = []
        self.client = Client()

    def make(self, _connection: Connection, _settings: Settings, **options: Any) -> "KafkaProducer":
        """In the place of the function that makes aiokafka's."""
        self.options = options
        return self

    async def start(self) -> None:
        """Connect."""
        await self._step("start")

    async def stop(self) -> None:
        """Disconnect."""
        await self._step("stop")

    async def begin_transaction(self) -> None:
        """Begin."""
        await self._step("begin")

    async def partitions_for(self, _topic: str) -> set[int]:
        """Each topic has one."""
        return {0}

    def create_batch(self) -> Batch:
        """An empty one."""
        return Batch()

    async def send_batch(self, _batch: Batch, topic: str, *, partition: int) -> "asyncio.Task[None]":
        """Send it; the answer comes later."""
        assert partition == 0
        await self._step(f"send {topic}")
        return asyncio.create_task(self._acknowledge(topic))

    async def send_offsets_to_transaction(self, offsets: dict[TopicPartition, int], group: str) -> None:
        """Add the offset."""
        await self._step("offsets")
        self.offsets.append((offsets, group))

    async def commit_transaction(self) -> None:
        """End it."""
        await self._step("commit")

    async def group_commit(self, offsets: dict[TopicPartition, int]) -> None:
        """The commit through the group's member, which is none of a producer's."""
        await self._step("group commit")
        self.commits.append(offsets)

    @property
    def done(self) -> list[str]:
        """The steps, a message's by when it was acknowledged."""
        return [step for step in self.steps if not step.startswith("send ")]

    async def _acknowledge(self, topic: str) -> None:
        await self.acknowledges.wait()
        await self._step(f"sent {topic}")

    async def _step(self, name: str) -> None:
        await asyncio.sleep(0)
        if name in self.hangs:
            await asyncio.Event().wait()
        if name in self.fails:
            raise self.fails[name]
        self.steps.append(name)


@pytest.fixture
def kafka(monkeypatch: pytest.MonkeyPatch) -> KafkaProducer:
    """The one that the lane's producer is made of."""
    one = KafkaProducer()
    monkeypatch.setattr(producer_module, "kafka_producer", one.make)
    return one


@pytest.fixture
def bounded(settings: Settings) -> Settings:
    """Settings of little patience."""
    return settings.model_copy(update={"transaction_seconds": SECONDS})


Make = Callable[[str], Producer]


def made_for(settings: Settings, kafka: KafkaProducer) -> Producer:
    """The producer of the lane of RAW."""
    return new_lane_producer(connection_of(settings), settings, RAW, kafka.group_commit)


@pytest.fixture
def make(kafka: KafkaProducer, settings: Settings) -> Make:
    """Makes a lane's producer for a delivery, on the stand-in."""
    return lambda delivery: made_for(settings.model_copy(update={"delivery": delivery}), kafka)


@pytest.mark.parametrize(
    ("delivery", "kind"), [("exactly-once", TransactionalProducer), ("at-least-once", IdempotentProducer)]
)
def test_the_delivery_that_is_set_says_which_producer_it_is(
    make: Make, kafka: KafkaProducer, delivery: str, kind: type
) -> None:
    """Only the one has a transaction's id."""
    assert isinstance(make(delivery), kind)
    assert ("transactional_id" in kafka.options) == (delivery == "exactly-once")


def test_a_transactions_id_is_the_same_for_each_owner_of_the_partition(
    make: Make, kafka: KafkaProducer, settings: Settings
) -> None:
    """So that a later one fences the earlier; the broker ends a transaction after the time that is set."""
    make("exactly-once")
    assert kafka.options == {
        "transactional_id": f"{settings.group}:{RAW.topic}:{RAW.partition}",
        "transaction_timeout_ms": int(settings.transaction_seconds * 1000),
    }


async def test_messages_and_offset_are_one_transaction(make: Make, kafka: KafkaProducer, settings: Settings) -> None:
    """The offset is that of the partition in the service's group."""
    await make("exactly-once").write(MESSAGES, 9)
    assert kafka.done == EXACTLY_ONCE
    assert kafka.offsets == [({RAW: 9}, settings.group)]
    assert kafka.commits == []


async def test_at_least_once_commits_through_the_groups_member(make: Make, kafka: KafkaProducer) -> None:
    """There is no transaction that would carry the offset."""
    await make("at-least-once").write(MESSAGES, 9)
    assert kafka.done == AT_LEAST_ONCE
    assert kafka.commits == [{RAW: 9}]
    assert kafka.offsets == []


@pytest.mark.parametrize("delivery", ["exactly-once", "at-least-once"])
async def test_a_place_behind_which_there_is_nothing_to_answer_is_committed_alone(
    make: Make, kafka: KafkaProducer, delivery: str
) -> None:
    """Without a message."""
    await make(delivery).write((), 9)
    assert [offsets for offsets, _ in kafka.offsets] + kafka.commits == [{RAW: 9}]


@pytest.mark.parametrize(("delivery", "steps"), [("exactly-once", EXACTLY_ONCE), ("at-least-once", AT_LEAST_ONCE)])
async def test_no_offset_goes_before_every_message_is_acknowledged(
    make: Make, kafka: KafkaProducer, delivery: str, steps: list[str]
) -> None:
    """All are on their way, and it waits for the answers."""
    kafka.acknowledges.clear()
    writing = asyncio.create_task(make(delivery).write(MESSAGES, 9))
    await until(lambda: {"send out", "send dead"} <= set(kafka.steps))
    await a_while()
    assert kafka.done == [step for step in steps if step == "begin"]
    kafka.acknowledges.set()
    await writing
    assert kafka.done == steps


async def test_no_commit_goes_before_the_offset_is_taken(make: Make, kafka: KafkaProducer) -> None:
    """A transaction that ended without it would be answered again."""
    kafka.hangs.add("offsets")
    writing = asyncio.create_task(make("exactly-once").write(MESSAGES, 9))
    await until(lambda: "sent dead" in kafka.steps)
    await a_while()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert kafka.done == EXACTLY_ONCE[:3]


async def test_a_transaction_begins_a_moment_after_the_last_one(
    make: Make, kafka: KafkaProducer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broker is still writing that one's end."""
    producer = make("exactly-once")
    await producer.write(MESSAGES, 9)
    monkeypatch.setattr(producer_module, "END_SECONDS", 1000)
    writing = asyncio.create_task(producer.write(MESSAGES, 11))
    await a_while()
    assert kafka.done == EXACTLY_ONCE
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing


async def test_a_producer_writes_again_and_again(make: Make, kafka: KafkaProducer) -> None:
    """Each time with an offset of its own."""
    producer = make("exactly-once")
    await producer.write(MESSAGES, 9)
    await producer.write(MESSAGES, 11)
    assert kafka.done == EXACTLY_ONCE * 2
    assert [offsets for offsets, _ in kafka.offsets] == [{RAW: 9}, {RAW: 11}]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a delivery, and what may have been done when it fails."""

    delivery: str
    name: str
    done: frozenset[str]

    def __str__(self) -> str:
        return f"{self.delivery}: {self.name}"


def each_step() -> Iterator[Step]:
    """Every step. A message to another topic that is under way is awaited, also where the first one fails."""
    for delivery, steps in (("exactly-once", EXACTLY_ONCE), ("at-least-once", AT_LEAST_ONCE)):
        for at, name in enumerate(steps):
            yield Step(delivery, name, frozenset(steps[:at]) | ({"sent dead"} if name == "sent out" else set()))
        yield Step(delivery, "send out", frozenset({"begin", "sent dead"} & set(steps)))


EACH_STEP = pytest.mark.parametrize("step", list(each_step()), ids=str)


@EACH_STEP
@pytest.mark.parametrize("error", FENCED, ids=lambda error: type(error).__name__)
async def test_another_owner_is_heard_of_at_every_step(
    make: Make, kafka: KafkaProducer, step: Step, error: KafkaError
) -> None:
    """And nothing is done after it."""
    kafka.fails[step.name] = error
    with pytest.raises(Fenced, match=type(error).__name__) as fenced:
        await make(step.delivery).write(MESSAGES, 9)
    assert fenced.value.__cause__ is error
    assert set(kafka.done) == step.done


@EACH_STEP
@pytest.mark.parametrize("error", NOT_WRITTEN, ids=lambda error: type(error).__name__)
async def test_any_other_error_leaves_open_what_was_written(
    make: Make, kafka: KafkaProducer, step: Step, error: Exception
) -> None:
    """Likewise; aiokafka's own assertions on a producer that has died are among them."""
    kafka.fails[step.name] = error
    with pytest.raises(NotWritten, match=r"\S") as not_written:
        await make(step.delivery).write(MESSAGES, 9)
    assert not_written.value.__cause__ is error
    assert set(kafka.done) == step.done


@pytest.mark.parametrize(
    ("delivery", "done"), [("exactly-once", ["begin", "sent out"]), ("at-least-once", ["sent out"])]
)
async def test_a_message_that_is_refused_for_good_is_named_and_nothing_is_committed(
    make: Make, kafka: KafkaProducer, delivery: str, done: list[str]
) -> None:
    """What was written beside it is aborted, or comes again."""
    kafka.fails["sent dead"] = error = MessageSizeTooLargeError()
    with pytest.raises(Refused) as refused:
        await make(delivery).write(MESSAGES, 9)
    assert refused.value.errors == {1: error}
    assert kafka.done == done


@EACH_STEP
async def test_no_step_is_waited_for_longer_than_is_set(kafka: KafkaProducer, bounded: Settings, step: Step) -> None:
    """A broker may take a request and never answer it."""
    kafka.hangs.add(step.name)
    producer = made_for(bounded.model_copy(update={"delivery": step.delivery}), kafka)
    async with asyncio.timeout(SOON):
        with pytest.raises(NotWritten, match=r"within 0\.05 s"):
            await producer.write(MESSAGES, 9)
    assert set(kafka.done) == step.done


async def test_a_defect_is_not_taken_for_the_brokers_fault(make: Make, kafka: KafkaProducer) -> None:
    """It reaches the log as what it is."""
    kafka.fails["offsets"] = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        await make("exactly-once").write(MESSAGES, 9)


@pytest.mark.parametrize("failure", ["fails", "hangs", "works"])
async def test_closing_ends_whatever_the_broker_does(
    kafka: KafkaProducer, make: Make, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    """Where it cannot end what is open, the connections are closed all the same."""
    monkeypatch.setattr(sending, "CLOSE_SECONDS", SECONDS)
    if failure == "fails":
        kafka.fails["stop"] = KafkaConnectionError()
    elif failure == "hangs":
        kafka.hangs.add("stop")
    async with asyncio.timeout(SOON):
        await make("exactly-once").close()
    assert kafka.client.closed == (failure != "works")
    assert kafka.done == (["stop"] if failure == "works" else [])


@asynccontextmanager
async def silent_server() -> AsyncIterator[int]:
    """A port that takes every connection and never says a word."""
    connections: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _reader, writer: connections.append(writer), HOST, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in connections:
            connection.close()
        await asyncio.gather(*(connection.wait_closed() for connection in connections), return_exceptions=True)


@pytest.mark.parametrize("delivery", ["exactly-once", "at-least-once"])
async def test_a_start_at_a_broker_that_never_answers_ends(bounded: Settings, delivery: str) -> None:
    """The real producer, which would by itself wait for 40 seconds; it can be closed then."""
    async with silent_server() as port:
        where = bounded.model_copy(update={"bootstrap_servers": f"{HOST}:{port}", "delivery": delivery})
        producer = made_for(where, KafkaProducer())
        async with asyncio.timeout(SOON):
            with pytest.raises(TimeoutError):
                await producer.start()
            await producer.close()


@pytest.mark.parametrize("delivery", ["exactly-once", "at-least-once"])
async def test_a_start_without_a_broker_fails_at_once(settings: Settings, delivery: str) -> None:
    """The real producer; it can be closed then."""
    (port,) = free_ports(1)
    where = settings.model_copy(update={"bootstrap_servers": f"{HOST}:{port}", "delivery": delivery})
    producer = made_for(where, KafkaProducer())
    async with asyncio.timeout(SOON):
        with pytest.raises(KafkaError):
            await producer.start()
        await producer.close()
