"""Running headers and footers: what pages print again, and what they print together with it or their number."""

import re
from collections import defaultdict
from itertools import pairwise

from service.dates import parse_printed_date
from service.layout import rules
from service.layout.addresses import is_address
from service.layout.imprints import is_phone_line
from service.layout.names import dense_name
from service.layout.notices import is_serial_number
from service.layout.page_numbers import SHORTEST_PAGE, is_blank
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence
from service.layout.source_lines import is_labelled_source
from service.layout.wrapping import RAGGED, WIDEST_COLUMN, is_filled, width

LONGEST_RUNNING_HEADER = 100
# A line that stands alone this often, a page apart, is a running header without any page number near it.
REPEATED_OFTEN = 3
# The masthead is among so many lines at the top, a footer among so many at the foot.
EDGE_LINES = 4
# What a page prints together above or below its copy.
LONGEST_GROUP = 4
# A masthead is of so many lines; a name in it of so many letters is known again.
TOP_LINES, SHORTEST_NAME = 14, 5
SHORTEST_HEAD = 3
# Lines of a paragraph are so long at least, and each this share of the longest.
SHORTEST_WRAPPED, WRAPPED = 30, 0.75
_PAGE_LINES = (rules.PAGE_NUMBER, rules.RUNNING_HEADER, rules.RUNNING_FOOTER)
_EDGE_NUMBER = re.compile(r"^\d{1,3}(?=\s)|(?<=\s)\d{1,3}$")
_BESIDE_DAY = " \t\u3000|,/\u00b7\u2022\u2013\u2014-"
_DIGITS = re.compile(r"\d+")


def repeated_lines(lines: list[str]) -> dict[str, list[int]]:
    """The lines that stand again, or again but for a number that counts: where."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if 1 < len(line) <= LONGEST_RUNNING_HEADER:
            places[line].append(at)
    found = {text: at for text, at in places.items() if len(at) > 1 and _is_label(text)}
    found |= _numbered({text: spots[0] for text, spots in places.items() if len(spots) == 1})
    return {text: spots for text, spots in found.items() if _is_apart(spots)}


def heads_with_day(lines: list[str]) -> frozenset[int]:
    """The lines on later pages that are one of the masthead's and the day, below a blank one: "Courier 3 May 2021"."""
    filled = [at for at, line in enumerate(lines) if line]
    names = {lines[at] for at in filled[:EDGE_LINES] if len(dense_name(lines[at])) >= SHORTEST_HEAD}
    return frozenset(
        at
        for at in filled[2 * EDGE_LINES :]
        if is_blank(lines, at - 1)
        and len(lines[at]) <= LONGEST_RUNNING_HEADER
        and (name := next((name for name in names if lines[at].startswith(name)), ""))
        and parse_printed_date(lines[at][len(name) :].strip(_BESIDE_DAY))
    )


def _numbered(places: dict[str, int]) -> dict[str, list[int]]:
    """The lines that stand again but for their number, each higher by one: "The Courier 3" and "The Courier 4".

    Pages number themselves at their outer edges, too: "14 The Courier", "The Courier 15".
    """
    same: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for text, at in places.items():
        numbers = _DIGITS.findall(text)
        edge = _EDGE_NUMBER.search(text)
        if len(text) > len("1234") and len(numbers) == 1:
            same[_DIGITS.sub("#", text)].append((at, int(numbers[0])))
        if edge and len(text) > len("1234") + len(edge[0]):
            same[_EDGE_NUMBER.sub("", text).strip()].append((at, int(edge[0])))
    return {
        text: [at for at, _ in spots]
        for text, spots in same.items()
        if len(spots) > 1 and _is_label(text) and {after - before for (_, before), (_, after) in pairwise(spots)} == {1}
    }


def _is_apart(places: list[int]) -> bool:
    return all(after - before > SHORTEST_PAGE for before, after in pairwise(places))


def _is_label(text: str) -> bool:
    return any(char.isalpha() for char in text) and not ends_sentence(text) and text[-1] not in ":,;-"


def find_running(lines: list[str], groups: list[range], repeated: dict[str, list[int]], found: dict[int, Rule]) -> None:
    """Add the running headers and footers, which stand again a page later."""
    filled = [at for group in groups for at in group]
    top, foot = filled[:EDGE_LINES][-1:], filled[-EDGE_LINES:][:1]
    numbers = {at for at, rule in found.items() if rule in (rules.PAGE_NUMBER, rules.JUMP_LINE)}
    for places in repeated.values():
        if any(at in found for at in places):
            continue
        feet = [at for at in places if at > top[-1]] if top else []
        if feet and places[0] <= top[-1] and _are_feet(lines, feet, found):
            found.update(dict.fromkeys(feet, rules.RUNNING_FOOTER))
            continue
        turned = places[0] > top[-1] and all(_ends_page(lines, at, found) for at in places) if top else False
        if not turned and not _is_running(lines, places, numbers, top):
            continue
        is_footer = (foot and places[-1] >= foot[0] and places[0] > top[0]) or is_address(lines[places[0]])
        is_footer = is_footer or turned
        found.update(dict.fromkeys(places, rules.RUNNING_FOOTER if is_footer else rules.RUNNING_HEADER))
        if places[-1] == filled[-1] and is_blank(lines, filled[-1] - 1):
            found[filled[-1]] = rules.RUNNING_FOOTER
        if places[0] < SHORTEST_PAGE and not is_footer and not _is_near(places[0], numbers):
            found[places[0]] = rules.RUNNING_TITLE


