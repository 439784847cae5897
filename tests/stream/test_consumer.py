"""The consumer waits for records, loses none to another partition's error, and tells lanes what it cannot read."""

import asyncio
import contextlib
from collections import defaultdict

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import (
    CorruptRecordException,
    KafkaConnectionError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
    UnsupportedCodecError,
)
from hypothesis import given
from hypothesis import strategies as st

from service.stream import consumer as consumer_module
from service.stream.consumer import Batches
from service.stream.unpacking import UnpacksTooFar
from tests.stream.consumer_logs import CarefulOnLogs, Ears, Log, careful, readable
from tests.stream.fakes import a_while, until

P0, P1, P2 = (TopicPartition("raw", number) for number in range(3))
CANNOT = CorruptRecordException("its checksum does not fit")


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partition that has nothing to give is not waited for as long as a broker would be."""
    monkeypatch.setattr(consumer_module, "POLL_MS", 20)
    monkeypatch.setattr(consumer_module, "LOOK_MS", 2)


@pytest.fixture
def long_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long enough for something to happen while a partition that has nothing is looked at."""
    monkeypatch.setattr(consumer_module, "LOOK_MS", 200)


@pytest.fixture
def ears() -> Ears:
    """Who is told."""
    return Ears()


def offsets(batches: Batches) -> dict[TopicPartition, list[int]]:
    """The offset of each record."""
    return {partition: [record.offset for record in records] for partition, records in batches.items()}


async def poll(consumer: CarefulOnLogs, most: int = 500) -> dict[TopicPartition, list[int]]:
    """The offsets of the next records, asked for as FastStream does."""
    return offsets(await consumer.getmany(timeout_ms=1, max_records=most))


async def test_whoever_is_told_holds_the_consumer(ears: Ears) -> None:
    """From when it is made, in front of any assignment; the options are aiokafka's."""
    consumer = CarefulOnLogs(ears, group_id="desk")
    assert ears.consumers == [consumer]
    assert consumer.options == {"group_id": "desk"}


async def test_a_poll_comes_back_with_records_and_not_before(ears: Ears) -> None:
    """Longer than FastStream would have it wait, and than a poll of its own lasts."""
    consumer = careful(ears, p0={})
    polling = asyncio.create_task(poll(consumer))
    await until(lambda: len(consumer.asked) > 1)
    assert not polling.done()
    consumer.append(P0, 7)
    assert await polling == {P0: [7]}


async def test_no_more_records_come_than_were_asked_for(ears: Ears) -> None:
    """The rest comes with the next poll."""
    consumer = careful(ears, p0=readable(0, 5))
    assert await poll(consumer, 3) == {P0: [0, 1, 2]}
    assert await poll(consumer, 3) == {P0: [3, 4]}


async def test_what_was_handed_over_is_settled_with_the_next_poll(ears: Ears) -> None:
    """Only then has the handler got it."""
    consumer = careful(ears, p0=readable(0, 3), p1=readable(0, 1))
    await poll(consumer)
    assert consumer.settled == {P0: 0, P1: 0}
    polling = asyncio.create_task(poll(consumer))
    await a_while()
    assert consumer.settled == {P0: 3, P1: 1}
    consumer.append(P0, 8)
    await polling
    assert consumer.settled == {P0: 3, P1: 1}


async def test_a_seek_is_settled_at_once(ears: Ears) -> None:
    """Nothing behind it has been handed over since."""
    consumer = careful(ears, p0=readable(0, 3))
    await poll(consumer)
    consumer.seek(P0, 1)
    assert consumer.settled == {P0: 1}


async def test_a_partition_that_is_taken_away_in_the_middle_settles_nothing(ears: Ears) -> None:
    """A rebalance asks nobody; the others go on."""
    consumer = careful(ears, p0=readable(0, 3), p1=readable(0, 1))
    polling = asyncio.create_task(poll(consumer))
    await asyncio.sleep(0)
    consumer.take_away(P0)
    assert await polling == {P1: [0]}
    assert consumer.settled.keys() <= {P1}


async def test_records_are_stale_once_their_lane_has_sought(ears: Ears) -> None:
    """They come again; those of other partitions are not stale, and the next poll's are not."""
    consumer = careful(ears, p0=readable(0, 3), p1=readable(0, 3))
    await poll(consumer)
    assert not consumer.is_stale(P0)
    consumer.seek(P0, 1)
    assert consumer.is_stale(P0)
    assert not consumer.is_stale(P1)
    assert await poll(consumer) == {P0: [1, 2]}
    assert not consumer.is_stale(P0)


async def test_a_seek_while_it_polls_makes_what_comes_then_no_stale_one(ears: Ears) -> None:
    """What is taken behind it is taken from the new place."""
    consumer = careful(ears, p0={})
    polling = asyncio.create_task(poll(consumer))
    await until(lambda: consumer.asked)
    consumer.append(P0, 4)
    consumer.seek(P0, 4)
    assert await polling == {P0: [4]}
    assert not consumer.is_stale(P0)


