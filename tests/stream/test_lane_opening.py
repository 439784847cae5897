"""A lane opens in one order, where the group stands, and anew after anything whose outcome is not known."""

import asyncio

import pytest

from service.stream.desk import Kept
from service.stream.lane import Lane
from service.stream.missing import NotThere
from service.stream.offsets import Log, OffsetsUnknown
from service.stream.producer import Fenced
from service.stream.states import State
from service.workers.worker_socket import WorkersUnusable
from tests.stream.conftest import Stand
from tests.stream.fakes import (
    FENCED_OFF,
    LANDED_UNHEARD,
    LOST,
    RAW,
    a_while,
    messages,
    raw,
    until,
)


async def running(lane: Lane) -> None:
    """Wait until it runs."""
    await until(lambda: lane.state is State.RUNNING)


async def test_it_opens_in_the_one_order_that_is_safe(stand: Stand) -> None:
    """Paused and sought before anything is awaited; the earlier owner fenced before its offset is read."""
    stand.kafka.committed[RAW] = 7
    lane = stand.lane()
    assert stand.kafka.events == ["pause", "seek 0"], "before the event loop turned"
    assert lane.state is State.OPENING
    await running(lane)
    assert stand.kafka.events == ["pause", "seek 0", "producer", "committed", "seek 7", "resume"]
    await lane.drain(1)


async def test_without_a_commit_it_begins_at_the_logs_start(stand: Stand) -> None:
    """Always: nothing could skip messages."""
    stand.kafka.logs[RAW] = Log(30, 100, 100)
    lane = stand.lane()
    await running(lane)
    assert stand.kafka.events[-2:] == ["seek 30", "resume"]
    await lane.drain(1)


@pytest.mark.parametrize("committed", [30, 100])
async def test_a_commit_at_either_end_of_the_log_is_inside_it(stand: Stand, committed: int) -> None:
    """At its end the next message will stand."""
    stand.kafka.logs[RAW] = Log(30, 90, 100)
    stand.kafka.committed[RAW] = committed
    lane = stand.lane()
    await running(lane)
    assert stand.kafka.events[-2:] == [f"seek {committed}", "resume"]
    await lane.drain(1)


@pytest.mark.parametrize("committed", [29, 101])
async def test_a_commit_outside_the_log_stops_it(stand: Stand, committed: int) -> None:
    """It says all numbers and what to do, takes nothing, and leaves no producer open; a person decides."""
    stand.kafka.logs[RAW] = Log(30, 90, 100)
    stand.kafka.committed[RAW] = committed
    lane = stand.lane()
    await until(lambda: lane.state is State.STOPPED)
    assert lane.trouble is not None
    for said in (f"offset {committed} ", "30 to 100", "articles.raw.v1/2", "copydesk offsets --to"):
        assert said in lane.trouble
    await a_while()
    assert RAW in stand.consumer.paused
    assert "resume" not in stand.kafka.events
    assert stand.kafka.open_producers == 0
    assert await lane.drain(1) is None
    assert lane.state is State.CLOSED


async def test_a_write_that_was_lost_is_made_again(stand: Stand) -> None:
    """With a new producer, from the committed offset."""
    stand.kafka.writes.append(LOST)
    lane = stand.lane()
    await running(lane)
    lane.offer(messages(0, 3))
    await until(lambda: len(stand.kafka.producers) == 2 and lane.state is State.RUNNING)
    assert stand.kafka.events.count("committed") == 2
    assert stand.kafka.written == []
    lane.offer(messages(0, 3))
    await until(lambda: stand.kafka.committed.get(RAW) == 3)
    assert stand.kafka.answered == [0, 1, 2]
    assert stand.kafka.producers[0].closed
    await lane.drain(1)


async def test_a_write_that_landed_unheard_is_not_made_again(stand: Stand) -> None:
    """The offset went with it, and is read again: nothing is doubled."""
    stand.kafka.writes.append(LANDED_UNHEARD)
    lane = stand.lane()
    await running(lane)
    lane.offer(messages(0, 3))
    await until(lambda: len(stand.kafka.producers) == 2 and lane.state is State.RUNNING)
    assert stand.kafka.events[-2:] == ["seek 3", "resume"]
    lane.offer(messages(3, 5))
    await until(lambda: stand.kafka.committed[RAW] == 5)
    assert stand.kafka.answered == [0, 1, 2, 3, 4]
    await lane.drain(1)


async def test_what_fails_while_it_opens_is_tried_again(stand: Stand) -> None:
    """A producer that cannot start, an offset that nobody knows, a broker that is gone: each time from the front."""
    stand.kafka.starts.append(TimeoutError())
    stand.kafka.unanswered += [OffsetsUnknown("the coordinator loads"), NotThere("no broker")]
    stand.kafka.committed[RAW] = 5
    lane = stand.lane()
    await running(lane)
    assert len(stand.kafka.producers) == 4
    assert stand.kafka.open_producers == 1
    assert lane.trouble is None
    await lane.drain(1)


async def test_while_it_recovers_it_says_why(stand: Stand) -> None:
    """And takes nothing."""
    stand.kafka.starts.extend([OSError("network unreachable")] * 20)
    lane = stand.lane()
    await until(lambda: lane.state is State.RECOVERING)
    assert lane.trouble is not None
    assert "network unreachable" in lane.trouble
    assert RAW in stand.consumer.paused
    await lane.drain(1)


