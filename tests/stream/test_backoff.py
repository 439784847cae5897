"""Pauses grow, have a bound, and differ from lane to lane."""

from itertools import pairwise

from service.stream.backoff import FIRST_SECONDS, LONGEST_SECONDS, Backoff


def test_pauses_grow_up_to_a_bound() -> None:
    """Each is about twice the one before."""
    backoff = Backoff()
    pauses = [backoff.pause() for _ in range(30)]
    assert all(later > earlier for earlier, later in pairwise(pauses[:6]))
    assert max(pauses) <= LONGEST_SECONDS * 1.25
    assert min(pauses[-3:]) >= LONGEST_SECONDS * 0.75


def test_after_a_success_they_are_short_again() -> None:
    """As short as the first."""
    backoff = Backoff()
    for _ in range(8):
        backoff.pause()
    backoff.reset()
    assert backoff.pause() <= FIRST_SECONDS * 1.25


def test_lanes_do_not_come_back_in_step() -> None:
    """A broker that comes back is not stormed."""
    assert len({Backoff().pause() for _ in range(20)}) > 1
