"""The lines of a page, and which of them are the page's own: running headers, page numbers, captions, jump lines."""

import re
from collections import defaultdict
from itertools import pairwise

from service.characters import squeeze
from service.dates import parse_printed_date
from service.layout import rules
from service.layout.captions import is_bare_credit, read_caption
from service.layout.imprints import is_phone_line
from service.layout.labels import is_address, is_farewell, is_serial_number, label_rule
from service.layout.navigation import is_forum_panel, is_heading, is_jump_line, is_menu, is_prompt
from service.layout.page_numbers import folios, page_numbers
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_prose

LONGEST_RUNNING_HEADER = 100
# Lines between two occurrences of a running header: fewer, and it is a refrain or a repeated headline.
SHORTEST_PAGE = 4
# A line that stands alone this often, a page apart, is a running header without any page number near it.
REPEATED_OFTEN = 3
# The masthead is among so many lines at the top, a footer among so many at the foot.
EDGE_LINES = 4
# What a page prints together above or below its copy.
LONGEST_GROUP = 4
LONGEST_COPY_LINE = 120
# What a forum prints of a poster, and how long a name is.
LONGEST_PANEL = 6
LONGEST_POSTER = 24
LONGEST_REMARK = 2
CAPTION_AND_CREDIT = 2
_PAGE_LINES = (rules.PAGE_NUMBER, rules.RUNNING_HEADER, rules.RUNNING_FOOTER)
LONGEST_SIGNER = 60
# Of a signature, or of what a forum prints below a post.
MOST_SIGNATURE_LINES = 10

# Items of a menu stand apart by so much.
_WIDE = re.compile(r"\s{2,}|\t|\u3000")
FEWEST_ITEMS, MOST_ITEM_WORDS = 3, 3
# A line that ends well before the column does not run on.
FILLED = 0.8
_DIGITS = re.compile(r"\d+")
# Marks without which a line within others is no caption, address or notice.
_TELLING = re.compile(r"[>\u203a\u00bb\u2039\uff1e:\uff1a\u00a9@|()\]\uff09\u3011]|::|www\.|\d|^[\w-]+(?:\.[\w-]+)+$")
_SIGNATURE = re.compile(r"--|_{5,}|\u2014{5,}")
# Sections of a letter are ruled off so too: below the last rule a signature is short.
_RULE = re.compile(r"[-=\u2500\u2501]{10,}")
LONGEST_RULED = 200


def page_lines(lines: list[str]) -> dict[int, Rule]:
    """Which lines (stripped) are the page's own: index → page number, running header, or what may be the title.

    A running header's first occurrence near the top may be the article's own headline, which later pages repeat.
    """
    groups = _groups(lines)
    repeated = _repeated(lines)
    beside = {at for places in repeated.values() for at in places}
    numbers = page_numbers(lines, beside)
    found = dict.fromkeys(numbers, rules.PAGE_NUMBER)
    _find_labels(lines, groups, found, beside)
    _find_running(lines, groups, repeated, found)
    _find_grouped(lines, groups, found)
    _find_signature(lines, groups, found)
    for group in groups[-EDGE_LINES:]:
        _find_forum_panel(lines, group, found)
    _find_feet(lines, groups, found)
    _find_remark(lines, groups, found)
    _find_farewell(lines, groups, found)
    found.update(folios(lines))
    return found if len(found) < sum(map(bool, lines)) else {}


def _groups(lines: list[str]) -> list[range]:
    """Runs of lines without a blank line between them."""
    edges = [-1, *(at for at, line in enumerate(lines) if not line), len(lines)]
    return [range(before + 1, after) for before, after in pairwise(edges) if after - before > 1]


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
    return {text: spots for text, spots in found.items() if _is_apart(spots)}


def _is_apart(places: list[int]) -> bool:
    return all(after - before > SHORTEST_PAGE for before, after in pairwise(places))