async def test_a_fenced_lane_waits_until_it_is_a_member(stand: Stand) -> None:
    """Else two owners would fence each other for ever."""
    stand.kafka.is_member = False
    stand.kafka.writes.append(FENCED_OFF)
    lane = stand.lane()
    await running(lane)
    lane.offer(messages(0, 1))
    await until(lambda: stand.kafka.events.count("member?") > 3)
    assert len(stand.kafka.producers) == 1
    assert lane.state is State.RECOVERING
    stand.kafka.is_member = True
    await running(lane)
    assert len(stand.kafka.producers) == 2
    await lane.drain(1)


async def test_a_fenced_lane_waits_for_a_broker_to_ask(stand: Stand) -> None:
    """No answer is no membership."""
    stand.kafka.is_member = NotThere("No Kafka broker answers.")
    stand.kafka.starts.append(Fenced("by a later one"))
    lane = stand.lane()
    await until(lambda: lane.trouble == "No Kafka broker answers.")
    stand.kafka.is_member = True
    await running(lane)
    await lane.drain(1)


async def test_a_pipeline_that_fails_is_tried_again(stand: Stand) -> None:
    """No workers to be had is no article's fault."""
    stand.pipeline.failures.append(WorkersUnusable("The workers are not running."))
    lane = stand.lane()
    await running(lane)
    lane.offer(messages(0, 2))
    await until(lambda: len(stand.kafka.producers) == 2 and lane.state is State.RUNNING)
    lane.offer(messages(0, 2))
    await until(lambda: stand.kafka.answered == [0, 1])
    await lane.drain(1)


async def test_a_defect_does_not_end_it(stand: Stand) -> None:
    """A lane that ended would hold its partition for ever."""
    stand.pipeline.failures.append(ZeroDivisionError("a defect"))
    lane = stand.lane()
    await running(lane)
    lane.offer(messages(0, 1))
    await until(lambda: len(stand.kafka.producers) == 2 and lane.state is State.RUNNING)
    lane.offer(messages(0, 1))
    await until(lambda: stand.kafka.answered == [0])
    await lane.drain(1)


async def test_a_kept_producer_goes_on_where_it_stopped(stand: Stand) -> None:
    """Where the group still stands where it stopped."""
    stand.kafka.committed[RAW] = 10
    producer = stand.kafka.new_producer(RAW, stand.consumer.commit)
    await producer.start()
    stand.kafka.events.clear()
    lane = stand.lane(Kept(producer, 12, 10))
    await running(lane)
    assert stand.kafka.events == ["pause", "seek 12", "committed", "seek 12", "resume"]
    lane.offer([raw(b"x", offset=12)])
    await until(lambda: stand.kafka.committed.get(RAW) == 13)
    assert len(stand.kafka.producers) == 1
    await lane.drain(1)


@pytest.mark.parametrize("committed", [13, 9, None])
async def test_a_kept_producer_is_let_go_where_the_group_stands_elsewhere(stand: Stand, committed: int | None) -> None:
    """Another owner, or a person, may have moved on; or the answer is stale: then it opens as any lane does."""
    if committed is not None:
        stand.kafka.committed[RAW] = committed
    producer = stand.kafka.new_producer(RAW, stand.consumer.commit)
    await producer.start()
    lane = stand.lane(Kept(producer, 12, 12))
    await running(lane)
    assert stand.kafka.events[-4:] == ["producer", "committed", f"seek {committed or 0}", "resume"]
    assert stand.let_go == [producer]
    await lane.drain(1)


async def test_no_more_lanes_open_at_a_time_than_may(stand: Stand) -> None:
    """A place that a lane has left, also one that stopped, is the next one's."""
    stand.opening = asyncio.Semaphore(2)
    stand.kafka.can_start.clear()
    lanes = [stand.lane() for _ in range(5)]
    await a_while()
    assert stand.kafka.events.count("producer") == 2
    stand.kafka.can_start.set()
    for lane in lanes:
        await running(lane)
    await asyncio.gather(*(lane.drain(1) for lane in lanes))


async def test_a_lane_that_backs_off_gives_its_place_up(stand: Stand) -> None:
    """One that cannot open keeps no other from it."""
    stand.opening = asyncio.Semaphore(1)
    stand.kafka.starts.append(OSError("refused"))
    stuck, other = stand.lane(), stand.lane()
    await running(other)
    await running(stuck)
    await asyncio.gather(stuck.drain(1), other.drain(1))


async def test_messages_are_dropped_while_it_does_not_run(stand: Stand) -> None:
    """It seeks before it runs, and they come again."""
    stand.kafka.can_start.clear()
    lane = stand.lane()
    lane.offer(messages(0, 3))
    stand.kafka.can_start.set()
    await running(lane)
    await a_while()
    assert stand.pipeline.batches == []
    await lane.drain(1)
    lane.offer(messages(0, 3))
    assert lane.state is State.CLOSED
    await a_while()
    assert stand.pipeline.batches == []


async def test_a_lost_place_is_looked_for(stand: Stand) -> None:
    """The log was trimmed past the lane: the group's place is outside it now, and the lane stops."""
    stand.kafka.committed[RAW] = 5
    lane = stand.lane()
    await running(lane)
    stand.kafka.logs[RAW] = Log(50, 1000, 1000)
    lane.lose_place()
    await until(lambda: lane.state is State.STOPPED)
    assert lane.trouble is not None
    assert "offset 5 " in lane.trouble
    await lane.drain(1)


async def test_a_lane_that_opens_does_not_look_for_its_place_twice(stand: Stand) -> None:
    """It is doing that already."""
    stand.kafka.can_start.clear()
    lane = stand.lane()
    await a_while()
    lane.lose_place()
    stand.kafka.can_start.set()
    await running(lane)
    await a_while()
    assert len(stand.kafka.producers) == 1
    await lane.drain(1)
