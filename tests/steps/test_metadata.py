"""What pages declare: JSON-LD, meta elements, links, and what is not believed of them."""

from pathlib import Path

import pytest

from service.article import Findings, Image, Rights
from service.html.blocks import printed_blocks
from service.html.metadata import Metadata, read_metadata
from service.html.page import parse_page
from service.html.sources import read_sources, walk_page

PAGES = Path(__file__).parent / "pages"


def declared(html: str, url: str | None = None, feed: Findings = Findings()) -> Metadata:  # noqa: B008  # it is frozen
    """What a page with this HTML declares and prints."""
    page = parse_page(html)
    assert page is not None
    return read_metadata(page, printed_blocks(page), read_sources(walk_page(page), url), url, feed)


def linked(json_ld: str, more: str = "") -> Findings:
    """What a page with this JSON-LD declares about its article."""
    return declared(f'<head><script type="application/ld+json">{json_ld}</script>{more}</head>').declared


def value(found: object) -> object:
    """The value of a finding, None where there is none."""
    return getattr(found, "value", None)


def test_json_ld() -> None:
    """JSON-LD gives every field, references resolved, with the text as printed as evidence."""
    said = declared((PAGES / "news.html").read_text(encoding="utf-8"), "https://harbourpost.example/news/ferry-returns")
    findings = said.declared
    assert findings.headline is not None
    assert (findings.headline.value, findings.headline.method) == ("Ferry service returns to Holm Sound", "json-ld")
    assert findings.headline.as_found.endswith("The Harbour Post")
    assert value(findings.alternative_headline) == "Twice a day, weather allowing"
    assert value(findings.authors) == ("Mara Quill", "Tomas Reed")
    assert value(findings.publisher) == "The Harbour Post"
    assert value(findings.section) == "Transport"
    assert value(findings.keywords) == ("ferries", "Holm Sound", "harbour")
    assert value(findings.is_accessible_for_free) is False
    assert value(findings.canonical_url) == "https://www.harbourpost.example/news/ferry-returns"
    assert value(findings.language) == "en-GB"
    assert findings.images == (
        Image("https://www.harbourpost.example/ferry.jpg", "The ferry at the old pier last autumn.", "Ida Sund"),
    )
    assert said.rights == Rights(
        license="https://www.harbourpost.example/terms",
        copyright_notice="Harbour Post Trust",
        robots="index, max-snippet:-1",
        tdm_reservation="1",
        tdm_policy="https://www.harbourpost.example/tdm.json",
    )


def test_meta() -> None:
    """Without JSON-LD the meta elements give the fields; a profile's address is no name."""
    said = declared((PAGES / "meta_only.html").read_text(encoding="utf-8"), "https://folha.example/colheita")
    findings = said.declared
    assert findings.authors is not None
    assert (findings.authors.value, findings.authors.method) == (("Joana Prado", "Rui Lemos"), "meta")
    assert findings.authors.as_found == "Por Joana Prado e Rui Lemos"
    assert value(findings.headline) == "Chuva atrasa a colheita do café no sul"
    assert value(findings.section) == "Economia"
    assert value(findings.keywords) == ("café", "chuva", "colheita")
    assert value(findings.is_accessible_for_free) is True
    assert value(findings.language) == "pt-BR"
    assert findings.images == (Image("https://folha.example/cafe.png"),)


@pytest.mark.parametrize(
    "json",
    [
        '{"@type": "NewsArticle", "headline": "Owls return",}',
        '[{"@type": ["Thing", "http://schema.org/BlogPosting"], "headline": "Owls return"}]',
        '<!-- {"@type": "Article", "headline": "Owls return"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Owls return"}\n//]]>',
        '{"@type": "Article", "headline": "Owls\n return"};',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Owls return&quot;}",
        '{"@type": "WebPage", "name": "Page", "mainEntity": {"@type": "Report", "headline": "Owls return"}}',
        '{"@type": "Article", "headline": "<b>Owls</b>&nbsp;return"}',
    ],
)
def test_json_of_any_quality(json: str) -> None:
    """JSON-LD is read as far as it can be understood, wherever in it the article stands."""
    assert value(linked(json).headline) == "Owls return"


