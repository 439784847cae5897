"""Lists above the first long paragraph: they are copy, and stay whole."""

import pytest

from service.layout import read_layout

PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it before they were home."
HEAD = "Sea bread for a long night\n\nBy Ina Quay\n\n"


@pytest.mark.parametrize(
    "items",
    [
        ("For two loaves:", "- 500 g flour", "- 1 egg", "- 20 g yeast"),
        ("Zutaten", "\u2022 500 g Mehl", "\u2022 1 Ei"),
        ("The main points:", "* Fares up 3%", "* Two piers to close", "* \u00a31m for buoys", "* Free moorings to end"),
        ("1. Two piers close", "2. Fares rise", "3. Moorings cost more"),
        ("You need:", "500 g flour", "2 eggs", "\u00bd cup milk"),
    ],
)
@pytest.mark.parametrize(
    "behind", [f"{PROSE}\n\nIt did not stay long.", "Method:\n1. Mix it all well and wait an hour."]
)
def test_a_list_above_the_copy_is_copy(items: tuple[str, ...], behind: str) -> None:
    """Items that open with the same mark or with figures are paragraphs of their own, as what leads on to them."""
    reading = read_layout(HEAD + "\n".join(items) + f"\n\n{behind}")
    assert reading.paragraphs[: len(items)] == items
    assert reading.furniture == ()


def test_a_list_over_the_byline_is_copy() -> None:
    """The points of a story that a paper prints between headline and byline are not lost."""
    items = ("- Two piers close in May", "- Fares rise by a third")
    reading = read_layout("Piers close as fares rise\n\n" + "\n".join(items) + f"\n\nBy Ina Quay\n\n{PROSE}\n\n{PROSE}")
    assert reading.paragraphs[:2] == items
    assert reading.findings.authors is not None


def test_a_menu_above_the_headline_is_no_list() -> None:
    """Words of a menu with marks before them stay out of the copy."""
    head = "The Quay Times\n\n- Home\n- News\n- Sport\n\nFerry sinks off the old pier at night\n\nBy Ina Quay\n\n"
    assert read_layout(f"{head}{PROSE}\n\n{PROSE}").paragraphs == (PROSE, PROSE)


def test_a_list_below_the_copy_is_not_cut_in_two() -> None:
    """Where its first item stays, the others do, whatever stands in the foot."""
    items = ("* Shares fall 12% in early trading", "* Plant to close by mid-2027")
    foot = "($1 = 0.9130 euros)\n\n(Reporting by Jane Roe; Editing by John Poe)"
    reading = read_layout(f"{HEAD}{PROSE}\n\n{PROSE}\n\n" + "\n".join(items) + f"\n\n{foot}")
    assert reading.paragraphs == (PROSE, PROSE, *items)


@pytest.mark.parametrize("mark", ["## ", ""])
def test_the_last_of_numbered_parts_is_copy(mark: str) -> None:
    """A short part below a heading with the next number stays, however its letter ends."""
    parts = (f"{mark}1. The pier", PROSE, f"{mark}2. The goat", "Her name is Ofelia, and she held up the ferry.")
    page = "The Monday letter\n\nA pier, a goat and nothing else\n\n" + "\n\n".join(parts)
    foot = "Until Monday,\nJane\n\nYou get this mail because you subscribed to The Monday letter.\nUnsubscribe"
    assert set(parts) <= set(read_layout(f"{page}\n\n{foot}").paragraphs)
