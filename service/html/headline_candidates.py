"""The texts of a page that could be its headline, each with where it stands and what is true of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

from service.html.blocks import Block
from service.html.element_text import text_in
from service.html.headline_marks import marked_headlines
from service.html.site_names import SEPARATOR, SiteNames, dense, separators
from service.html.sources import Sources
from service.html.values import first_text, text_of

MOST_HEADINGS, MOST_PAGES = 20, 3
# Of the blocks of a page those that may print its headline: of the fitting half the last is the 518th.
MOST_BLOCKS = 1_000
LONGEST_HEADLINE, LONGEST_PATH = 300, 500

_META = (
    ("og:title", ("og:title",)),
    ("twitter:title", ("twitter:title",)),
    ("meta", ("dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "citation_title", "headline")),
)
_PAGES = frozenset(("WebPage", "ItemPage", "CollectionPage"))
# Of two sources that print the same words, the case and the marks of the first are taken.
_ORDER = ("json-ld", "og:title", "h1", "h1 of several", "marked", "twitter:title", "meta")

_TITLE_PARTS = re.compile(rf"{SEPARATOR.pattern}|:\s+")
_HEADING_TAGS = frozenset(("h1", "h2", "h3"))
_EDGES = " -\u2013\u2014|\u00b7:"
_WORD = re.compile(r"\w+")
_BAR = re.compile(r"\s[|\u2013\u2014\u00b7\u00bb]\s|\|")
_WORD_OF_ADDRESS = re.compile(r"[^\W\d_]{3,}")
_NO_WORDS = frozenset(("html", "htm", "php", "aspx"))
_FEWEST_WORDS, _ADDRESS_STEPS = 3, 3
_SHORTEST_OVERLAP = 9
_WORD_COUNTS = ((1, "one word"), (2, "two words"), (4, "few words"), (15, "a line of words"))


@dataclass(slots=True)
class HeadlineCandidate:
    """A text, what it was read from, where it stands (the same words may stand in many places), what is true of it.

    Of the places, `whole` are those that print it without more than the site's name.
    """

    text: str
    as_found: str
    places: dict[str, None] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    truths: set[str] = field(default_factory=set)


class _Printed(NamedTuple):
    place: str
    text: str
    around: tuple[str, ...] = ()


def headline_candidates(
    page: etree._Element, blocks: Sequence[Block], sources: Sources, url: str | None
) -> list[HeadlineCandidate]:
    """Each text that is declared or printed as a title: as it is, without the site's name, and its parts."""
    masthead = _masthead(sources, blocks)
    sites = sources.sites.with_name(masthead) if masthead else sources.sites
    found: dict[str, HeadlineCandidate] = {}
    forms: dict[str, tuple[tuple[str, str], ...]] = {}
    for printed in sorted(_printed(page, sources), key=_rank):
        if printed.text not in forms:
            forms[printed.text] = tuple(_forms(printed.text, sites))
        for form, said in forms[printed.text]:
            text = said.strip(_EDGES)
            key = dense(text)
            if key and len(text) <= LONGEST_HEADLINE:
                candidate = found.setdefault(key, HeadlineCandidate(text, printed.text))
                candidate.places[printed.place] = None
                candidate.truths.add(f"{printed.place}{form}")
                candidate.truths.update(printed.around)
                if not form.endswith("part"):
                    candidate.whole.add(printed.place)
    candidates = list(found.values())
    _describe(candidates, list(found), sources, url)
    _describe_printed(candidates, blocks)
    return candidates


def _masthead(sources: Sources, blocks: Sequence[Block]) -> str | None:
    """Of a page without headings, the part of its title that it prints above another one: the site's name."""
    if sources.headings or any(block.tag in _HEADING_TAGS for block in blocks):
        return None
    parts = set(title_parts(sources.title or ""))
    if len(parts) < 2:  # noqa: PLR2004  # one part is all headline
        return None
    printed = list(dict.fromkeys(block.text for block in blocks if block.text in parts))
    return printed[0] if len(printed) > 1 else None


def title_parts(title: str) -> tuple[str, ...]:
    """The parts of a page's title: headline, site and section, in any order."""
    return tuple(part for text in _TITLE_PARTS.split(title) if (part := text.strip()))


def _rank(printed: _Printed) -> int:
    return _ORDER.index(printed.place) if printed.place in _ORDER else len(_ORDER)


