"""What holds for the plain-text reader on any text: nothing vanishes, nothing is made up."""

from collections import defaultdict
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.characters import clean_characters
from service.layout import read_layout

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
LINES = sorted({line for sample in SAMPLES for line in sample.read_text("utf-8").split("\n")})
PRINTED = ("7", "- 8 -", "Page 3 of 9", "03/04/2020", "* * *", "Share", "www.lake.example", "\u3000\u3000", "well-")

# Pages made of real lines in any order, with a few of any characters: text as strange as it comes, yet page-like.
pages = st.lists(st.sampled_from(LINES) | st.sampled_from(PRINTED) | st.text(max_size=30), max_size=30).map("\n".join)


def letters(text: str) -> str:
    """The letters and digits of the text."""
    return "".join(filter(str.isalnum, text))


@given(pages | st.text())
def test_every_letter_has_one_owner(page: str) -> None:
    """The pieces, read on, are the copy: every letter and digit once, and in order.

    Headline, alternative headline, byline, paragraphs and furniture are those pieces; the rest of another is one with
    that.
    """
    copy = clean_characters(page)
    reading = read_layout(copy)
    assert letters("".join(piece.text for piece in reading.pieces)) == letters(copy)
    found = reading.findings
    fields = [one.value for one in (found.headline, found.alternative_headline, found.byline) if one]
    owned = [*fields, *reading.paragraphs, *(piece.text for piece in reading.furniture)]
    whole: dict[int, str] = defaultdict(str)
    for at, piece in enumerate(reading.pieces):
        whole[at if piece.rest_of is None else piece.rest_of] += letters(piece.text)
    # An ornament is a piece of the page, and nobody's furniture.
    assert sorted(filter(None, map(letters, owned))) == sorted(filter(None, whole.values()))


@given(pages | st.text())
def test_a_text_with_letters_has_a_body(page: str) -> None:
    """A headline is taken only where a body remains, so a text that says anything has a body."""
    copy = clean_characters(page)
    assert any(map(str.isalnum, "".join(read_layout(copy).paragraphs))) == any(map(str.isalnum, copy))


@given(pages)
def test_other_fields_quote_what_is_printed(page: str) -> None:
    """Authors, section, source and dates are quotations of the page."""
    copy = " ".join(clean_characters(page).split())
    found = read_layout(clean_characters(page)).findings
    quoted = [date.value.as_printed for date in found.dates]
    quoted += found.authors.value if found.authors else ()
    quoted += [found.section.value] if found.section else []
    quoted += [found.original_source.value.as_printed] if found.original_source else []
    assert [text for text in quoted if text not in copy] == []


@given(pages)
def test_paragraphs_are_single_clean_lines(page: str) -> None:
    """A paragraph is one line without white space at its ends."""
    paragraphs = read_layout(clean_characters(page)).paragraphs
    assert [text for text in paragraphs if text != " ".join(text.split()) or not text] == []
