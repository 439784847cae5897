"""The texts of a page that could be its headline, each with where it stands and what is true of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

from service.html.blocks import Block
from service.html.element_text import text_in
from service.html.paths import elements_at
from service.html.site_names import SEPARATOR, SiteNames, dense
from service.html.sources import Sources
from service.html.values import first_text, text_of

MOST_HEADINGS, MOST_MARKED, MOST_PAGES = 20, 5, 3
LONGEST_HEADLINE, LONGEST_SLUG = 300, 500

_META = (
    ("og:title", ("og:title",)),
    ("twitter:title", ("twitter:title",)),
    ("meta", ("dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "citation_title", "headline")),
)
_PAGES = frozenset(("WebPage", "ItemPage", "CollectionPage"))
_HEADINGS = elements_at("//h1")
_MARKED = elements_at(
    "//*[@itemprop='headline' or contains(@property, 'headline') or (self::h2 or self::h3 or self::div or self::span"
    " or self::p or self::header or self::td) and (contains(concat(' ', @class, ' '), ' headline ')"
    " or contains(@class, 'entry-title') or contains(@class, 'post-title') or contains(@class, 'article-title')"
    " or contains(@class, 'article__title') or contains(@class, 'article-headline')"
    " or contains(@class, 'article__headline'))]"
)
# Of two sources that print the same words, the case and the marks of the first are taken.
_ORDER = ("json-ld", "og:title", "h1", "h1 of several", "marked", "twitter:title", "meta")
_PATTERN = ("json-ld", "og:title", "h1", "title")

_DECLARED = frozenset(("json-ld", "og:title", "twitter:title", "title"))
_EDGES = " -\u2013\u2014|\u00b7:"
_WORD = re.compile(r"\w+")
_BAR = re.compile(r"\s[|\u2013\u2014\u00b7\u00bb]\s|\|")
_SLUG_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_SLUG = frozenset(("html", "htm", "php", "aspx"))
_FEWEST_SLUG_WORDS, _SLUG_STEPS = 3, 4
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
    found: dict[str, HeadlineCandidate] = {}
    for printed in sorted(_printed(page, sources), key=_rank):
        for form, said in _forms(printed.text, sources.sites):
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


def _rank(printed: _Printed) -> int:
    return _ORDER.index(printed.place) if printed.place in _ORDER else len(_ORDER)


def _printed(page: etree._Element, sources: Sources) -> Iterator[_Printed]:
    """The titles as they stand on the page."""
    node, meta = sources.article, sources.meta
    said = [("json-ld", first_text(node, "headline")), ("json-ld name", first_text(node, "name"))]
    said += [
        ("json-ld page", first_text(one, "name", "headline")) for one in islice(sources.linked.of(_PAGES), MOST_PAGES)
    ]
    said += [(place, text_of(meta.first(names))) for place, names in _META]
    said.append(("title", text_of(page.findtext(".//title"))))
    yield from (_Printed(place, text) for place, text in said if text)
    headings = [(heading, text) for heading in _HEADINGS(page)[:MOST_HEADINGS] if (text := text_in(heading))]
    first = "h1" if len(headings) == 1 else "h1 of several"
    for at, (heading, text) in enumerate(headings):
        yield _Printed("later h1" if at else first, text, tuple(_around(heading)))
    for element in _MARKED(page)[:MOST_MARKED]:
        if text := text_in(element):
            yield _Printed("marked", text)


def _around(heading: etree._Element) -> Iterator[str]:
    """What the elements around a heading, and those in it, say of it."""
    tags = {element.tag for element in heading.iterancestors()}
    if tags & {"header", "nav", "footer", "aside"} and not tags & {"article", "main"}:
        yield "h1 in the page's header"
    if tags & {"article", "main"}:
        yield "h1 in the article"
    if heading.find(".//a") is not None or "a" in tags:
        yield "h1 is a link"
    if len(heading) > 1:
        yield "h1 in parts"


def _forms(text: str, sites: SiteNames) -> Iterator[tuple[str, str]]:
    """The text; what it is without the site's name, and what is left without the likeness of one; and parts of that."""
    yield "", text
    named = sites.without_name(text)
    if named != text:
        yield " without site", named
    bare = sites.without_likeness(named)
    if bare != named:
        yield " without likely site", bare
    marks = list(SEPARATOR.finditer(bare))
    if marks:
        yield " first part", bare[: marks[0].start()]
        yield " last part", bare[marks[-1].end() :]
    if len(marks) > 1:
        yield " but last part", bare[: marks[-1].start()]


