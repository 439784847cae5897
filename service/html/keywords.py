"""The publisher's own keywords, as printed: those that a page declares, and those that it links to as its tags."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from lxml import etree

from service.article import Found, Method
from service.characters import squeeze
from service.html import meta_names as names
from service.html.element_text import text_in
from service.html.json_ld import Node, flat
from service.html.margins import in_margin
from service.html.own_article import headline_of
from service.html.site_names import dense
from service.html.sources import Sources
from service.html.values import LONGEST_VALUE, distinct, name_of, text_of

# The share of pages whose keywords of that kind were their own where it was looked at, rounded.
CONFIDENCES: dict[Method, float] = {"json-ld": 0.9, "microdata": 0.85, "meta": 0.8, "layout": 0.7}
# Of a string that lists keywords so many are read, and of tags so many.
MOST_LISTED, MOST_TAGS = 1_000, 30
# Of so many links that are marked as tags it is asked where they stand.
MOST_LINKS = 300

_LISTED = re.compile("[^,;،、]+")


class Keywords(NamedTuple):
    """The keywords that the page declares, and those that it prints."""

    declared: Found[tuple[str, ...]] | None = None
    printed: Found[tuple[str, ...]] | None = None


def read_keywords(sources: Sources) -> Keywords:
    """Each keyword once: of the first declaration that has any, else of the links that are marked as tags."""
    said = (
        _of_node("json-ld", sources.article),
        _of_node("microdata", sources.marked),
        *(_listed("meta", sources.meta.all(name)) for name in names.KEYWORDS),
    )
    declared = next(filter(None, said), None)
    tags = [] if declared else _tags(sources.links)
    return Keywords(declared, _found("layout", distinct(tags), tags))


def _tags(links: Iterable[tuple[etree._Element, str]]) -> list[str]:
    marked = (link for link, rel in links if "tag" in rel and "tag" in rel.split())
    ours = (link for link in islice(marked, MOST_LINKS) if not in_margin(link))
    return [text for link in islice(ours, MOST_TAGS) if (text := text_in(link))]


def _of_node(method: Method, node: Node) -> Found[tuple[str, ...]] | None:
    """Those of an article's node; its headline is none, where a template has it in every property."""
    headline = dense(headline_of(node) or "")
    return _listed(method, (word for word in flat(node.get("keywords")) if not _is(word, headline)))


def _is(word: object, headline: str) -> bool:
    return isinstance(word, str) and len(word) <= LONGEST_VALUE and dense(word) == headline


def _listed(method: Method, values: Iterable[object]) -> Found[tuple[str, ...]] | None:
    # One string lists them all: it may be long, though none of them is.
    printed = [text for value in values if (text := value if isinstance(value, str) else name_of(value))]
    words = (squeeze(word[0]) for text in printed for word in islice(_LISTED.finditer(text), MOST_LISTED))
    return _found(method, distinct(text_of(word) or "" for word in distinct(words)), printed)


def _found(method: Method, words: tuple[str, ...], printed: list[str]) -> Found[tuple[str, ...]] | None:
    return Found(words, method, ", ".join(printed)[:LONGEST_VALUE], CONFIDENCES[method]) if words else None
