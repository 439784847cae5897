"""The article that the project was started for: a page of a PDF as plain text, read from where it stands."""

import hashlib
from pathlib import Path

import pytest

from service.article import DecodedArticle, ExtractedArticle, NormalisedArticle
from service.steps.normalise import normalise
from service.steps.tag_language import tag_language

SEED = Path(__file__).parents[3] / "shared" / "data" / "seed" / "000_af1ba9c918faae68.txt"
# Of the body as a person read it through: 24 paragraphs, each a line of the page, without the caption.
BODY_SHA256 = "c517a0fee1264a1b6f4f01cb461468e683a20a65f57b07a66ca9cb2dc724c8ef"


@pytest.fixture
def seed() -> NormalisedArticle:
    """The seed article, normalised."""
    if not SEED.is_file():
        pytest.skip("The seed article does not stand beside the repository; its text is not ours to keep in it.")
    return normalise(DecodedArticle("seed", SEED.read_text("utf-8"), "text/plain"), ExtractedArticle())


def test_fields_of_the_seed(seed: NormalisedArticle) -> None:
    """Headline, byline, author and source are those printed, though the byline stands above the headline."""
    found = seed.findings
    assert found.headline is not None
    assert found.headline.value == "US threatens military escalation as Iraq confronts COVID-19 and oil price shock"
    assert found.byline is not None
    assert found.byline.value == "By Bill Van Auken"
    assert found.authors is not None
    assert found.authors.value == ("Bill Van Auken",)
    assert found.section is not None
    assert found.section.value == "European Languages"
    assert found.original_source is not None
    assert found.original_source.value.name == "Word Socialist"


def test_dates_of_the_seed(seed: NormalisedArticle) -> None:
    """The source's date is the first publication; the date by the byline is the republication."""
    dates = [(one.value.role, one.value.at.isoformat(), one.value.as_printed) for one in seed.findings.dates]
    assert dates == [
        ("published", "2020-03-17T00:00:00+00:00", "17 March 2020"),
        ("republished", "2020-03-18T00:00:00+00:00", "18.03.2020"),
    ]


def test_body_of_the_seed(seed: NormalisedArticle) -> None:
    """The body is the running text and nothing else: no caption between its first paragraphs, no closing line."""
    paragraphs = seed.body_text.split("\n\n")
    assert paragraphs[0].startswith("US Secretary Mike Pompeo threatened")
    assert paragraphs[1].startswith("Pompeo held a telephone conversation Sunday")
    assert [seed.body_text.index(text) for text in (paragraphs[1], paragraphs[2], paragraphs[-1])] == [248, 651, 8718]
    assert len(paragraphs) == 24
    assert hashlib.sha256(seed.body_text.encode()).hexdigest() == BODY_SHA256


def test_furniture_of_the_seed(seed: NormalisedArticle) -> None:
    """Header, motto, address, date, caption and source line are cut, in the order of the page, and nothing else is."""
    assert [piece.kind for piece in seed.furniture] == [
        "page-header",
        "page-header",
        "page-header",
        "date",
        "caption",
        "source",
    ]
    tags = [piece.language for piece in tag_language(seed).furniture]
    assert tags == ["fa", "fa", "fa", None, "en", "en"]
    (image,) = seed.findings.images
    assert image.credit == "Freddie Everett"
    assert image.license == "Public Domain"
    assert image.caption is not None
    assert "[" not in image.caption
