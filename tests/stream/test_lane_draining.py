"""A lane that drains finishes what it can, gives back the rest, and keeps its producer only where all is known."""

import asyncio

import pytest

from service.stream.desk import Kept
from service.stream.lane import Lane
from service.stream.producer import Producer
from service.stream.states import State
from tests.stream.conftest import Stand
from tests.stream.fakes import HANGS, LANDS_AND_HANGS, LOST, RAW, FakeProducer, a_while, messages, until


async def opened(stand: Stand) -> Lane:
    """A lane that runs."""
    lane = stand.lane()
    await until(lambda: lane.state is State.RUNNING)
    return lane


async def kept_producer(stand: Stand) -> FakeProducer:
    """A producer that an earlier lane of the partition left."""
    producer: Producer = stand.kafka.new_producer(RAW, stand.consumer.commit)
    await producer.start()
    return stand.kafka.producers[-1]


async def test_an_idle_lane_ends_at_once_and_keeps_its_producer(stand: Stand) -> None:
    """With the place where the next one goes on."""
    stand.kafka.committed[RAW] = 7
    lane = await opened(stand)
    assert await lane.drain(60) == Kept(stand.kafka.producers[0], 7, 7)
    assert lane.state is State.CLOSED
    assert stand.let_go == []


async def test_a_lane_that_was_never_started_has_nothing_to_drain(stand: Stand) -> None:
    """It holds nothing."""
    lane = Lane(stand.desk, stand.consumer.hand(), None, stand.let_go.append)
    assert await lane.drain(1) is None


async def test_it_finishes_what_is_in_hand(stand: Stand) -> None:
    """And takes nothing up from its queue: that is given back."""
    stand.pipeline.holds = True
    stand.batch_messages = 3
    lane = await opened(stand)
    lane.offer(messages(0, 5))
    await until(lambda: stand.pipeline.in_hand == [0, 1, 2])
    draining = asyncio.create_task(lane.drain(60))
    await until(lambda: lane.state is State.DRAINING)
    stand.pipeline.answer(0, 1, 2)
    assert await draining == Kept(stand.kafka.producers[0], 3, 3)
    assert stand.kafka.answered == [0, 1, 2]
    assert stand.kafka.committed[RAW] == 3


async def test_it_takes_nothing_while_it_drains(stand: Stand) -> None:
    """What comes then belongs to the next owner."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    lane.offer(messages(0, 1))
    await until(lambda: stand.pipeline.in_hand)
    draining = asyncio.create_task(lane.drain(60))
    await until(lambda: lane.state is State.DRAINING)
    lane.offer(messages(1, 3))
    stand.pipeline.answer(0)
    await draining
    assert stand.pipeline.batches == [[0]]


async def test_it_gives_back_what_is_not_answered_in_time(stand: Stand) -> None:
    """Its offset does not move; what was answered in front of it is written."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    lane.offer(messages(0, 4))
    await until(lambda: stand.pipeline.in_hand)
    stand.pipeline.answer(0, 1, 3)
    assert await lane.drain(0.1) == Kept(stand.kafka.producers[0], 2, 2)
    assert stand.kafka.answered == [0, 1]
    assert stand.kafka.committed[RAW] == 2
    assert stand.pipeline.cancelled == 1
    assert stand.pipeline.in_hand == []


@pytest.mark.parametrize("write", [HANGS, LANDS_AND_HANGS])
async def test_a_write_that_hangs_is_left_and_nothing_is_kept(stand: Stand, write: object) -> None:
    """Whether it landed nobody knows: the next owner reads the offset."""
    stand.kafka.writes.append(write)  # type: ignore[arg-type]  # one of the two
    lane = await opened(stand)
    lane.offer(messages(0, 2))
    await until(lambda: stand.kafka.begun)
    assert await lane.drain(0.05) is None
    assert stand.let_go == [stand.kafka.producers[0]]
    await a_while()
    assert stand.kafka.open_producers == 0


async def test_draining_cancels_an_opening(stand: Stand) -> None:
    """The producer that was being started is closed; nothing was resumed."""
    stand.kafka.can_start.clear()
    lane = stand.lane()
    await until(lambda: stand.kafka.producers)
    assert await lane.drain(60) is None
    assert stand.let_go == [stand.kafka.producers[0]]
    assert "resume" not in stand.kafka.events
    assert lane.state is State.CLOSED


async def test_draining_before_its_turn_to_open_leaves_no_producer(stand: Stand) -> None:
    """The one that an earlier lane kept is closed."""
    stand.opening = asyncio.Semaphore(0)
    producer = await kept_producer(stand)
    lane = stand.lane(Kept(producer, 12, 12))
    await a_while()
    assert lane.state is State.OPENING
    assert await lane.drain(60) is None
    assert stand.let_go == [producer]


async def test_draining_cancels_a_pause_between_two_tries(stand: Stand) -> None:
    """A lane that recovers holds up no rebalance, and has no producer to keep."""
    stand.kafka.starts.extend([OSError("refused")] * 50)
    lane = await_recovering = stand.lane()
    await until(lambda: await_recovering.state is State.RECOVERING)
    assert await lane.drain(60) is None
    await a_while()
    assert stand.kafka.open_producers == 0


async def test_a_write_that_is_lost_while_it_drains_keeps_nothing_in_doubt(stand: Stand) -> None:
    """Whatever is kept goes on exactly behind what is written."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    lane.offer(messages(0, 2))
    await until(lambda: stand.pipeline.in_hand)
    draining = asyncio.create_task(lane.drain(0.5))
    await until(lambda: lane.state is State.DRAINING)
    stand.kafka.writes.append(LOST)
    stand.pipeline.answer(0, 1)
    kept = await draining
    assert kept is None or kept.offset == 0
    assert stand.kafka.written == []


async def test_draining_twice_does_no_harm(stand: Stand) -> None:
    """The second time there is nothing left."""
    lane = await opened(stand)
    assert await lane.drain(1) is not None
    assert await lane.drain(1) is None
