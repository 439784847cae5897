"""The dates that a page prints for its reader, in lines and in `time` elements, with where they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, islice

from lxml import etree

from service.article import ArticleDate, DateRole
from service.characters import squeeze
from service.dates import Label, label_before, labels_something_else, opens_with_other, parse_printed_date
from service.html.blocks import Block
from service.html.date_candidates import LONGEST_FOUND, Candidate
from service.html.date_hints import hints_of
from service.html.date_lines import dated_parts, holds_date
from service.html.declared_dates import read_value
from service.html.other_dates import OtherDates
from service.html.others import is_of_others
from service.html.sources import reading_language

# Of the lines that hold the numbers of a date, and of the first `time` elements, those nearest to the headline.
MOST_LINES, MOST_TIMES, FIRST_TIMES = 8, 4, 24
# A page with more lines of that kind has a list of other articles, or comments.
MANY_LINES = 9
# Elements that hold a moment for machines beside one for readers: those of old hAtom pages and of components too.
TIME_NAMES = ("time", "abbr", "relative-time", "local-time", "time-ago")
# Of the texts in a `time` element; one that wraps the page prints no date.
MOST_TEXTS = 10
# A label that stands alone before a date ("Last updated") has no more characters.
LONGEST_LABEL = 40
# Blocks of more characters are copy; above it stand decks and summaries of no more than so many together.
LONG_LINE, MOST_ABOVE, MOST_WITHIN = 60, 500, 2500
# A heading that is shorter may stand in any title.
SHORTEST_HEADING = 8
FEW_WORDS = 5
_NEARNESS = (10, 20, 40, 80)
# With one of these, a date is not beside the headline, however near it is.
_APART = frozenset(
    ("in navigation", "in boilerplate", "in page-footer", "within li", "within a", "within aside", "within footer")
)
# Properties of events, persons and offers.
_PROPERTY_NAMES = "startdate enddate doortime birthdate deathdate foundingdate validfrom validthrough expires"
_OTHER_PROPERTIES = frozenset(_PROPERTY_NAMES.split())
_MARKS = " \t,;:|/\u00b7\u2022\u2013\u2014-\uff5c()[]"


class PrintedDates:
    """The dates of a page's blocks. `headlines` are texts by which its headline is known among them."""

    def __init__(self, page: etree._Element, blocks: Sequence[Block], headlines: Iterable[str]) -> None:
        self._page = page
        self._blocks = blocks
        self._headline = _place_of_headline(blocks, frozenset(headlines))
        lengths = (len(block.text) for block in blocks)
        self._copy = list(accumulate((length if length > LONG_LINE else 0 for length in lengths), initial=0))

    def candidates(self) -> Iterator[Candidate]:
        """Those of lines, then those of `time` elements, each in the order of the page."""
        dated = [at for at, block in enumerate(self._blocks) if holds_date(block.text)]
        of_page = {"many dated lines"} if len(dated) > MANY_LINES else set()
        for at in sorted(sorted(dated, key=self._distance)[:MOST_LINES]):
            yield from self._in_line(at, of_page)
        times = list(islice(self._page.iter(*TIME_NAMES), FIRST_TIMES))
        places = [self._place_of(element) for element in times]
        for at in sorted(sorted(range(len(times)), key=lambda at: self._distance(places[at]))[:MOST_TIMES]):
            yield from self._in_time(times[at], places[at])

    def _distance(self, at: int | None) -> int:
        return len(self._blocks) if at is None else abs(at - (self._headline or 0))

    def _in_line(self, at: int, of_page: AbstractSet[str]) -> Iterator[Candidate]:
        block = self._blocks[at]
        words = len(block.text.split())
        for part in dated_parts(block):
            beside = words - len(part.text.split())
            role = self._label(at, part.start)
            labelled = role is not None or part.is_labelled
            because = self._of_others(at, part.holder, role) or ("" if labelled else self._apart(at, part.start))
            truths = {"printed", *of_page, *self._place(at)}
            if part.holder is not None:
                truths.update(hints_of(part.holder))
            if not beside:
                truths.add("alone")
            elif beside > FEW_WORDS:
                truths.add("much beside")
            if labelled:
                truths.add("labelled")
            named = role if role != "other" else None
            date = replace(part.date, role=named) if named and part.date.role == "published" else part.date
            yield _candidate(date, part.text, "printed", truths, because)
            if part.holder is not None and (finer := read_value(part.holder.get("content", ""), date.role)):
                yield _candidate(finer, part.holder.get("content", ""), "content", {*truths, "attribute"}, because)

    def _in_time(self, element: etree._Element, at: int | None) -> Iterator[Candidate]:
        value = element.get("datetime") or element.get("title") or ""
        date = read_value(value, "published")
        if date is None:
            return
        text = squeeze("".join(map(str, islice(element.itertext(), MOST_TEXTS)))[: 2 * LONGEST_FOUND])
        said = parse_printed_date(text) if len(text) <= LONGEST_FOUND else None
        truths = {"time value", *hints_of(element)}
        label: Label | None = said.role if said and said.role == "modified" else None
        if at is not None:
            truths.update(self._place(at))
            start = self._blocks[at].text.find(text) if text else -1
            label = label or self._label(at, start)
        if label:
            truths.add("labelled")
        if said:
            truths.add("text of the day" if said.at.date() == date.at.date() else "text of another day")
        named = element.get("itemprop", "").lower()
        if element.get("pubdate") is not None or "publish" in named:
            truths.add("pubdate")
        because = self._of_others(at, element, "other" if named in _OTHER_PROPERTIES else label)
        role: DateRole = "modified" if "modif" in named or label == "modified" else "published"
        yield _candidate(replace(date, role=role), value, "time", truths, because)

    def _of_others(self, at: int | None, holder: etree._Element | None, label: Label | None) -> str:
        """Why a date that stands there is none of the article's; empty where it could be one."""
        if label == "other":
            return "Its label says that something else happened then."
        if at is not None and self._blocks[at].kind == "caption":
            return "It is the date of a picture."
        if holder is not None and is_of_others(holder, self._around_headline):
            return "It stands in a comment, a list of other stories or what describes something else."
        return ""

    def _apart(self, at: int, start: int) -> str:
        """Why a date without a label is none of the article's, by what stands before it; empty where it could be."""
        if self._other_dates.is_listed(at):
            return "It stands below the heading of comments or other stories."
        if self._other_dates.is_announced(at, start, self._language):
            return "Its line says that something else happens then."
        return ""

    @cached_property
    def _other_dates(self) -> OtherDates:
        return OtherDates(self._blocks)

    @cached_property
    def _around_headline(self) -> AbstractSet[etree._Element]:
        element = None if self._headline is None else self._blocks[self._headline].element
        return frozenset() if element is None else {element, *element.iterancestors()}

    def _label(self, at: int, start: int) -> Label | None:
        """What a label says of a date that starts there in a block: before it, or alone in the block before."""
        if start < 0:
            return None
        before = self._blocks[at].text[:start]
        if not before.strip(_MARKS) and at and len(self._blocks[at - 1].text) <= LONGEST_LABEL:
            before = self._blocks[at - 1].text
        label = label_before(before.strip(_MARKS)) if before.strip(_MARKS) else None
        if label is None and before.rstrip().endswith(":") and labels_something_else(before, self._language):
            return "other"
        return "other" if label is None and before.strip(_MARKS) and opens_with_other(before) else label

    @cached_property
    def _language(self) -> str | None:
        return reading_language(self._page, self._blocks)

    def _place_of(self, element: etree._Element) -> int | None:
        """The first block of the element, or of the nearest ancestor that has one."""
        lineage = (element, *element.iterancestors())
        return next((self._places[one] for one in lineage if one in self._places), None)

    @cached_property
    def _places(self) -> Mapping[etree._Element | None, int]:
        return {self._blocks[at].element: at for at in range(len(self._blocks) - 1, -1, -1)}

    def _place(self, at: int) -> Iterator[str]:
        """Where a block stands: in which kind of furniture, how far from the headline, above or below copy."""
        if kind := self._blocks[at].kind:
            yield f"in {kind}"
        if self._headline is None:
            yield "no headline"
            yield "below copy" if self._copy[at] > MOST_ABOVE else "above copy"
            return
        distance = at - self._headline
        near = next((limit for limit in _NEARNESS if abs(distance) <= limit), "far")
        yield f"{'after' if distance >= 0 else 'before'} {near}"
        if distance > 0:
            between = self._copy[at] - self._copy[self._headline]
            yield "above copy" if between <= MOST_ABOVE else "in copy" if between <= MOST_WITHIN else "below copy"


def _candidate(date: ArticleDate, text: str, place: str, truths: set[str], because: str) -> Candidate:
    if not truths.isdisjoint(("after 10", "before 10")) and truths.isdisjoint((*_APART, "in copy", "below copy")):
        truths.add("alone beside the headline" if "alone" in truths else "beside the headline")
    if date.ambiguous:
        truths.add("ambiguous")
    if date.precision in ("year", "month"):
        truths.add("coarse")
    return Candidate(date, "layout", text, place, frozenset(truths), because)


def _place_of_headline(blocks: Sequence[Block], headlines: frozenset[str]) -> int | None:
    """Where the headline stands: the `h1` that says it, else a block that says it, else the first `h1`."""
    headings = [at for at, block in enumerate(blocks) if block.tag == "h1"]
    for at in headings:
        text = blocks[at].text
        if len(text) >= SHORTEST_HEADING and any(text in one or one in text for one in headlines):
            return at
    said = next((at for at, block in enumerate(blocks) if block.text in headlines), None)
    return headings[0] if said is None and headings else said
