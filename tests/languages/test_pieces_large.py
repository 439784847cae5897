"""What is made of punctuation alone takes no longer than prose of its length."""

import pytest

from service.languages.pieces import find_lines, take_apart
from service.languages.scripts import script_runs

PROSE = "The council met on Monday. It was late. "


@pytest.mark.timeout(20)
@pytest.mark.parametrize("marks", [".", "?!", "\u2026", ".,", "\uff01\u3001"])
def test_rows_of_marks(marks: str) -> None:
    """A row of a hundred thousand marks is passed over; from each of its places all of it was read, twice."""
    text = PROSE + marks * 100_000
    assert take_apart(text, find_lines(text))[0].start == 0


def test_scripts_by_turns() -> None:
    """Letters of two scripts by turns are one run, however many they are."""
    text = "a\u0431" * 500_000
    assert script_runs(text) == [(0, len(text))]
