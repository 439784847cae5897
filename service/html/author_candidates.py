"""The names that could be a page's authors, each set of them with where it stands and what is true of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from service.html.author_lines import AuthorLine, Surroundings, lines_elsewhere, lines_near_headline
from service.html.author_marks import AuthorMark, marks_in, marks_near_headline
from service.html.author_names import key_of
from service.html.blocks import Block
from service.html.chinese_bylines import CHINESE
from service.html.chinese_lines import chinese_lines
from service.html.declared_authors import SaidAuthors, bare_persons, declared_authors
from service.html.head import around_article, end_of_copy, head_of, places_of_copy, prints_word, text_of_copy
from service.html.headline_candidates import title_parts
from service.html.persons import is_person
from service.html.signatures import signatures
from service.html.site_names import dense
from service.html.sources import Sources
from service.html.values import MOST_VALUES, distinct

MOST_TOGETHER = 12
# Each is compared with each other: beyond what pages have, only hostile ones go on.
MOST_CANDIDATES, MOST_COMPARED = 60, 12
_HANDLE = re.compile(r"[a-z0-9_.\-]+|\S*[\d_]\S*")
_DOMAIN = re.compile(r"\S+\.[a-z]{2,}", re.IGNORECASE)
# Where names stand that nothing says to be names.
_BARE = frozenset(("line of a name", "line at the top", "line at the foot"))
_DATED = ("line of a name with a date", "line of a name before a date")
_WORD = re.compile(r"[^\W\d_]{3,}")
NOBODY: tuple[str, ...] = ()


@dataclass(slots=True)
class AuthorCandidate:
    """Names, what they were read from, where they stand, and what is true of them. Without names: nobody is named."""

    names: tuple[str, ...]
    as_found: str
    places: dict[str, None] = field(default_factory=dict)
    truths: set[str] = field(default_factory=set)


def author_candidates(
    page: etree._Element, blocks: Sequence[Block], sources: Sources, language: str | None
) -> list[AuthorCandidate]:
    """What is declared, marked and printed as authors; and last the candidate that nobody is."""
    found: dict[frozenset[str], AuthorCandidate] = {}
    _gather(found, declared_authors(sources, language))
    if not any("json-ld" in one.places and _is_of_persons(one, sources) for one in found.values()):
        _look_at_page(found, page, blocks, sources, language)
    _gather(found, bare_persons(sources, language))
    found = _first_of(found)
    _without_labels(found, blocks)
    _describe(found, sources)
    nobody = AuthorCandidate(
        NOBODY, "", truths={"nobody", "nobody, of some" if _any_declared(found) else "nobody at all"}
    )
    return [*found.values(), nobody]


def _look_at_page(
    found: dict[frozenset[str], AuthorCandidate],
    page: etree._Element,
    blocks: Sequence[Block],
    sources: Sources,
    language: str | None,
) -> None:
    """Add whom the page marks and prints near its headline; where that is no person, whom it marks elsewhere."""
    head = head_of(blocks)
    copy = places_of_copy(blocks, head)
    _gather(found, _marked(marks_near_headline(blocks, head, sources.headings, language)))
    if language == CHINESE:
        _gather(found, _printed(chinese_lines(blocks, head, copy)))
    else:
        titles = frozenset(map(dense, title_parts(sources.title or "")))
        around = Surroundings(head, end_of_copy(blocks, head, copy), titles, sources.is_news)
        _gather(found, _printed(lines_near_headline(blocks, around, language, found)))
    if any(_is_of_persons(one, sources) for one in found.values()):
        return
    article = around_article(blocks, head, copy)
    _gather(found, _marked(marks_in(page if article is None else article, sources, language)))
    if any(_is_of_persons(one, sources) for one in found.values()):
        return
    _gather(found, _printed(lines_elsewhere(blocks, head, language)))
    # What neither is news nor names its author signs its copy with a slogan.
    signed = signatures(blocks, copy, language) if found or sources.is_news else ()
    _gather(found, _printed(signed))


def _is_of_persons(candidate: AuthorCandidate, sources: Sources) -> bool:
    """Whether all names are persons', and none is the site's with another word."""
    return all(map(is_person, candidate.names)) and not any(map(sources.sites.is_like, candidate.names))


def _gather(found: dict[frozenset[str], AuthorCandidate], said: Iterable[SaidAuthors]) -> None:
    """Add what is said; what is doubtful only where it is said already."""
    for names, as_found, place, truths, doubtful in said:
        key = key_of(names)
        if not key or len(key) > MOST_VALUES or (doubtful and key not in found):
            continue
        candidate = found.setdefault(key, AuthorCandidate(names, as_found))
        candidate.places[place] = None
        candidate.truths |= truths


def _printed(lines: Iterable[AuthorLine]) -> Iterator[SaidAuthors]:
    return (SaidAuthors(line.names, line.as_found, line.place, line.truths, line.doubtful) for line in lines)


def _marked(marks: Iterable[AuthorMark]) -> Iterator[SaidAuthors]:
    """The names in marked elements; of those that stand in a row, alike in tag and class, together.

    What stands beside the article, in a list of others or of comments, bears out only what is declared.
    """
    rows: dict[tuple[object, ...], list[AuthorMark]] = {}
    for mark in marks:
        rows.setdefault((*mark.row, mark.place), []).append(mark)
    for row in rows.values():
        names = distinct(name for mark in row for name in mark.names)
        if len(row) > 1 and 1 < len(names) < MOST_TOGETHER and all(map(is_person, names)):
            first = row[0]
            as_found, truths = "; ".join(mark.as_found for mark in row), first.truths | {"a row of marks"}
            yield SaidAuthors(names, as_found, first.place, truths, first.doubtful)
        else:
            yield from (SaidAuthors(mark.names, mark.as_found, mark.place, mark.truths, mark.doubtful) for mark in row)


def _any_declared(found: dict[frozenset[str], AuthorCandidate]) -> bool:
    return any(place.startswith(("json-ld", "meta")) for one in found.values() for place in one.places)


def _first_of(found: dict[frozenset[str], AuthorCandidate]) -> dict[frozenset[str], AuthorCandidate]:
    """No more than can be compared: the first of each place, then the others, in the order they were found."""
    if len(found) <= MOST_CANDIDATES:
        return found
    first: dict[str, frozenset[str]] = {}
    for key, candidate in found.items():
        for place in candidate.places:
            first.setdefault(place, key)
    kept = set(islice(dict.fromkeys((*first.values(), *found)), MOST_CANDIDATES))
    return {key: candidate for key, candidate in found.items() if key in kept}


def _describe(found: dict[frozenset[str], AuthorCandidate], sources: Sources) -> None:
    """Add what is true of each candidate, other than where it stands."""
    kind = "news" if sources.is_news else "page"
    compared = {key: tuple(map(dense, one.names[:MOST_COMPARED])) for key, one in found.items()}
    persons = any(_is_of_persons(one, sources) for one in found.values())
    for key, candidate in found.items():
        truths, names = candidate.truths, candidate.names
        truths.update(f"{kind}: {place}" for place in candidate.places)
        truths.add("one name" if len(names) == 1 else "several names" if len(names) < MOST_TOGETHER else "a crowd")
        truths.update(_shape(names))
        if any(map(sources.sites.is_name, names)):
            truths.add("site")
        elif any(map(sources.sites.is_like, names)):
            truths.add("like site")
        if persons and not _is_of_persons(candidate, sources):
            truths.add("no persons beside persons")
        for other in found:
            if key < other:
                truths.add("part of another")
            elif key > other:
                truths.add("holds another")
            elif key != other and (likeness := _likeness(compared[key], compared[other])):
                truths.add(likeness)


def _without_labels(found: dict[frozenset[str], AuthorCandidate], blocks: Sequence[Block]) -> None:
    """Leave out what only a line of its own prints and has words that the copy prints in small letters: "HR Strategy".

    Names may have such a word, too: beside a date all of them must be words of the copy ("Mental Health, 3 May 2026").
    """
    alone = {key: one for key, one in found.items() if one.places.keys() <= _BARE}
    copy = text_of_copy(blocks) if alone else ""
    for key, candidate in alone.items():
        # Where there are no capitals, names look like other words.
        named = {word for name in candidate.names for word in _WORD.findall(name)}
        said = {word.casefold() for word in named} - named
        of_copy = [prints_word(copy, word) for word in said]
        is_dated = not candidate.truths.isdisjoint(_DATED)
        if of_copy and (all(of_copy) if is_dated else any(of_copy)):
            del found[key]


def _likeness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str | None:
    """How the names of two candidates are like one another, without white space and marks."""
    pairs = [(one, two) for one in filter(None, ours) for two in filter(None, theirs)]
    if any(two.startswith(one) for one, two in pairs):
        return "begins another"
    if any(one.startswith(two) for one, two in pairs):
        return "goes on from another"
    return "like another" if any(one in two or two in one for one, two in pairs) else None


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
