"""The byline as a page prints it near its headline: the line that names the authors, and who made the pictures."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.characters import squeeze
from service.html.author_lines import LINES_ABOVE, LINES_BELOW, LONGEST_LINE, line_of
from service.html.blocks import Block
from service.html.byline_rest import before_the_rest
from service.html.byline_words import fold_evenly, lead_length, other_hands
from service.html.head import head_of
from service.html.others import is_of_others
from service.html.persons import is_person
from service.layout.captions import read_caption

# Beside the names and the words that open it, a byline says so much: a role, a house, a place.
MOST_WORDS_BESIDE = 8
_WORD = re.compile(r"\w+")
_EDGES = " |\u00b7\u2022,;\u2013\u2014-"
_COPY = frozenset(("h1", "h2", "figcaption"))


class PrintedByline(NamedTuple):
    """A byline as printed, without the date that may share its line, and the credit of pictures that may."""

    as_printed: str
    credit: str | None = None


def read_printed_byline(blocks: Sequence[Block], authors: Sequence[str], language: str | None) -> PrintedByline | None:
    """The line near the headline that names all of the authors and says little else; one that says "by" before all.

    Without "by", a line of persons alone is one.
    """
    lines = list(_lines(blocks, authors, language)) if authors else []
    return next((line for line, says_by in lines if says_by), lines[0][0] if lines else None)


def _lines(
    blocks: Sequence[Block], authors: Sequence[str], language: str | None
) -> Iterator[tuple[PrintedByline, bool]]:
    head = head_of(blocks)
    names = [squeeze(name).casefold() for name in authors]
    # A house's name that nothing introduces is a logo, or a menu's.
    bare = tuple(names) if all(map(is_person, authors)) else ()
    for at in range(max(0, head.at - LINES_ABOVE), min(len(blocks), head.at + LINES_BELOW)):
        block = blocks[at]
        if len(block.text) > LONGEST_LINE or block.tag in _COPY or block.kind == "caption":
            continue
        if not _holds(block.text, names):
            continue
        if block.element is not None and is_of_others(block.element, head.around):
            continue
        line = line_of(block, language)
        printed = _without_rest(line, names)
        if len(_WORD.findall(printed)) - sum(len(_WORD.findall(name)) for name in names) > MOST_WORDS_BESIDE:
            continue
        lead = lead_length(f"{printed} ", language) > 0
        before = blocks[at - 1].text if at else ""
        if not lead and before and lead_length(f"{before} ", language) >= len(before):
            printed, lead = f"{before} {printed}", True
        if lead or printed.casefold().startswith(bare):
            yield PrintedByline(printed, _credit(line)), lead


def _holds(text: str, names: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(name in folded for name in names)


def _without_rest(line: str, names: Sequence[str]) -> str:
    """The line up to the bar, date or note behind the names; where a bar parts the names, up to the last of them."""
    printed = before_the_rest(line)
    if _holds(printed, names):
        return printed.strip(_EDGES)
    folded = line.casefold()
    return line[: max(folded.find(name) + len(name) for name in names)] if len(folded) == len(line) else line


def _credit(line: str) -> str | None:
    """Whom the line credits with the pictures, behind who wrote the words."""
    other = other_hands().search(fold_evenly(line))
    image = read_caption(line[other.start() :].lstrip(" .,;:|/\u00b7\u2022)\u2013\u2014-")) if other else None
    return image.credit if image else None
