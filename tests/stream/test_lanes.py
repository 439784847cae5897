"""All lanes: opened with an assignment, drained with the next rebalance or for good, a producer kept at most once."""

import asyncio
from functools import partial

import pytest
from aiokafka import TopicPartition

from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.stream.offsets import Log
from service.stream.producer import NotWritten
from service.stream.states import State
from tests.stream.conftest import Stand
from tests.stream.fakes import OTHER, RAW, FakeConsumer, Write, a_while, messages, until


@pytest.fixture
def lanes(stand: Stand) -> Lanes:
    """Lanes of a consumer that holds two partitions."""
    stand.consumer = FakeConsumer(stand.kafka, RAW, OTHER)
    one = Lanes(partial(Lane, stand.desk))
    one.attach(stand.consumer.as_consumer)
    return one


def lane_of(lanes: Lanes, partition: TopicPartition = RAW) -> Lane:
    """The lane of a partition."""
    return next(one for name, one in lanes if name == partition)


async def assign(lanes: Lanes, *partitions: TopicPartition) -> None:
    """A rebalance ends with these, and their lanes run."""
    await lanes.on_partitions_assigned(set(partitions))
    await until(lambda: all(lane.state is State.RUNNING for _, lane in lanes))


async def test_an_assignment_is_known_once_it_is_made(lanes: Lanes) -> None:
    """None before, and while a rebalance is under way; none at all is an assignment too."""
    assert lanes.assigned is None
    await assign(lanes, RAW, OTHER)
    assert lanes.assigned == 2
    await lanes.on_partitions_revoked({RAW, OTHER})
    assert lanes.assigned is None
    await assign(lanes)
    assert lanes.assigned == 0


async def test_every_partition_is_paused_and_sought_before_the_loop_turns(stand: Stand, lanes: Lanes) -> None:
    """Else the consumer would choose a place itself."""
    assigning = lanes.on_partitions_assigned({RAW, OTHER})
    with pytest.raises(StopIteration):
        assigning.send(None)
    assert stand.kafka.events == ["pause", "seek 0", "pause", "seek 0"]
    await lanes.end(1)


async def test_messages_go_to_their_lane(stand: Stand, lanes: Lanes) -> None:
    """Those of a partition that has gone are dropped."""
    await assign(lanes, RAW)
    lanes.take(OTHER, messages(0, 2))
    lanes.take(RAW, messages(0, 1))
    await until(lambda: stand.kafka.committed.get(RAW) == 1)
    assert stand.pipeline.batches == [[0]]
    await lanes.end(1)


async def test_stale_messages_are_dropped(stand: Stand, lanes: Lanes) -> None:
    """They were polled before the last seek, and come again."""
    await assign(lanes, RAW)
    stand.consumer.stale.add(RAW)
    lanes.take(RAW, messages(0, 2))
    await a_while()
    assert stand.pipeline.batches == []
    stand.consumer.stale.clear()
    lanes.take(RAW, messages(0, 2))
    await until(lambda: stand.pipeline.batches == [[0, 1]])
    await lanes.end(1)


async def test_a_partition_that_comes_back_at_once_goes_on_with_its_producer(stand: Stand, lanes: Lanes) -> None:
    """From its own last acknowledged offset, where the group still stands."""
    await assign(lanes, RAW)
    lanes.take(RAW, messages(0, 3))
    await until(lambda: stand.kafka.committed.get(RAW) == 3)
    await lanes.on_partitions_revoked({RAW})
    stand.kafka.events.clear()
    await assign(lanes, RAW)
    assert stand.kafka.events == ["pause", "seek 3", "committed", "seek 3", "resume"]
    assert len(stand.kafka.producers) == 1
    await lanes.end(1)


async def test_a_producer_is_kept_for_the_very_next_assignment_only(stand: Stand, lanes: Lanes) -> None:
    """In between another owner may have had the partition."""
    await assign(lanes, RAW)
    await lanes.on_partitions_revoked({RAW})
    await assign(lanes, OTHER)
    await until(lambda: stand.kafka.producers[0].closed)
    await lanes.on_partitions_revoked({OTHER})
    stand.kafka.events.clear()
    await assign(lanes, RAW)
    assert "committed" in stand.kafka.events
    assert len(stand.kafka.producers) == 3
    await lanes.end(1)
    await lanes.close()
    assert stand.kafka.open_producers == 0


