"""The texts of a page that could be its headline, each with where it stands and what is true of it."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from service.html.blocks import Block
from service.html.element_text import text_in
from service.html.headline_marks import marked_headlines
from service.html.headline_truths import HeadlineCandidate, describe, describe_printed
from service.html.site_names import SEPARATOR, SiteNames, dense, separators
from service.html.sources import Sources
from service.html.values import first_text, text_of

MOST_HEADINGS, MOST_PAGES = 20, 3
LONGEST_HEADLINE = 300

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
    describe(candidates, list(found), sources, url)
    describe_printed(candidates, blocks)
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
