"""The edges of a body that markup gave: what reads as a label leaves it, and nothing else does."""

import pytest

from service.article import Furniture
from service.layout.edges import Surroundings, trim_edges

STORY = (
    "The ferry left at noon with all its passengers, and the fog came back behind it.",
    "By nightfall the harbour master had counted every boat, and nobody was missing.",
)
PAGE = Surroundings(
    "en",
    headlines=("Fog over the strait",),
    authors=("Jane Roe", "John Poe"),
    title_parts=("The Harbour Post", "Fog over the strait"),
    menus="NewsSportTidetables",
)


@pytest.mark.parametrize(
    ("label", "pieces"),
    [
        ("Fog over the strait", ()),
        ("By Jane Roe", ()),
        ("Jane Roe, John Poe", ()),
        ("By Jane Roe, 9 January 2026", (Furniture("date", "9 January 2026"),)),
        ("9 January 2026, 10:15", (Furniture("date", "9 January 2026, 10:15"),)),
        ("Port Ellery, 9 January 2026", (Furniture("date", "Port Ellery, 9 January 2026"),)),
        ("Tide tables", (Furniture("navigation", "Tide tables"),)),
        ("Share this article", (Furniture("navigation", "Share this article"),)),
        ("The Harbour Post", (Furniture("page-header", "The Harbour Post"),)),
    ],
)
def test_a_label_above_the_story_leaves_the_body(label: str, pieces: tuple[Furniture, ...]) -> None:
    """Headline and byline are fields, the others furniture of their kind."""
    trimmed = trim_edges((label, *STORY), PAGE)
    assert trimmed.paragraphs == STORY
    assert list(trimmed.labels.values()) == [pieces]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Please log in to leave a comment.", "boilerplate"),
        ("© 2026 The Harbour Post", "boilerplate"),
        ("Back to the archive - Best seen at 800 x 600 - Visitor 4 817", "page-footer"),
    ],
)
def test_a_label_below_the_story_leaves_the_body(label: str, kind: str) -> None:
    """Notes to readers, rights, and a line of several pieces are the page's foot."""
    trimmed = trim_edges((*STORY, label), PAGE)
    assert trimmed.paragraphs == STORY
    assert list(trimmed.labels.values()) == [(Furniture(kind, label),)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "What it will cost",
        "Jane Roe was on board.",
        "By noon the fog was gone",
        "Ropes - three of them - were cut.",
        "Adults pay four crowns, children nothing.",
    ],
)
def test_short_copy_stays_at_both_ends(paragraph: str) -> None:
    """A sub-heading, a list item or a short sentence is copy wherever it stands."""
    body = (paragraph, *STORY, paragraph)
    assert trim_edges(body, PAGE).paragraphs == body


def test_a_list_of_pieces_is_no_foot() -> None:
    """Several lines of pieces apart by dashes are a list, and copy."""
    body = (*STORY, "Part 1 - Ropes - page 4", "Part 2 - Sails - page 9")
    assert trim_edges(body, PAGE).paragraphs == body


def test_labels_within_the_story_stay() -> None:
    """Only the edges are trimmed: what stands between two paragraphs of copy is left alone."""
    body = (STORY[0], "By Jane Roe", STORY[1])
    assert trim_edges(body, PAGE).paragraphs == body


def test_something_always_stays() -> None:
    """A body of nothing but labels keeps one of them."""
    assert trim_edges(("By Jane Roe", "9 January 2026"), PAGE).paragraphs == ("9 January 2026",)
    assert trim_edges((), PAGE).paragraphs == ()
