"""What a page says of itself, found once for every field: its meta elements, its JSON-LD, the names of its site."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from service.html import meta_names as names
from service.html.blocks import Block, Walk, walk
from service.html.element_text import text_in
from service.html.json_ld import ARTICLE_TYPES, JsonLd, Node, types_of
from service.html.meta_elements import MetaElements
from service.html.microdata import microdata_articles
from service.html.own_article import MOST_ARTICLES, SHORTEST_TITLE, headline_of, is_borne_out, own_article
from service.html.site_names import SiteNames, dense
from service.html.values import distinct, name_of, text_of
from service.words.guess import guess_language

# Blocks of a page that are longer than its labels, and how much of them tells a language.
LONGEST_LABEL, MOST_LOOKED_AT, LONGEST_LOOK = 80, 10, 1_500
# Of a page's headings those by which it is titled.
MOST_TITLES = 5

_TAGS = ("meta", "link", "script", "title", "h1", "figcaption", "a")
# Articles that are not news: what a shop or a firm publishes is one of these, or says nothing.
_NO_NEWS = frozenset(("Article", "BlogPosting", "TechArticle", "ScholarlyArticle", "SocialMediaPosting"))
_PRIMARY = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_NEWS = ARTICLE_TYPES - _NO_NEWS
_HOUSES = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation"))


@dataclass(frozen=True, slots=True)
class Sources:
    """The structured data of a page. `article` is its article's node of JSON-LD, `marked` that of its microdata.

    Either is empty where there is none.
    """

    meta: MetaElements
    linked: JsonLd
    article: Node
    marked: Node
    sites: SiteNames
    title: str | None
    headings: list[etree._Element]
    captions: list[etree._Element]
    links: list[tuple[etree._Element, str]]  # those that say what they lead to, with what `rel` says
    is_news: bool  # whether the page declares to be
    others: tuple[str, ...] = ()  # headlines of articles that are described on the page and are not its own


def walk_page(page: etree._Element) -> Walk:
    """One walk over a page, for its blocks and its sources."""
    return walk(page, _TAGS)


def read_sources(page: Walk, url: str | None) -> Sources:
    """Read them from a page that came from `url`, where that is known, and that `walk_page` went over.

    Every look through the whole page takes a tenth of the time of its parse: microdata are looked for where there is
    no JSON-LD, of which they say the same.
    """
    found = page.tagged
    around_headline = {one for heading in found["h1"][:MOST_TITLES] for one in heading.iterancestors()}
    metas = (meta for meta in found["meta"] if not _is_of_item(meta, around_headline))
    meta, linked = MetaElements((*metas, *found["link"])), JsonLd(found["script"])
    title = next(map(text_of, (one.text for one in found["title"] if _is_of_page(one))), None)
    described = list(islice(linked.of(ARTICLE_TYPES), MOST_ARTICLES))
    sites = SiteNames(filter(None, _names_of_sites(meta, linked, described)), url)
    titles = _titles(title, meta, found["h1"], sites)
    urls = frozenset(filter(None, (url, *meta.all("link canonical"), *meta.all("og:url"))))
    article = own_article(described, urls, titles) or {}
    items = [] if article else microdata_articles(page)
    marked = own_article(items, urls, titles) or {}
    return Sources(
        meta=meta,
        linked=linked,
        article=article,
        marked=marked,
        sites=sites,
        title=title,
        headings=found["h1"],
        captions=found["figcaption"],
        links=[(link, rel) for link in found["a"] if (rel := link.get("rel"))],
        is_news=not _NEWS.isdisjoint(types_of(article or marked)),
        others=_others((*described, *items), titles, article or marked),
    )


def _names_of_sites(meta: MetaElements, linked: JsonLd, articles: Iterable[Node]) -> Iterator[str | None]:
    """What the page calls its site, and who publishes the articles that it describes."""
    yield from (name_of(linked.resolve(article.get("publisher"))) for article in articles)
    yield from (text_of(node.get("name")) for node in linked.of(_HOUSES))
    yield from (name for key in (*names.SITES, *names.PUBLISHERS) for name in meta.all(key))


def _is_of_item(meta: etree._Element, around_headline: AbstractSet[etree._Element]) -> bool:
    """Whether a meta element is a property of something that is marked on the page and does not hold its headline."""
    if meta.get("itemprop") is None or meta.get("name") or meta.get("property") or not around_headline:
        return False
    item = next((one for one in meta.iterancestors() if one.get("itemscope") is not None), None)
    return item is not None and item not in around_headline


def _titles(title: str | None, meta: MetaElements, headings: Iterable[etree._Element], sites: SiteNames) -> list[str]:
    """What the page is titled by, other than the name of its site, or a word that may title any page."""
    printed = map(text_in, islice(headings, MOST_TITLES))
    said = (title, *meta.all("og:title"), *meta.all("twitter:title"), *printed)
    return [text for text in said if text and len(dense(text)) >= SHORTEST_TITLE and not sites.is_name(text)]


def _others(nodes: Iterable[Node], titles: Sequence[str], own: Node) -> tuple[str, ...]:
    """The headlines of the articles that no title of the page says, its own aside."""
    said = distinct(headline_of(node) or "" for node in islice(nodes, MOST_ARTICLES) if node is not own)
    return tuple(headline for headline in said if titles and not is_borne_out(headline, titles))


def _is_of_page(title: etree._Element) -> bool:
    """Whether a title is the page's: drawings in it may have titles too."""
    parent = title.getparent()
    return parent is not None and parent.tag in {"head", "html", "body"}


def reading_language(page: etree._Element, blocks: Sequence[Block]) -> str | None:
    """The language by whose words a page is read: what its root element declares, else that of its long blocks."""
    declared = _PRIMARY.match((page.get("lang") or page.get("xml:lang") or "").strip())
    if declared:
        return declared[0].lower()
    long = islice((block.text for block in blocks if len(block.text) > LONGEST_LABEL), MOST_LOOKED_AT)
    return guess_language("\n".join(long)[:LONGEST_LOOK])