def _is_label(text: str) -> bool:
    return any(char.isalpha() for char in text) and not ends_sentence(text) and text[-1] not in ":,;-"


def _find_running(
    lines: list[str], groups: list[range], repeated: dict[str, list[int]], found: dict[int, Rule]
) -> None:
    """Add the running headers and footers, which stand again a page later."""
    filled = [at for group in groups for at in group]
    top, foot = filled[:EDGE_LINES][-1:], filled[-EDGE_LINES:][:1]
    numbers = {at for at, rule in found.items() if rule in (rules.PAGE_NUMBER, rules.JUMP_LINE)}
    for places in repeated.values():
        if any(at in found for at in places) or not _is_running(lines, places, numbers, top):
            continue
        is_footer = (foot and places[-1] >= foot[0] and places[0] > top[0]) or is_address(lines[places[0]])
        found.update(dict.fromkeys(places, rules.RUNNING_FOOTER if is_footer else rules.RUNNING_HEADER))
        if places[0] < SHORTEST_PAGE and not is_footer and not _is_near(places[0], numbers):
            found[places[0]] = rules.RUNNING_TITLE


def _is_running(lines: list[str], places: list[int], numbers: set[int], top: list[int]) -> bool:
    numbered = len({lines[at] for at in places}) > 1
    near_number = any(_is_near(at, numbers) for at in places)
    alone = all(_is_blank(lines, at - 1) and _is_blank(lines, at + 1) for at in places)
    # The masthead again, below a page's end.
    again = bool(top) and places[0] <= top[0] and all(_is_blank(lines, at - 1) for at in places[1:])
    footed = all(is_address(lines[at]) and _is_blank(lines, at + 1) for at in places)
    return numbered or near_number or (alone and len(places) >= REPEATED_OFTEN) or again or footed


def _is_near(at: int, numbers: set[int]) -> bool:
    return any(at + step in numbers for step in (-2, -1, 1, 2))


def _is_blank(lines: list[str], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at]


def _find_labels(lines: list[str], groups: list[range], found: dict[int, Rule], repeated: set[int]) -> None:
    """Add the lines that are labels by themselves, where they stand among others; a caption that a credit ends."""
    below_copy = False
    last_copy = next((number for number in reversed(range(len(groups))) if _is_copy(lines, groups[number])), 0)
    column = min(max(map(len, lines)), LONGEST_COPY_LINE)
    for number, group in enumerate(groups):
        for at in group:
            if at not in found and at not in repeated and (rule := _label(lines, at, group)):
                found[at] = rule
        if len(group) > 1:
            _find_telephones(lines, group, found)
        if not below_copy or number > last_copy:
            address = rules.ADDRESS_BELOW if below_copy else rules.ADDRESS_ABOVE
            fresh = [at for at in group if at not in found and at not in repeated]
            found.update(_edge_labels(lines, group, fresh, address, column))
        if below_copy:
            _find_links(lines, group, found)
        if not below_copy or number > last_copy:
            edge = rules.ADDRESS_BELOW if below_copy else rules.ADDRESS_ABOVE
            found.update({at: edge for at in group if found.get(at) is rules.ADDRESS_WITHIN})
        if number < EDGE_LINES:
            _find_forum_panel(lines, group, found)
        if _is_caption(lines, group, below_copy=below_copy) and number:
            found.update(dict.fromkeys(group, rules.CAPTION))
        below_copy = below_copy or _is_copy(lines, group)


def _edge_labels(lines: list[str], group: range, fresh: list[int], address: Rule, column: int) -> dict[int, Rule]:
    """The lines above or below the copy that are menus, or labels that do not run on into the line below."""
    found: dict[int, Rule] = {}
    for at in fresh:
        if _is_spaced_menu(lines[at]):
            found[at] = rules.MENU
            continue
        below = lines[at + 1] if at + 1 in group else ""
        first = below.split(maxsplit=1)[0][:12] if below else ""
        runs_on = below[:1].islower() or (below and len(lines[at]) + len(first) > FILLED * column)
        opens = at == group.start or at - 1 not in fresh or at - 1 in found or ends_sentence(lines[at - 1])
        if len(group) > 1 and opens and not runs_on and (rule := label_rule(lines[at], address)):
            found[at] = rule
    return found


