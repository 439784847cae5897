"""Extracting the copy of pages: body, furniture, printed fields, and pages that lack some of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from service.article import DecodedArticle, ExtractedArticle, Reading
from service.steps.extract import extract

PAGES = Path(__file__).parent / "pages"
NEWS_BODY = """\
The passenger ferry between Holm Sound and the mainland will sail again from Monday, two winters after storms closed \
the northern pier.

The harbour board said that the new pontoon had passed its last inspection, and that two sailings a day were planned \
for the whole of the summer season.

What it will cost

Single tickets are to be sold on board and at the post office for the price that was asked before the closure.

Adults will pay four crowns for each crossing.

Children and bicycles will travel free.

Leaves | Arrives

07:10 | 07:55

Residents had asked for an earlier boat.

The board will decide about it when the summer is over."""


def article(html: str, url: str | None = None) -> DecodedArticle:
    """A page as it comes from decoding."""
    return DecodedArticle("1", html, "text/html", url=url)


def page(name: str, url: str | None = None) -> ExtractedArticle:
    """What is extracted from one of the pages beside this file."""
    return extract(article((PAGES / f"{name}.html").read_text(encoding="utf-8"), url))


def layout(extracted: ExtractedArticle) -> Reading:
    """The layout of a page, which every page has."""
    assert extracted.layout is not None
    return extracted.layout


def test_paragraphs() -> None:
    """Paragraphs, sub-headings, list items and table rows are paragraphs of clean text, in the page's order."""
    assert layout(page("news")).paragraphs == tuple(NEWS_BODY.split("\n\n"))


def test_furniture() -> None:
    """What is cut is furniture of the kind that its place on the page tells; scripts and the headline are not."""
    furniture = [(piece.kind, piece.text) for piece in layout(page("news")).furniture]
    assert furniture == [
        ("page-header", "The Harbour Post"),
        ("navigation", "News"),
        ("navigation", "Sport"),
        ("caption", "The ferry at the old pier last autumn."),
        ("boilerplate", "Subscribe to our letter about the islands."),
        ("page-footer", "Harbour Post Trust, Pier Road 1"),
    ]


def test_furniture_is_bounded() -> None:
    """Furniture ends with the piece that passes 16 KiB: the record says that it was cut."""
    copy = "<p>The tide mill has been turning since the spring flood, and it will do so all year long.</p>" * 8
    links = "".join(f"<p><a href='/{n}'>a link to page number {n}</a></p>" for n in range(2_000))
    pieces = layout(extract(article(f"<body><nav>{links}</nav>{copy}</body>"))).furniture
    size = sum(len(piece.text.encode()) for piece in pieces)
    assert 16 * 1024 < size <= 16 * 1024 + len(pieces[-1].text)


def test_printed_fields() -> None:
    """Where a page declares nothing, what it prints is found, each with the text that prints it."""
    findings = layout(page("printed")).findings
    assert findings.headline is not None
    assert (findings.headline.value, findings.headline.method) == ("Winter market opens early", "layout")
    assert findings.authors is not None
    assert findings.authors.value == ("Lena Brandt",)
    (date,) = findings.dates
    assert (date.value.at.isoformat(), date.value.precision) == ("2025-11-12T08:30:00+00:00", "minute")
    assert (date.as_found, date.method) == ("12 November 2025, 08:30", "layout")


def test_no_date_is_invented() -> None:
    """No copyright year, picture's folder or date of a change stands in for the day of publication."""
    extracted = page("undated")
    assert layout(extracted).findings.dates == ()
    assert [found.value.role for found in extracted.structured.dates] == ["modified"]


def test_xml_declaration() -> None:
    """A page that declares an encoding, which was decoded already, is read as the text that it is."""
    extracted = page("xhtml")
    assert extracted.structured.language is not None
    assert extracted.structured.language.value == "de"
    assert layout(extracted).paragraphs[0].startswith("Die alte Brücke über die Lühe bleibt für Fußgänger")


