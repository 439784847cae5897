"""What belongs to others on a page, related stories, comments, events, owners: none of it is the article's."""

import pytest

from service.article import DecodedArticle, Findings
from service.html.blocks import printed_blocks
from service.html.metadata import Metadata, read_metadata
from service.html.page import parse_page
from service.html.sources import read_sources, walk_page
from service.steps.extract import extract
from service.steps.normalise import normalise

URL = "https://news.example/2026/owls-return"
COPY = "<p>The owls were seen at the old mill on Monday, and have been heard there every night since.</p>" * 5
HEADLINE = "<h1>Owls return to the mill</h1>"
RELATED = "Harbour wall falls into the sea"


def html(body: str, head: str = "") -> str:
    """A page about owls with this in its body and its head."""
    return f'<html lang="en"><head><title>Owls return to the mill</title>{head}</head><body>{body}</body></html>'


def metadata(body: str, head: str = "") -> Metadata:
    """What a page says of its article."""
    page = parse_page(html(body, head))
    assert page is not None
    return read_metadata(page, printed_blocks(page), read_sources(walk_page(page), URL), URL, Findings())


def authors(body: str, head: str = "") -> tuple[str, ...]:
    """The authors of a page."""
    said = metadata(body, head)
    found = said.declared.authors or said.printed.authors
    return found.value if found else ()


def headline(body: str, head: str = "") -> str | None:
    """The headline of a page."""
    said = metadata(body, head)
    found = said.declared.headline or said.printed.headline
    return found.value if found else None


def dates(body: str, head: str = "") -> list[tuple[str, str]]:
    """Role and day of each date of a page's record."""
    article = DecodedArticle("a", html(body, head), "text/html")
    found = normalise(article, extract(article)).findings.dates
    return [(one.value.role, one.value.at.date().isoformat()) for one in found]


def linked(json: str) -> str:
    """A script of JSON-LD."""
    return f'<script type="application/ld+json">{json}</script>'


def story(more: str = "", title: str = RELATED) -> str:
    """JSON-LD of a story by Bo Li."""
    return linked(
        f'{{"@type": "NewsArticle", "headline": "{title}", "author": {{"@type": "Person", "name": "Bo Li"}},'
        f'"datePublished": "2025-01-02"{more}}}'
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<aside>{story()}</aside>{HEADLINE}{COPY}",
        f"{HEADLINE}{COPY}<div class='related'>{story()}</div>",
        f"{HEADLINE}{COPY}" + story(', "url": "https://news.example/2025/harbour"'),
        (
            f"<aside itemscope itemtype='https://schema.org/NewsArticle'><b itemprop='headline'>{RELATED}</b>"
            "<i itemprop='author'>Bo Li</i><time itemprop='datePublished' datetime='2025-01-02'>2 January</time>"
            f"</aside>{HEADLINE}{COPY}"
        ),
        (
            f"{HEADLINE}{COPY}<div itemscope itemtype='https://schema.org/NewsArticle'>"
            f"<h3 itemprop='headline'>{RELATED}</h3><meta itemprop='author' content='Bo Li'>"
            "<meta itemprop='datePublished' content='2025-01-02'></div>"
        ),
    ],
)
def test_an_article_with_another_headline_is_a_related_story(body: str) -> None:
    """An article whose headline is none of the page's titles gives it neither headline nor authors nor dates."""
    assert (headline(body), authors(body), dates(body)) == ("Owls return to the mill", (), [])
    passed_over = {(one.text, one.because) for one in metadata(body).passed_over}
    assert (RELATED, "It is of another story: no title of the page says it.") in passed_over


def test_of_two_articles_the_one_that_the_page_is_titled_by() -> None:
    """Of several articles, none of which names the page's address, the one with its title is the page's."""
    head = story() + story(title="Owls return to the mill").replace("Bo Li", "Ada Ng").replace("2025", "2026")
    assert authors(HEADLINE + COPY, head) == ("Ada Ng",)
    assert dates(HEADLINE + COPY, head) == [("published", "2026-01-02")]


@pytest.mark.parametrize(
    ("title", "more"),
    [
        ("Owls return to the mill", ""),
        ("Owls are back: what the mill's keeper says", ""),
        ("The owls return to the old mill - North Herald", ""),
        ("A night at the harbour", ', "mainEntityOfPage": "http://www.news.example/2026/owls-return/"'),
        ("", ""),
    ],
)
def test_a_headline_for_machines_is_no_other_story(title: str, more: str) -> None:
    """An article that shares words with a title, names the page's address, or has no headline is the page's."""
    assert authors(HEADLINE + COPY, story(more, title)) == ("Bo Li",)