def _printed(page: etree._Element, sources: Sources) -> Iterator[_Printed]:
    """The titles as they stand on the page."""
    node, meta = sources.article, sources.meta
    said = [("json-ld", first_text(node, "headline")), ("json-ld name", first_text(node, "name"))]
    said += [
        ("json-ld page", first_text(one, "name", "headline")) for one in islice(sources.linked.of(_PAGES), MOST_PAGES)
    ]
    said.append(("microdata", first_text(sources.marked, "headline", "name")))
    said += [(place, text_of(meta.first(names))) for place, names in _META]
    declared = [_Printed(place, text) for place, text in said if text]
    yield from (*declared, *([_Printed("title", sources.title)] if sources.title else []))
    # Where no heading is one of the page, what has the class of a headline stands in for it.
    headings = [(heading, text) for heading in sources.headings[:MOST_HEADINGS] if (text := text_in(heading))]
    headings = headings or [(one, text) for one in marked_headlines(page) if (text := text_in(one))]
    first = "h1" if len(headings) == 1 else "h1 of several"
    for at, (heading, text) in enumerate(headings):
        yield _Printed("later h1" if at else first, text, tuple(_around(heading)))


def _around(heading: etree._Element) -> Iterator[str]:
    """What the elements around a heading, and those in it, say of it."""
    tags = {element.tag for element in heading.iterancestors()}
    if tags & {"header", "nav", "footer", "aside"} and not tags & {"article", "main"}:
        yield "h1 in the page's header"
    if tags & {"article", "main"}:
        yield "h1 in the article"
    if "a" in tags or next(heading.iter("a"), None) is not None:
        yield "h1 is a link"
    if len(heading) > 1:
        yield "h1 in parts"


def _forms(text: str, sites: SiteNames) -> Iterator[tuple[str, str]]:
    """The text without the site's name; what is left without the likeness of one; and parts of that."""
    named = sites.without_name(text)
    yield " without site" if named != text else "", named
    bare = sites.without_likeness(named)
    if bare != named:
        yield " without likely site", bare
    marks = separators(bare)
    if marks:
        yield " first part", bare[: marks[0][0]]
        yield " last part", bare[marks[-1][1] :]
    if len(marks) > 1:
        yield " but last part", bare[: marks[-1][0]]


def _describe(candidates: Sequence[HeadlineCandidate], keys: Sequence[str], sources: Sources, url: str | None) -> None:
    """Add what is true of each candidate, other than where it stands."""
    kind = _kind(sources)
    # Of news the address repeats a title that is made for search engines.
    address = () if kind == "news" else _words_of_address(url)
    for candidate, key in zip(candidates, keys, strict=True):
        truths = candidate.truths
        truths.update(f"{kind}: {_of_kind(place)}" for place in candidate.whole)
        words = set(_WORD.findall(candidate.text.casefold()))
        truths.update(_shape(candidate.text, len(words)))
        if sources.sites.is_name(candidate.text):
            truths.add("site")
        elif sources.sites.is_like(candidate.text):
            truths.add("like site")
        truths.update(_overlaps(key, keys))
        if address:
            share = sum(word in words for word in address) / len(address)
            truths.add(f"{int(share * _ADDRESS_STEPS)} of {_ADDRESS_STEPS} thirds of the address")


def _words_of_address(url: str | None) -> tuple[str, ...]:
    """The words in the address of the page that its headline was made into; none where there are too few."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return ()
    longest = max(path[:LONGEST_PATH].split("/"), key=len)
    words = tuple(word for word in _WORD_OF_ADDRESS.findall(longest.casefold()) if word not in _NO_WORDS)
    return words if len(words) >= _FEWEST_WORDS else ()


def _kind(sources: Sources) -> str:
    if sources.is_news:
        return "news"
    return "article" if sources.article or sources.meta.first(("og:type",)) == "article" else "page"


def _describe_printed(candidates: Sequence[HeadlineCandidate], blocks: Sequence[Block]) -> None:
    """Add which candidates the page prints as blocks of their own."""
    texts = list(
        map(attrgetter("text"), blocks[:MOST_BLOCKS])
    )  # to compare all with the few takes less than to hash them
    for candidate in candidates:
        if candidate.text in texts:
            candidate.truths.add("printed")


def _of_kind(place: str) -> str:
    return "h1" if place.endswith(("h1", "h1 of several")) else place


def _shape(text: str, count: int) -> Iterator[str]:
    yield next((name for most, name in _WORD_COUNTS if count <= most), "many words")
    if _BAR.search(text):
        yield "bar"
    if text.endswith(("\u2026", "...")):
        yield "ellipsis"
    if text.isupper():
        yield "capitals"


def _overlaps(key: str, keys: Sequence[str]) -> Iterator[str]:
    """How the words of a candidate stand to those of the others."""
    for other in keys:
        if other == key or min(len(key), len(other)) < _SHORTEST_OVERLAP:
            continue
        if other.startswith(key):
            yield "starts another"
        elif other.endswith(key):
            yield "ends another"
        elif key.startswith(other):
            yield "goes on from another"
        elif key.endswith(other):
            yield "leads up to another"
