"""What the benchmarks print is what was measured."""

from itertools import pairwise

import pytest

from tests.benchmarks import messages
from tests.benchmarks.figures import Table, middle, percentile
from tests.benchmarks.load import steady


@pytest.mark.parametrize(("percent", "value"), [(1, 1), (50, 50), (99, 99), (99.5, 100), (100, 100)])
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(percent: float, value: int) -> None:
    """Of the numbers from 1 to 100, in any order, each percentile is its own number."""
    assert percentile(range(100, 0, -1), percent) == value


def test_a_median_stands_with_its_range() -> None:
    """Several rounds are one figure, with the lowest and the highest; one round is itself."""
    assert middle([3.0, 1000.0, 2.0]) == "3 (2 – 1,000)"  # noqa: RUF001  # a range
    assert middle([2.25], 2) == "2.25"


def test_a_table_is_markdown() -> None:
    """Title, head, rows, and notes as a list."""
    table = Table("T", ("a", "b"), (("1", "2"),), ("so",))
    assert str(table) == "## T\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n- so\n"


def test_a_load_keeps_its_rate_and_is_the_same_each_time() -> None:
    """A hundred messages at ten a second are due one in each tenth, in order, on every partition."""
    load = list(steady("raw", 6, 10, range(40, 140)))
    assert load == list(steady("raw", 6, 10, range(40, 140)))
    assert [due.number for due in load] == list(range(40, 140))
    assert [int(due.after_seconds * 10) for due in load] == list(range(100))
    assert {due.partition for due in load} == set(range(6))


def test_two_loads_half_an_interval_apart_never_meet() -> None:
    """So that two systems can be loaded together at a low rate."""
    both = sorted([*steady("a", 6, 5, range(100)), *steady("b", 6, 5, range(100), phase=0.5)])
    assert all(after.after_seconds - before.after_seconds > 0.01 for before, after in pairwise(both))


def test_a_message_knows_its_number_and_its_size() -> None:
    """Every message has 5,000 bytes, begins with its number, and is not the one before it."""
    assert messages.number_of(messages.value(123_456_789)) == 123_456_789
    assert len(messages.value(7)) == messages.MESSAGE_BYTES
    assert messages.value(7)[messages.DIGITS :] != messages.value(8)[messages.DIGITS :]