async def test_a_producer_in_doubt_is_not_kept(stand: Stand, lanes: Lanes) -> None:
    """The next lane of the partition reads the offset."""
    stand.kafka.logs[OTHER] = stand.kafka.logs[RAW]
    stand.pipeline.holds = True
    await assign(lanes, RAW, OTHER)
    lanes.take(RAW, messages(0, 1))
    await until(lambda: stand.pipeline.in_hand)
    stand.kafka.writes.extend([Write(lands=True, error=NotWritten("unheard"))])
    stand.kafka.can_start.clear()
    stand.pipeline.answer(0)
    await until(lambda: lane_of(lanes).state is not State.RUNNING)
    await lanes.on_partitions_revoked({RAW, OTHER})
    stand.kafka.can_start.set()
    stand.kafka.events.clear()
    await assign(lanes, RAW, OTHER)
    assert stand.kafka.events.count("producer") == 1, "the other lane's is kept"
    assert "seek 1" in stand.kafka.events
    await lanes.end(1)


async def test_all_lanes_drain_at_the_same_time(stand: Stand, lanes: Lanes) -> None:
    """A rebalance waits for the slowest, not for their sum."""
    stand.pipeline.holds = True
    await assign(lanes, RAW, OTHER)
    lanes.take(RAW, messages(0, 1))
    lane, other = lane_of(lanes, RAW), lane_of(lanes, OTHER)
    await until(lambda: stand.pipeline.in_hand)
    revoking = asyncio.create_task(lanes.on_partitions_revoked({RAW, OTHER}))
    await until(lambda: lane.state is State.DRAINING and other.state is State.CLOSED)
    assert list(lanes) == []
    stand.pipeline.answer(0)
    await revoking


async def test_at_its_end_no_producer_is_left_open(stand: Stand, lanes: Lanes) -> None:
    """Kept or not."""
    await assign(lanes, RAW, OTHER)
    await lanes.end(1)
    await lanes.close()
    assert stand.kafka.open_producers == 0
    assert len(stand.kafka.producers) == 2


async def test_at_its_end_it_opens_no_lane_any_more(stand: Stand, lanes: Lanes) -> None:
    """A rebalance may still give it partitions: they are kept from being read."""
    await lanes.end(1)
    await lanes.on_partitions_assigned({RAW})
    await a_while()
    assert list(lanes) == []
    assert stand.kafka.events == ["pause", "seek 0"]
    assert stand.kafka.producers == []


async def test_closing_waits_for_what_was_let_go(stand: Stand, lanes: Lanes) -> None:
    """And for nothing where nothing was."""
    await lanes.close()
    producer = stand.kafka.new_producer(RAW, stand.consumer.commit)
    lanes.let_go(producer)
    assert not stand.kafka.producers[0].closed
    await lanes.close()
    assert stand.kafka.producers[0].closed


async def test_a_position_out_of_range_is_the_lanes_to_find_anew(stand: Stand, lanes: Lanes) -> None:
    """Only that of its own partition."""
    await assign(lanes, RAW, OTHER)
    lanes.out_of_range(RAW)
    await until(lambda: len(stand.kafka.producers) == 3)
    lanes.out_of_range(TopicPartition("articles.raw.v1", 77))
    await until(lambda: lane_of(lanes).state is State.RUNNING)
    assert lane_of(lanes, OTHER).state is State.RUNNING
    await lanes.end(1)


async def test_a_look_tells_each_lane_of_its_log(stand: Stand, lanes: Lanes) -> None:
    """Beside the place it had before; a lane that has gone meanwhile hears nothing."""
    await assign(lanes, RAW)
    stand.consumer.settled[RAW] = 4
    places = lanes.places()
    assert places == {RAW: 4}
    log = Log(0, 9, 9)
    lanes.look({RAW: log, OTHER: log}, {**places, OTHER: 1}, {})
    assert lane_of(lanes).log == log
    await until(lambda: stand.kafka.committed.get(RAW) == 4)
    await lanes.end(1)
