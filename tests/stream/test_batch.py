"""A batch is written from the front, in whatever order its outcomes come."""

import time

from hypothesis import given
from hypothesis import strategies as st

from service.stream.batch import Answered, Batch, offset_after
from service.stream.outgoing import origin_of
from tests.stream.fakes import messages, raw, record

SOME = messages(0, 12)


@given(
    order=st.permutations(range(len(SOME))),
    written_after=st.sets(st.integers(min_value=0, max_value=len(SOME) - 1)),
)
def test_all_is_written_once_in_order_whatever_the_order_of_the_answers(
    order: list[int], written_after: set[int]
) -> None:
    """And a message is ready exactly when it and all in front of it are answered."""
    batch = Batch(SOME)
    written: list[Answered] = []
    known: set[int] = set()
    for turn, at in enumerate(order):
        batch.answer(at, record(SOME[at]))
        known.add(at)
        in_front = next(place for place in range(len(SOME) + 1) if place not in known)
        ready = batch.answered()
        assert [message for message, _ in ready] == SOME[len(written) : in_front]
        if turn in written_after or turn == len(order) - 1:
            batch.wrote(len(ready))
            written += ready
    assert written == [(message, record(message)) for message in SOME]
    assert batch.is_written


def test_what_is_ready_stays_ready_until_it_is_written() -> None:
    """A write that failed is no write."""
    batch = Batch(SOME[:2])
    batch.answer(0, record(SOME[0]))
    assert batch.answered() == batch.answered() == [(SOME[0], record(SOME[0]))]
    batch.wrote(1)
    assert batch.answered() == []
    assert not batch.is_written


def test_the_first_message_without_an_outcome_is_waited_for() -> None:
    """Since the one in front of it was answered; nothing is where all are."""
    batch = Batch(SOME[:3])
    time.sleep(0.05)
    first = batch.waits_for
    assert first is not None
    assert (first.offset, first.seconds >= 0.05) == (origin_of(SOME[0]).offset, True)
    batch.answer(2, record(SOME[2]))
    batch.answer(0, record(SOME[0]))
    second = batch.waits_for
    assert second is not None
    assert (second.offset, second.seconds < 0.05) == (origin_of(SOME[1]).offset, True)
    batch.answer(1, record(SOME[1]))
    assert batch.waits_for is None


def test_an_empty_batch_is_written() -> None:
    """It has nothing left to write."""
    assert Batch([]).is_written


def test_reading_goes_on_behind_a_message() -> None:
    """One offset further."""
    assert offset_after(raw(b"x", offset=41)) == 42
