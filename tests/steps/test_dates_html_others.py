"""Dates that a page prints of something else than its article: events, deadlines, comments, lists of other stories."""

from datetime import UTC, datetime
from typing import Any

import pytest

from service.article import DecodedArticle
from service.steps.extract import extract
from service.steps.normalise import normalise

PARAGRAPH = "The tide mill has been turning since the spring flood of that year, and nobody has oiled it once since."
COPY = f"<p>{PARAGRAPH}</p>" * 3
HEADLINE = "<h1>The mill turns again</h1>"


def published(body: str, language: str = "en", **known: Any) -> list[str]:
    """The days of publication of a page that declares none."""
    html = f'<html lang="{language}"><head><title>The mill turns again</title></head><body>{body}</body></html>'
    article = DecodedArticle("a", html, "text/html", **known)
    found = normalise(article, extract(article)).findings.dates
    return [one.value.at.date().isoformat() for one in found]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The next open day: Saturday 5 December 2026"),
        ("en", "Register by Saturday 5 December 2026"),
        ("en", "The mill opens its doors on 5 December 2026"),
        ("de", "Anmeldung bis Samstag, 5. Dezember 2026"),
        ("fr", "Inscriptions jusqu\u2019au samedi 5 d\u00e9cembre 2026"),
        ("es", "Inscripciones hasta el 5 de diciembre de 2026"),
    ],
)
def test_a_line_below_the_copy_that_says_something_else(language: str, line: str) -> None:
    """What a line below the copy announces, or asks for until a day, is not the article's date."""
    assert published(f"{HEADLINE}{COPY}<p>{line}</p>", language) == []
    short = "<p>The tide mill has been turning since the spring flood.</p>" * 3
    assert published(f"{HEADLINE}{short}<p>{line}</p>", language) == []


@pytest.mark.parametrize(
    "line",
    [
        "Published on 5 December 2026",
        "Owlton, 5 December 2026",
        "Ada Ng, Owlton, 5 December 2026",
        "by Ada Ng on 5 December 2026",
        "5 December 2026",
    ],
)
def test_a_line_below_the_copy_that_dates_it(line: str) -> None:
    """A label, a place or a byline before it leave a date below the copy the article's."""
    assert published(f"{HEADLINE}{COPY}<p>{line}</p>") == ["2026-12-05"]


@pytest.mark.parametrize("heading", ["Most read", "Comments", "Comments (2)", "Related articles"])
def test_below_the_heading_of_a_list(heading: str) -> None:
    """A heading below the copy that says so heads comments, or other stories, with dates of their own."""
    listed = "<p>Ada Ng, 12 March 2024</p><p>Great news!</p>"
    assert published(f"{HEADLINE}{COPY}<div><h3>{heading}</h3>{listed}</div>") == []
    assert published(f"{HEADLINE}<p>12 March 2026</p>{COPY}<div><h3>{heading}</h3>{listed}</div>") == ["2026-03-12"]
    posted = "<p>Published on 12 March 2026</p>"
    assert published(f"{HEADLINE}{COPY}<div><h3>{heading}</h3>{posted}</div>") == ["2026-03-12"]


def test_a_printed_date_after_the_article_was_seen() -> None:
    """A printed date that comes too late is warned of, once, where the page has no other, unless it is an event's."""
    for line, codes in (
        ("<p>5 December 2026</p>", ["future-date"]),
        ("<p>Owlton, Owlshire, 5 December 2026 (Owl Post)</p>", ["future-date"]),
        ("<p>The next open day: 5 December 2026</p>", []),
    ):
        assert warned(f"{HEADLINE}{COPY}{line}") == codes
    assert warned(f"{HEADLINE}<p>12 March 2026</p>{COPY}<p>5 December 2026</p>") == []


def warned(body: str) -> list[str]:
    """The warnings of late dates about a page that was fetched in March 2026."""
    html = f"<html><body>{body}</body></html>"
    article = DecodedArticle("a", html, "text/html", fetched_at=datetime(2026, 3, 14, tzinfo=UTC))
    normalised = normalise(article, extract(article))
    assert all(one.value.at.year == 2026 and one.value.at.month == 3 for one in normalised.findings.dates)
    return [one.code for one in normalised.cautions if one.code == "future-date"]


def test_a_section_beside_the_date_is_no_place() -> None:
    """A line of a section and the day is of the page's head: it opens no copy, and its section is no place."""
    html = f"<html lang='en'><body>{HEADLINE}<p>Local News - 25 November 2026</p>{COPY}</body></html>"
    article = DecodedArticle("a", html, "text/html")
    normalised = normalise(article, extract(article))
    assert normalised.findings.dateline is None
    assert normalised.body_text.startswith("The tide mill")