def _describe(candidates: Sequence[HeadlineCandidate], keys: Sequence[str], sources: Sources, url: str | None) -> None:
    """Add what is true of each candidate, other than where it stands."""
    slug, kind = _slug_words(url), _kind(sources)
    # What an address repeats is the headline of a firm's page, but of news a title for search engines.
    trade = "news" if kind == "news" else "other"
    words_of = [set(_WORD.findall(candidate.text.casefold())) for candidate in candidates]
    for candidate, key, words in zip(candidates, keys, words_of, strict=True):
        truths, places = candidate.truths, {_of_kind(place) for place in candidate.whole}
        truths.update(f"{kind}: {place}" for place in places)
        truths.add("agreed: " + " + ".join(place for place in _PATTERN if place in places))
        truths.update(_shape(candidate.text))
        if slug:
            truths.add(f"{trade}: {_step(slug, words)} of {_SLUG_STEPS - 1} words of the address")
        if sources.sites.is_name(candidate.text):
            truths.add("site")
        elif sources.sites.is_like(candidate.text):
            truths.add("like site")
        truths.update(_overlaps(key, keys))
        others = set().union(
            *(one for one, other in zip(words_of, candidates, strict=True) if _is_apart(candidate, other))
        )
        truths.add(f"{trade}: {_step(words, others)} of {_SLUG_STEPS - 1} words elsewhere")


def _kind(sources: Sources) -> str:
    if sources.is_news:
        return "news"
    return "article" if sources.article or sources.meta.first(("og:type",)) == "article" else "page"


def _describe_printed(candidates: Sequence[HeadlineCandidate], blocks: Sequence[Block]) -> None:
    """Add which candidates the page prints as blocks of their own; of a title's parts the site's name stands above."""
    texts = {candidate.text: candidate for candidate in candidates}
    printed = dict.fromkeys(block.text for block in blocks if block.text in texts)
    parts = [text for text in printed if texts[text].places.keys() <= {"title"}]
    for text in printed:
        texts[text].truths.add("printed")
    if parts:
        texts[parts[-1]].truths.add("last printed of the title")


def _is_apart(one: HeadlineCandidate, other: HeadlineCandidate) -> bool:
    """Whether the other is declared or in the title, and not a form of what prints the first."""
    return other is not one and bool(other.whole & _DECLARED) and not one.whole & other.whole


def _step(some: Collection[str], others: Collection[str]) -> int:
    """The share of some words that are among the others, in steps."""
    return int(sum(word in others for word in some) / max(1, len(some)) * (_SLUG_STEPS - 0.001))


def _of_kind(place: str) -> str:
    return "h1" if place.endswith(("h1", "h1 of several")) else place


def _shape(text: str) -> Iterator[str]:
    count = len(set(_WORD.findall(text.casefold())))
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


def _slug_words(url: str | None) -> tuple[str, ...]:
    """The words in the address of the page that its headline was made into; none where there are too few."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return ()
    longest = max(path[:LONGEST_SLUG].split("/"), key=len)
    words = tuple(word for word in _SLUG_WORD.findall(longest.casefold()) if word not in _NO_SLUG)
    return words if len(words) >= _FEWEST_SLUG_WORDS else ()