@pytest.mark.parametrize("title", ["Owl Post", "News", ""])
def test_a_page_that_is_titled_by_its_site_alone(title: str) -> None:
    """Where no title says what the page is about, the article that it describes is its own."""
    head = story(', "publisher": {"name": "Owl Post"}')
    page = parse_page(f"<html><head><title>{title}</title>{head}</head><body>{COPY}</body></html>")
    assert page is not None
    said = read_metadata(page, printed_blocks(page), read_sources(walk_page(page), URL), URL, Findings())
    assert said.declared.headline is not None
    assert said.declared.headline.value == RELATED


@pytest.mark.parametrize(
    "body",
    [
        '<div class="comment-list"><div class="comment"><b itemprop="author">Bo Li</b><p>So true!</p></div></div>',
        '<div class="comment" itemscope itemtype="https://schema.org/Comment"><a rel="author">Bo Li</a></div>',
        '<section id="comments"><p>Posted by Bo Li</p><p>So true!</p></section>',
        f'<div class="related-stories"><p>{RELATED}</p><p>By Bo Li</p></div>',
        f'<ul class="most-read"><li>{RELATED} <a rel="author" href="/bo">Bo Li</a></li></ul>',
        "<figure><figcaption>By Bo Li</figcaption></figure>",
        f'<div><h3><a href="/harbour">{RELATED}</a></h3><span class="author">By Bo Li</span></div>',
        f'<section><h2>More</h2><article><h3><a href="/harbour">{RELATED}</a></h3><p>By Bo Li</p></article></section>',
    ],
)
def test_authors_of_others(body: str) -> None:
    """Who comments, or wrote a story that the page recommends, is not its author."""
    assert authors(HEADLINE + COPY + body) == ()
    assert authors(f"{HEADLINE}{COPY[:97]}{body}") == ()


@pytest.mark.parametrize(
    "body",
    [
        '<div class="comment"><span class="date">3 May 2024</span><p>So true!</p></div>',
        '<div id="comments"><time datetime="2024-05-03">3 May</time></div>',
        f'<div class="related-stories"><h3>{RELATED}</h3><p>3 May 2024</p></div>',
        f'<div class="teaser"><time datetime="2024-05-03T10:00:00Z">3 May</time> {RELATED}</div>',
        "<figure><img src='/a.jpg'><figcaption>3 May 2024</figcaption></figure>",
        "<figure><img src='/a.jpg'><figcaption>The mill. | 3 May 2024</figcaption></figure>",
        "<p>Event date: 3 May 2024</p>",
        "<p>When: 3 May 2024, 19:00</p>",
        "<p>Next meeting: 3 May 2024</p>",
        "<dl><dt>Next meeting</dt><dd>3 May 2024</dd></dl>",
        "<p>Premiere of the film: 3 May 2024</p>",
        "<p>Medically reviewed by Bo Li, MD on 3 May 2024</p>",
        "<table><tr><th>When</th><td>3 May 2024</td></tr><tr><th>Where</th><td>The mill</td></tr></table>",
        '<div class="event-details"><h2>Owl night</h2><p>3 May 2024</p></div>',
        f'<div><h3><a href="/harbour">{RELATED}</a></h3><span class="date">3 May 2024</span></div>',
        '<div itemscope itemtype="https://schema.org/Event"><time datetime="2024-05-03">3 May 2024</time></div>',
        '<p>Doors open <time itemprop="startDate" datetime="2024-05-03T19:00">3 May 2024</time></p>',
    ],
)
def test_dates_of_others(body: str) -> None:
    """The dates of comments, other stories, pictures and events are not the article's, wherever they stand."""
    assert dates(HEADLINE + body + COPY) == []
    assert dates(HEADLINE + COPY + body) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Posted online: 3 May 2024</p>",
        "<p>Date: 3 May 2024</p>",
        "<p>Ada Ng: 3 May 2024</p>",
        "<p>Published in print on: 3 May 2024</p>",
        '<div class="date-comments">3 May 2024 <a href="#c">3 comments</a></div>',
        '<div class="post-meta no-comments"><span>3 May 2024</span></div>',
    ],
)
def test_a_label_or_a_name_that_is_of_the_article(line: str) -> None:
    """What is labelled in other words for a publication, or stands beside a count of comments, is its date."""
    assert dates(HEADLINE + line + COPY) == [("published", "2024-05-03")]


