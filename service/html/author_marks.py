"""The elements that a page marks as its author's: by class, id, rel, microdata or RDFa."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from lxml import etree

from service.html.author_names import names_in
from service.html.blocks import Block
from service.html.byline_words import lead_length
from service.html.element_text import parts_in
from service.html.head import Head
from service.html.others import is_of_others
from service.html.paths import elements_at
from service.html.persons import is_person
from service.html.sources import Sources
from service.html.values import LONGEST_VALUE
from service.words import MOST_KEPT

# Of more marks than these a page has comments or a list of articles.
MOST_MARKS = 150
# A longer text tells of the author, or is the article.
LONGEST_BYLINE, MOST_PARTS = 200, 12
_ANCESTORS = 7
# So far from a heading a block can name its author; so much is looked at around it and in it.
MOST_HEADINGS, BLOCKS_ABOVE, BLOCKS_BELOW = 3, 4, 10
_ANCESTORS_OF_BLOCK, _MOST_IN_BLOCK = 4, 30
_MARKING = ("class", "rel", "itemprop")
# "autor" is Spanish, Portuguese, German, Polish, and begins the Italian word; "auteur" is French and Dutch.
_NAMED = ("author", "byline", "creator", "autor", "auteur")

# Of each attribute by itself: to ask for all of them of each element takes four times as long.
# ("byline" as well takes two thirds more, and named nobody on 352 pages of the fitting half whom lines do not.)
_BY_CLASS = "descendant::h1 | descendant::*/@class[contains(., 'uthor')]/.."
_MARKED_BY_CLASS = elements_at(_BY_CLASS)
_MARKED = elements_at(f"{_BY_CLASS} | descendant::a/@rel[contains(., 'author')]/..")
_NEVER = frozenset(("meta", "link", "script", "style", "body", "html", "input"))
_NAME_CLASS = re.compile(
    r"(?:^|[^a-z])(?:author|autore?|auteur|byline|writer|contributor)s?[-_]*(?:name|link|url|text|title)?s?$",
    re.IGNORECASE,
)
# Who comments, is quoted, recommended or pictured is not who wrote the article.
_BESIDE = re.compile(
    r"comment|testimonial|related|sidebar|(?<!entry-)(?<!post-)(?<!article-)footer|teaser|(?<![a-z])card|recommend|widget"
    r"|quote|review|follow|promo|popular|latest|trending|modal|popup|(?<![a-z])form(?![a-z])|signup|list-item|listing"
    r"|carousel|slider|reply|disqus|byuser"
)
# One of them is in whatever it finds, and to look for them takes a tenth of the time.
_BESIDE_PARTS = (
    "comment", "testimonial", "related", "sidebar", "footer", "teaser", "card", "recommend", "widget", "quote",
    "review", "follow", "promo", "popular", "latest", "trending", "modal", "popup", "form", "signup",
    "list-item", "listing", "carousel", "slider", "reply", "disqus", "byuser",
)  # fmt: skip
_AUTHORITY = ("authoris", "authorit", "authoriz", "authentic", "autoris", "autorid", "autorit", "autoriz")
_MARGINS = frozenset(("aside", "nav", "form", "blockquote"))


class AuthorMark(NamedTuple):
    """The names in a marked element, its text, where it stands, and what is true of it."""

    names: tuple[str, ...]
    as_found: str
    place: str
    truths: frozenset[str]
    doubtful: bool  # beside the article, in a list of others, say
    row: tuple[
        etree._Element | None, str, str
    ]  # what holds the element, its tag and its class: others may have the same


def marks_near_headline(
    blocks: Sequence[Block], head: Head, headings: Sequence[etree._Element], language: str | None
) -> Iterator[AuthorMark]:
    """The marked elements near the headline that name somebody, in the order of the page."""
    around_headline = _around(headings)
    return _marks(_near(blocks, _heads(blocks, head, headings), around_headline), around_headline, language)


def marks_in(part: etree._Element, sources: Sources, language: str | None) -> Iterator[AuthorMark]:
    """All marked elements in a part of a page that name somebody: in a whole page it takes a quarter of its parse."""
    says_rel = any("author" in rel for _, rel in sources.links)
    marked = (_MARKED if says_rel else _MARKED_BY_CLASS)(part)
    return _marks(marked[:MOST_MARKS], _around(sources.headings), language)


def _around(headings: Sequence[etree._Element]) -> set[etree._Element]:
    return {one for heading in headings[:MOST_HEADINGS] for one in heading.iterancestors()}


def _marks(
    marked: Iterable[etree._Element], around_headline: AbstractSet[etree._Element], language: str | None
) -> Iterator[AuthorMark]:
    below, marks = False, 0
    for element in marked:
        if element.tag == "h1":
            below = True
            continue
        if element.tag in _NEVER or _is_else(element):
            continue
        parts = _parts(element)
        names = _names(parts, language)
        if not names:
            continue
        place, beside = _place(element), _stands_beside(element, around_headline)
        truths = {f"{place}, beside" if beside else place, "below h1" if below else "above h1"}
        if not beside:
            marks += 1
            truths.add("first mark" if marks == 1 else "later mark")
        if lead_length(" ".join(parts), language):
            truths.add("says by")
        row = (element.getparent(), element.tag, element.get("class", ""))
        doubtful = beside or is_of_others(element, around_headline, is_mark=True)
        yield AuthorMark(names, " ".join(parts), place, frozenset(truths), doubtful, row)


def _heads(blocks: Sequence[Block], head: Head, headings: Sequence[etree._Element]) -> Iterator[int]:
    """Where the blocks of the first headings stand: of a page with one heading, the blocks that this has."""
    below = range(head.at, len(blocks))
    if len(headings) == 1:
        return islice(takewhile(lambda at: blocks[at].tag == "h1", below), MOST_HEADINGS)
    return islice((at for at in below if blocks[at].tag == "h1") if headings else (), MOST_HEADINGS)


def _near(
    blocks: Sequence[Block], heads: Iterable[int], around_headline: AbstractSet[etree._Element]
) -> Iterator[etree._Element]:
    """The headings and the marked elements of the blocks near them: what is around a block before what is in it."""
    places = sorted({near for at in heads for near in range(at - BLOCKS_ABOVE, at + BLOCKS_BELOW)})
    seen: set[etree._Element] = set()
    holders: set[etree._Element] = set()
    for at in places:
        holder = blocks[at].element if 0 <= at < len(blocks) else None
        if holder is None or holder in holders:
            continue
        holders.add(holder)
        for element in (*_outer(holder, around_headline, seen), *islice(holder.iter(), _MOST_IN_BLOCK)):
            if element not in seen:
                seen.add(element)
                if element.tag == "h1" or _is_marked(element):
                    yield element


def _outer(
    holder: etree._Element, around_headline: AbstractSet[etree._Element], seen: AbstractSet[etree._Element]
) -> list[etree._Element]:
    """What is around a block and not around the headline, the outermost first; what is around one that is seen, is."""
    outer: list[etree._Element] = []
    one = holder.getparent()
    while one is not None and len(outer) < _ANCESTORS_OF_BLOCK and one not in around_headline and one not in seen:
        outer.append(one)
        one = one.getparent()
    return outer[::-1]


def _is_marked(element: etree._Element) -> bool:
    names = element.keys()
    for name in _MARKING if names else ():
        if name in names:
            said = element.get(name, "").lower()
            if any(map(said.__contains__, _NAMED)):
                return True
    return False


def _parts(element: etree._Element) -> tuple[str, ...]:
    texts = parts_in(element, MOST_PARTS + 1)
    return texts if sum(map(len, texts)) <= LONGEST_BYLINE and len(texts) <= MOST_PARTS else ()


def _names(parts: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """The names in texts that stand in one element: of several names, each may have an element of its own."""
    whole = names_in([" ".join(parts)], language)
    if len(parts) < 2 or (len(whole) == 1 and is_person(whole[0])):  # noqa: PLR2004  # one text is the whole
        return whole
    names: list[str] = []
    for part in parts:
        more = names_in([part], language)
        if more and (not names or all(map(is_person, more))):
            names += more
        elif names and any(map(str.isalpha, part)) and len(part) > len("and "):
            break
    return tuple(dict.fromkeys(names)) if names and all(map(is_person, names)) else whole


def _place(element: etree._Element) -> str:
    if "author" in (element.get("rel") or ""):
        return "rel=author"
    if element.get("itemprop") or "author" in (element.get("property") or ""):
        return "microdata"
    marks = f"{element.get('class', '')} {element.get('id', '')}"[:LONGEST_VALUE].split()
    return "class of a name" if any(map(_NAME_CLASS.search, marks)) else "class"


def _is_else(element: etree._Element) -> bool:
    """Whether all that looks like a mark is the word "authority" or "authorization"."""
    marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('rel', '')}".lower()
    return any(map(marks.__contains__, _AUTHORITY))


def _stands_beside(element: etree._Element, around_headline: AbstractSet[etree._Element]) -> bool:
    """Whether the element belongs to something else than the article's head or foot, which also holds the headline."""
    ancestors = takewhile(lambda one: one not in around_headline, islice(element.iterancestors(), _ANCESTORS))
    inner = [one for one in (element, *ancestors) if one.tag not in {"body", "html"}]
    return any(one.tag in _MARGINS for one in inner) or any(map(_says_beside, inner))


def _says_beside(element: etree._Element) -> bool:
    return _names_beside(f"{element.get('class', '')} {element.get('id', '')}"[:LONGEST_VALUE])


# What is around one mark is around the next.
@lru_cache(MOST_KEPT)
def _names_beside(said: str) -> bool:
    said = said.lower()
    return any(map(said.__contains__, _BESIDE_PARTS)) and _BESIDE.search(said) is not None