async def test_a_position_out_of_range_is_told_and_its_partition_paused(ears: Ears) -> None:
    """The lane decides; the others go on without it."""
    consumer = careful(ears, p0={}, p1=readable(0, 2))
    consumer.errors.append(OffsetOutOfRangeError({P0: 0}))
    assert await poll(consumer) == {P1: [0, 1]}
    assert ears.outside == [P0]
    assert consumer.paused() == {P0}


async def test_a_position_out_of_range_of_a_partition_that_has_gone_is_told_all_the_same(ears: Ears) -> None:
    """Whoever is told knows that there is no lane; what is not assigned cannot be paused."""
    consumer = careful(ears, p1=readable(0, 2))
    consumer.errors.append(OffsetOutOfRangeError({P0: 0}))
    assert await poll(consumer) == {P1: [0, 1]}
    assert ears.outside == [P0]
    assert consumer.paused() == set()


async def test_a_partition_that_had_no_place_when_it_was_assigned_is_polled_again(ears: Ears) -> None:
    """Its lane has sought it by then."""
    consumer = careful(ears, p0=readable(0, 1))
    consumer.errors.append(NoOffsetForPartitionError(P0))
    assert await poll(consumer) == {P0: [0]}
    assert consumer.paused() == set()


async def test_an_error_of_no_partition_is_raised(ears: Ears) -> None:
    """FastStream waits, and polls again."""
    consumer = careful(ears, p0=readable(0, 1))
    consumer.errors.append(KafkaConnectionError())
    with pytest.raises(KafkaConnectionError):
        await poll(consumer)
    assert await poll(consumer) == {P0: [0]}