@pytest.mark.parametrize(
    "node",
    [
        '{"@type": "Event", "name": "Owl night", "startDate": "2024-05-03", "dateModified": "2024-05-03"}',
        '{"@type": "MusicEvent", "datePublished": "2024-05-03"}',
        '{"@type": "Product", "name": "Owl box", "datePublished": "2024-05-03"}',
        '{"@type": "Book", "name": "Of owls", "datePublished": "2024-05-03"}',
        '{"@type": "Organization", "name": "Owl Post", "dateModified": "2024-05-03"}',
        '{"@type": "Comment", "text": "So true!", "dateModified": "2024-05-03"}',
    ],
)
def test_dates_of_what_a_page_describes(node: str) -> None:
    """The dates of an event, a product or a comment in JSON-LD are none of the article's."""
    assert dates(HEADLINE + COPY, linked(node)) == []


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="music:creator" content="Bo Li">',
        '<meta property="book:author" content="Bo Li">',
        '<meta property="video:writer" content="Bo Li">',
        '<meta name="theme-author" content="Bo Li">',
        '<meta name="image.creator" content="Bo Li">',
        linked(
            '{"@graph": [{"@type": "WebSite", "publisher": {"@id": "#bo"}},'
            '{"@type": ["Person", "Organization"], "@id": "#bo", "name": "Bo Li"}]}'
        ),
        linked('[{"@type": "WebSite", "author": {"@id": "#bo"}}, {"@type": "Person", "@id": "#bo", "name": "Bo Li"}]'),
        linked('{"@type": "Person", "name": "Bo Li", "url": "https://news.example/"}'),
    ],
)
def test_makers_of_something_else(head: str) -> None:
    """Who made a song, a book, a picture or the site itself is not the article's author."""
    assert authors(HEADLINE + COPY, head) == ()


@pytest.mark.parametrize("line", ["By Popular Demand", "By the Numbers", "By The Book", "By Invitation Only"])
def test_no_name_behind_by(line: str) -> None:
    """A set phrase that opens with "by" names nobody."""
    for tag in ("p", "h2", "div class='byline'"):
        assert authors(f"{HEADLINE}<{tag}>{line}</{tag.split()[0]}>{COPY}") == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Words by Ada Ng. Photographs by Bo Li", ("Ada Ng",)),
        ("Words by Ada Ng, photographs by Bo Li", ("Ada Ng",)),
        ("Words: Ada Ng | Photos: Bo Li", ("Ada Ng",)),
        ("By Ada Ng; illustrations by Bo Li", ("Ada Ng",)),
        ("By Ada Ng and Cy Roe. Pictures by Bo Li", ("Ada Ng", "Cy Roe")),
        ("By Ada Ng. Edited by Bo Li", ("Ada Ng",)),
    ],
)
def test_words_and_pictures(line: str, expected: tuple[str, ...]) -> None:
    """Of a line that parts words from pictures, who wrote the words is the author."""
    assert authors(f"{HEADLINE}<p>{line}</p>{COPY}") == expected
    assert authors(f"{HEADLINE}<p class='byline'>{line}</p>{COPY}") == expected


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<p>By Ada Ng</p>", "By Ada Ng"),
        ("<p>By Ada Ng | 12 March 2026 | 5 min read</p>", "By Ada Ng"),
        ("<div class='byline'>By <a rel='author'>Ada Ng</a>, Owl correspondent</div>", "By Ada Ng, Owl correspondent"),
        ("<div>Written by</div><div>Ada Ng</div>", "Written by Ada Ng"),
        ("<a rel='author' href='/ada'>Ada Ng</a>", "Ada Ng"),
        ("<p>By <span>Ada Ng</span><time>3 Feb 2026</time></p>", "By Ada Ng"),
    ],
)
@pytest.mark.parametrize("head", ["", story(title="Owls return to the mill").replace("Bo Li", "Ada Ng")])
def test_the_byline_as_printed(line: str, byline: str, head: str) -> None:
    """The line near the headline that names the authors is the byline, also where JSON-LD declares them."""
    article = DecodedArticle("a", html(HEADLINE + line + COPY, head), "text/html")
    normalised = normalise(article, extract(article))
    assert normalised.findings.byline is not None
    assert normalised.findings.byline.value == byline
    assert byline not in [piece.text for piece in normalised.furniture]