def _is_running(lines: list[str], places: list[int], numbers: set[int], top: list[int]) -> bool:
    numbered = len({lines[at] for at in places}) > 1
    near_number = any(_is_near(at, numbers) for at in places)
    alone = all(is_blank(lines, at - 1) and is_blank(lines, at + 1) for at in places)
    # The masthead again, below a page's end.
    again = bool(top) and places[0] <= top[0] and all(is_blank(lines, at - 1) for at in places[1:])
    footed = all(is_address(lines[at]) and is_blank(lines, at + 1) for at in places)
    return numbered or near_number or (alone and len(places) >= REPEATED_OFTEN) or again or footed


def _are_feet(lines: list[str], places: list[int], found: dict[int, Rule]) -> bool:
    """Whether lines end pages, one of them above the head of another: the masthead's name that stands there again."""
    last = max(at for at, line in enumerate(lines) if line)
    return places != [last] and all(_ends_page(lines, at, found) for at in places)


def _ends_page(lines: list[str], at: int, found: dict[int, Rule]) -> bool:
    """Whether nothing stands right below a line, and then the head of the next page, or nothing at all."""
    below = next((near for near in range(at + 1, min(at + LONGEST_GROUP, len(lines))) if lines[near]), len(lines))
    return is_blank(lines, at + 1) and (below >= len(lines) or found.get(below) in _PAGE_LINES)


def _is_near(at: int, numbers: set[int]) -> bool:
    return any(at + step in numbers for step in (-2, -1, 1, 2))


def find_feet(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add a line alone that a page ends with, where the copy around breaks off in a word or goes on in lower case."""
    for above, group, *below in zip(groups, groups[1:], groups[2:], groups[3:], strict=False):
        at = group[0]
        text = lines[above[-1]]
        if len(group) > 1 or at in found or above[-1] in found or len(lines[at]) > LONGEST_RUNNING_HEADER:
            continue
        between, rest = below
        breaks = text[-1] in "-\u2010\u00ac" or not ends_sentence(text)
        if breaks and not ends_sentence(lines[at]) and not lines[at][0].islower():
            own = all(found.get(one) in _PAGE_LINES for one in between)
            if own and lines[rest[0]][0].islower() and rest[0] not in found:
                found[at] = rules.RUNNING_FOOTER


def find_grouped(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add what a page prints together with its number or running header, on any page but the first."""
    filled = [at for group in groups for at in group]
    top = [lines[at] for at in filled[:TOP_LINES] if len(lines[at]) <= LONGEST_RUNNING_HEADER]
    known = [dense_name(line) for line in top] if rules.PAGE_NUMBER in found.values() else []
    column = max((width(line) for line in lines if len(line) <= WIDEST_COLUMN), default=0)
    for group in groups[1:]:
        _find_turned(lines, group, known, found)
        owned = [at for at in group if found.get(at) in _PAGE_LINES]
        others = [at for at in group if at not in found and not is_labelled_source(lines[at])]
        jump = next((at for at in group if found.get(at) is rules.JUMP_LINE), -1)
        others = _below_copy(lines, others, (jump, owned[0] if owned else group.stop), column)
        if not owned or not others or len(group) > LONGEST_GROUP:
            continue
        if any(len(lines[at]) > LONGEST_RUNNING_HEADER or not _may_head(lines[at]) for at in others):
            continue
        if len(owned) == 1 and owned[0] == group[-1] and len(others) > 1 and _is_wrapped(lines, others):
            continue
        for at in others:
            found[at] = _head_rule(lines[at])
            if group is groups[-1] and found[at] is rules.RUNNING_HEADER and len(filled) > TOP_LINES:
                found[at] = rules.RUNNING_FOOTER


def _below_copy(lines: list[str], others: list[int], marks: tuple[int, int], column: int) -> list[int]:
    """The lines of a group without those of copy: above a jump line, or filled to the column above the page's own.

    As `marks` are where the two stand; -1 where the group has no jump line.
    """
    jump, owned = marks
    others = [at for at in others if at > jump]
    above = [at for at in others if at < owned]
    filled = len(above) > 1 and width(lines[above[0]]) >= SHORTEST_WRAPPED
    if filled and all(is_filled(lines[at], lines[at + 1], column, RAGGED) for at in above[:-1]):
        return [at for at in others if at > owned]
    return others


def _find_turned(lines: list[str], group: range, known: list[str], found: dict[int, Rule]) -> None:
    """Add the few lines above a page's number of which one holds what the masthead prints, as its name and the day."""
    number = next((at for at in group[1:LONGEST_GROUP] if found.get(at) is rules.PAGE_NUMBER), group.start)
    if number == group.start or not known:
        return
    above = [at for at in range(group.start, number) if at not in found]
    if any(len(lines[at]) > LONGEST_RUNNING_HEADER or not _may_head(lines[at]) for at in above):
        return
    heads = (dense_name(lines[at]) for at in above)
    if any(len(name) >= SHORTEST_NAME and head.startswith(name) for head in heads for name in known):
        found.update({at: _head_rule(lines[at]) for at in above})


def _is_wrapped(lines: list[str], places: list[int]) -> bool:
    """Whether lines are as long as each other, as those of a paragraph are."""
    widths = sorted(len(lines[at]) for at in places)
    return widths[0] >= SHORTEST_WRAPPED and widths[0] >= WRAPPED * widths[-1]


def _may_head(text: str) -> bool:
    is_label = not ends_sentence(text) and not text[0].islower() and text[-1] not in ",;-"
    return is_label or parse_printed_date(text) is not None


def _head_rule(text: str) -> Rule:
    if parse_printed_date(text):
        return rules.DATE_LINE
    if is_serial_number(text):
        return rules.SERIAL_NUMBER
    is_foot = is_address(text) or is_phone_line(text, at_edge=True)
    return rules.RUNNING_FOOTER if is_foot else rules.RUNNING_HEADER
