"""Page numbers: between dashes, behind the word for page, or counting from page to page."""

import re
from functools import cache
from itertools import pairwise

from service.layout import rules
from service.layout.notices import is_end_mark
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence
from service.words import fold, phrases

LONGEST_NUMBER_LINE = 50
# Lines between two page numbers that stand alone, or two occurrences of a running header: fewer, and it is a refrain
# or a repeated headline.
SHORTEST_PAGE = 4
# So many lines at the top of the first page may hold its number, which alone among blank lines could head an item.
TOP_LINES, FEWEST_ITEMS = 7, 4
MOST_FOOT_LINES, MOST_SECTION_WORDS = 2, 2

_BARE_NUMBER = re.compile(r"\d{1,4}")
_DASHES = "-\u2010-\u2015\uff0d\u30fb\u00b7\u2022~|*"
_DASHED_NUMBER = re.compile(rf"[{_DASHES}]\s?\d{{1,4}}\s?[{_DASHES}]|\d{{1,4}}\s?/\s?\d{{1,4}}")
_IN_BRACKETS = re.compile(r"[(\[\uff08]\d{1,4}[)\]\uff09]")
_LETTERED_NUMBER = re.compile(r"[A-Z]{1,2}-?\d{1,3}")
_FOLIO = re.compile(r"[A-Z]{2,5}-[A-Z]?\d{1,3}")


def page_numbers(lines: list[str], beside: set[int], heads: frozenset[int] = frozenset()) -> set[int]:
    """The lines that number a page. `beside` are lines that stand again on other pages: a bare number there counts.

    So does one in brackets below one of the `heads` of later pages.
    """
    found, bare = set(), []
    for at, line in enumerate(lines):
        if not line or len(line) > LONGEST_NUMBER_LINE or not any(map(str.isdecimal, line)):
            continue
        if _BARE_NUMBER.fullmatch(line):
            bare.append(at)
        elif _DASHED_NUMBER.fullmatch(line) or _labelled_number().fullmatch(fold(line)):
            found.add(at)
    filled = [at for at, line in enumerate(lines) if line]
    numbers = set(bare)
    found |= _counting(lines, bare, filled)
    for before, at, after in zip([-1, *filled], filled, [*filled[1:], -1], strict=False):
        if (at in numbers or (before in heads and _IN_BRACKETS.fullmatch(lines[at]))) and {before, after} & beside:
            found.add(at)
    bracketed = {int(lines[at][1:-1]) for at in found if _IN_BRACKETS.fullmatch(lines[at])}
    if bracketed:
        top = (at for at in filled[:TOP_LINES] if _IN_BRACKETS.fullmatch(lines[at]))
        found |= {at for at in top if int(lines[at][1:-1]) + 1 in bracketed}
    found |= _at_page_ends(lines, bare, filled, found)
    found |= _lettered(lines, filled, beside)
    if filled and is_end_mark(lines[filled[-1]]):
        found.discard(filled[-1])  # "-30-"
    return found if len(found) < len(filled) else set()


def _counting(lines: list[str], bare: list[int], filled: list[int]) -> set[int]:
    """Bare numbers that count pages: another stands a page away, or they stand in the masthead or at the foot."""
    found = set()
    for before, after in pairwise(bare):
        if after - before > SHORTEST_PAGE and int(lines[after]) == int(lines[before]) + 1:
            found |= {before, after}
    if not bare or len(filled) <= SHORTEST_PAGE:
        return found
    if bare[-1] == filled[-1] and _is_foot(lines, bare[-1]):
        found.add(bare[-1])
    # In a masthead of several lines; a number that heads the first item of a list stands alone, or with copy.
    top = _masthead(lines, filled)
    at = bare[0]
    among = not (is_blank(lines, at - 1) and is_blank(lines, at + 1)) or int(lines[at]) >= FEWEST_ITEMS
    among = among or _is_section(next((lines[near] for near in range(at - 1, -1, -1) if lines[near]), ""))
    return found | ({at} if at in top and among else set())


def _at_page_ends(lines: list[str], bare: list[int], filled: list[int], found: set[int]) -> set[int]:
    """Bare numbers of which the next page's, right below a blank line, is higher by one and known to be one."""
    below = dict(pairwise(filled))
    ends = (at for at in bare if below.get(at) in found and is_blank(lines, at + 1))
    return {at for at in ends if below[at] in bare and int(lines[below[at]]) == int(lines[at]) + 1}


def _is_section(line: str) -> bool:
    """Whether a line is a word or two in capitals, or of those that name sections."""
    known = fold(line) in phrases("layout", "section")
    return known or (line.isupper() and len(line.split()) <= MOST_SECTION_WORDS)


def _is_foot(lines: list[str], last: int) -> bool:
    """Whether the last line stands alone, or below a line or two that end no sentence: an address, a source."""
    start = next((at for at in range(last, -1, -1) if is_blank(lines, at - 1)), 0)
    return start > 0 and last - start <= MOST_FOOT_LINES and not any(map(ends_sentence, lines[start:last]))


def _masthead(lines: list[str], filled: list[int]) -> set[int]:
    """The short lines at the top of the page, down to the first that is long or ends a sentence."""
    found = set()
    for at in filled[:TOP_LINES]:
        if len(lines[at]) >= 2 * LONGEST_NUMBER_LINE or ends_sentence(lines[at]):
            break
        found.add(at)
    return found


def _lettered(lines: list[str], filled: list[int], beside: set[int]) -> set[int]:
    """Numbers behind a section's letter ("A9"): in the masthead, at the foot, beside a running header, or counting."""
    places = [at for at in filled if len(lines[at]) <= len("AB-123") and _LETTERED_NUMBER.fullmatch(lines[at])]
    if not places:
        return set()
    top = _masthead(lines, filled)
    edge = {at for at in places if at in top or at == filled[-1] or at - 1 in beside or at + 1 in beside}
    return set(places) if edge else set()


def folios(lines: list[str]) -> dict[int, Rule]:
    """A mark of edition and page ("LOC-E1") as the last line."""
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at]), None)
    if last and _FOLIO.fullmatch(lines[last]) and is_blank(lines, last - 1):
        return {last: rules.RUNNING_FOOTER}
    return {}


def is_blank(lines: list[str], at: int) -> bool:
    """Whether a line is blank, or beyond the page."""
    return not 0 <= at < len(lines) or not lines[at]


@cache
def _labelled_number() -> re.Pattern[str]:
    page, of, behind = (phrases("layout", name).any_of for name in ("page", "page_of", "page_behind"))
    return re.compile(
        rf"[-|(\s]*(?:{page})\.?\s*(?:\u2116\s?)?[a-z]?\d{{1,4}}(?:\s*(?:/|{of})\s*\d{{1,4}})?[-|)\s]*(?:{behind})?"
        rf"|[-|(\s]*(?:\u7b2c\s?)?\d{{1,4}}\.?\s?(?:{behind})[-|)\s]*"
    )