@pytest.mark.parametrize(
    "json",
    [
        "",
        "{",
        "null",
        '"NewsArticle"',
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        '{"@type": "Product", "headline": "Owls return"}',
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Elsewhere"}]}',
        '{"@type": 7, "@id": [], "@graph": {"@graph": 1}}',
        '{"@type": "Article", "headline": {"a": 1}, "author": [[[3]], 3, {"name": [{}]}]}',
        '{"@type": "Article", "author": {"@id": {}}, "keywords": 1, "datePublished": 20200101}',
        '{"@type": "Article", "image": [{"url": ["x"]}, "data:image/png;base64,AA", "/relative.png", {}]}',
        '{"@type": "Article", "publisher": [], "mainEntityOfPage": [], "isAccessibleForFree": {}, "license": []}',
    ],
)
def test_nothing_of_nonsense(json: str) -> None:
    """JSON-LD that says nothing about an article gives no finding, and raises nothing."""
    assert linked(json) == Findings()


@pytest.mark.parametrize("bad", ["\\ud800", "\\u007f", "\\u009f", "\\u0001", " ", "\\u202e", "\\u200f", "\\ufffe"])
def test_an_address_holds_no_control_character(bad: str) -> None:
    """A URL with a control character, a space, half a surrogate pair or a mark of direction in it is none."""
    findings = linked(f'{{"@type":"NewsArticle","image":["https://a.example/{bad}x","https://a.example/y"]}}')
    assert findings.images == (Image("https://a.example/y"),)


def test_article_of_this_page() -> None:
    """Of several articles the one that names the page's URL is the page's."""
    json = """[{"@type": "NewsArticle", "headline": "Another", "url": "https://n.example/1"},
               {"@type": "NewsArticle", "headline": "This one", "url": "https://n.example/2"}]"""
    html = f'<head><script type="application/ld+json">{json}</script></head>'
    assert value(declared(html, "https://n.example/2").declared.headline) == "This one"
    assert value(declared(html, "https://n.example/3").declared.headline) == "Another"


def test_nested_arrays() -> None:
    """Values are read also where lists stand in lists, and names where a node has several."""
    findings = linked(
        '{"@type": "Article", "headline": [["Owls return"]], "author": [[["Ada Ng"]], {"name": ["Bo Li"]}]}'
    )
    assert value(findings.headline) == "Owls return"
    assert value(findings.authors) == ("Ada Ng", "Bo Li")


def test_reference_of_thousands_of_digits() -> None:
    """A number that is too long for Python to read makes JSON-LD no worse than it is."""
    reference = f"&#{'9' * 5_000};"
    assert value(linked(f'{{"@type": "Article", "headline": "Owls return", "text": "{reference}"}}').headline)
    assert linked(f'{{"@type": "Article" "text": "{reference}"}}') == Findings()


def test_masses_of_values() -> None:
    """Of keywords the first fifty are read; comparing all of them would take minutes."""
    meta = f'<meta name="keywords" content="{"owl, " * 1_000_000}">'
    assert value(linked("{}", meta).keywords) == ("owl",)


def test_evidence_is_bounded() -> None:
    """Evidence holds 500 characters at most, and a value that is longer than any headline is none."""
    keywords = ", ".join(f"keyword {number}" for number in range(500))
    html = (
        f'<head><meta name="keywords" content="{keywords}"><meta property="og:title" content="{"long " * 200}"></head>'
    )
    findings = declared(html).declared
    assert findings.headline is None
    assert findings.keywords is not None
    assert len(findings.keywords.as_found) == 500
    assert len(findings.keywords.value) == 50
