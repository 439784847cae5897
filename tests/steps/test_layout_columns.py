"""Columns side by side, as tools print a page of a PDF, are read one below the other."""

from hypothesis import given
from hypothesis import strategies as st

from service.article import DecodedArticle, ExtractedArticle
from service.cautions import COLUMNS_PARTED
from service.layout.columns import set_below
from service.message import RawMessage
from service.pipeline_options import MIB
from service.steps.decode import decode
from service.steps.normalise import normalise

LEFT = (
    "The old ferry left the quay at noon with",
    "all its passengers, and the fog that had",
    "hidden the harbour since dawn came back",
    "behind it before anybody could wave.",
)
RIGHT = (
    "By nightfall nobody was waiting any more.",
    "The lamp at the end of the pier was lit",
    "by the harbour master himself, who said",
    "that he would do so until she was back.",
)


def beside(left: tuple[str, ...], right: tuple[str, ...], gutter: int = 4) -> str:
    """Two columns as one text."""
    wide = max(map(len, left)) + gutter
    return "\n".join(f"{one:<{wide}}{other}" for one, other in zip(left, right, strict=True))


def test_a_column_is_read_to_its_end() -> None:
    """The second column follows the whole of the first, as a paragraph of its own where that one is over."""
    text, lines = set_below(beside(LEFT, RIGHT))
    assert text == "\n".join([*LEFT, "", *RIGHT])
    assert lines == len(LEFT)


def test_a_sentence_goes_on_in_the_next_column() -> None:
    """Where a column breaks off within a sentence, no blank line parts it from the next."""
    text, _ = set_below(beside((*LEFT[:3], "behind it, as if it had been waiting"), RIGHT))
    assert "waiting\nBy nightfall" in text


def test_three_columns() -> None:
    """A third column follows the second."""
    rows = [f"{one:<44}{other:<44}{third}" for one, other, third in zip(LEFT, RIGHT, LEFT, strict=True)]
    assert set_below("\n".join(rows))[0].replace("\n\n", "\n").split("\n") == [*LEFT, *RIGHT, *LEFT]


def test_what_stands_over_and_under_the_columns_stays_there() -> None:
    """A headline over both columns and a line at the foot keep their places."""
    text, _ = set_below(
        f"    The ferry that came back\n\n{beside(LEFT, RIGHT)}\n\nQuay House, Port Ellery, is our office\n"
    )
    assert text.startswith("    The ferry that came back\n\nThe old ferry")
    assert text.endswith("back.\n\nQuay House, Port Ellery, is our office\n")


def test_a_table_is_no_columns() -> None:
    """Short cells and numbers side by side stay where they are."""
    rows = (
        "Harbour          1,204     12 May",
        "Ferry quay         318      3 June",
        "Old mill            87     19 June",
    )
    table = "\n".join(rows * 3)
    assert set_below(table) == (table, 0)


def test_a_record_says_that_columns_were_parted() -> None:
    """The warning names the body."""
    page = f"The ferry that came back\n\nBy Jane Roe\n\n{beside(LEFT, RIGHT)}\n"
    decoded = decode(RawMessage(page.encode()), "text/plain", MIB)
    assert isinstance(decoded, DecodedArticle)
    article = normalise(decoded, ExtractedArticle())
    assert article.body_text == f"{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"
    assert [(caution.code, caution.field) for caution in article.cautions] == [(COLUMNS_PARTED, "body_text")]


@given(
    st.lists(st.tuples(st.text("ab cé.", max_size=30), st.text("de fü,", max_size=30)), max_size=12), st.integers(0, 6)
)
def test_no_letter_is_lost(rows: list[tuple[str, str]], gutter: int) -> None:
    """Whatever stands side by side, its letters are all there."""
    text = "\n".join(f"{one:<30}{' ' * gutter}{other}" for one, other in rows)
    assert sorted(filter(str.isalnum, set_below(text)[0])) == sorted(filter(str.isalnum, text))
