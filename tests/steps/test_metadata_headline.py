"""The headline of a page: which of its titles, and without what that is not the article's."""

import pytest

from service.article import Findings, Found
from service.html.blocks import printed_blocks
from service.html.headline import Headline, read_headline
from service.html.page import parse_page
from service.html.site_names import SiteNames
from service.html.sources import read_sources, walk_page

COPY = "<p>The owls were seen at the old mill on Monday, and have been heard there every night since.</p>" * 3


def headline(head: str, body: str = COPY, url: str | None = None, *, alone: bool = True) -> Headline:
    """What is read of a page with this head and body."""
    page = parse_page(f"<html><head>{head}</head><body>{body}</body></html>")
    assert page is not None
    return read_headline(page, printed_blocks(page), read_sources(walk_page(page), url), url, alone=alone)


def chosen(said: Headline) -> Found[str]:
    """The headline of a page that has no feed beside it."""
    found = said.declared or said.printed
    assert found is not None
    return found


def og(title: str, site: str = "North Herald") -> str:
    """A head that declares a title and the site's name."""
    return f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Owls return | North Herald", "Owls return"),
        ("North Herald: Owls return", "Owls return"),
        ("Owls return - The North Herald", "Owls return"),
        ("Owls return to the mill - Wildlife - North Herald", "Owls return to the mill"),
        ("Owls return - North Herald - north herald", "Owls return"),
        ("Owls return \u00b7 northherald", "Owls return"),
        ("Owls return in the north-west", "Owls return in the north-west"),
        ("North Herald", "North Herald"),
        ("Why the North Herald moved", "Why the North Herald moved"),
        ("Owls: what the North Herald saw", "Owls: what the North Herald saw"),
    ],
)
def test_site_name_leaves_the_headline(printed: str, expected: str) -> None:
    """A headline loses the name that the page gives its site, at either end, and the section before it."""
    assert chosen(headline(og(printed))).value == expected


def test_site_name_by_the_host() -> None:
    """Where a page does not say what its site is called, its host does."""
    head = "<title>Owls return to the mill | Northherald</title>"
    assert chosen(headline(head, url="https://www.northherald.co.uk/owls")).value == "Owls return to the mill"


@pytest.mark.parametrize("separator", [" | ", " - ", " \u2013 ", " \u2014 ", " \u00bb ", "\uff5c", " :: ", " / "])
def test_separators(separator: str) -> None:
    """The site's name stands behind marks of many kinds."""
    assert chosen(headline(og(f"Owls return{separator}North Herald"))).value == "Owls return"


def test_agreement() -> None:
    """What declarations and the printed heading agree on is the headline, and all of them are its places."""
    head = og("Owls return to the mill") + "<title>Owls return to the mill | North Herald</title>"
    said = headline(head, f"<h1>Owls return to the mill</h1>{COPY}")
    assert said.declared is not None
    assert (said.declared.value, said.declared.method) == ("Owls return to the mill", "meta")
    assert said.declared.confidence > 0.8


def test_masthead_is_no_headline() -> None:
    """A heading that is the site's name loses against the page's title, and says why."""
    head = og("Owls return to the mill") + "<title>Owls return to the mill | North Herald</title>"
    said = headline(head, f"<h1><a href='/'>North Herald</a></h1>{COPY}")
    assert chosen(said).value == "Owls return to the mill"
    assert ("North Herald", "h1", "It is the site's name.") in [
        (one.text, one.place, one.because) for one in said.passed_over
    ]


def test_printed_heading_of_a_page_that_sells() -> None:
    """The heading of a page that is no news is its headline, where its titles are made for search engines."""
    head = og("Best Owl Boxes 2026: Prices & Reviews") + "<title>Best Owl Boxes 2026: Prices & Reviews</title>"
    said = headline(head, f"<main><h1>How to choose a box for your owls</h1>{COPY}</main>")
    assert said.declared is None
    assert said.printed is not None
    assert (said.printed.value, said.printed.method) == ("How to choose a box for your owls", "layout")
    assert "Best Owl Boxes 2026: Prices & Reviews" in [one.text for one in said.passed_over]


def test_beside_a_feed() -> None:
    """Beside a feed, what the page declares stands apart from what it prints: the feed ranks between them."""
    head = og("Best Owl Boxes 2026: Prices & Reviews")
    said = headline(head, f"<main><h1>How to choose a box for your owls</h1>{COPY}</main>", alone=False)
    assert said.declared is not None
    assert said.declared.value == "Best Owl Boxes 2026: Prices & Reviews"
    assert said.printed is not None
    assert said.printed.value == "How to choose a box for your owls"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:title" content="Owls return">',
        '<meta name="twitter:title" content="Owls return">',
        '<meta name="DC.Title" content="Owls return">',
        "<title>Owls return</title>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Owls return"}</script>',
    ],
)
def test_each_source_alone(head: str) -> None:
    """One declaration is enough, whichever it is."""
    assert chosen(headline(head)).value == "Owls return"