def test_a_card_of_the_author_is_no_other_story() -> None:
    """A small element whose linked heading is the author's name is about the author."""
    card = '<div class="author-box"><h4><a class="author-name" href="/ada">Ada Ng</a></h4><p>Writes of owls.</p></div>'
    assert authors(HEADLINE + card + COPY) == ("Ada Ng",)


def test_a_kicker_is_no_byline() -> None:
    """A set phrase above the headline gives way to the byline below it."""
    article = DecodedArticle("a", html(f"<p>By Popular Demand</p>{HEADLINE}<p>By Ada Ng</p>{COPY}"), "text/html")
    normalised = normalise(article, extract(article))
    assert normalised.findings.byline is not None
    assert normalised.findings.byline.value == "By Ada Ng"


def test_no_byline_far_from_the_headline() -> None:
    """A mention of the authors in the copy, in a comment or in a caption is no byline."""
    head = story(title="Owls return to the mill").replace("Bo Li", "Ada Ng")
    body = f"{HEADLINE}<figure><figcaption>Ada Ng at the mill</figcaption></figure>{COPY}<p>Said Ada Ng of owls.</p>"
    assert metadata(body, head).printed.byline is None


def test_the_credit_in_a_byline() -> None:
    """Who made the pictures, by the line that names the authors, is the credit of the first of them."""
    head = '<meta property="og:image" content="https://news.example/owl.jpg">'
    said = metadata(f"{HEADLINE}<p>Words by Ada Ng. Photographs by Bo Li</p>{COPY}", head)
    assert [(one.url, one.credit) for one in said.declared.images] == [("https://news.example/owl.jpg", "Bo Li")]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:image" content="https://cdn.example/large/owl.jpg?w=1200">',
        '<meta property="og:image" content="https://cdn.example/owl-1024x683.jpg">',
        linked(
            '{"@type": "NewsArticle", "headline": "Owls return to the mill", "image": {"@type": "ImageObject",'
            '"url": "https://cdn.example/owl.jpg", "caption": "Owls", "creditText": "Cy Roe"}}'
        ),
    ],
)
def test_the_caption_that_readers_see(head: str) -> None:
    """A picture that is declared, and printed with a caption, has the caption that is printed."""
    figure = "<figure><img src='/small/owl.jpg'><figcaption>Two owls on the roof of the mill.</figcaption></figure>"
    said = metadata(f"<article>{HEADLINE}{figure}{COPY}</article>", head)
    captions = [one.caption for one in (*said.declared.images, *said.printed.images)]
    assert captions == ["Two owls on the roof of the mill."]


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        ("Copyright 2026 The Owl Post. All rights reserved.", "Copyright 2026 The Owl Post. All rights reserved."),
        ("Copyright (c) 2026 Owl Post", "Copyright (c) 2026 Owl Post"),
        ("(c) 2026 Owl Post Ltd", "(c) 2026 Owl Post Ltd"),
        ("2026 Owl Post, all rights reserved", "2026 Owl Post, all rights reserved"),
        ("Terms of use", None),
        ("Copyright", None),
    ],
)
def test_copyright_without_its_sign(line: str, notice: str | None) -> None:
    """A line of copyright is one also without the sign; a link to terms is none."""
    assert metadata(f"{HEADLINE}{COPY}<footer><p>{line}</p></footer>").rights.copyright_notice == notice


@pytest.mark.parametrize(
    ("url", "canonical", "believed"),
    [
        ("https://ada.github.io/owls", "https://github.io/owls", False),
        ("https://ada.blogspot.com/owls", "https://blogspot.com/owls", False),
        ("https://news.example.co.uk/owls", "https://co.uk/owls", False),
        ("https://example.co.uk/owls", "https://co.uk/owls", False),
        ("https://edition.example.co.uk/owls", "https://example.co.uk/owls", True),
        ("https://example.co.uk/owls", "https://edition.example.co.uk/owls", True),
        ("https://github.io/owls", "https://ada.github.io/owls", False),
        ("https://a.b.example/owls", "https://b.example/owls", True),
        ("https://example/owls", "https://a.example/owls", False),
    ],
)
def test_an_address_of_the_domain_above(url: str, canonical: str, believed: bool) -> None:  # a table
    """An address in the domain above or below is believed where both are of one owner, by the public suffixes."""
    page = parse_page(html(HEADLINE + COPY, f'<link rel="canonical" href="{canonical}">'))
    assert page is not None
    walked = walk_page(page)
    found = read_metadata(page, walked.blocks, read_sources(walked, url), url, Findings()).declared.canonical_url
    assert (found.value if found else None) == (canonical if believed else None)
