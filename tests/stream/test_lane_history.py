"""Whatever happens to a partition's lanes, each message is answered once, in order, and the offset says how far."""

import asyncio
from collections import deque
from collections.abc import Coroutine, Iterable
from typing import TypeVar

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import InvalidTimestampError, KafkaConnectionError
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from structlog.testing import capture_logs

from service.message import RawMessage
from service.settings import Settings
from service.stream import backoff
from service.stream.answers import Answers
from service.stream.desk import Kept
from service.stream.lane import Lane
from service.stream.offsets import Log
from service.stream.outgoing import OutgoingMessage, origin_of
from service.stream.states import State
from service.workers.worker_socket import WorkersUnusable
from tests.stream.conftest import Stand
from tests.stream.fakes import (
    FENCED_OFF,
    HANGS,
    LANDED_UNHEARD,
    LANDS_AND_HANGS,
    LOST,
    RAW,
    FakeConsumer,
    Kafka,
    Write,
    messages,
    record,
)

END, GAP = 60, 10  # offsets in the log, of which each tenth is a control record's
ALL = [message for message in messages(0, END) if origin_of(message).offset % GAP != GAP - 1]
TURNS = 30  # of the event loop, in which a lane does what it can do at once
SHORT = 0.012  # s; longer than the lane's own pauses in these tests

T = TypeVar("T")