def _is_spaced_menu(line: str) -> bool:
    """Items apart by wide spaces, as a page's menu or its buttons are when they are copied."""
    items = [item for item in _WIDE.split(line) if item]
    if len(items) < FEWEST_ITEMS or ends_sentence(line) or any(len(item.split()) > MOST_ITEM_WORDS for item in items):
        return False
    return not any(":" in item or any(map(str.isdecimal, item)) for item in items) or is_menu(squeeze(line))


def _find_links(lines: list[str], group: range, found: dict[int, Rule]) -> None:
    """Add the lines right below "Read also:" that are links and no copy."""
    heads = [at for at in group[:-1] if is_prompt(lines[at]) and is_heading(lines[at])]
    if not heads:
        return
    below = range(heads[0] + 1, group.stop)
    if all(at in found or not (is_prose(lines[at]) or ends_sentence(lines[at])) for at in below):
        found.setdefault(heads[0], rules.PROMPT)
        for at in below:
            found.setdefault(at, label_rule(lines[at], rules.ADDRESS_BELOW) or rules.LINKS)


def _is_copy(lines: list[str], group: range) -> bool:
    """Whether lines run on as copy does: one that is prose and no label, or several of which most end no sentence."""
    prose = [lines[at] for at in group if is_prose(lines[at])]
    if any(len(line) > LONGEST_COPY_LINE or label_rule(line, rules.ADDRESS_BELOW) is None for line in prose):
        return True
    return len(group) > LONGEST_GROUP and sum(not ends_sentence(lines[at]) for at in group) > 1


def _ends_caption(lines: list[str], group: range) -> bool:
    """Whether the last of a few lines is a credit, or the end of a caption that the others begin."""
    if is_bare_credit(lines[group[-1]]):
        return True
    image = read_caption(lines[group[-1]])
    if image is None or image.credit is None:
        return False
    goes_on = not ends_sentence(lines[group[-1] - 1]) and not lines[group[0]][0].islower()
    return image.caption is None or goes_on


def _is_caption(lines: list[str], group: range, *, below_copy: bool) -> bool:
    """Whether a few lines are a picture's caption, which its credit ends; above the copy only one in brackets does."""
    if below_copy:
        return 1 < len(group) <= LONGEST_GROUP and _ends_caption(lines, group)
    return len(group) == CAPTION_AND_CREDIT and _ends_in_brackets(lines[group[-1]])


def _ends_in_brackets(line: str) -> bool:
    """Whether a line is a credit alone, in brackets: above the copy, too, it ends a caption."""
    image = read_caption(line)
    return line[0] in "[(\u3010\uff08" and image is not None and image.credit is not None and image.caption is None