@pytest.mark.parametrize(
    "error", [CANNOT, UnsupportedCodecError(), UnpacksTooFar(), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")]
)
async def test_what_cannot_be_read_is_told_and_costs_no_other_partition_a_record(ears: Ears, error: Exception) -> None:
    """Those were taken in the poll that raised; the position had moved over them."""
    consumer = careful(ears, p0=readable(0, 2), p1={**readable(0, 1), 1: error}, p2=readable(5, 7))
    consumer.seek(P1, 1)
    found: defaultdict[TopicPartition, list[int]] = defaultdict(list)
    for _ in range(2):
        for partition, more in (await poll(consumer)).items():
            found[partition] += more
    assert found == {P0: [0, 1], P2: [5, 6]}
    assert ears.unread == [(P1, 1)]
    assert consumer.paused() == {P1}
    assert consumer.positions[P1] == 1, "nothing has passed over it"


async def test_what_stands_in_front_of_what_cannot_be_read_is_read(ears: Ears) -> None:
    """A batch may be readable as far as one of its records."""
    consumer = careful(ears, p0={**readable(0, 2), 2: CANNOT, 3: None})
    assert [await poll(consumer), await poll(consumer)] == [{P0: [0]}, {P0: [1]}]
    polling = asyncio.create_task(poll(consumer))
    await until(lambda: ears.unread == [(P0, 2)])
    consumer.seek(P0, 3)
    consumer.resume(P0)
    assert await polling == {P0: [3]}


async def test_records_that_were_put_back_are_not_stale(ears: Ears) -> None:
    """No lane has sought."""
    consumer = careful(ears, p0=readable(0, 2), p1={0: CANNOT})
    assert await poll(consumer) == {P0: [0]}
    assert not consumer.is_stale(P0)


async def test_a_paused_partition_is_left_as_it_is(ears: Ears) -> None:
    """Nothing was taken of it, and what is fetched ahead of it would be thrown away."""
    consumer = careful(ears, p0=readable(0, 2), p1={0: CANNOT}, p2=readable(0, 1))
    consumer.pause(P0)
    await poll(consumer)
    assert set(consumer.sought) == {P1, P2}
    assert all(P0 not in asked for asked in consumer.asked)


@pytest.mark.parametrize("error", [CANNOT, OffsetOutOfRangeError({P1: 0})])
async def test_a_partition_is_put_back_to_where_its_lane_has_sought_meanwhile(ears: Ears, error: Exception) -> None:
    """The lane knows better where to go on; and what the failed poll took behind that comes again."""
    consumer = careful(ears, p0={}, p1={})
    polling = asyncio.create_task(poll(consumer))
    await until(lambda: consumer.asked)
    consumer.logs |= {P0: readable(40, 42), P1: {0: error}}
    consumer.seek(P0, 40)
    found = await polling
    assert not consumer.is_stale(P0)
    while len(found[P0]) < 2:
        found[P0] += (await poll(consumer))[P0]
    assert found == {P0: [40, 41]}


async def looking(consumer: CarefulOnLogs) -> "asyncio.Task[dict[TopicPartition, list[int]]]":
    """A poll that looks at P0, where nothing is yet, by itself."""
    polling = asyncio.create_task(poll(consumer))
    await until(lambda: {P0} in consumer.asked)
    return polling


@pytest.mark.usefixtures("long_looks")
async def test_what_a_look_took_before_its_lane_sought_is_left_out(ears: Ears) -> None:
    """It stands behind the lane's new place: the lane would pass over what is between."""
    consumer = careful(ears, p0={}, p1={0: CANNOT}, p2=readable(5, 6))
    polling = await looking(consumer)
    await until(lambda: consumer.positions[P2] == 6)
    consumer.logs[P2] = readable(3, 6)
    consumer.seek(P2, 3)
    found = await polling
    assert found == {P2: [3, 4, 5]} or consumer.is_stale(P2)


@pytest.mark.usefixtures("long_looks")
async def test_what_a_look_cannot_read_after_its_lane_sought_is_told_by_the_new_place(ears: Ears) -> None:
    """The lane would read on behind it by hand, and pass over what is between."""
    consumer = careful(ears, p0={}, p1={5: CANNOT}, p2={})
    consumer.seek(P0, 5)
    polling = await looking(consumer)
    consumer.logs[P0][3] = CANNOT
    consumer.seek(P0, 3)
    await until(lambda: len(ears.unread) == 2)
    consumer.append(P2, 0)
    assert await polling == {P2: [0]}
    assert set(ears.unread) == {(P0, 3), (P1, 0)}


async def test_partitions_are_looked_at_side_by_side(ears: Ears) -> None:
    """Each alone: one that has nothing to give would hold up all behind it."""
    consumer = careful(ears, p0={}, p1={0: CANNOT}, p2=readable(0, 1))
    assert await poll(consumer) == {P2: [0]}
    assert sorted(consumer.asked, key=len)[1:] == [{P0}, {P1}, {P2}]


async def test_a_stop_while_partitions_are_looked_at_is_a_stop(ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled, it does not take that for something that one partition found."""
    monkeypatch.setattr(consumer_module, "LOOK_MS", 60_000)
    consumer = careful(ears, p0={}, p1={0: CANNOT})
    polling = asyncio.create_task(poll(consumer))
    await until(lambda: {P0} in consumer.asked)
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling
    assert ears.unread == []


async def test_a_look_that_is_ended_from_within_ends_the_poll(ears: Ears) -> None:
    """Aiokafka cancels its own waits when it is stopped: that is no record, and nothing of a partition's."""
    consumer = careful(ears, p0={0: CANNOT}, p1={0: asyncio.CancelledError()}, p2=readable(0, 1))
    with pytest.raises(asyncio.CancelledError):
        await poll(consumer)
    assert (P1, 0) not in ears.unread


LOGS = st.dictionaries(st.integers(0, 12), st.sampled_from([None, None, None, CANNOT]), max_size=8)  # with gaps


@given(st.lists(LOGS, min_size=1, max_size=3), st.integers(1, 4))
def test_each_offset_comes_once_in_order_or_is_told(contents: list[Log], most: int) -> None:
    """However what cannot be read lies among the partitions; a lane reads that by hand and goes on behind it."""

    async def read() -> dict[TopicPartition, list[int]]:
        ears = Ears()
        consumer = careful(ears, **{f"p{number}": dict(log) for number, log in enumerate(contents)})
        found: defaultdict[TopicPartition, list[int]] = defaultdict(list)

        def by_hand(partition: TopicPartition, place: int) -> None:
            offset = min(one for one in consumer.logs[partition] if one >= place)
            assert isinstance(consumer.logs[partition][offset], Exception)
            found[partition].append(offset)
            consumer.seek(partition, offset + 1)
            consumer.resume(partition)

        async def by_polls() -> None:
            while True:
                for partition, more in (await poll(consumer, most)).items():
                    assert not consumer.is_stale(partition)
                    found[partition] += more

        ears.on_unreadable = by_hand
        polling = asyncio.create_task(by_polls())
        await until(lambda: polling.done() or sum(map(len, found.values())) >= sum(map(len, contents)))
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling
        return found

    found = asyncio.run(asyncio.wait_for(read(), 10))
    assert found == {TopicPartition("raw", number): sorted(log) for number, log in enumerate(contents) if log}


@pytest.mark.usefixtures("long_looks")
async def test_what_a_look_took_after_its_lane_sought_comes(ears: Ears) -> None:
    """It is what the lane has sought."""
    consumer = careful(ears, p0={}, p1={0: CANNOT}, p2={})
    polling = await looking(consumer)
    consumer.seek(P0, 40)
    consumer.append(P0, 40)
    await until(lambda: consumer.positions[P0] == 41)
    consumer.append(P0, 41)
    found = await polling
    assert not consumer.is_stale(P0)
    assert found[P0][0] == 40
