"""Pictures, rights and keywords of a page, and what its microdata say."""

import pytest

from service.article import Findings, Image, Rights
from service.cautions import MALFORMED_METADATA
from service.html.blocks import printed_blocks
from service.html.metadata import Metadata, read_metadata
from service.html.page import parse_page
from service.html.sources import read_sources, walk_page

URL = "https://news.example/2026/owls"


def metadata(html: str) -> Metadata:
    """What a page with this HTML says."""
    page = parse_page(html)
    assert page is not None
    return read_metadata(page, printed_blocks(page), read_sources(walk_page(page), URL), URL, Findings())


def images(html: str) -> tuple[Image, ...]:
    """The pictures that a page declares and prints."""
    said = metadata(html)
    return (*said.declared.images, *said.printed.images)


def linked(json: str, body: str = "") -> str:
    """A page with this JSON-LD in an article's node."""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {json}}}</script><h1>Owls</h1>{body}'


def test_picture_with_all_that_is_declared() -> None:
    """A picture of JSON-LD comes with its caption, its credit, or who made it, and its licence."""
    image = """{"@type": "ImageObject", "url": "https://news.example/a.jpg", "caption": "An owl",
                "creator": {"@type": "Person", "name": "Ada Ng"}, "license": "https://terms.example/cc"}"""
    assert images(linked(f'"image": [{image}, "https://news.example/b.jpg"]')) == (
        Image("https://news.example/a.jpg", "An owl", "Ada Ng", "https://terms.example/cc"),
        Image("https://news.example/b.jpg"),
    )


@pytest.mark.parametrize(
    ("figure", "image"),
    [
        (
            "<img src='/a.jpg'><figcaption>An owl at the mill. <span class='credit'>Photo: Ada Ng</span></figcaption>",
            Image("https://news.example/a.jpg", "An owl at the mill.", "Photo: Ada Ng"),
        ),
        (
            "<img src='data:image/gif;base64,AA' data-src='b.jpg'><figcaption>An owl at the mill.</figcaption>",
            Image("https://news.example/2026/b.jpg", "An owl at the mill."),
        ),
        (
            "<img src='javascript:alert(1)'><figcaption>An owl at the mill.</figcaption>",
            Image(None, "An owl at the mill."),
        ),
    ],
)
def test_picture_with_its_caption(figure: str, image: Image) -> None:
    """A printed picture comes with its caption, its credit apart from that, and an address that leads there."""
    assert images(f"<article><h1>Owls</h1><figure>{figure}</figure></article>") == (image,)


def test_one_picture_declared_and_printed() -> None:
    """A picture that is declared and printed in another size is one, with the caption that is printed."""
    figure = "<figure><img src='/small/owl.jpg?w=300'><figcaption>An owl at the mill.</figcaption></figure>"
    found = images(linked('"image": "https://cdn.example/large/owl.jpg"', f"<article>{figure}</article>"))
    assert found == (Image("https://cdn.example/large/owl.jpg", "An owl at the mill."),)


def test_one_picture_of_a_page_without_an_address() -> None:
    """A printed picture with a relative address is the declared one of the same file, where the page has no address."""
    declared = """"image": {"@type": "ImageObject", "url": "https://cdn.example/large/owl.jpg", "caption": "An owl.",
                "creditText": "Ada Ng/Owl Post"}"""
    figure = "<figure><img src='/img/owl.jpg'><figcaption>An owl at the mill. Photo: Ada Ng</figcaption></figure>"
    other = "<figure><img src='/img/mill.jpg'><figcaption>The mill.</figcaption></figure>"
    page = parse_page(linked(declared, f"<article>{figure}{other}</article>"))
    assert page is not None
    said = read_metadata(page, printed_blocks(page), read_sources(walk_page(page), None), None, Findings())
    assert said.declared.images == (
        Image("https://cdn.example/large/owl.jpg", "An owl at the mill.", "Ada Ng/Owl Post"),
    )
    assert said.printed.images == (Image(None, "The mill."),)


def test_picture_that_microdata_mark() -> None:
    """A picture in an article's microdata comes with its caption, and with the credit that this prints."""
    image = """<div itemprop="image" itemscope itemtype="https://schema.org/ImageObject">
        <img itemprop="url" src="https://news.example/a.jpg"><p itemprop="caption">An owl. Photo: Ada Ng</p></div>"""
    article = f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Owls</h1>{image}</div>'
    assert images(article) == (Image("https://news.example/a.jpg", "An owl.", "Ada Ng"),)


def test_byline_with_a_letter_that_folds_into_two() -> None:
    """A byline is read where a name has an eszett, which is two letters without case."""
    mark = '<p>Von <span class="author">J\u00f6rg Wei\u00df</span> \u00b7 12.11.2026, 18:42 Uhr</p>'
    said = metadata(f'<html lang="de"><body><h1>Eulen</h1>{mark}</body></html>').printed
    assert said.authors is not None
    assert said.authors.value == ("J\u00f6rg Wei\u00df",)
    assert said.byline is not None
    assert said.byline.value == "Von J\u00f6rg Wei\u00df"


