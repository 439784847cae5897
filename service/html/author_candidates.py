"""The names that could be a page's authors, each set of them with where it stands and what is true of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml import etree

from service.html import meta_names
from service.html.author_marks import AuthorMark, author_marks
from service.html.author_names import is_person, names_in, says_by
from service.html.blocks import Block
from service.html.json_ld import flat, types_of
from service.html.site_names import dense
from service.html.sources import Sources
from service.html.values import MOST_VALUES, distinct, name_of, text_of

MOST_PERSONS, MOST_PAGES, MOST_TOGETHER = 3, 3, 12
LONGEST_LINE = 120
# A line of the head stands so near the headline.
LINES_ABOVE, LINES_BELOW, LINES_RIGHT_BELOW = 4, 14, 3
LONGEST_DATE = 40
# Nobody looks at more lines of a page for who wrote it.
MOST_LINES = 2_000

_META_NAME = re.compile(r"(?:^|[.:_\-\s])(?:authors?|byl|byline|creator|writers?)(?:[_\-]?names?)?$")
_NO_META = ("link ", "twitter:")
_PAGES = frozenset(("WebPage", "ItemPage", "ProfilePage"))
_PERSON = frozenset(("Person",))
_DIGIT = re.compile(r"\d")
_HANDLE = re.compile(r"[a-z0-9_.\-]+|\S*[\d_]\S*")
_DOMAIN = re.compile(r"\S+\.[a-z]{2,}", re.IGNORECASE)
NOBODY: tuple[str, ...] = ()


@dataclass(slots=True)
class AuthorCandidate:
    """Names, what they were read from, where they stand, and what is true of them. Without names: nobody is named."""

    names: tuple[str, ...]
    as_found: str
    places: dict[str, None] = field(default_factory=dict)
    truths: set[str] = field(default_factory=set)


class _Said(NamedTuple):
    names: tuple[str, ...]
    as_found: str
    place: str
    truths: frozenset[str] = frozenset()


def author_candidates(
    page: etree._Element, blocks: Sequence[Block], sources: Sources, language: str | None
) -> list[AuthorCandidate]:
    """What is declared, marked and printed as authors; and last the candidate that nobody is."""
    found: dict[frozenset[str], AuthorCandidate] = {}
    marks = list(author_marks(page, language))
    said = (
        *_declared(sources, language),
        *(_Said(mark.names, mark.as_found, mark.place, mark.truths) for mark in marks),
        *_together(marks),
        *_lines(blocks, language),
    )
    for names, as_found, place, truths in said:
        key = frozenset(map(dense, names)) - {""}
        if not key or len(key) > MOST_VALUES:
            continue
        candidate = found.setdefault(key, AuthorCandidate(names, as_found))
        candidate.places[place] = None
        candidate.truths |= truths
    _describe(found, sources)
    nobody = AuthorCandidate(
        NOBODY, "", truths={"nobody", "nobody, of some" if _any_declared(found) else "nobody at all"}
    )
    return [*found.values(), nobody]


def _together(marks: Sequence[AuthorMark]) -> Iterator[_Said]:
    """The names of marks of one kind that stand in one element, or in none of those around others."""
    for place in dict.fromkeys(mark.place for mark in marks):
        ours = [mark for mark in marks if mark.place == place and place in mark.truths and "below h1" in mark.truths]
        side_by_side = [mark for mark in ours if mark.within is ours[0].within]
        for each, kind in ((ours, "together"), (side_by_side, "side by side")):
            names = distinct(name for mark in each for name in mark.names)
            if 1 < len(names) < MOST_TOGETHER and all(map(is_person, names)):
                truths = {f"{place} {kind}", *each[0].truths} if kind == "side by side" else {f"{place} {kind}"}
                yield _Said(names, "; ".join(mark.as_found for mark in each), place, frozenset(truths))


def _any_declared(found: dict[frozenset[str], AuthorCandidate]) -> bool:
    return any(place.startswith(("json-ld", "meta")) for one in found.values() for place in one.places)


def _declared(sources: Sources, language: str | None) -> Iterator[_Said]:
    linked, article, meta = sources.linked, sources.article, sources.meta
    values = [linked.resolve(value) for value in flat(article.get("author") or article.get("creator"))]
    houses = [value for value in values if isinstance(value, dict) and "Person" not in types_of(value)]
    yield from _of_values(values, "json-ld", language, frozenset(("a house",)) if houses else frozenset())
    yield from _of_values(list(flat(sources.marked.get("author"))), "microdata", language)
    for node in islice(linked.of(_PAGES), MOST_PAGES):
        yield from _of_values([linked.resolve(one) for one in flat(node.get("author"))], "json-ld page", language)
    persons = list(islice(linked.of(_PERSON), MOST_PERSONS + 1))
    if len(persons) <= MOST_PERSONS:
        yield from _of_values(persons, "json-ld person", language)
    for name, contents in meta.items():
        if name in meta_names.AUTHORS or (_META_NAME.search(name) and not name.startswith(_NO_META)):
            place = f"meta {name}" if name in meta_names.AUTHORS else "meta other"
            yield from _of_values(contents, place, language, frozenset(("meta",)))


def _of_values(
    values: Sequence[object], place: str, language: str | None, truths: frozenset[str] = frozenset()
) -> Iterator[_Said]:
    said = [name for value in values for name in _names_of(value)][:MOST_VALUES]
    if names := names_in(said, language):
        yield _Said(names, "; ".join(said), place, truths | {place})


def _names_of(value: object) -> Iterator[str]:
    """The names of a node, of which there may be several, or a plain string."""
    names = flat(value.get("name")) if isinstance(value, dict) else (value,)
    return (name for one in names if (name := text_of(one) or name_of(one)))


def _lines(blocks: Sequence[Block], language: str | None) -> Iterator[_Said]:
    """The names in lines that say that an author follows; and near the headline in those that hold names alone."""
    head = next((at for at, block in enumerate(blocks) if block.tag == "h1"), 0)
    lead = False
    for at, block in enumerate(blocks[:MOST_LINES]):
        text, after = block.text, lead
        lead = False
        if len(text) > LONGEST_LINE:
            continue
        near = head - LINES_ABOVE <= at <= head + LINES_BELOW
        by = says_by(f"{text} ", language)
        names = names_in([text], language) if by or after or near else ()
        lead = by and not names
        kind = "line that says by" if by else "line below by" if after else "line of a name"
        if names and (by or after or all(map(is_person, names))):
            yield _Said(names, text, kind, frozenset(_about_line(kind, blocks, at, head if near else None, names)))


def _about_line(kind: str, blocks: Sequence[Block], at: int, head: int | None, names: tuple[str, ...]) -> Iterator[str]:
    block = blocks[at]
    yield f"{kind}, far" if head is None else f"{kind}, near"
    if head is not None and 0 < at - head <= LINES_RIGHT_BELOW:
        yield f"{kind}, right below h1"
    if block.kind:
        yield f"{kind} in {block.kind}"
    behind = blocks[at + 1].text[:LONGEST_DATE] if at + 1 < len(blocks) else ""
    if _DIGIT.search(block.text):
        yield f"{kind} with a date"
    elif _DIGIT.search(behind):
        yield f"{kind} before a date"
    if dense(block.text) == dense("".join(names)):
        yield f"{kind} alone"


def _describe(found: dict[frozenset[str], AuthorCandidate], sources: Sources) -> None:
    """Add what is true of each candidate, other than where it stands."""
    kind = "news" if sources.is_news else "page"
    for key, candidate in found.items():
        truths, names = candidate.truths, candidate.names
        truths.update(f"{kind}: {place}" for place in candidate.places)
        truths.add("one name" if len(names) == 1 else "several names" if len(names) < MOST_TOGETHER else "a crowd")
        truths.update(_shape(names))
        if any(map(sources.sites.is_name, names)):
            truths.add("site")
        elif any(map(sources.sites.is_like, names)):
            truths.add("like site")
        for other in found:
            if key < other:
                truths.add("part of another")
            elif key > other:
                truths.add("holds another")
            elif key != other and any(two.startswith(one) for one in key for two in other):
                truths.add("begins another")
            elif key != other and any(one.startswith(two) for one in key for two in other):
                truths.add("goes on from another")
            elif key != other and any(one in two or two in one for one in key for two in other):
                truths.add("like another")


def _shape(names: tuple[str, ...]) -> Iterator[str]:
    yield "persons" if all(map(is_person, names)) else "not all persons"
    if any(len(name.split()) == 1 for name in names):
        yield "a single word"
    if any(map(_HANDLE.fullmatch, names)):
        yield "a handle"
    if any(map(_DOMAIN.fullmatch, names)):
        yield "a domain"
    if all(map(str.isupper, names)):
        yield "capitals"