def test_headline_that_opens_the_body() -> None:
    """A headline is not the body's first paragraph too, unless it is the only one."""
    headline, text = "<h2>Bees are back</h2>", "<p>They were seen at the old orchard today.</p>"
    head = "<head><title>Bees are back</title></head>"
    assert layout(extract(article(head + headline + text))).paragraphs == ("They were seen at the old orchard today.",)
    assert layout(extract(article(head + headline))).paragraphs == ("Bees are back",)


def test_a_page_from_before_metadata() -> None:
    """A page laid out by tables, which declares nothing, gives headline, byline, date and body as it prints them."""
    links = "<br>".join(f"<a href='{name}.htm'>{name}</a>" for name in ("Home", "Village", "Photos", "Guest book"))
    story = "".join(
        f"<p>The tide mill has turned since the spring flood of that year, and will turn {n} more.</p>"
        for n in range(5)
    )
    html = f"""<html><head><title>The Holm Bugle - Tide mill turns again</title></head><body><table>
    <tr><td colspan=2><font size=5><b>The Holm Bugle</b></font></td></tr><tr><td>{links}</td><td>
    <p><font size=5><b>Tide mill turns again</b></font></p><p><i>by Ada Holm, 6 June 2004</i></p>{story}
    <p><a href='old.htm'>Back to the archive</a> - Best seen at 800 x 600 - You are visitor number 4 817</p>
    </td></tr></table></body></html>"""
    reading = layout(extract(article(html)))
    findings = reading.findings
    assert findings.headline is not None
    assert findings.headline.value == "Tide mill turns again"
    assert findings.byline is not None
    assert findings.byline.value == "by Ada Holm"
    assert findings.authors is not None
    assert findings.authors.value == ("Ada Holm",)
    assert [date.value.at.date().isoformat() for date in findings.dates] == ["2004-06-06"]
    assert len(reading.paragraphs) == 5
    assert all(text.startswith("The tide mill") for text in reading.paragraphs)
    assert [piece.kind for piece in reading.furniture] == ["page-header", "navigation", "date", "page-footer"]


def test_byline_and_comment_note_are_no_body() -> None:
    """A byline and a note to commenters that stand around the copy leave it, and the byline is a field."""
    story = "".join(
        f"<p>Das Museum am Hafen hat im Winter {n} neue Boote bekommen, alle aus Holz.</p>" for n in range(3, 9)
    )
    html = f"""<html lang=de><head><meta name=author content="Uta Brandt"></head><body><div><h1>Boote im Museum</h1>
    <p>Von Uta Brandt</p>{story}</div><div><p>Bitte melden Sie sich an, um zu kommentieren.</p></div></body></html>"""
    reading = layout(extract(article(html)))
    assert len(reading.paragraphs) == 6
    assert reading.findings.byline is not None
    assert reading.findings.byline.value == "Von Uta Brandt"
    assert [piece.text for piece in reading.furniture] == ["Bitte melden Sie sich an, um zu kommentieren."]


FERRY = (
    "The ferry between Holm Sound and the mainland will sail again from Monday, the harbour board said on Friday.",
    "Two winters ago a storm closed the northern pier, and the last boat was sold to a firm on the other coast.",
)


@pytest.mark.parametrize(
    "foot",
    [
        '<p>The post <a href="x">Ferry returns</a> appeared first on <a href="y">Holm Post</a>.</p>',
        '<p>Der Beitrag <a href="x">Die Fähre kehrt zurück</a> erschien zuerst auf <a href="y">Holm Post</a>.</p>',
        "<h3>Share this:</h3><ul><li>Facebook</li><li>X</li></ul>",
        "<h3>Share this:</h3><ul><li>X</li></ul>",
        "<p>Already a subscriber? Log in</p>",
        "<p>This article is for subscribers only.</p>",
        "<p>You have 2 free articles left this month.</p>",
    ],
)
def test_lines_of_the_foot_are_no_body(foot: str) -> None:
    """The line with which a feed ends an item, the buttons of networks, and what asks to pay are no copy."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in FERRY)
    html = f"<html><body><article><h1>Ferry returns</h1>{text}{foot}</article></body></html>"
    assert layout(extract(article(html))).paragraphs == FERRY


def test_what_stands_above_the_headline_is_no_body() -> None:
    """Of a short page, the section above the headline is no copy; a sub-heading that says the same below copy is."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in FERRY)
    html = "<html><head><title>Ferry returns to Holm</title></head><body><nav><ul><li>Home</li></ul></nav><article>"
    above = f"{html}<span>Transport</span><h1>Ferry returns to Holm</h1>{text}</article></body></html>"
    assert layout(extract(article(above))).paragraphs == FERRY
    below = f"{html}<h1>Ferry returns to Holm</h1>{text}<h2>Ferry returns to Holm</h2>{text}</article></body></html>"
    assert layout(extract(article(below))).paragraphs[:2] == FERRY


