"""The lines of a page, and which of them are the page's own: running headers, running footers, page numbers."""

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise

from service.layout import rules
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence
from service.words import fold, languages

LONGEST_RUNNING_HEADER = 100
# Lines between two occurrences of a running header: fewer, and it is a refrain or a repeated headline.
SHORTEST_PAGE = 4
# A line that stands alone this often, a page apart, is a running header without any page number near it.
REPEATED_OFTEN = 3

_DIGITS = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DASHED_NUMBER = re.compile(r"[-\u2013\u2014|]\s?\d{1,4}\s?[-\u2013\u2014|]|\d{1,4}\s?/\s?\d{1,4}")


def page_lines(lines: list[str]) -> dict[int, Rule]:
    """Which lines (stripped) are the page's own: index → page number, running header, or what may be the title.

    A running header's first occurrence near the top may be the article's own headline, which later pages repeat.
    """
    numbers = _page_numbers(lines)
    found = dict.fromkeys(numbers, rules.PAGE_NUMBER)
    for places in _repeated(lines).values():
        if _is_running(lines, places, numbers):
            found.update(dict.fromkeys(places, rules.RUNNING_HEADER))
            if places[0] < SHORTEST_PAGE and not _is_near_number(places[0], numbers):
                found[places[0]] = rules.RUNNING_TITLE
    return found


def _page_numbers(lines: list[str]) -> set[int]:
    found, bare = set(), []
    for at, line in enumerate(lines):
        if not line or len(line) > LONGEST_RUNNING_HEADER // 2 or not any(map(str.isdecimal, line)):
            continue
        if _BARE_NUMBER.fullmatch(line):
            bare.append(at)
        elif _DASHED_NUMBER.fullmatch(line) or _labelled_number().fullmatch(fold(line)):
            found.add(at)
    # A bare number counts pages where another, one higher or lower, stands a page away.
    for before, after in pairwise(bare):
        if after - before > SHORTEST_PAGE and int(lines[after]) == int(lines[before]) + 1:
            found |= {before, after}
    filled = sum(map(bool, lines))
    if bare and filled > SHORTEST_PAGE and not any(lines[bare[-1] + 1 :]) and _is_blank(lines, bare[-1] - 1):
        found.add(bare[-1])
    return found if len(found) < filled else set()


@cache
def _labelled_number() -> re.Pattern[str]:
    tables = [words["layout"] for words in languages().values()]
    page, of = (
        "|".join(sorted({re.escape(fold(word)) for table in tables for word in table.get(name, ())}))
        for name in ("page", "page_of")
    )
    return re.compile(rf"[-|(\s]*(?:{page})\.?\s*\d{{1,4}}(?:\s*(?:/|{of})\s*\d{{1,4}})?[-|)\s]*(?:\u9875|\u9801)?")


def _repeated(lines: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if 1 < len(line) <= LONGEST_RUNNING_HEADER:
            places[line].append(at)
    found = {text: at for text, at in places.items() if len(at) > 1 and _is_label(text)}
    # The same line but for its number ("The Courier 3", "The Courier 4"), each number higher than the last.
    numbered: dict[str, list[int]] = defaultdict(list)
    for text, spots in places.items():
        if len(spots) == 1 and len(text) > len("1234") and len(_DIGITS.findall(text)) == 1:
            numbered[_DIGITS.sub("#", text)].append(spots[0])
    for text, spots in numbered.items():
        numbers = [int(_DIGITS.findall(lines[spot])[0]) for spot in spots]
        steps = {after - before for before, after in pairwise(numbers)}
        if len(spots) > 1 and steps == {1} and _is_label(text):
            found[text] = spots
    return found


def _is_label(text: str) -> bool:
    return any(char.isalpha() for char in text) and not ends_sentence(text) and text[-1] not in ":,;-"


def _is_running(lines: list[str], places: list[int], numbers: set[int]) -> bool:
    apart = all(after - before > SHORTEST_PAGE for before, after in pairwise(places))
    if not apart:
        return False
    numbered = len({lines[at] for at in places}) > 1
    near_number = any(_is_near_number(at, numbers) for at in places)
    alone = all(_is_blank(lines, at - 1) and _is_blank(lines, at + 1) for at in places)
    return numbered or near_number or (alone and len(places) >= REPEATED_OFTEN)


def _is_near_number(at: int, numbers: set[int]) -> bool:
    return any(at + step in numbers for step in (-2, -1, 1, 2))


def _is_blank(lines: list[str], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at]
