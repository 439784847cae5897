"""Plain text of more lines than a page could have: all of it stays, and what is read line by line is bounded."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.article import Furniture
from service.characters import clean_characters
from service.layout import paragraphs, read_layout, reader, wrapping

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
LINES = sorted({line for sample in SAMPLES for line in sample.read_text("utf-8").split("\n")})
PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it."

pages = st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=40).map("\n".join)


def letters(text: str) -> Counter[str]:
    """How often each letter and digit stands in the text."""
    return Counter(char for char in text if char.isalnum())


@example(page="\n\nThe Quay", most_lines=1, most_cuttings=0)  # what is laid out is blank
@given(pages, st.integers(1, 12), st.integers(0, 6))
def test_every_letter_has_one_owner(page: str, most_lines: int, most_cuttings: int) -> None:
    """However few lines are laid out and labels cut, fields, body and furniture share out all letters and digits."""
    copy = clean_characters(page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "MOST_LINES", most_lines)
        patch.setattr(reader, "MOST_CUTTINGS", most_cuttings)
        reading = read_layout(copy)
    found = reading.findings
    fields = [one.value for one in (found.headline, found.alternative_headline, found.byline) if one]
    owned = [*fields, *reading.paragraphs, *(piece.text for piece in reading.furniture)]
    assert letters("".join(owned)) == letters(copy)
    assert all(line == " ".join(line.split()) for text in reading.paragraphs for line in text.split("\n\n"))


@pytest.mark.timeout(30)
def test_a_line_each() -> None:
    """Of 600,000 lines the first are laid out, and the rest are paragraphs of one piece."""
    copy = f"Fog over the strait\n\n{PROSE}\n" + "A, b,\n  of\u3000 it. \n\n\n" * 300_000
    reading = read_layout(copy)
    assert reading.findings.headline is not None
    assert reading.findings.headline.value == "Fog over the strait"
    assert reading.paragraphs[:3] == (PROSE, "A, b,", "of it.")
    assert reading.paragraphs[-1].endswith("A, b,\n\nof it.\n\nA, b,\n\nof it.")
    assert sum(text.count("\n\n") + 1 for text in reading.paragraphs) == 1 + 600_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("line", ["a\n", "{}\n", "The ferry left at noon, with all of them on it.\n"])
def test_lines_without_a_blank_one_between(line: str) -> None:
    """A run of 50,000 lines is looked at once: a text of that size is a minute's work where each asks all others."""
    copy = "".join(line.format(number % 10_000) for number in range(50_000))
    assert letters("".join(piece.text for piece in read_layout(copy).pieces)) == letters(copy)


@pytest.mark.parametrize(
    ("line", "below", "joined"),
    [
        ("the harbour board said on Monday that the", "new pontoon", "that the new pontoon"),
        ("the harbour board said on Monday the well-", "known pontoon", "the well-known pontoon"),
        ("港口委员会星期一说新浮桥已经通过最后检查每天开行两班直到夏天", "结束", "夏天结束"),
    ],
)
def test_the_rest_of_wrapped_text(line: str, below: str, joined: str) -> None:
    """Where lines are wrapped, those of the rest go on in the next, as far as a blank line."""
    column = wrapping.width(line)
    text = "\n".join(
        [
            line,
            below + "a" * (column - wrapping.width(below)),
            "a" * column,
            "a" * column,
            "",
            "b" * column,
            "b" * column,
        ]
    )
    rest = paragraphs.read_rest(text)
    assert joined in rest
    assert rest.count("\n\n") == 1
    assert "\n" not in rest.replace("\n\n", "")


@pytest.mark.timeout(30)
def test_labels_without_end_are_copy() -> None:
    """More labels than a paper of hundreds of pages has are a list: the body keeps what stands behind them."""
    copy = f"{PROSE}\n\n" + f"www.lake.example\n\n{PROSE}\n\n" * 30_000
    reading = read_layout(copy)
    assert len(reading.furniture) <= reader.MOST_CUTTINGS
    assert reading.furniture[0] == Furniture("page-footer", "www.lake.example")
    owned = "".join([*reading.paragraphs, *(piece.text for piece in reading.furniture)])
    assert owned.count("www.lake.example") == owned.count(PROSE) - 1 == 30_000


@pytest.mark.timeout(30)
def test_a_paragraph_over_thousands_of_pages() -> None:
    """Halves of a paragraph with page numbers between are put together, up to the longest that there is."""
    copy = f"{PROSE}\n\n" + "".join(f"and fog came {page:b} times,\n\n{page}\n\n\n\n" for page in range(1, 9_999))
    reading = read_layout(copy)
    assert reading.paragraphs[1].startswith("and fog came 1 times, and fog came 10 times, and fog came 11 times,")
    assert paragraphs.LONGEST_MENDED <= len(reading.paragraphs[1]) < paragraphs.LONGEST_MENDED + 100