def _find_feet(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
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


def _find_forum_panel(lines: list[str], group: range, found: dict[int, Rule]) -> None:
    """Add what a forum prints of a poster, and the poster's name above it."""
    free = (None, rules.FORUM_PANEL, rules.TAIL, rules.MENU)
    panel = [at for at in group if found.get(at) in free and is_forum_panel(lines[at])]
    if not panel or (len(group) > LONGEST_PANEL):
        return
    found.update(dict.fromkeys(panel, rules.FORUM_PANEL))
    for at in reversed(range(group.start, panel[0])):
        if found.get(at) not in free or len(lines[at]) > LONGEST_POSTER or ends_sentence(lines[at]):
            return
        found[at] = rules.FORUM_PANEL


def _find_remark(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add a line or two of a poster's own, of which a forum prints nothing below but buttons."""
    for number in range(1, len(groups)):
        group = groups[number]
        above = groups[number - 1]
        if len(group) > LONGEST_REMARK or found.get(above[-1]) is not rules.FORUM_PANEL or group[0] in found:
            continue
        below = [at for other in groups[number + 1 :] for at in other]
        if len(below) <= LONGEST_PANEL and all(label_rule(lines[at], rules.ADDRESS_BELOW) for at in below):
            for at in group:
                found.setdefault(at, rules.POSTER_REMARK)
            return


def _find_farewell(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add how a letter ends, and the lines of the name right below, near the foot of the page."""
    for group in groups[1:][-MOST_SIGNATURE_LINES:]:
        start = next((at for at in group[-LONGEST_PANEL:] if is_farewell(lines[at])), None)
        if start is not None and all(len(lines[at]) <= LONGEST_SIGNER for at in range(start, group.stop)):
            found.update(dict.fromkeys(range(start, group.stop), rules.FAREWELL))


def _find_telephones(lines: list[str], group: range, found: dict[int, Rule]) -> None:
    """Add the lines beside an address that are a label and a telephone number."""
    if len(group) <= LONGEST_GROUP and any(found.get(at) is rules.ADDRESS_WITHIN for at in group):
        for at in group:
            if at not in found and is_phone_line(lines[at], at_edge=True):
                found[at] = rules.ADDRESS_WITHIN


def _label(lines: list[str], at: int, group: range) -> Rule | None:
    line = lines[at]
    if len(line) > LONGEST_COPY_LINE or not _TELLING.search(line):
        return None
    if len(group) == 1:
        # In lower case it could be taken for the second half of a paragraph.
        if line[0].islower() and label_rule(line, rules.ADDRESS_WITHIN) is rules.ADDRESS_WITHIN:
            return rules.ADDRESS_WITHIN
        return rules.JUMP_LINE if is_jump_line(line) else rules.CAPTION if read_caption(line) else None
    rule = label_rule(line, rules.ADDRESS_WITHIN)
    if rule in (rules.CAPTION, rules.JUMP_LINE, rules.ADDRESS_WITHIN, rules.MENU):
        return rule
    starts_with_sign = line.startswith(("\u00a9", "(c)", "(C)", "\u24d2", "Copyright"))
    return rule if rule is rules.RIGHTS and (starts_with_sign or at == group[-1]) else None


def _find_grouped(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add what a page prints together with its number or running header, on any page but the first."""
    sure = (rules.PAGE_NUMBER, rules.RUNNING_HEADER, rules.RUNNING_FOOTER)
    for group in groups[1:]:
        owned = [at for at in group if found.get(at) in sure]
        others = [at for at in group if at not in found]
        if not owned or not others or len(group) > LONGEST_GROUP:
            continue
        if any(len(lines[at]) > LONGEST_RUNNING_HEADER or not _may_head(lines[at]) for at in others):
            continue
        for at in others:
            found[at] = _head_rule(lines[at])


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


def _find_signature(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add the lines below the mark that cuts a signature off, each by itself."""
    filled = [at for group in groups[-MOST_SIGNATURE_LINES:] for at in group][-MOST_SIGNATURE_LINES - 1 :]
    start = next((number for number, at in enumerate(filled) if _SIGNATURE.fullmatch(lines[at])), None)
    if start is None:
        ruled = [number for number, at in enumerate(filled) if _RULE.fullmatch(lines[at])]
        start = ruled[-1] if ruled and sum(len(lines[at]) for at in filled[ruled[-1] :]) <= LONGEST_RULED else None
    if start is None or any(len(lines[at]) > LONGEST_COPY_LINE for at in filled[start:]):
        return
    for at in filled[start + 1 :]:
        label = label_rule(lines[at], rules.ADDRESS_BELOW)
        found[at] = label if label and label not in (rules.ADDRESS_BELOW, rules.CAPTION) else rules.TAIL
