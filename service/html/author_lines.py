"""The lines of a page that name its authors: those that say so, and near the headline those that hold names alone."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from service.characters import squeeze
from service.html.author_names import key_of, names_in
from service.html.blocks import Block
from service.html.byline_rest import rest_of
from service.html.byline_words import lead_length, lines_that_could_be_led
from service.html.head import MOST_LINES, Head
from service.html.no_bylines import is_copyright, is_place, is_sentence
from service.html.others import is_of_others
from service.html.persons import PARTICLES, is_person
from service.html.site_names import dense
from service.layout import rules
from service.layout.labels import is_section, label_rule

LONGEST_LINE, LONGEST_DATE, LONGEST_OF_NAMES = 120, 40, 100
# A line of the head stands so near the headline.
LINES_ABOVE, LINES_BELOW, LINES_RIGHT_BELOW = 4, 10, 3
# A role, a house, a place: more words beside the names make a sentence.
MOST_WORDS_BESIDE = 4

# A year, or day and month in digits: what tells a date from a count.
_DATE = re.compile(r"(?<!\d)(?:\d{4}(?!\d)|\d{1,2}\s?[./-]\s?\d{1,2}(?!\d))")
_FAR_FROM_COPY = frozenset(("navigation", "boilerplate", "page-footer", "page-header"))
# What makes a line of a name one that names the author.
_BEARING_OUT, _BELOW_DATE = ("with a date", "before a date"), "after a date"
_COLONS = " :\uff1a"
_SENTENCE_ENDS = ".?!:\u3002\u061f"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORD = re.compile(r"\w+")
# As they stand between the texts of a block.
_BREAKS = (" ", " | ")


class AuthorLine(NamedTuple):
    """The names in a line, its text, of which kind it is, and what is true of it.

    One that is `doubtful` only bears out names that are found elsewhere.
    """

    names: tuple[str, ...]
    as_found: str
    place: str
    truths: frozenset[str]
    doubtful: bool


class Surroundings(NamedTuple):
    """What is known of a page: its head, where its copy ends, the parts of its title, densely, whether it is news."""

    head: Head
    foot: int
    titles: frozenset[str]
    is_news: bool


def lines_near_headline(
    blocks: Sequence[Block], page: Surroundings, language: str | None, known: Collection[frozenset[str]]
) -> Iterator[AuthorLine]:
    """The lines of the head, in the order of the page; of the doubtful ones those whose names are `known` then.

    A name below a line with a date is doubtful on pages that are no news. So is one below the copy, where a page has
    its foot and its comments, and above the headline one that the page's title has beside this.
    """
    bearing_out = (*_BEARING_OUT, _BELOW_DATE) if page.is_news else _BEARING_OUT
    at = page.head.at
    places = range(max(0, at - LINES_ABOVE), at + LINES_BELOW)
    return _lines(blocks, places, language, _Look(page.head, True, known, bearing_out, page.foot, page.titles))


def lines_elsewhere(blocks: Sequence[Block], head: Head, language: str | None) -> Iterator[AuthorLine]:
    """The lines of the copy, below its end as well, that open with words which open nothing but bylines."""
    below = head.at + LINES_BELOW
    led = lines_that_could_be_led([block.text for block in blocks[below:MOST_LINES]], LONGEST_LINE)
    places = (below + at for at in led if blocks[below + at].kind not in _FAR_FROM_COPY)
    near = {at + after for at in places for after in (0, 1)}
    return _lines(blocks, sorted(near), language, _Look(head))


def is_line_of_others(block: Block, head: Head) -> bool:
    """Whether a line belongs to a picture, a comment or another story."""
    if block.kind == "caption" or block.element is None:
        return block.kind == "caption"
    return is_of_others(block.element, head.around)


class _Look(NamedTuple):
    """What lines are looked at for: whether near the headline, those whose names are known, what bears out others.

    Then where the copy ends, and what the page's title says, densely.
    """

    head: Head
    is_near: bool = False
    known: Collection[frozenset[str]] = ()
    bearing_out: tuple[str, ...] = _BEARING_OUT
    foot: int = MOST_LINES
    titles: frozenset[str] = frozenset()

    def bears_out(self, dated: str, at: int) -> bool:
        """Whether the date beside a line there makes its names those of the authors."""
        return dated in self.bearing_out and at <= self.foot


def _lines(blocks: Sequence[Block], places: Iterable[int], language: str | None, look: _Look) -> Iterator[AuthorLine]:
    lead = 0
    for at in places:
        if at >= len(blocks) or len(blocks[at].text) > LONGEST_LINE:
            lead = 0
            continue
        text, before = line_of(blocks[at], language), lead
        length = lead_length(f"{text} ", language)
        if not length and look.is_near and (led := _behind_break(blocks[at], language)):
            text, length = led, lead_length(f"{led} ", language)
        bare = not (length or before)
        # Most lines are passed by here: to read the names of each would take as long as all the rest.
        if bare and not (look.is_near and could_be_names(blocks[at])):
            lead = 0
            continue
        dated = _date_beside(text, blocks, at)
        if bare and not look.bears_out(dated, at) and not _could_be_known(text, look.known):
            lead = 0
            continue
        names = names_in([text], language)
        sure = look.is_near or _is_sure(text, length) or (before and _is_sure(blocks[at - 1].text, before))
        sure = sure or (length > 0 and dated == "with a date" and all(map(is_person, names)))
        lead = 0 if names or text[length:].strip(_COLONS) else length
        if not (names and sure and _says_little_else(text, names, language)) or is_sentence(blocks[at].text, names):
            continue
        kind = "line that says by" if length else "line below by" if before else "line of a name"
        doubtful = bare and (not look.bears_out(dated, at) or (at < look.head.at and _is_of_title(names, look.titles)))
        # What a line could be else is asked last, for it takes longest.
        if (not doubtful or key_of(names) in look.known) and (not bare or could_be_byline(blocks[at], names)):
            truths = frozenset(_truths(kind, dated, at - look.head.at if look.is_near else None, names))
            yield AuthorLine(names, text, kind, truths, doubtful or is_line_of_others(blocks[at], look.head))


def _behind_break(block: Block, language: str | None) -> str | None:
    """What a short block prints behind a line break, or in a later cell, where it opens like a byline."""
    for at, text in enumerate(block.texts[1:], 1):
        if block.texts[at - 1] in _BREAKS and lead_length(f"{text.lstrip()} ", language):
            return line_of(replace(block, texts=block.texts[at:]), language)
    return None


def _could_be_known(text: str, known: Collection[frozenset[str]]) -> bool:
    """Whether a line holds the letters of names that are known."""
    said = dense(text) if known else ""
    return any(all(name in said for name in names) for names in known)


def _date_beside(text: str, blocks: Sequence[Block], at: int) -> str:
    """Whether a line stands with a date, before one or after one; empty where it stands by none."""
    if _DATE.search(text):
        return "with a date"
    if at + 1 < len(blocks) and _DATE.search(blocks[at + 1].text[:LONGEST_DATE]):
        return "before a date"
    return "after a date" if at and _DATE.search(blocks[at - 1].text[-LONGEST_DATE:]) else ""


def line_of(block: Block, language: str | None) -> str:
    """The line, with a space where only a style parts two elements, and with a comma behind a person."""
    if not block.texts:
        return block.text
    line = ""
    for text in filter(None, block.texts):
        # A letter by itself is the large one that opens a word.
        if line[-1:].isalnum() and text[0].isalnum() and line[-2:-1].isalnum():
            line += ", " if not text[0].islower() and is_person(rest_of(line, language)) else " "
        line += text
    return squeeze(line).strip("| ") or block.text


def could_be_names(block: Block) -> bool:
    """Whether a line that does not say so could open with a name: by its length, its ends and its second word."""
    text = block.text
    if block.tag in _HEADINGS or len(text) > LONGEST_OF_NAMES or text[0].islower() or text[-1] in _SENTENCE_ENDS:
        return False
    words = text.split(maxsplit=2)
    return len(words) > 1 and (not words[1][0].islower() or words[1] in PARTICLES)


def _is_sure(text: str, lead: int) -> bool:
    """Whether the words that open a line open nothing but bylines: there are two, or a colon stands behind."""
    return lead > 0 and (" " in text[:lead].strip() or text[lead:].lstrip()[:1] in (":", "\uff1a"))


def _says_little_else(text: str, names: tuple[str, ...], language: str | None) -> bool:
    words = _WORD.findall(rest_of(text, language))
    return len(words) - sum(len(_WORD.findall(name)) for name in names) <= MOST_WORDS_BESIDE


def _is_of_title(names: tuple[str, ...], titles: frozenset[str]) -> bool:
    """Whether a page's title says one of the names beside its headline, as it does its site's."""
    return any(dense(name) in titles for name in names)


def could_be_byline(block: Block, names: tuple[str, ...]) -> bool:
    """Whether a line that does not say so could be a byline: persons, neither a heading nor a button nor a notice."""
    text = block.text
    if is_copyright(text) or any(map(is_place, names)):
        return False
    return all(map(is_person, names)) and not is_section(text) and label_rule(text, rules.ADDRESS_ABOVE) is None


def _truths(kind: str, dated: str, below: int | None, names: tuple[str, ...]) -> Iterator[str]:
    yield f"{kind}, far" if below is None else f"{kind}, near"
    if below is not None and 0 < below <= LINES_RIGHT_BELOW:
        yield f"{kind}, right below h1"
    if dated:
        yield f"{kind} {dated}"
    if all(map(is_person, names)):
        yield f"{kind}, of persons"
