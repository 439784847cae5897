"""What stands in for Kafka where the stream is tested without a broker: it keeps what is written, and fails as told."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast
from uuid import UUID

from aiokafka import TopicPartition
from aiokafka.errors import OutOfOrderSequenceNumber

from service.message import Headers, Origin, RawMessage
from service.outcome import Outcome, Record
from service.stream.consumer import CarefulConsumer
from service.stream.input_partition import InputPartition
from service.stream.inquiry import Inquiry
from service.stream.offsets import Log
from service.stream.outgoing import OutgoingMessage
from service.stream.producer import Commit, Fenced, NotWritten, Producer
from service.stream.rights import Right
from service.stream.sending import Refused

RAW = TopicPartition("articles.raw.v1", 2)
OTHER = TopicPartition("articles.raw.v1", 3)


def raw(value: bytes | None, key: bytes | None = None, headers: Headers = (), offset: int = 0) -> RawMessage:
    """A raw message that stands on partition 2 of the raw topic."""
    return RawMessage(value, key, headers, Origin(RAW.topic, RAW.partition, offset, 1_700_000_000_123))


def messages(start: int, end: int) -> list[RawMessage]:
    """Messages of those offsets, `end` not among them, each with its offset as its value."""
    return [raw(str(offset).encode(), offset=offset) for offset in range(start, end)]


def header(message: OutgoingMessage, name: str) -> str:
    """The text of the first header of that name."""
    return next((value or b"").decode() for key, value in message.headers if key == name)


@dataclass(frozen=True, slots=True)
class Write:
    """What becomes of one write: whether it lands on the broker, and what the lane hears of it."""

    lands: bool = True
    error: Exception | None = None
    hangs: bool = False


LOST = Write(lands=False, error=NotWritten("the connection broke before"))
LANDED_UNHEARD = Write(lands=True, error=NotWritten("the connection broke behind"))
FENCED_OFF = Write(lands=False, error=Fenced("another owner"))
HANGS = Write(lands=False, hangs=True)
LANDS_AND_HANGS = Write(lands=True, hangs=True)


@dataclass
class Kafka:
    """A broker: what was written to it, and what it does next. Everything lands where nothing else is said.

    Attributes:
        written: all outgoing messages, in order.
        committed: the group's offsets.
        logs: what each partition's log holds.
        topic_ids: the id of each topic; it has one only where a test says so, as on old brokers.
        writes: what becomes of the next writes.
        starts: what the next producers hear when they start.
        refuses: the error with which a message is refused for good, if it is.
        can_start: producers wait for it when they start.
        is_member: whether the group counts us in; or that it cannot be asked.
        unanswered: what the next questions for a committed offset hear instead of an answer.
        events: what was done, in order.
        begun: how many writes have begun.
    """

    written: list[OutgoingMessage] = field(default_factory=list)
    committed: dict[TopicPartition, int] = field(default_factory=dict)
    logs: dict[TopicPartition, Log] = field(default_factory=lambda: {RAW: Log(0, 1000, 1000), OTHER: Log(0, 0, 0)})
    topic_ids: dict[str, UUID] = field(default_factory=dict)
    writes: deque[Write] = field(default_factory=deque)
    starts: deque[Exception] = field(default_factory=deque)
    refuses: Callable[[OutgoingMessage], Exception | None] = lambda _message: None
    can_start: asyncio.Event = field(default_factory=asyncio.Event)
    is_member: bool | Exception = True
    unanswered: deque[Exception] = field(default_factory=deque)
    events: list[str] = field(default_factory=list)
    producers: list["FakeProducer"] = field(default_factory=list)
    owners: dict[TopicPartition, "FakeProducer"] = field(default_factory=dict)
    begun: int = 0

    def __post_init__(self) -> None:
        self.can_start.set()

    def new_producer(self, partition: TopicPartition, _commit: Commit) -> Producer:
        """A producer that writes here."""
        self.producers.append(FakeProducer(self, partition))
        return self.producers[-1]

    def on(self, topic: str) -> list[OutgoingMessage]:
        """What was written to one topic."""
        return [message for message in self.written if message.topic == topic]

    @property
    def answered(self) -> list[int]:
        """The offset of the raw message behind each message that was written, in order."""
        return [int(header(message, "copydesk-source-offset")) for message in self.written]

    @property
    def open_producers(self) -> int:
        """How many were started and are not closed."""
        return sum(producer.started and not producer.closed for producer in self.producers)


class FakeProducer:
    """Writes messages and offset together, as a transaction does; a later owner of the partition fences it."""

    def __init__(self, kafka: Kafka, partition: TopicPartition) -> None:
        self.started = False
        self.closed = False
        self.wrote: list[int] = []  # how many messages at a time
        self._kafka = kafka
        self._partition = partition

    async def start(self) -> None:
        """Become the partition's owner."""
        self._kafka.events.append("producer")
        self.started = True
        await self._kafka.can_start.wait()
        if self._kafka.starts:
            raise self._kafka.starts.popleft()
        self._kafka.owners[self._partition] = self

    async def write(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        """Do what the broker does next."""
        self._kafka.begun += 1
        if self._kafka.owners.get(self._partition) is not self or self.closed:
            raise Fenced("another owner")
        next_write = self._kafka.writes.popleft() if self._kafka.writes else Write()
        if next_write.lands:
            self._land(messages, next_offset)
        await asyncio.sleep(0)
        if next_write.hangs:
            await asyncio.Event().wait()
        if next_write.error is not None:
            raise next_write.error

    def _land(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        errors = [self._kafka.refuses(message) for message in messages]
        guilty = next((at for at, error in enumerate(errors) if error is not None), None)
        if guilty is not None:
            # As on a broker: the batch is refused as a whole, and what follows in its partition fails for the gap.
            follows = OutOfOrderSequenceNumber() if messages[guilty].alone else errors[guilty] or ValueError()
            raise Refused({at: errors[at] or follows for at in range(guilty, len(messages))})
        self.wrote.append(len(messages))
        self._kafka.written.extend(messages)
        self._kafka.committed[self._partition] = next_offset
        self._kafka.events.append(f"commit {next_offset}")

    async def close(self) -> None:
        """Be of no use any more."""
        self.closed = True


class FakeConsumer:
    """Holds partitions, and notes what is done to the first of them."""

    def __init__(self, kafka: Kafka, *partitions: TopicPartition) -> None:
        self.assigned = set(partitions or {RAW})
        self.paused: set[TopicPartition] = set()
        self.settled: dict[TopicPartition, int] = {}
        self.stale: set[TopicPartition] = set()
        self.commits: list[dict[TopicPartition, int]] = []
        self._events = kafka.events

    def assignment(self) -> set[TopicPartition]:
        """What is assigned."""
        return self.assigned

    def pause(self, partition: TopicPartition) -> None:
        """Give no more of it."""
        self.paused.add(partition)
        self._events.append("pause")

    def resume(self, partition: TopicPartition) -> None:
        """Give of it again."""
        self.paused.discard(partition)
        self._events.append("resume")

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Go there."""
        self.settled[partition] = offset
        self._events.append(f"seek {offset}")

    def is_stale(self, partition: TopicPartition) -> bool:
        """As the test says."""
        return partition in self.stale

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        """Note it."""
        self.commits.append(offsets)

    @property
    def as_consumer(self) -> CarefulConsumer:
        """Under the type that the service knows."""
        return cast("CarefulConsumer", self)

    def hand(self, partition: TopicPartition = RAW) -> InputPartition:
        """The lane's hand on a partition."""
        return InputPartition(self.as_consumer, partition)


class FakeInquiry:
    """Answers from what stands on the broker."""

    def __init__(self, kafka: Kafka) -> None:
        self._kafka = kafka
        self.missing: Exception | None = None
        self.asked_topics: list[Mapping[str, Right]] = []
        self.largest: dict[str, int] = {}

    async def committed(self, partition: TopicPartition) -> int | None:
        """The group's offset."""
        self._kafka.events.append("committed")
        await asyncio.sleep(0)
        if self._kafka.unanswered:
            raise self._kafka.unanswered.popleft()
        return self._kafka.committed.get(partition)

    async def logs(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, Log]:
        """The partitions' logs."""
        await asyncio.sleep(0)
        return {partition: self._kafka.logs[partition] for partition in partitions}

    async def is_member(self) -> bool:
        """As the broker says."""
        self._kafka.events.append("member?")
        if isinstance(self._kafka.is_member, Exception):
            raise self._kafka.is_member
        return self._kafka.is_member

    async def topic_id(self, topic: str, *, anew: bool = False) -> UUID | None:
        """The topic's id."""
        del anew  # it is always of now
        return self._kafka.topic_ids.get(topic)

    async def require_topics(self, needed: Mapping[str, Right]) -> None:
        """They are there, and all that is needed is allowed, but for what the test says."""
        self.asked_topics.append(needed)
        if self.missing is not None:
            raise self.missing

    async def require_group(self) -> None:
        """It may be a member."""

    async def largest_messages(self, topics: Sequence[str]) -> dict[str, int]:
        """As the test says; else nobody may ask."""
        return {topic: self.largest[topic] for topic in topics if topic in self.largest}

    async def close(self) -> None:
        """It holds no connections."""

    @property
    def as_inquiry(self) -> Inquiry:
        """Under the type that the service knows."""
        return cast("Inquiry", self)


@dataclass
class FakePipeline:
    """Makes a record of each message's value: at once, or where `holds` is set when the test says so.

    Attributes:
        failures: what the next batches hear instead.
        leaves_out: offsets to which it gives no answer, against its promise.
        batches: the offsets of each batch that came.
    """

    holds: bool = False
    leaves_out: set[int] = field(default_factory=set)
    failures: deque[Exception] = field(default_factory=deque)
    batches: list[list[int]] = field(default_factory=list)
    cancelled: int = 0
    _waiting: dict[int, Callable[[Outcome], None]] = field(default_factory=dict)

    async def process(self, messages: Sequence[RawMessage], answer: Callable[[int, Outcome], None]) -> None:
        """Answer each message."""
        offsets = [message.origin.offset for message in messages if message.origin is not None]
        self.batches.append(offsets)
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.popleft()
        if not self.holds:
            for at, (offset, message) in enumerate(zip(offsets, messages, strict=True)):
                if offset not in self.leaves_out:
                    answer(at, record(message))
            return
        await self._when_told(offsets, answer)

    async def _when_told(self, offsets: Sequence[int], answer: Callable[[int, Outcome], None]) -> None:
        done: dict[int, asyncio.Future[Outcome]] = {offset: asyncio.Future() for offset in offsets}

        def told(at: int, offset: int, outcome: Outcome) -> None:
            answer(at, outcome)
            done[offset].set_result(outcome)

        self._waiting |= {offset: partial(told, at, offset) for at, offset in enumerate(offsets)}
        try:
            await asyncio.gather(*done.values())
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            for offset in offsets:
                self._waiting.pop(offset, None)

    @property
    def in_hand(self) -> list[int]:
        """The offsets that wait to be answered."""
        return sorted(self._waiting)

    def answer(self, *offsets: int, outcome: Outcome | None = None) -> None:
        """The messages of those offsets are done."""
        for offset in offsets:
            self._waiting.pop(offset)(outcome or Record(f"article-{offset}", "en", str(offset).encode()))


def record(message: RawMessage) -> Record:
    """What the pipeline makes of a message."""
    assert message.origin is not None
    return Record(f"article-{message.origin.offset}", "en", message.value or b"")


async def until(done: Callable[[], Any]) -> None:
    """Let the service work until it is so; the test's own time limit ends it else."""
    while not done():  # noqa: ASYNC110  # what is waited for is the service's own state, which sets no event
        await asyncio.sleep(0.001)


async def a_while() -> None:
    """Long enough for all that the service would do at once: what has not happened by then does not."""
    for _ in range(50):
        await asyncio.sleep(0)
    await asyncio.sleep(0.02)
