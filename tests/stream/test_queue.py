"""A queue holds a bounded amount, pauses its partition when it is full, and lets nothing overtake."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.message import RawMessage
from service.stream.hand_records import HEADER_COST
from service.stream.queue import MESSAGE_BYTES, Limits, Queue, Taken
from tests.stream.fakes import RAW, FakeConsumer, Kafka, a_while, messages, raw


def queue(kafka: Kafka, **limits: int) -> Queue:
    """A queue with those limits."""
    return Queue(FakeConsumer(kafka, RAW).hand(), Limits(**limits))


async def offsets(one: Queue) -> list[int]:
    """The offsets of the next batch."""
    taken = await one.take()
    assert taken is not None
    return [message.origin.offset for message in taken.messages if message.origin is not None]


async def test_a_batch_has_as_many_messages_as_it_may() -> None:
    """And the rest waits for the next, in order."""
    one = queue(Kafka(), batch_messages=3)
    one.put(messages(0, 5))
    assert await offsets(one) == [0, 1, 2]
    assert await offsets(one) == [3, 4]


async def test_a_batch_has_as_many_bytes_as_it_may() -> None:
    """What a message takes beside its body is counted too."""
    one = queue(Kafka(), batch_messages=10, batch_bytes=2 * (MESSAGE_BYTES + 105 + 2 * HEADER_COST))
    one.put([raw(b"x" * 90, b"k" * 5, (("h", b"v" * 5), ("null", None)), offset) for offset in range(3)])
    assert await offsets(one) == [0, 1]
    assert await offsets(one) == [2]


async def test_a_message_larger_than_all_bounds_passes_alone() -> None:
    """Else it would block its partition for ever."""
    kafka = Kafka()
    one = queue(kafka, batch_messages=10, batch_bytes=1000, queue_bytes=1100)
    one.put([raw(b"x" * 10_000, offset=0), raw(b"y", offset=1)])
    assert kafka.events == ["pause"]
    assert await offsets(one) == [0]
    assert kafka.events == ["pause", "resume"], "what is left is below half of the bound"
    assert await offsets(one) == [1]


@pytest.mark.parametrize(
    ("limits", "before", "full"),
    [({"batch_messages": 5}, 9, 10), ({"batch_messages": 5, "queue_bytes": 4 * (MESSAGE_BYTES + 1)}, 3, 4)],
    ids=["messages", "bytes"],
)
async def test_a_full_queue_pauses_its_partition(limits: dict[str, int], before: int, full: int) -> None:
    """At twice a batch's messages, or at its bytes; below them it does not."""
    kafka = Kafka()
    one = queue(kafka, **limits)
    one.put(messages(0, before))
    assert kafka.events == []
    one.put(messages(before, full))
    assert kafka.events == ["pause"]


async def test_the_partition_is_resumed_at_half_and_once() -> None:
    """Not for each message that is taken."""
    kafka = Kafka()
    one = queue(kafka, batch_messages=4)
    one.put(messages(0, 9))
    await offsets(one)
    assert kafka.events == ["pause"], "five are left, and half of eight are four"
    await offsets(one)
    assert kafka.events == ["pause", "resume"]
    await offsets(one)
    assert kafka.events == ["pause", "resume"]


async def test_take_waits_for_messages() -> None:
    """Whoever is there first."""
    one = queue(Kafka(), batch_messages=4)
    waiting = asyncio.create_task(one.take())
    await a_while()
    assert not waiting.done()
    one.put(messages(7, 8))
    assert await waiting == Taken(messages(7, 8))


async def test_a_failure_comes_after_the_messages_in_front_of_it() -> None:
    """They can be answered, and the partition is not resumed on the way."""
    kafka = Kafka()
    one = queue(kafka, batch_messages=2)
    one.put(messages(0, 4))
    one.fail(LookupError("the log does not hold it"))
    assert [await offsets(one), await offsets(one)] == [[0, 1], [2, 3]]
    with pytest.raises(LookupError):
        await one.take()
    assert kafka.events == ["pause"]


async def test_a_failure_is_raised_once() -> None:
    """The lane opens anew and goes on with the same queue."""
    one = queue(Kafka(), batch_messages=2)
    one.fail(LookupError())
    with pytest.raises(LookupError):
        await one.take()
    one.put(messages(0, 1))
    assert await offsets(one) == [0]


async def test_a_settled_place_is_told_of_once() -> None:
    """It is a batch without messages."""
    one = queue(Kafka(), batch_messages=2)
    one.settle(12)
    assert await one.take() == Taken((), 12)
    waiting = asyncio.create_task(one.take())
    await a_while()
    assert not waiting.done()
    one.close()
    assert await waiting is None


async def test_a_settled_place_is_dropped_when_messages_come() -> None:
    """They stand in front of it or behind it: only what is answered then says."""
    one = queue(Kafka(), batch_messages=2)
    one.settle(12)
    one.put(messages(9, 10))
    assert await offsets(one) == [9]
    waiting = asyncio.create_task(one.take())
    await a_while()
    assert not waiting.done()
    one.close()
    await waiting


async def test_a_closed_queue_gives_back_what_it_holds() -> None:
    """Also to one that waits."""
    one = queue(Kafka(), batch_messages=2)
    one.put(messages(0, 2))
    one.close()
    assert await one.take() is None
    assert not one.holds_work


async def test_it_holds_work_until_it_is_done() -> None:
    """Waiting or in hand."""
    one = queue(Kafka(), batch_messages=2)
    assert not one.holds_work
    one.put(messages(0, 1))
    assert one.holds_work
    await one.take()
    assert one.holds_work
    one.done()
    assert not one.holds_work


async def test_a_cleared_queue_forgets_everything() -> None:
    """Messages, failure and settled place: the lane seeks, and all comes again."""
    one = queue(Kafka(), batch_messages=2)
    one.put(messages(0, 4))
    one.fail(LookupError())
    one.clear()
    one.settle(3)
    one.clear()
    one.put(messages(5, 6))
    assert await offsets(one) == [5]
    assert not asyncio.create_task(one.take()).done()
    one.close()


@given(
    sizes=st.lists(st.integers(min_value=0, max_value=3000), max_size=40),
    batch_messages=st.integers(min_value=1, max_value=7),
    batch_bytes=st.integers(min_value=1, max_value=5000),
    queue_bytes=st.integers(min_value=1, max_value=8000),
)
def test_every_message_comes_out_once_in_order_and_the_partition_never_stays_paused(
    sizes: list[int], batch_messages: int, batch_bytes: int, queue_bytes: int
) -> None:
    """Whatever their sizes, and the bounds: each batch has a message, and no more than its bounds but for one alone."""
    kafka = Kafka()
    sent = [raw(b"x" * size, offset=offset) for offset, size in enumerate(sizes)]

    async def through() -> list[RawMessage]:
        one = queue(kafka, batch_messages=batch_messages, batch_bytes=batch_bytes, queue_bytes=queue_bytes)
        one.put(sent)
        out: list[RawMessage] = []
        while one.holds_work and len(out) < len(sent):
            taken = await one.take()
            assert taken is not None
            batch = taken.messages
            assert 1 <= len(batch) <= batch_messages
            size = sum(len(message.value or b"") + MESSAGE_BYTES for message in batch)
            assert size <= batch_bytes or len(batch) == 1
            out.extend(batch)
        return out

    assert asyncio.run(through()) == sent
    assert kafka.events in ([], ["pause"], ["pause", "resume"])
    assert not sent or kafka.events != ["pause"]
