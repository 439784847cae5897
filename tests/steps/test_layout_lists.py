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
