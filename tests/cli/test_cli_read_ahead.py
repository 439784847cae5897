"""Reading ahead neither loses, nor reorders, nor runs away."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.read_ahead import read_ahead


@given(items=st.lists(st.integers()), at_most=st.integers(1, 5))
def test_all_items_come_in_order_in_small_batches(items: list[int], at_most: int) -> None:
    """Batches are never empty nor larger than asked for, and together they are the items."""

    async def batches() -> list[list[int]]:
        return [batch async for batch in read_ahead(iter(items), at_most)]

    found = asyncio.run(batches())
    assert [item for batch in found for item in batch] == items
    assert all(1 <= len(batch) <= at_most for batch in found)


async def test_it_reads_no_further_ahead_than_asked() -> None:
    """While nobody takes a batch, the reader stands still."""
    read: list[int] = []
    waiting = threading.Event()

    def items() -> Iterator[int]:
        for number in range(1000):
            read.append(number)
            if number == 4:
                waiting.set()
            yield number

    batches = read_ahead(items(), 3)
    first = await anext(batches)
    await asyncio.to_thread(waiting.wait, 10)
    assert len(read) <= len(first) + 3 + 1


async def test_what_reading_raises_is_raised_after_what_was_read() -> None:
    """A failure in the middle comes after the items before it."""

    def items() -> Iterator[int]:
        yield from range(3)
        raise ValueError("the file ends here")

    found: list[int] = []

    async def take_all() -> None:
        async for batch in read_ahead(items(), 2):
            found.extend(batch)

    with pytest.raises(ValueError, match="ends here"):
        await take_all()
    assert found == [0, 1, 2]