@pytest.mark.parametrize(
    ("body", "method"),
    [
        ("<h1>Owls<br>return</h1>", "layout"),
        ("<h1><span>Owls</span> return<style>.a{}</style></h1>", "layout"),
        ('<h2 class="entry-title">Owls return</h2>', "layout"),
        (
            '<div itemscope itemtype="https://schema.org/NewsArticle"><p itemprop="headline">Owls return</p></div>',
            "microdata",
        ),
        ('<div vocab="https://schema.org/" typeof="Article"><b property="headline">Owls return</b></div>', "microdata"),
        ('<div typeof="schema:Article"><b property="schema:headline">Owls return</b></div>', "microdata"),
    ],
)
def test_marked_in_the_body(body: str, method: str) -> None:
    """Headings, classes, microdata and RDFa mark a headline in the body."""
    found = chosen(headline("", body + COPY))
    assert (found.value, found.method) == ("Owls return", method)


@pytest.mark.parametrize("title", ["Home", "Welcome to our web site", "Untitled Document", "News", ""])
@pytest.mark.parametrize(
    "heading",
    [
        "<h2>Owls return to the mill</h2>",
        "<p><b>Owls return to the mill</b></p>",
        "<font size='5'><b>Owls return to the mill</b></font><br><i>by Ada Ng</i><br>",
    ],
)
def test_a_title_that_no_word_of_the_copy_bears_out(title: str, heading: str) -> None:
    """A title that any page may have loses to the heading, or the bold line, above the copy that has words of it."""
    said = headline(f"<title>{title}</title>", heading + COPY)
    found = chosen(said)
    assert (found.value, found.method) == ("Owls return to the mill", "layout")
    assert found.confidence < 0.9
    assert [one.text for one in said.passed_over] == [title][: len(title)]


def test_a_title_of_the_copy_stands_before_a_heading() -> None:
    """A title that has words of the copy is the headline, though a heading stands above that; and less than sure."""
    found = chosen(headline("<title>Why owls come back</title>", "<h2>A letter from the mill</h2>" + COPY))
    assert found.value == "Why owls come back"
    assert found.confidence < 0.9


def test_a_title_that_nothing_bears_out() -> None:
    """A title whose words are neither in the copy nor above it may be the headline, and as likely not."""
    found = chosen(headline("<title>Feathered friends come home</title>"))
    assert (found.value, found.confidence) == ("Feathered friends come home", 0.5)


@pytest.mark.parametrize(
    "above",
    ["<p><b>By Ada Ng</b></p>", "<p><b>3 March 2026</b></p>", "<h2>More of our stories</h2>", "<h2>Mill</h2>", ""],
)
def test_a_page_name_without_a_heading(above: str) -> None:
    """Where nothing above the copy can be its headline, the name of the page is none either."""
    assert headline("<title>Home</title>", above + COPY)[:2] == (None, None)


def test_a_page_name_that_the_article_bears() -> None:
    """A word that may title any page is a headline where the article's own data or heading say it."""
    assert chosen(headline("<title>Home</title>", "<article><h1>Home</h1></article>" + COPY)).value == "Home"


def test_nothing_to_read() -> None:
    """A page without any title has no headline."""
    assert headline("") == Headline()


@pytest.mark.parametrize(
    ("text", "is_name", "is_like"),
    [
        ("The North Herald", True, True),
        ("northherald.example", True, True),
        ("North Herald Online", False, True),
        ("North", False, True),
        ("Owls", False, False),
        ("", False, False),
        ("\u2014", False, False),
    ],
)
def test_names_of_a_site(text: str, is_name: bool, is_like: bool) -> None:  # a table of what is expected
    """A site is told by what it calls itself and by its host, an article and marks aside."""
    names = SiteNames(["North Herald"], "https://www.northherald.example/owls")
    assert (names.is_name(text), names.is_like(text)) == (is_name, is_like)


def test_findings_say_how() -> None:
    """Evidence is the text as it stood, of 500 characters at most, and a likelihood."""
    found = chosen(headline(og("Owls return | North Herald")))
    assert found.as_found == "Owls return | North Herald"
    assert 0 < found.confidence <= 0.99
    assert Findings(headline=found).headline is found
