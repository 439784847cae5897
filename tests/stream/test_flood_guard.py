"""The flood guard trips where Copydesk itself fails on too many of the last messages, and at nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from schemas.dead_letter import REASONS, Reason
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Tombstone
from service.stream.flood_guard import LEAST_SEEN, Flooded, FloodGuard
from tests.stream.fakes import messages

OURS: set[Reason] = {"step-failed", "timed-out", "crashed", "out-of-memory"}
FAULT = DeadLetter("step-failed", "extract", "ValueError in extract (extract.py:12)")
BAD_INPUT = DeadLetter("invalid-message", "decode", "Not JSON.")


def outcomes(offsets: Iterable[int], outcome: Outcome) -> list[tuple[RawMessage, Outcome]]:
    """The messages of those offsets, with that outcome each."""
    return [(message, outcome) for offset in offsets for message in messages(offset, offset + 1)]


def trips(guard: FloodGuard, answered: Sequence[tuple[RawMessage, Outcome]]) -> int | None:
    """How many of these it takes in, one by one, until it trips; None where it does not."""
    for count, one in enumerate(answered, start=1):
        try:
            guard.weigh([one])
        except Flooded:
            return count
    return None


@pytest.mark.parametrize("reason", REASONS)
def test_only_faults_of_our_own_trip_it(reason: Reason) -> None:
    """A thousand dead letters for bad input, and nothing else, are no flood."""
    guard = FloodGuard(share=0.5, window=500)
    tripped = trips(guard, outcomes(range(1000), DeadLetter(reason, "decode", "x")))
    assert tripped == (LEAST_SEEN if reason in OURS else None)
    assert (guard.tripped is not None) == (reason in OURS)


@pytest.mark.parametrize(
    ("healthy", "share", "window", "after"),
    [
        (0, 0.5, 500, 100),  # the least that is looked at
        (60, 0.5, 500, 60),
        (1000, 0.5, 500, 250),
        (1000, 0.501, 500, 251),
        (1000, 1, 500, 500),
        (1000, 0.07, 100, 7),  # 0.07 * 100 is more than 7
        (1000, 0.5, 100, 50),
        (1000, 0.001, 100, 1),
        (30, 0.001, 100, 70),
    ],
)
def test_it_trips_when_the_share_of_the_last_messages_is_reached(
    healthy: int, share: float, window: int, after: int
) -> None:
    """Where all messages fail from some moment on, it is the share of the window at the latest, or a hundred seen."""
    guard = FloodGuard(share=share, window=window)
    assert trips(guard, outcomes(range(healthy), BAD_INPUT)) is None
    assert trips(guard, outcomes(range(healthy, healthy + 2000), FAULT)) == after


def test_it_trips_on_the_hundredth_message_whatever_that_is() -> None:
    """Before it nothing is too many, and a good one brings the number up too."""
    guard = FloodGuard(share=0.5, window=500)
    assert trips(guard, outcomes(range(99), FAULT)) is None
    assert trips(guard, outcomes([99], Tombstone("article"))) == 1


def test_it_trips_in_the_middle_of_what_is_about_to_be_written() -> None:
    """What comes behind, in the same batch, makes it no better."""
    guard = FloodGuard(share=0.5, window=500)
    with pytest.raises(Flooded):
        guard.weigh(outcomes(range(100), FAULT) + outcomes(range(100, 400), BAD_INPUT))


def test_a_message_that_is_tried_again_is_one_message() -> None:
    """A lane that cannot write tries its first message over and over: that is no flood."""
    guard = FloodGuard(share=0.5, window=500)
    guard.weigh(outcomes(range(200), BAD_INPUT))
    assert trips(guard, outcomes([200], FAULT) * 2000) is None


def test_the_last_outcome_of_a_message_is_what_counts() -> None:
    """On a machine that was busy for a moment, a message that timed out may be a record the next time."""
    guard = FloodGuard(share=0.5, window=500)
    guard.weigh(outcomes(range(90), FAULT))
    guard.weigh(outcomes(range(90), BAD_INPUT))
    assert trips(guard, outcomes(range(90, 179), FAULT)) is None
    assert trips(guard, outcomes(range(179, 200), FAULT)) == 1


def test_switched_off_it_lets_everything_pass() -> None:
    """All is dead-lettered then."""
    guard = FloodGuard(share=0.5, window=500, on=False)
    assert trips(guard, outcomes(range(2000), FAULT)) is None
    guard.check()


def test_once_it_has_tripped_nothing_passes_any_more() -> None:
    """Not even what is good."""
    guard = FloodGuard(share=0.5, window=500)
    assert trips(guard, outcomes(range(100), FAULT)) == 100
    with pytest.raises(Flooded):
        guard.check()
    with pytest.raises(Flooded):
        guard.weigh(outcomes(range(100, 2000), BAD_INPUT))


def test_it_says_why_once() -> None:
    """In one sentence for a person, in one line of the log by reason and step, and to whom it was asked to."""
    guard = FloodGuard(share=0.5, window=500)
    told: list[str] = []
    guard.on_trip(told.append)
    with capture_logs() as log:
        guard.weigh(outcomes(range(60), BAD_INPUT))
        guard.weigh(outcomes(range(60, 99), DeadLetter("timed-out", "worker", "Too slow, twice.")))
        trips(guard, outcomes(range(99, 200), FAULT))
        with pytest.raises(Flooded) as flooded:
            guard.check()
    assert told == [guard.tripped] == [str(flooded.value)]
    assert told[0].startswith(
        "Copydesk itself failed on 60 of the last 120 messages, most often with timed-out in worker (Too slow, twice),"
    )
    assert "COPYDESK_FLOOD_GUARD=false" in told[0]
    assert log == [
        {
            "event": "flood guard",
            "log_level": "error",
            "because": told[0],
            "seen": 120,
            "failures": {"timed-out in worker": 39, "step-failed in extract": 21},
        }
    ]


@dataclass(frozen=True)
class Stretch:
    """Messages that are answered one after another: some way back from the furthest, some of them our fault."""

    back: int
    length: int
    pattern: tuple[bool, ...]


stretches = st.lists(
    st.builds(
        Stretch,
        back=st.sampled_from([0, 0, 1, 30, 250]),
        length=st.integers(min_value=1, max_value=200),
        pattern=st.lists(st.booleans(), min_size=1, max_size=5).map(tuple),
    ),
    min_size=1,
    max_size=10,
)


@given(stretches=stretches, share=st.floats(min_value=0.01, max_value=1), window=st.integers(100, 300))
def test_it_trips_exactly_when_the_rule_says(stretches: list[Stretch], share: float, window: int) -> None:
    """The rule, told naively: the last messages by their last outcome, and how many of them are our fault."""
    guard = FloodGuard(share=share, window=window)
    last: list[tuple[int, bool]] = []
    furthest = 0
    for stretch in stretches:
        begin = max(0, furthest - stretch.back)
        for at, offset in enumerate(range(begin, begin + stretch.length)):
            fails = stretch.pattern[at % len(stretch.pattern)]
            last = [one for one in last if one[0] != offset] + [(offset, fails)]
            last = last[-window:]
            is_flood = len(last) >= 100 and sum(failed for _, failed in last) / len(last) >= share
            assert (trips(guard, outcomes([offset], FAULT if fails else BAD_INPUT)) == 1) == is_flood
            if is_flood:
                return
            furthest = max(furthest, offset + 1)
