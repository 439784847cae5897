"""What a page says of itself, found once for every field: its meta elements, its JSON-LD, the names of its site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from service.html import meta_names as names
from service.html.blocks import Block
from service.html.json_ld import ARTICLE_TYPES, JsonLd, Node, types_of
from service.html.meta_elements import MetaElements
from service.html.microdata import microdata_article
from service.html.site_names import SiteNames
from service.html.values import name_of, text_of
from service.words.guess import guess_language

# Articles that are not news: what a shop or a firm publishes is one of these, or says nothing.
# Blocks of a page that are longer than its labels, and how much of them tells a language.
LONGEST_LABEL, MOST_LOOKED_AT, LONGEST_LOOK = 80, 10, 1_500

_TAGS = ("meta", "link", "script", "title", "h1", "figcaption")
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

    @property
    def is_news(self) -> bool:
        """Whether the page declares to be news."""
        return not _NEWS.isdisjoint(types_of(self.article or self.marked))


def read_sources(page: etree._Element, url: str | None) -> Sources:
    """Read them from a page that came from `url`, where that is known.

    Every look through the whole page takes a tenth of the time of its parse: microdata are looked for where there is
    no JSON-LD, of which they say the same.
    """
    found: dict[str, list[etree._Element]] = {tag: [] for tag in _TAGS}
    for element in page.iter(*_TAGS):
        found[element.tag].append(element)
    meta, linked = MetaElements((*found["meta"], *found["link"])), JsonLd(found["script"])
    article = linked.article(frozenset(filter(None, (url, *meta.all("link canonical"), *meta.all("og:url"))))) or {}
    publisher = name_of(linked.resolve(article.get("publisher")))
    houses = (text_of(node.get("name")) for node in linked.of(_HOUSES))
    declared = (publisher, *houses, *(name for key in (*names.SITES, *names.PUBLISHERS) for name in meta.all(key)))
    return Sources(
        meta=meta,
        linked=linked,
        article=article,
        marked={} if article else microdata_article(page),
        sites=SiteNames(filter(None, declared), url),
        title=next(map(text_of, (one.text for one in found["title"] if _is_of_page(one))), None),
        headings=found["h1"],
        captions=found["figcaption"],
    )


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
