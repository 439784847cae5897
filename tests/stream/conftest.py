"""Fixtures of the stream's tests."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from aiokafka import TopicPartition

from service.message import RawMessage
from service.settings import Settings
from service.stream import backoff, lane
from service.stream.answers import Answers
from service.stream.batch import Answered
from service.stream.by_hand import HandRead
from service.stream.desk import Desk, Kept
from service.stream.flood_guard import FloodGuard
from service.stream.lane import Lane
from service.stream.producer import Producer
from service.stream.queue import Limits
from service.stream.topic_limits import TopicLimits
from tests.stream.fakes import RAW, FakeConsumer, FakeInquiry, FakePipeline, Kafka


@pytest.fixture
def settings() -> Settings:
    """The default settings, whatever the environment says."""
    return Settings.model_construct(
        **{name: one.get_default(call_default_factory=True) for name, one in Settings.model_fields.items()}
    )


@dataclass
class Stand:
    """All that a lane needs, in the test's hand."""

    settings: Settings
    kafka: Kafka = field(default_factory=Kafka)
    pipeline: FakePipeline = field(default_factory=FakePipeline)
    opening: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(8))
    told: list[Answered] = field(default_factory=list)
    let_go: list[Producer] = field(default_factory=list)
    batch_messages: int = 100
    flood_guard: FloodGuard = field(default_factory=lambda: FloodGuard(share=0.5, window=500))
    hand_reads: dict[int, HandRead] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.consumer = FakeConsumer(self.kafka, RAW)
        self.inquiry = FakeInquiry(self.kafka)
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def desk(self) -> Desk:
        """What lanes share."""
        return Desk(
            pipeline=self.pipeline,
            answers=Answers(self.settings),
            inquiry=self.inquiry.as_inquiry,
            read_by_hand=self._read_by_hand,
            new_producer=self.kafka.new_producer,
            limits=Limits(self.batch_messages),
            opening=self.opening,
            on_written=self._tell,
            flood_guard=self.flood_guard,
            topic_limits=TopicLimits(self.settings, self.inquiry.largest_messages),
        )

    def lane(self, kept: Kept | None = None, partition: TopicPartition = RAW) -> Lane:
        """A lane that has begun."""
        one = Lane(self.desk, self.consumer.hand(partition), kept, self._let_go)
        one.start()
        return one

    def _tell(self, answered: Sequence[tuple[RawMessage, object]], _seconds: float) -> None:
        self.told.extend(answered)  # type: ignore[arg-type]  # a test only looks at them

    async def _read_by_hand(self, _partition: TopicPartition, offset: int) -> HandRead:
        return self.hand_reads.get(offset, HandRead((), offset))

    def _let_go(self, producer: Producer) -> None:
        self.let_go.append(producer)
        self._closing.add(asyncio.create_task(producer.close()))


@pytest.fixture
def stand(settings: Settings) -> Stand:
    """Everything works, and the partition has no commit."""
    return Stand(settings)


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's own pauses, a hundred times as short."""
    monkeypatch.setattr(backoff, "FIRST_SECONDS", backoff.FIRST_SECONDS / 100)
    monkeypatch.setattr(lane, "WRITE_EVERY_SECONDS", lane.WRITE_EVERY_SECONDS / 100)
    monkeypatch.setattr(lane, "MEMBER_AGAIN_SECONDS", lane.MEMBER_AGAIN_SECONDS / 100)
