"""Extracting from hostile and random pages: a result or a rejection, never anything else, and never for long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.article import DecodedArticle, ExtractedArticle
from service.html.page import DEEPEST
from service.html.tags import MOST_ATTRIBUTES
from service.outcome import Rejected
from service.steps.extract import extract

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div class=article>", "</div>", "<b>", "</b>", "<table><tr><td>", "</table>", "<ul><li>"),
        *("<nav>", "</nav>", "<h1>", "</h1>", "<a href='http://[x'>", "</a>", "<script type='application/ld+json'>"),
        *("</script>", '{"@type":"Article",', '"author":', "[{", "}]", '"datePublished":"2026-01-01"', "<!--", "-->"),
        *("<meta name=author content='", "<link rel=canonical href='", "'>", "<html lang=", "<body>", "<frameset>"),
        *("<time datetime='", "2026-02-30", "\0", "&#0;", "&#xD800;", "&nbsp;", "<![CDATA[", "<svg>", "<br>"),
        *("<?xml version='1.0' encoding='x'?>", "\ufffe", "\x0b", "\U0001f30a", "<", ">", '"'),
        "Some words of a sentence that is long enough to be read as copy.",
    ]
)
MARKUP = st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join)


def read(html: str, url: str | None = None) -> ExtractedArticle:
    """Extract from a page."""
    return extract(DecodedArticle("1", html, "text/html", url=url))


@given(MARKUP, st.none() | st.text(max_size=40).map("https://".__add__))
def test_total(html: str, url: str | None) -> None:
    """Any page gives a layout whose paragraphs are one line of text each, with evidence within its bounds."""
    extracted = read(html, url)
    assert extracted.layout is not None
    for paragraph in extracted.layout.paragraphs:
        assert paragraph == " ".join(paragraph.split())
        assert paragraph
    for findings in (extracted.structured, extracted.layout.findings):
        for found in (findings.headline, findings.authors, findings.canonical_url, *findings.dates):
            assert found is None or (0 < len(found.as_found) <= 500 and 0 < found.confidence <= 1)


@given(st.text(max_size=200))
def test_text_as_html(text: str) -> None:
    """Text without markup, whatever it is, is read as a page."""
    assert read(text).layout is not None


@pytest.mark.parametrize(
    "html", ["<div>" * 100_000, "<p>" + "<b>" * DEEPEST, "<ul><li>" * 1_000, "<table><tr><td>" * 1_000]
)
def test_too_deep(html: str) -> None:
    """A page that is nested too deep is rejected instead of being read in part."""
    with pytest.raises(Rejected, match="too-deep"):
        read(html)


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/x'>link</a> " * 100_000,
        "<p>" * 500_000,
        ("<div>" * 200 + "text" + "</div>" * 200) * 300,
        ("<ul><li>item" * 100 + "</ul>" * 100) * 140,
        f"<p class='{'wide ' * 400_000}'>text</p>",
        f"<p {' '.join(f'a{number}=1' for number in range(200_000))}>text</p>",
        "word " * 400_000,
        "<" * 2_000_000,
        f"<p>a{' ' * 2_000_000}b</p>",
        f"<script type='application/ld+json'>{'[' * 2_000_000}</script><p>text</p>",
        f"<meta name=author content='{'Ada Ng, ' * 200_000}'><p>text</p>",
        f"<title>{'Title - ' * 200_000}</title><p>text</p>",
    ],
)
@pytest.mark.timeout(60)
def test_hostile(html: str) -> None:
    """Pages made to take long or much memory are read all the same."""
    assert read(html).layout is not None


def test_control_characters() -> None:
    """Control characters, as such or as references, are spaces; a reference to any other character is one."""
    extracted = read("<h1>A\x1ftitle</h1><p>One&#x1f;two\x0bthree&#11four&#x0E;five&#65;&#x41;&#123;</p>")
    assert extracted.layout is not None
    assert extracted.layout.paragraphs == ("One two three four fiveAA{",)


def test_crowded_element() -> None:
    """An element with more attributes than a page could mean loses them, and none of the text around it."""
    attributes = " ".join(f'data-{number}="{number}"' for number in range(4 * MOST_ATTRIBUTES))
    extracted = read(f"<p>Before the crowd.</p><p {attributes}>In the crowd.</p><p title='1 2'>After the crowd.</p>")
    assert extracted.layout is not None
    assert extracted.layout.paragraphs == ("Before the crowd.", "In the crowd.", "After the crowd.")
