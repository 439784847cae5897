"""What pages declare: JSON-LD, meta elements, links, and what is not believed of them."""

import json
from pathlib import Path

import pytest

from service.article import Findings, Image, Rights
from service.html.metadata import Declared, read_metadata
from service.html.page import parse_page

PAGES = Path(__file__).parent / "pages"


def declared(html: str, url: str | None = None) -> Declared:
    """What a page with this HTML declares."""
    page = parse_page(html)
    assert page is not None
    return read_metadata(page, url)


def linked(json_ld: str, more: str = "") -> Findings:
    """What a page with this JSON-LD declares about its article."""
    return declared(f'<head><script type="application/ld+json">{json_ld}</script>{more}</head>').findings


def value(found: object) -> object:
    """The value of a finding, None where there is none."""
    return getattr(found, "value", None)


def dates(findings: Findings) -> list[tuple[str, str, str]]:
    """Role, time and method of each date."""
    return [(found.value.role, found.value.at.isoformat(), found.method) for found in findings.dates]


def test_json_ld() -> None:
    """JSON-LD gives every field, references resolved, with the text as printed as evidence."""
    said = declared((PAGES / "news.html").read_text(encoding="utf-8"), "https://harbourpost.example/news/ferry-returns")
    findings = said.findings
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
        Image("https://www.harbourpost.example/ferry.jpg", "The ferry at the old pier", "Ida Sund"),
    )
    assert dates(findings) == [
        ("published", "2026-03-13T06:30:00+00:00", "json-ld"),
        ("modified", "2026-03-14T11:20:00+00:00", "json-ld"),
    ]
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
    findings = said.findings
    assert findings.authors is not None
    assert (findings.authors.value, findings.authors.method) == (("Joana Prado", "Rui Lemos"), "meta")
    assert findings.authors.as_found == "Por Joana Prado e Rui Lemos"
    assert value(findings.headline) == "Chuva atrasa a colheita do café no sul"
    assert value(findings.section) == "Economia"
    assert value(findings.keywords) == ("café", "chuva", "colheita")
    assert value(findings.is_accessible_for_free) is True
    assert value(findings.language) == "pt-BR"
    assert findings.images == (Image("https://folha.example/cafe.png"),)
    assert dates(findings) == [("published", "2025-06-02T09:15:00-03:00", "meta")]


@pytest.mark.parametrize(
    ("canonical", "url", "believed"),
    [
        ("https://news.example/a", "https://www.news.example/a?ref=feed", True),
        ("https://news.example/a", "https://amp.news.example/a", True),
        ("https://news.example/a", None, True),
        ("https://other.example/a", "https://news.example/a", False),
        ("https://fakenews.example/a", "https://news.example/a", False),
        ("/a", "https://news.example/a", False),
        ("javascript:alert(1)", None, False),
        ("https://[broken/a", None, False),
    ],
)
def test_canonical_url(canonical: str, url: str | None, believed: bool) -> None:
    """A canonical URL is absolute, and on the site that the page came from."""
    findings = declared(f'<head><link rel="canonical" href="{canonical}"></head>', url).findings
    assert value(findings.canonical_url) == (canonical if believed else None)


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
        '{"@type": "Article", "headline": {"a": 1}, "author": [[["x"]], 3, {"name": ["y"]}]}',
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
    assert value(declared(html, "https://n.example/2").findings.headline) == "This one"
    assert value(declared(html, "https://n.example/3").findings.headline) == "Another"


@pytest.mark.parametrize(
    ("printed", "headline"),
    [
        ("Snow | North Herald", "Snow"),
        ("North Herald: Snow", "Snow"),
        ("Snow - Weather - North Herald", "Snow - Weather"),
        ("Snow - North Herald - north herald", "Snow"),
        ("Snow in the north-west", "Snow in the north-west"),
        ("North Herald", "North Herald"),
        ("Why the North Herald moved", "Why the North Herald moved"),
        ("Snow falls | Free guide", "Snow falls | Free guide"),
        ("Ice melts | Free guide", "Ice melts"),
    ],
)
def test_site_name_leaves_the_headline(printed: str, headline: str) -> None:
    """A headline loses the site's name, as the page gives it, or what the page's own heading does without."""
    html = (
        f'<head><meta property="og:title" content="{printed}"><meta property="og:site_name" content="North Herald">'
        "</head><body><h1>Ice <i>melts</i></h1></body>"
    )
    assert value(declared(html).findings.headline) == headline


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Ada Ng", ("Ada Ng",)),
        ("By Ada Ng and Bo Li", ("Ada Ng", "Bo Li")),
        ("Ada Ng, Bo Li, and Cy Roe", ("Ada Ng", "Bo Li", "Cy Roe")),
        ("Ada Ng; Bo Li", ("Ada Ng", "Bo Li")),
        ("Ng, Ada", ("Ng, Ada",)),
        ("Ada Ng, Reuters", ("Ada Ng, Reuters",)),
        ("Bya Holm", ("Bya Holm",)),
        ("https://example.com/ada", None),
        ("@ada", None),
        ("ada@example.com", None),
        ("1234", None),
    ],
)
def test_authors(printed: str, names: tuple[str, ...] | None) -> None:
    """Lists of full names are taken apart; what is no list, or no name, is not."""
    assert value(declared(f'<head><meta name="author" content="{printed}"></head>').findings.authors) == names


def test_dates_that_differ() -> None:
    """A date that says another day than the one before it is kept too; the same day again is not."""
    more = (
        '<meta property="article:published_time" content="2026-01-03T08:00:00Z">'
        '<meta name="date" content="2026-01-04"><meta name="pubdate" content="soon">'
    )
    findings = linked('{"@type": "Article", "datePublished": "2026-01-04T10:00:00+01:00"}', more)
    assert dates(findings) == [
        ("published", "2026-01-04T10:00:00+01:00", "json-ld"),
        ("published", "2026-01-03T08:00:00+00:00", "meta"),
    ]


def test_reference_of_thousands_of_digits() -> None:
    """A number that is too long for Python to read makes JSON-LD no worse than it is."""
    reference = f"&#{'9' * 5_000};"
    assert value(linked(f'{{"@type": "Article", "headline": "Owls return", "text": "{reference}"}}').headline)
    assert linked(f'{{"@type": "Article" "text": "{reference}"}}') == Findings()


def test_masses_of_values() -> None:
    """Of dates and keywords the first fifty are read, each; comparing all of them would take minutes."""
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(1900, 2000) for month in range(1, 13) for day in range(1, 29)
    ]
    meta = f'<meta name="keywords" content="{"owl, " * 1_000_000}"><meta name="date" content="2026-01-04">'
    findings = linked(f'{{"@type": "Article", "datePublished": {json.dumps(days)}}}', meta)
    assert [found.value.as_printed for found in findings.dates] == days[:50]
    assert value(findings.keywords) == ("owl",)


def test_evidence_is_bounded() -> None:
    """Evidence holds 500 characters at most, and a value that is longer than any headline is none."""
    keywords = ", ".join(f"keyword {number}" for number in range(500))
    html = (
        f'<head><meta name="keywords" content="{keywords}"><meta property="og:title" content="{"long " * 200}"></head>'
    )
    findings = declared(html).findings
    assert findings.headline is None
    assert findings.keywords is not None
    assert len(findings.keywords.as_found) == 500
    assert len(findings.keywords.value) == 50
