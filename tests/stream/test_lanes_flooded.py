"""Where the flood guard trips, every lane stops: nothing more is read or written, and nothing is lost."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import InvalidTimestampError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from service.message import Origin, RawMessage
from service.outcome import DeadLetter, Outcome
from service.settings import Settings
from service.stream import backoff
from service.stream.by_hand import HandRead
from service.stream.hand_records import HandRecord
from service.stream.health import Health
from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.stream.offsets import Log
from service.stream.outgoing import OutgoingMessage, origin_of
from service.stream.producer import Commit, Producer
from service.stream.states import State
from tests.stream.conftest import Stand
from tests.stream.fakes import (
    FENCED_OFF,
    LOST,
    OTHER,
    RAW,
    FakeConsumer,
    FakePipeline,
    FakeProducer,
    Kafka,
    a_while,
    header,
    messages,
    until,
)

FAULT = DeadLetter("step-failed", "extract", "ValueError in extract (extract.py:12)")
BAD_INPUT = DeadLetter("invalid-message", "decode", "Not JSON.")


@dataclass
class FailingPipeline(FakePipeline):
    """Ends the messages that the test names by their offset with a dead letter."""

    fails_on: Callable[[int], bool] = lambda _offset: True
    dead_letter: DeadLetter = FAULT

    async def process(self, messages: Sequence[RawMessage], answer: Callable[[int, Outcome], None]) -> None:
        """Answer each message."""

        def judge(at: int, outcome: Outcome) -> None:
            answer(at, self.dead_letter if self.fails_on(origin_of(messages[at]).offset) else outcome)

        await super().process(messages, judge)


@pytest.fixture
def failing(stand: Stand) -> FailingPipeline:
    """The stand's pipeline, which fails on every message; its consumer holds two partitions."""
    stand.consumer = FakeConsumer(stand.kafka, RAW, OTHER)
    stand.pipeline = pipeline = FailingPipeline()
    return pipeline


def lanes_of(stand: Stand, **changes: object) -> Lanes:
    """Lanes of a service, wired as the composition root does it."""
    one = Lanes(partial(Lane, replace(stand.desk, **changes)))  # type: ignore[arg-type]  # a test knows what it changes
    one.attach(stand.consumer.as_consumer)
    stand.flood_guard.on_trip(one.stop)
    return one


async def running(lanes: Lanes, *partitions: TopicPartition) -> dict[TopicPartition, Lane]:
    """These are assigned, and their lanes run."""
    await lanes.on_partitions_assigned(set(partitions))
    await until(lambda: states(lanes) == {State.RUNNING})
    return dict(lanes)


def states(lanes: Lanes) -> set[State]:
    """What the lanes are doing."""
    return {lane.state for _, lane in lanes}


def other(start: int, end: int) -> list[RawMessage]:
    """Messages of the other partition."""
    return [RawMessage(b"%d" % n, origin=Origin(OTHER.topic, OTHER.partition, n, 0)) for n in range(start, end)]


async def trip(stand: Stand, lanes: Lanes) -> None:
    """A hundred messages are failed on."""
    lanes.take(RAW, messages(1000, 1100))
    await until(lambda: stand.flood_guard.tripped)


@pytest.mark.usefixtures("failing")
async def test_a_flood_is_not_written_and_stops_every_lane(stand: Stand) -> None:
    """Their partitions are paused and nothing is committed; readiness says why, before all else."""
    lanes = lanes_of(stand)
    health = Health(lanes, 60, waiting_for="Kafka has no topic x.")
    await running(lanes, RAW, OTHER)
    await trip(stand, lanes)
    assert states(lanes) == {State.STOPPED}
    assert stand.consumer.paused == {RAW, OTHER}
    assert health.unready_because == stand.flood_guard.tripped
    await a_while()
    assert {lane.trouble for _, lane in lanes} == {stand.flood_guard.tripped}
    assert (stand.kafka.written, stand.kafka.committed) == ([], {})
    assert stand.kafka.open_producers == 0
    await lanes.end(1)


