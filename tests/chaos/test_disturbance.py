"""What a hang did is counted where and while it did it."""

import pytest

from tests.chaos.disturbance import (
    AFTERWARDS_MS,
    Answered,
    afterwards_ms,
    beside_ms,
    longest_stall_ms,
    undisturbed_ms,
)

HANG = Answered(partition=1, appended_ms=10_000, seen_ms=18_000)
OTHER_HANG = Answered(partition=2, appended_ms=40_000, seen_ms=44_000)
BEFORE = Answered(1, 9_000, 9_010)
BEHIND = Answered(1, 10_500, 18_900)
BESIDE = Answered(2, 12_000, 12_030)
SOON_AFTER = Answered(3, 18_000 + AFTERWARDS_MS, 18_060 + AFTERWARDS_MS)
LONG_AFTER = Answered(1, 30_000, 30_020)
ARTICLES = [BEFORE, HANG, BEHIND, BESIDE, SOON_AFTER, LONG_AFTER, OTHER_HANG]


def test_the_stall_is_of_the_hanging_partition() -> None:
    """The longest wait in it, be it the hanging article's own or that of one behind it."""
    assert longest_stall_ms(ARTICLES, [HANG]) == BEHIND.latency_ms == 8_400
    assert longest_stall_ms([HANG, BESIDE], [HANG]) == 8_000
    assert longest_stall_ms(ARTICLES, [HANG, OTHER_HANG]) == 8_400


def test_beside_it_are_the_other_partitions_while_it_hung() -> None:
    """Not its own, which had to wait."""
    assert beside_ms(ARTICLES, [HANG]) == [30]


def test_afterwards_is_when_what_has_piled_up_is_worked_off() -> None:
    """That is a disturbance of another kind, and counted apart."""
    assert afterwards_ms(ARTICLES, [HANG]) == [pytest.approx(60)]


def test_undisturbed_is_what_was_answered_before_anything_hung() -> None:
    """In whichever partition."""
    assert undisturbed_ms(ARTICLES, [HANG, OTHER_HANG]) == [10]