def test_picture_beside_the_article() -> None:
    """A picture of a list of other articles is not this one's."""
    figure = "<figure><img src='/x.jpg'><figcaption>Another story.</figcaption></figure>"
    assert images(f"<h1>Owls</h1><aside>{figure}</aside>") == ()


@pytest.mark.parametrize(
    ("html", "rights"),
    [
        (
            '<meta name="robots" content="noarchive"><meta name="robots" content="max-snippet:9">',
            Rights(robots="noarchive, max-snippet:9"),
        ),
        ('<meta name="tdm-reservation" content="1">', Rights(tdm_reservation="1")),
        (
            '<meta name="tdm-policy" content="https://news.example/tdm.json">',
            Rights(tdm_policy="https://news.example/tdm.json"),
        ),
        ('<meta name="copyright" content="\u00a9 2026 Owl Post">', Rights(copyright_notice="\u00a9 2026 Owl Post")),
        ('<link rel="license" href="https://terms.example/cc">', Rights(license="https://terms.example/cc")),
        (
            '<footer><p>Under <a rel="license" href="https://terms.example/cc">CC BY</a></p></footer>',
            Rights(license="https://terms.example/cc"),
        ),
        ("<footer><p>\u00a9 2026 Owl Post</p></footer>", Rights(copyright_notice="\u00a9 2026 Owl Post")),
        ("<p>He wrote \u00a9 on the wall, and then he went home to the mill.</p>", Rights()),
        (linked('"license": "CC BY-NC 4.0"'), Rights(license="CC BY-NC 4.0")),
        (linked('"license": {"name": "CC BY-NC 4.0"}'), Rights(license="CC BY-NC 4.0")),
        (linked('"license": "javascript:alert(1)"'), Rights()),
    ],
)
def test_rights(html: str, rights: Rights) -> None:
    """Licence, line of copyright and what robots are told, as declared or printed."""
    assert metadata(html).rights == rights


@pytest.mark.parametrize(
    ("html", "method", "words"),
    [
        (linked('"keywords": "owls, Mill; North"'), "json-ld", ("owls", "Mill", "North")),
        (linked('"keywords": [["owls", {"@type": "DefinedTerm", "name": "Mill"}]]'), "json-ld", ("owls", "Mill")),
        (
            '<meta property="article:tag" content="owls"><meta property="article:tag" content="Mill">',
            "meta",
            ("owls", "Mill"),
        ),
        (
            '<h1>Owls</h1><a rel="tag" href="/t">owls</a><a rel="category tag" href="/t">Mill</a>',
            "layout",
            ("owls", "Mill"),
        ),
    ],
)
def test_keywords(html: str, method: str, words: tuple[str, ...]) -> None:
    """Keywords are those that are declared, else the links that are marked as tags, as printed."""
    said = metadata(html)
    found = said.declared.keywords or said.printed.keywords
    assert found is not None
    assert (found.method, found.value) == (method, words)


def test_microdata() -> None:
    """Where there is no JSON-LD, microdata say the same of an article, and not of what else is marked in it."""
    said = metadata(
        """<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Owls return</h1>
        <meta itemprop="articleSection" content="Wildlife"><meta itemprop="isAccessibleForFree" content="false">
        <span itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Owl Post</b>
        <img itemprop="image" src="https://news.example/logo.png"></span>
        <link itemprop="image" href="https://news.example/owl.jpg"></div>"""
    ).declared
    assert said.section is not None
    assert (said.section.value, said.section.method) == ("Wildlife", "microdata")
    assert said.publisher is not None
    assert said.publisher.value == "Owl Post"
    assert said.is_accessible_for_free is not None
    assert said.is_accessible_for_free.value is False
    assert said.images == (Image("https://news.example/owl.jpg"),)


@pytest.mark.parametrize(
    ("html", "field", "detail"),
    [
        ('<script type="application/ld+json">{"@type": </script>', None, "A block of JSON-LD holds no JSON."),
        (
            f'<script type="application/ld+json">"{"x" * 1_000_001}"</script>',
            None,
            "A block of JSON-LD with 1000003 characters was not read.",
        ),
        (
            '<script type="application/ld+json">{}</script>' * 51,
            None,
            "Of 51 blocks of JSON-LD, 50 were read.",
        ),
        (
            linked(f'"author": [{", ".join(chr(34) + f"Ada Ng{n}" + chr(34) for n in range(400))}]'),
            "authors",
            "350 more authors were not read.",
        ),
        (linked('"author": "<b>Ada</b> Ng"'), "authors", "Markup was taken out."),
    ],
)
def test_malformed(html: str, field: str | None, detail: str) -> None:
    """What is broken, too much or holds markup is a warning that says what became of it."""
    assert [(one.code, one.field, one.detail) for one in metadata(html).cautions] == [
        (MALFORMED_METADATA, field, detail)
    ]
