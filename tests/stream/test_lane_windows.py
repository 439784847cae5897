"""What falls between two moments of a lane: a look that is out of date, an end during a rebalance, a failing drain."""

import asyncio
from functools import partial

import pytest

from service.stream import lanes as lanes_module
from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.stream.missing import NotThere
from service.stream.offsets import Log
from service.stream.states import State
from tests.stream.conftest import Stand
from tests.stream.fakes import FENCED_OFF, LOST, RAW, Write, a_while, messages, until

SOON = 5  # seconds: far more than any of it takes, far less than what would hang


@pytest.fixture
def lanes(stand: Stand) -> Lanes:
    """Lanes of a consumer that holds one partition."""
    one = Lanes(partial(Lane, stand.desk))
    one.attach(stand.consumer.as_consumer)
    return one


async def opened(stand: Stand) -> Lane:
    """A lane that runs."""
    lane = stand.lane()
    await until(lambda: lane.state is State.RUNNING)
    return lane


async def assign(lanes: Lanes) -> None:
    """A rebalance ends with the partition, and its lane runs."""
    await lanes.on_partitions_assigned({RAW})
    await until(lambda: all(lane.state is State.RUNNING for _, lane in lanes))


async def revoking(stand: Stand, lanes: Lanes) -> "asyncio.Task[None]":
    """A rebalance that waits for a message in hand."""
    stand.pipeline.holds = True
    await assign(lanes)
    lanes.take(RAW, messages(0, 1))
    await until(lambda: stand.pipeline.in_hand)
    task = asyncio.create_task(lanes.on_partitions_revoked({RAW}))
    await until(lambda: list(lanes) == [])
    return task


def lanes_at_work() -> list[str]:
    """The tasks of lanes that have not ended."""
    return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("lane ")]


async def test_a_look_does_not_pass_over_messages_that_were_given_back_meanwhile(stand: Stand) -> None:
    """The place was read before the log was asked for; a write that fails in between takes the lane back behind it."""
    lane = await opened(stand)
    stand.kafka.writes.append(LOST)
    lane.offer(messages(0, 3))
    place = 3  # all three were handed over, and the broker is asked for the log now
    await until(lambda: len(stand.kafka.producers) == 2 and lane.state is State.RUNNING)
    lane.look(Log(0, 3, 3), place)
    await a_while()
    assert stand.kafka.committed == {}, "nothing of them is written"
    await lane.drain(1)


async def test_a_look_that_straddles_a_rebalance_loses_nothing(
    stand: Stand, lanes: Lanes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The partition goes and comes back while the brokers are asked, and what was in hand was given back."""
    monkeypatch.setattr(lanes_module, "DRAIN_SECONDS", 0.05)
    stand.pipeline.holds = True
    await assign(lanes)
    lanes.take(RAW, messages(0, 3))
    stand.consumer.settled[RAW] = 3
    places = lanes.places()
    await lanes.on_partitions_revoked({RAW})
    await assign(lanes)
    lanes.look({RAW: Log(0, 3, 3)}, places, {})
    await a_while()
    assert stand.kafka.committed == {}
    await lanes.end(1)


async def test_an_end_during_a_revoke_waits_for_the_drain_and_leaves_no_producer(stand: Stand, lanes: Lanes) -> None:
    """SIGTERM comes while a rebalance drains the lanes."""
    revoke = await revoking(stand, lanes)
    ending = asyncio.create_task(lanes.end(SOON))
    await a_while()
    assert not ending.done(), "the lane still drains"
    stand.pipeline.answer(0)
    await asyncio.gather(revoke, ending)
    await lanes.close()
    assert stand.kafka.committed == {RAW: 1}
    assert stand.kafka.open_producers == 0


async def test_an_end_that_meets_a_cancelled_revoke_leaves_no_lane_at_work(stand: Stand, lanes: Lanes) -> None:
    """Stopping the consumer cancels the coordinator's task, but not the drain that it waits for."""
    revoke = await revoking(stand, lanes)
    revoke.cancel()
    await asyncio.wait({revoke})
    assert lanes_at_work() != []
    ending = asyncio.create_task(lanes.end(SOON))
    await a_while()
    stand.pipeline.answer(0)
    await ending
    await lanes.close()
    assert lanes_at_work() == []
    assert stand.kafka.committed == {RAW: 1}
    assert stand.kafka.open_producers == 0


async def test_a_revoke_that_is_cancelled_once_the_end_waits_leaves_no_lane_at_work(stand: Stand, lanes: Lanes) -> None:
    """The same, the other way round."""
    revoke = await revoking(stand, lanes)
    ending = asyncio.create_task(lanes.end(SOON))
    await a_while()
    revoke.cancel()
    await asyncio.wait({revoke})
    stand.pipeline.answer(0)
    await ending
    await lanes.close()
    assert lanes_at_work() == []
    assert stand.kafka.open_producers == 0


async def test_a_membership_question_that_fails_in_an_unforeseen_way_does_not_end_the_lane(stand: Stand) -> None:
    """It is asked while a failure is dealt with: nothing else would catch what it raises."""
    stand.kafka.is_member = ValueError("not enough values to unpack")
    stand.kafka.writes.append(FENCED_OFF)
    lane = await opened(stand)
    lane.offer(messages(0, 1))
    await until(lambda: stand.kafka.events.count("member?") > 1)
    stand.kafka.is_member = True
    async with asyncio.timeout(SOON):
        await until(lambda: lane.state is State.RUNNING)
    await lane.drain(1)


@pytest.mark.parametrize("is_member", [False, NotThere("No Kafka broker answers.")])
@pytest.mark.parametrize("write", [LOST, FENCED_OFF], ids=["lost", "fenced"])
async def test_a_write_that_fails_while_it_drains_ends_it(
    stand: Stand, write: Write, is_member: bool | Exception
) -> None:
    """Draining ends only in closed: nothing opens anew, resumes the partition or waits out the time to drain."""
    stand.kafka.is_member = is_member
    stand.pipeline.holds = True
    lane = await opened(stand)
    lane.offer(messages(0, 2))
    await until(lambda: stand.pipeline.in_hand)
    draining = asyncio.create_task(lane.drain(20 * SOON))
    await until(lambda: lane.state is State.DRAINING)
    stand.kafka.writes.append(write)
    stand.kafka.events.clear()
    stand.pipeline.answer(0, 1)
    async with asyncio.timeout(SOON):
        assert await draining is None
    assert "resume" not in stand.kafka.events
    assert len(stand.kafka.producers) == 1


async def test_a_pipeline_that_leaves_a_message_out_does_not_hold_the_lane(stand: Stand) -> None:
    """What it did answer is written; the rest is a failure like any other, and is processed anew."""
    stand.pipeline.leaves_out = {2}
    lane = await opened(stand)
    lane.offer(messages(0, 4))
    async with asyncio.timeout(SOON):
        await until(lambda: len(stand.kafka.producers) == 2 and lane.state is State.RUNNING)
    assert stand.kafka.committed == {RAW: 2}
    stand.pipeline.leaves_out = set()
    lane.offer(messages(2, 4))
    await until(lambda: stand.kafka.committed[RAW] == 4)
    assert stand.kafka.answered == [0, 1, 2, 3]
    await lane.drain(1)