@pytest.mark.usefixtures("failing")
async def test_what_was_written_before_it_is_less_than_what_trips_it(stand: Stand) -> None:
    """Of the hundred that trip it, those that were not written yet come again after a restart."""
    stand.batch_messages = 30
    lanes = lanes_of(stand)
    await running(lanes, RAW, OTHER)
    lanes.take(RAW, messages(0, 60))
    lanes.take(OTHER, other(0, 20))
    await until(lambda: len(stand.kafka.written) == 80)
    lanes.take(OTHER, other(20, 60))
    await until(lambda: stand.flood_guard.tripped)
    await a_while()
    assert len(stand.kafka.written) == 80
    assert stand.kafka.committed == {RAW: 60, OTHER: 20}
    await lanes.end(1)


@pytest.mark.parametrize("answered_by_then", [0, 5])
async def test_what_another_lane_has_in_hand_is_given_back(
    stand: Stand, failing: FailingPipeline, answered_by_then: int
) -> None:
    """Also what is answered by now; and what is handed over then is dropped."""
    failing.holds = True
    lanes = lanes_of(stand)
    await running(lanes, RAW, OTHER)
    lanes.take(OTHER, other(0, 10))
    lanes.take(RAW, messages(100, 200))
    await until(lambda: len(failing.in_hand) == 110)
    stand.flood_guard.on_trip(lambda _because: failing.answer(*range(answered_by_then)))
    failing.answer(*range(100, 200))
    await until(lambda: stand.flood_guard.tripped)
    lanes.take(OTHER, other(10, 20))
    await until(lambda: failing.in_hand == [])
    await a_while()
    assert len(failing.batches) == 2
    assert (stand.kafka.written, stand.kafka.committed) == ([], {})
    await lanes.end(1)


