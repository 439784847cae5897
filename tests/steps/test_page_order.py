"""The order of a page's copy: what trafilatura adds at the end and the page prints above its first paragraph."""

import pytest

from service.article import DecodedArticle
from service.html.blocks import Block
from service.html.page_order import in_page_order
from service.steps.extract import extract

PAGE = """<html lang="en"><title>Flood hits five villages - Shore Voice</title><body><div>
<h1>Flood hits five villages</h1><div>Saturday, up north<br>Photo: Residents leave by boat (A. Lind/Shore Voice)</div>
<div><b>Kalipura</b> - Floods have covered five villages since Sunday night, and 1,340 residents have fled.<br><br>
"The water rose fast, by ten at night it was chest high," said Sutrisno, 52.<br><br>
The town hall takes in whoever comes.</div></div>"""


def test_a_page_whose_paragraphs_are_broken_by_line_breaks() -> None:
    """The headline and the picture's caption stand above the story, not behind it."""
    layout = extract(DecodedArticle("1", PAGE, "text/html")).layout
    assert layout is not None
    places = [next(at for at, one in enumerate(layout.paragraphs) if word in one) for word in ("Floods", "town hall")]
    assert places == sorted(places)
    assert layout.paragraphs[-1] == "The town hall takes in whoever comes."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("c d a b", "a b c d"),
        ("a b c d", "a b c d"),  # as it is
        ("c d x", "c d x"),  # printed on both sides
        ("c d ?", "c d ?"),  # nowhere
        ("", ""),
    ],
)
def test_only_what_stands_above_alone_is_moved(body: str, expected: str) -> None:
    """The page prints a, b and x, the copy c and d, and x again."""
    page = [Block("p", text, "") for text in "abxcdx"]
    assert in_page_order(tuple(body.split()), page) == tuple(expected.split())
