"""What says that the copy is over: credits, sources, notices, comments and replies."""

import pytest

from service.layout import read_layout
from service.layout.replies import is_comments_heading
from service.layout.source_lines import is_labelled_source, read_first_published, read_source_line

STORY = "The old ferry left at noon with all its passengers, and the fog came back behind it before anybody could wave."
MORE = "Nobody saw it leave, and by nightfall nobody on the quay was waving any more, the harbour master included."
PAGE = f"The ferry that came back\n\nBy Jane Roe\n\n{STORY}\n\n{MORE}\n\n"
NOTICE = "What readers write is not what we think."


@pytest.mark.parametrize(
    "closing",
    [
        "Reporting by Jane Roe; Editing by John Poe",
        "Source: The Strait Times",
        "Source: https://strait.example/ferry",
        "\u00a9 2021 The Quay Quarterly",
        "Ends",
        "This article first appeared in The Strait Times.",
        "Comments (2)",
    ],
)
def test_below_what_ends_the_copy_a_sentence_is_none(closing: str) -> None:
    """A notice that no word list knows stays out of the body below a credit, a source, a notice or comments."""
    assert read_layout(f"{PAGE}{closing}\n\n{NOTICE}\n\nThe bridge that stayed").paragraphs == (STORY, MORE)


def test_copy_below_a_source_stays() -> None:
    """Where the copy goes on, nothing of it is cut."""
    assert read_layout(f"{PAGE}Source: The Strait Times\n\n{STORY}").paragraphs == (STORY, MORE, STORY)


def test_a_reply_in_a_forum_is_no_copy() -> None:
    """From the second poster's name and time on, a forum's page is what readers wrote."""
    page = (
        "Harbour forum\nHome \u203a Ferries\n\nThe ferry that came back\nby Heron_77 \u00bb 3 May 2021, 18:41\n\n"
        f"{STORY}\n\n{MORE}\n\nRe: The ferry that came back\nby Osprey \u00bb 3 May 2021, 19:02\n\nI was on it, too.\n"
    )
    reading = read_layout(page)
    assert reading.paragraphs == (STORY, MORE)
    assert reading.findings.authors
    assert reading.findings.authors.value == ("Heron_77",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Comments (12)", True),
        ("3 comments", True),
        ("\u8bc4\u8bba\uff082\uff09", True),
        ("\ub313\uae00 3\uac1c", True),
        ("\u041a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0438: 2", True),
        ("Comments on the ferry", False),
    ],
)
def test_headings_over_comments(text: str, expected: bool) -> None:
    """A heading over comments is the word, and how many there are."""
    assert is_comments_heading(text) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This article first appeared in The Northern Mercury on 3 May 2021.", "The Northern Mercury"),
        ("Originally published in The Quay.", "The Quay"),
        ("Dieser Text erschien zuerst in der Neuen Kreiszeitung.", "Neuen Kreiszeitung"),
        ("The character first appeared in Marvel Comics.", None),
        ("This photo first appeared in a book that nobody has read.", None),
    ],
)
def test_where_copy_stood_first(text: str, name: str | None) -> None:
    """A sentence about the article itself names where it stood first."""
    found = read_first_published(text)
    assert (found.name if found else None) == name


def test_a_source_that_is_an_address() -> None:
    """Of an address, the site is the name."""
    assert is_labelled_source("Source: https://www.strait.example/ferry?id=3")
    found = read_source_line("Source: https://www.strait.example/ferry?id=3")
    assert found
    assert found.name == "strait.example"


@pytest.mark.parametrize("paragraphs", [1, 2, 5])
def test_a_day_that_is_to_come_below_the_copy_is_copy(paragraphs: int) -> None:
    """A label that is none of dates says what happens on the day; it dates nothing, however short the copy is."""
    said = "The next open day: Saturday 5 December 2026"
    copy = "\n\n".join(
        ["The ferry left at noon with all its passengers, and the fog came back behind it."] * paragraphs
    )
    reading = read_layout(f"Brill reopens its baths\n\n{copy}\n\n{said}")
    assert reading.paragraphs[-1] == said
    assert reading.findings.dates == ()