class Gated(FakeProducer):
    """A producer whose writes wait before they land."""

    def __init__(self, kafka: Kafka, partition: TopicPartition, gate: asyncio.Event) -> None:
        super().__init__(kafka, partition)
        self._gate = gate

    async def write(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        """As the fake's, later."""
        self._kafka.events.append("begun")
        await self._gate.wait()
        await super().write(messages, next_offset)


async def gated(stand: Stand, failing: FailingPipeline) -> tuple[Lanes, asyncio.Event]:
    """Lanes, of which one was in the middle of a write when the guard tripped; and what that write waits for."""
    gate = asyncio.Event()

    def new_producer(partition: TopicPartition, commit: Commit) -> Producer:
        if partition == OTHER:
            return Gated(stand.kafka, partition, gate)
        return stand.kafka.new_producer(partition, commit)

    failing.fails_on = lambda offset: offset >= 1000
    lanes = lanes_of(stand, new_producer=new_producer)
    await running(lanes, RAW, OTHER)
    lanes.take(OTHER, other(0, 10))
    await until(lambda: "begun" in stand.kafka.events)
    await trip(stand, lanes)
    await a_while()
    return lanes, gate


async def test_a_write_that_has_begun_ends(stand: Stand, failing: FailingPipeline) -> None:
    """Its outcomes were weighed before; its lane reads nothing meanwhile, and stops behind it."""
    lanes, gate = await gated(stand, failing)
    assert OTHER in stand.consumer.paused
    lanes.take(OTHER, other(10, 20))
    gate.set()
    await until(lambda: stand.kafka.committed)
    await a_while()
    assert stand.kafka.committed == {OTHER: 10}
    assert stand.kafka.begun == 1
    assert states(lanes) == {State.STOPPED}
    await lanes.end(1)


@pytest.mark.parametrize("write", [LOST, FENCED_OFF])
async def test_a_write_that_fails_then_is_not_tried_again(
    stand: Stand, failing: FailingPipeline, write: object
) -> None:
    """The lane stops at once; who fenced it does not matter any more."""
    stand.kafka.is_member = False
    lanes, gate = await gated(stand, failing)
    stand.kafka.writes.append(write)  # type: ignore[arg-type]  # one of the two
    gate.set()
    await until(lambda: not stand.kafka.writes)
    await a_while()
    assert stand.kafka.committed == {}
    assert states(lanes) == {State.STOPPED}
    await lanes.end(1)


@pytest.mark.usefixtures("failing")
async def test_a_lane_that_opens_meanwhile_never_runs(stand: Stand) -> None:
    """It takes nothing, and leaves no producer behind."""
    lanes = lanes_of(stand)
    await running(lanes, RAW)
    stand.kafka.can_start.clear()
    await lanes.on_partitions_assigned({OTHER})
    await until(lambda: len(stand.kafka.producers) == 2)
    resumed = stand.kafka.events.count("resume")
    await trip(stand, lanes)
    stand.kafka.can_start.set()
    await a_while()
    assert states(lanes) == {State.STOPPED}
    assert stand.kafka.events.count("resume") == resumed
    assert stand.kafka.open_producers == 0
    await lanes.end(1)


@pytest.mark.usefixtures("failing")
async def test_a_lane_that_recovers_meanwhile_never_runs_again(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for a broker, or for the group, that nobody needs any more."""
    monkeypatch.setattr(backoff, "LONGEST_SECONDS", 0.01)
    lanes = lanes_of(stand)
    await running(lanes, RAW)
    stand.kafka.starts.extend([OSError("refused")] * 500)
    await lanes.on_partitions_assigned({OTHER})
    lane = dict(lanes)[OTHER]
    await until(lambda: lane.state is State.RECOVERING)
    await trip(stand, lanes)
    stand.kafka.starts.clear()
    await a_while()
    assert states(lanes) == {State.STOPPED}
    assert lane.trouble == stand.flood_guard.tripped
    await lanes.end(1)


@pytest.mark.usefixtures("failing")
async def test_no_rebalance_makes_it_read_again(stand: Stand) -> None:
    """New lanes open stopped; without a partition too the service says why it does nothing."""
    lanes = lanes_of(stand)
    health = Health(lanes, 60, waiting_for=None)
    await running(lanes, RAW)
    await trip(stand, lanes)
    for assigned in ({RAW, OTHER}, set[TopicPartition](), {OTHER}):
        await lanes.on_partitions_revoked(set())
        assert health.unready_because == stand.flood_guard.tripped
        stand.kafka.events.clear()
        await lanes.on_partitions_assigned(assigned)
        await a_while()
        assert states(lanes) == ({State.STOPPED} if assigned else set())
        assert "resume" not in stand.kafka.events
        assert stand.consumer.paused >= assigned
        assert health.unready_because == stand.flood_guard.tripped
    await lanes.end(1)
    await lanes.close()
    assert (stand.kafka.written, len(stand.kafka.producers)) == ([], 1)


async def test_a_lane_that_drains_meanwhile_writes_nothing(stand: Stand, failing: FailingPipeline) -> None:
    """It gives back what is in hand; the producer that an idle one kept is closed in the end."""
    failing.holds = True
    lanes = lanes_of(stand)
    await running(lanes, RAW, OTHER)
    lanes.take(RAW, messages(1000, 1100))
    await until(lambda: len(failing.in_hand) == 100)
    revoking = asyncio.create_task(lanes.on_partitions_revoked({RAW, OTHER}))
    await a_while()
    failing.answer(*range(1000, 1100))
    await revoking
    assert stand.flood_guard.tripped
    assert (stand.kafka.written, stand.kafka.committed) == ([], {})
    assert stand.kafka.open_producers == 1
    await lanes.on_partitions_assigned({RAW, OTHER})
    await a_while()
    assert states(lanes) == {State.STOPPED}
    await lanes.end(1)
    await lanes.close()
    assert stand.kafka.open_producers == 0


async def test_bad_input_in_masses_stops_nothing(stand: Stand, failing: FailingPipeline) -> None:
    """All of it is dead-lettered."""
    failing.dead_letter = BAD_INPUT
    lanes = lanes_of(stand)
    await running(lanes, RAW)
    lanes.take(RAW, messages(0, 1000))
    await until(lambda: len(stand.kafka.written) == 1000)
    assert stand.flood_guard.tripped is None
    await lanes.end(1)


class PolledConsumer(FakeConsumer):
    """A consumer with a position, from which it hands on ten messages at a time."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Go there."""
        super().seek(partition, offset)
        self.position = offset

    def poll(self, end: int) -> list[RawMessage]:
        """The next messages, none where the partition is paused."""
        if RAW in self.paused:
            return []
        begin, self.position = self.position, min(end, self.position + 10)
        return messages(begin, self.position)


async def test_what_the_broker_refuses_in_masses_stops_nothing(stand: Stand) -> None:
    """A record that does not fit its topic is no fault in the pipeline."""
    enriched = stand.settings.enriched_topic
    stand.kafka.refuses = lambda message: InvalidTimestampError() if message.topic == enriched else None
    stand.consumer = consumer = PolledConsumer(stand.kafka, RAW)
    lanes = lanes_of(stand)
    await running(lanes, RAW)
    while stand.kafka.committed.get(RAW, 0) < 120:
        lanes.take(RAW, consumer.poll(120))
        await asyncio.sleep(0)
    assert stand.kafka.answered == list(range(120))
    assert {header(one, "copydesk-error-reason") for one in stand.kafka.written} == {"record-refused"}
    stand.flood_guard.check()
    await lanes.end(1)


@pytest.mark.usefixtures("failing")
async def test_what_is_read_by_hand_is_weighed_too(stand: Stand) -> None:
    """A message that cannot be read is bad input; one that can be, and is failed on, is our fault."""
    lanes = lanes_of(stand)
    await running(lanes, RAW)
    lost = [HandRecord(message, because="x") for message in messages(0, 150)]
    whole = [HandRecord(message) for message in messages(150, 400)]
    stand.hand_reads = {0: HandRead(tuple(lost), 150), 150: HandRead(tuple(whole), 400)}
    lanes.unreadable(RAW, 0)
    await until(lambda: stand.kafka.committed.get(RAW) == 150)
    stand.flood_guard.check()
    lanes.unreadable(RAW, 150)
    await until(lambda: stand.flood_guard.tripped)
    await a_while()
    assert stand.kafka.committed == {RAW: 150}
    assert RAW in stand.consumer.paused
    await lanes.end(1)


@hypothesis_settings(deadline=None, max_examples=60)
@given(
    polls=st.lists(st.tuples(st.sampled_from([RAW, OTHER]), st.integers(1, 90)), min_size=4, max_size=25),
    healthy=st.integers(0, 300),
    batch=st.integers(1, 120),
)
def test_whatever_was_in_hand_is_answered_once_after_a_restart(
    polls: list[tuple[TopicPartition, int]], healthy: int, batch: int
) -> None:
    """And fewer dead letters than it takes to trip were written before, wherever the failing began."""
    asyncio.run(asyncio.wait_for(before_and_after(polls, healthy, batch), 20))


async def before_and_after(polls: list[tuple[TopicPartition, int]], healthy: int, batch: int) -> None:
    """A service that fails from some offset on, until it stops; then one that does not."""
    log, ends = Log(0, 10_000, 10_000), {RAW: 0, OTHER: 0}
    kafka = Kafka(logs={RAW: log, OTHER: log})
    first = Stand(DEFAULTS, kafka, FailingPipeline(fails_on=lambda offset: offset >= healthy), batch_messages=batch)
    first.consumer = FakeConsumer(kafka, RAW, OTHER)
    lanes = lanes_of(first)
    await running(lanes, RAW, OTHER)
    for partition, count in polls:
        begin, ends[partition] = ends[partition], ends[partition] + count
        lanes.take(partition, of(partition, begin, ends[partition]))
        await asyncio.sleep(0)
    await until(lambda: first.flood_guard.tripped or kafka.committed.items() >= written_up_to(ends).items())
    await a_while()
    assert len(kafka.on(DEFAULTS.dead_letter_topic)) < 250
    await lanes.end(1)

    second = Stand(DEFAULTS, kafka)
    second.consumer = FakeConsumer(kafka, RAW, OTHER)
    lanes = lanes_of(second)
    await running(lanes, RAW, OTHER)
    for partition, end in ends.items():
        lanes.take(partition, of(partition, kafka.committed.get(partition, 0), end))
    await until(lambda: kafka.committed.items() >= written_up_to(ends).items())
    await lanes.end(1)
    for partition, end in ends.items():
        mine = [one for one in kafka.written if header(one, "copydesk-source-partition") == str(partition.partition)]
        assert [int(header(one, "copydesk-source-offset")) for one in mine] == list(range(end))


def of(partition: TopicPartition, start: int, end: int) -> list[RawMessage]:
    """Messages of a partition."""
    return other(start, end) if partition == OTHER else messages(start, end)


def written_up_to(ends: dict[TopicPartition, int]) -> dict[TopicPartition, int]:
    """What is committed once all is written."""
    return {partition: end for partition, end in ends.items() if end}


DEFAULTS = Settings.model_construct(
    **{name: one.get_default(call_default_factory=True) for name, one in Settings.model_fields.items()}
)