@pytest.mark.parametrize(
    "last",
    [
        "The post of harbour master appeared first on the list, and nobody wanted it.",
        "The boat was painted in the colours of X",
        "Only those who had been subscribers of the paper remembered the boat.",
    ],
)
def test_a_last_line_of_copy_stays(last: str) -> None:
    """Copy that has words of such lines in it stays."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*FERRY, last))
    html = f"<html><body><article><h1>Ferry returns</h1>{text}</article></body></html>"
    assert layout(extract(article(html))).paragraphs == (*FERRY, last)


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Published 21 November 2026, 07:00 GMT. Updated 22 November 2026, 10:15 GMT", ("date", "date")),
        ("By Ada Ng. Published 21 November 2026, 07:00 GMT. Updated 22 November 2026, 10:15 GMT", ("date", "date")),
        ("<strong>By Ada Ng</strong><br>ada@owls.example", ("boilerplate",)),
        (
            'Posted by <span class="author vcard"><a href="/author/admin">admin</a></span> on November 24, 2026',
            ("byline",),
        ),
    ],
)
def test_lines_of_the_head_are_no_body(line: str, furniture: tuple[str, ...]) -> None:
    """A line of several dates, and a byline of which the name was taken out, are furniture and no copy."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in FERRY)
    html = f"<html><body><article><h1>Ferry returns</h1><div>{line}</div>{text}</article></body></html>"
    found = layout(extract(article(html)))
    assert found.paragraphs == FERRY
    assert tuple(piece.kind for piece in found.furniture) == furniture


def test_menus_of_a_short_page() -> None:
    """The menu of a page with little text is no body, though trafilatura takes all that there is."""
    html = "<body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav><p>The pool opens at ten.</p></body>"
    assert layout(extract(article(html))).paragraphs == ("The pool opens at ten.",)


def test_headline_without_body() -> None:
    """A page with a headline alone gives the headline."""
    extracted = extract(article("<html><head><title>Gone fishing</title></head><body></body></html>"))
    assert layout(extracted).paragraphs == ()
    assert layout(extracted).findings.headline is not None


@pytest.mark.parametrize("html", ["", "  \n", "<!-- nothing -->", "<!DOCTYPE html>", "<?xml version='1.0'?>", "\0"])
def test_empty_page(html: str) -> None:
    """A page without any element holds nothing."""
    assert extract(article(html)) == ExtractedArticle(layout=Reading(()))


def test_frameset() -> None:
    """A page of frames holds no copy, and what it says to browsers without frames is not taken for text."""
    html = "<html><head><title>Home</title></head><frameset><frame src='a'><noframes><p>Use a map.</p></noframes>"
    assert layout(extract(article(html))).paragraphs == ()
    assert layout(extract(article(html))).furniture == ()


def test_text_has_no_markup_to_read() -> None:
    """Plain text is left for its layout to be read."""
    plain = replace(article("<p>Not markup here.</p>"), media_type="text/plain")
    assert extract(plain) == ExtractedArticle()


def test_outsize_page_is_read_without_trafilatura() -> None:
    """A page with more elements than any real one still gives its paragraphs."""
    extracted = extract(article("<nav><p>Menu</p></nav>" + "<p>One <i>more</i> line of a very long page.</p>" * 16_000))
    assert layout(extracted).paragraphs == ("One more line of a very long page.",) * 16_000


def test_same_page_same_result() -> None:
    """The same page gives the same result, whatever was read in between."""
    first = page("news")
    page("printed")
    assert page("news") == first