class PolledConsumer(FakeConsumer):
    """A consumer with a position, which moves over control records."""

    def __init__(self, kafka: Kafka) -> None:
        super().__init__(kafka, RAW)
        self.position = 0

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Go there."""
        super().seek(partition, offset)
        self.position = offset

    def poll(self, most: int) -> list[RawMessage]:
        """The next messages, so many at most; none where the partition is paused."""
        self.settled[RAW] = self.position
        if RAW in self.paused:
            return []
        ahead = [message for message in ALL if origin_of(message).offset >= self.position]
        self.position = origin_of(ahead[most]).offset if len(ahead) > most else END
        return ahead[:most]


class Histories(RuleBasedStateMachine):
    """A partition, its lanes one after another, a consumer that polls, and a broker that fails now and then."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self._stand = self._do(self._begun())
        self._kafka = self._stand.kafka
        self._kept: Kept | None = None
        self._refused: set[bytes] = set()
        self._kafka.refuses = self._refuses

    @initialize()
    def begin(self) -> None:
        """The group assigns the partition."""
        self._lane = self._do(self._opened())

    @rule(most=st.integers(min_value=1, max_value=20))
    def poll(self, most: int) -> None:
        """The consumer hands messages over."""
        self._lane.offer(self._consumer.poll(most))
        self._do(self._turns())

    @rule(places=st.sets(st.integers(min_value=0, max_value=20), min_size=1))
    def answer(self, places: set[int]) -> None:
        """Some of the articles in hand are done."""
        # No precondition: what is drawn must not depend on how fast the machine is.
        if in_hand := self._stand.pipeline.in_hand:
            self._stand.pipeline.answer(*{in_hand[place % len(in_hand)] for place in places})
        self._do(self._turns())

    @rule()
    def answer_all(self) -> None:
        """All articles in hand are done."""
        self._stand.pipeline.answer(*self._stand.pipeline.in_hand)
        self._do(self._turns())

    @rule(write=st.sampled_from([LOST, LANDED_UNHEARD, FENCED_OFF, HANGS, LANDS_AND_HANGS]))
    def the_next_write_goes_wrong(self, write: Write) -> None:
        """In one of the ways in which it can."""
        self._kafka.writes.append(write)

    @rule(at=st.integers(min_value=0, max_value=len(ALL) - 1))
    def a_record_will_be_refused(self, at: int) -> None:
        """For good."""
        self._refused.add(ALL[at].value or b"")

    @rule()
    def the_next_producer_does_not_start(self) -> None:
        """The broker is away for a moment."""
        self._kafka.starts.append(KafkaConnectionError("refused"))

    @rule()
    def the_workers_fail(self) -> None:
        """With the next batch."""
        self._stand.pipeline.failures.append(WorkersUnusable("none"))

    @rule(is_member=st.booleans())
    def the_group_counts_us(self, *, is_member: bool) -> None:
        """In or out."""
        self._kafka.is_member = is_member

    @rule()
    def time_passes(self) -> None:
        """Long enough for the lane's pauses."""
        self._do(asyncio.sleep(SHORT))

    @rule()
    def look(self) -> None:
        """The watch tells the lane of its log."""
        self._lane.look(Log(0, END, END), self._consumer.settled[RAW])
        self._do(self._turns())

    @rule()
    def the_log_is_asked_for(self) -> None:
        """The watch takes the place first; the answer comes later."""
        self._place = self._consumer.settled[RAW]

    @rule()
    def the_log_is_told(self) -> None:
        """Beside the place that was taken before."""
        if (place := getattr(self, "_place", None)) is not None:
            self._lane.look(Log(0, END, END), place)
            self._do(self._turns())

    @rule()
    def lose_place(self) -> None:
        """The consumer says that the position is out of range, and the log is as it was."""
        self._lane.lose_place()
        self._do(self._turns())

    @rule(comes_back=st.booleans())
    def rebalance(self, *, comes_back: bool) -> None:
        """The lane drains; the partition comes back in the next assignment, or in a later one."""
        self._rebalance(comes_back=comes_back)

    @rule(count=st.integers(min_value=0, max_value=5))
    def another_owner_is_at_work(self, count: int) -> None:
        """This replica was a zombie: its partition was another's for a while, and it does not know."""
        self._do(self._elsewhere(count))
        self._do(self._turns())

    @invariant()
    def what_is_written_is_what_the_offset_says(self) -> None:
        """Each message in front of it once, in order, and none behind it."""
        assert self._kafka.answered == self._in_front_of(self._kafka.committed.get(RAW, 0))

    def teardown(self) -> None:
        """Once nothing fails any more, all messages are answered."""
        self._kafka.writes.clear()
        self._kafka.starts.clear()
        self._stand.pipeline.failures.clear()
        self._kafka.is_member = True
        self._rebalance(comes_back=False)
        for _ in range(200):
            self._lane.offer(self._consumer.poll(20))
            self._do(asyncio.sleep(0.001))
            self._stand.pipeline.answer(*self._stand.pipeline.in_hand)
            self._do(asyncio.sleep(0.001))
            if len(self._kafka.written) == len(ALL):
                break
        self._rebalance(comes_back=False)
        self._do(self._lane.drain(1))
        self._loop.close()
        assert self._kafka.answered == self._in_front_of(END)

    @property
    def _consumer(self) -> PolledConsumer:
        assert isinstance(self._stand.consumer, PolledConsumer)
        return self._stand.consumer

    def _rebalance(self, *, comes_back: bool) -> None:
        kept = self._do(self._lane.drain(SHORT))
        assert self._lane.state is State.CLOSED
        if not comes_back and kept is not None:
            self._do(kept.producer.close())
            kept = None
        self._lane = self._do(self._opened(kept))

    def _do(self, work: Coroutine[None, None, T]) -> T:
        return self._loop.run_until_complete(work)

    async def _begun(self) -> Stand:
        stand = Stand(DEFAULTS, batch_messages=8)
        stand.consumer = PolledConsumer(stand.kafka)
        stand.pipeline.holds = True
        return stand

    async def _opened(self, kept: Kept | None = None) -> Lane:
        lane = self._stand.lane(kept)
        await self._turns()
        return lane

    async def _turns(self) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)

    async def _elsewhere(self, count: int) -> None:
        ours = self._kafka.writes, self._kafka.starts, self._refused
        self._kafka.writes, self._kafka.starts, self._refused = deque(), deque(), set()
        producer = self._kafka.new_producer(RAW, self._consumer.commit)
        await producer.start()
        place = self._kafka.committed.get(RAW, 0)
        batch = [message for message in ALL if origin_of(message).offset >= place][:count]
        if batch:
            outgoing = [Answers(DEFAULTS).answer(message, record(message))[1][0] for message in batch]
            await producer.write(outgoing, origin_of(batch[-1]).offset + 1)
        await producer.close()
        self._kafka.writes, self._kafka.starts, self._refused = ours

    def _refuses(self, message: OutgoingMessage) -> Exception | None:
        guilty = message.topic == DEFAULTS.enriched_topic and message.value in self._refused
        return InvalidTimestampError() if guilty else None

    @staticmethod
    def _in_front_of(offset: int) -> list[int]:
        return [place for place in _offsets(ALL) if place < offset]


def _offsets(some: Iterable[RawMessage]) -> list[int]:
    return [origin_of(message).offset for message in some]


DEFAULTS = Settings.model_construct(
    **{name: one.get_default(call_default_factory=True) for name, one in Settings.model_fields.items()}
)


def test_whatever_happens_each_message_is_answered_once_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures, refusals, fences, rebalances and zombies, in any order."""
    monkeypatch.setattr(backoff, "LONGEST_SECONDS", 0.01)
    with capture_logs():
        run_state_machine_as_test(Histories, settings=hypothesis_settings(max_examples=40, stateful_step_count=40))
