"""The lines of a page, and which of them are the page's own: running headers, page numbers, captions, jump lines."""

import re
from itertools import pairwise

from service.characters import squeeze
from service.layout import rules
from service.layout.captions import is_bare_credit, longer_credit, read_caption
from service.layout.imprints import is_phone_line
from service.layout.labels import label_rule
from service.layout.navigation import is_counter, is_heading, is_jump_line, is_menu, is_prompt
from service.layout.notices import is_rights
from service.layout.page_numbers import folios, page_numbers
from service.layout.replies import is_comments_heading
from service.layout.rules import Rule
from service.layout.running import (
    EDGE_LINES,
    LONGEST_GROUP,
    find_feet,
    find_grouped,
    find_running,
    heads_with_day,
    repeated_lines,
)
from service.layout.shapes import ends_sentence, is_prose
from service.layout.signature_lines import (
    LONGEST_COPY_LINE,
    find_farewell,
    find_forum_panel,
    find_remark,
    find_signature,
)
from service.layout.wrapping import is_filled

CAPTION_AND_CREDIT, LONGEST_UNDER_CREDIT = 2, 70
FEWEST_UNMARKED = 3
# Items of a menu stand apart by so much.
_WIDE = re.compile(r"\s{2,}|\t|\u3000")
FEWEST_ITEMS, MOST_ITEM_WORDS = 3, 3
# So many lines are looked at as labels: one takes 0.1 ms, and the longest of 6,900 articles measured has 74,185
# characters.
MOST_LABELS = 20_000
_BRACKETS = "[(\u3010\uff08"
# A line that ends well before the column does not run on.
FILLED = 0.8
# Marks without which a line within others is no caption, address or notice.
_TELLING = re.compile(r"[>\u203a\u00bb\u2039\uff1e:\uff1a\u00a9@|()\]\uff09\u3011]|::|www\.|\d|^[\w-]+(?:\.[\w-]+)+$")


def page_lines(lines: list[str]) -> dict[int, Rule]:
    """Which lines (stripped) are the page's own: index → page number, running header, or what may be the title.

    A running header's first occurrence near the top may be the article's own headline, which later pages repeat.
    """
    groups = _groups(lines)
    repeated = repeated_lines(lines)
    heads = heads_with_day(lines)
    beside = {at for places in repeated.values() for at in places} | heads
    numbers = page_numbers(lines, beside, heads)
    found = dict.fromkeys(heads, rules.RUNNING_HEADER) | dict.fromkeys(numbers, rules.PAGE_NUMBER)
    _find_labels(lines, groups, found, beside)
    find_running(lines, groups, repeated, found)
    find_grouped(lines, groups, found)
    find_signature(lines, groups, found)
    for group in groups[-EDGE_LINES:]:
        find_forum_panel(lines, group, found)
    find_feet(lines, groups, found)
    find_remark(lines, groups, found)
    find_farewell(lines, groups, found)
    found.update(folios(lines))
    return found if len(found) < sum(map(bool, lines)) else {}


def _groups(lines: list[str]) -> list[range]:
    """Runs of lines without a blank line between them."""
    edges = [-1, *(at for at, line in enumerate(lines) if not line), len(lines)]
    return [range(before + 1, after) for before, after in pairwise(edges) if after - before > 1]


def _find_labels(lines: list[str], groups: list[range], found: dict[int, Rule], repeated: set[int]) -> None:
    """Add the lines that are labels by themselves, where they stand among others; a caption that a credit ends."""
    below_copy = False
    last_copy = next((number for number in reversed(range(len(groups))) if _is_copy(lines, groups[number])), 0)
    column = min(max(map(len, lines)), LONGEST_COPY_LINE)
    left = MOST_LABELS
    for number, group in enumerate(groups):
        alone = [at for at in group if at not in found and at not in repeated][:left]
        left -= len(alone)
        found.update({at: rule for at in alone if (rule := _label(lines, at, group))})
        for at in group[:-1]:
            last = at + 1 not in found and (at + 2 not in group or at + 2 in found)
            if found.get(at) is rules.CAPTION and last and _credit_goes_on(lines[at], lines[at + 1], column):
                found[at + 1] = rules.CAPTION
        if len(group) > 1:
            _find_telephones(lines, group, found)
        if not below_copy or number > last_copy:
            address = rules.ADDRESS_BELOW if below_copy else rules.ADDRESS_ABOVE
            fresh = dict.fromkeys(at for at in group if at not in found and at not in repeated)
            found.update(_edge_labels(lines, group, fresh, address, column))
        if below_copy:
            _find_links(lines, group, found)
        if not below_copy or number > last_copy:
            edge = rules.ADDRESS_BELOW if below_copy else rules.ADDRESS_ABOVE
            found.update({at: edge for at in group if found.get(at) is rules.ADDRESS_WITHIN})
        if number < EDGE_LINES:
            find_forum_panel(lines, group, found)
        if _is_caption(lines, group, below_copy=below_copy) and number:
            found.update(dict.fromkeys(group, rules.CAPTION))
        below_copy = below_copy or _is_copy(lines, group)


def _edge_labels(lines: list[str], group: range, fresh: dict[int, None], address: Rule, column: int) -> dict[int, Rule]:
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
    comments = (at for at in group if at > heads[0] and is_comments_heading(lines[at]))
    below = range(heads[0] + 1, next(comments, group.stop))
    if all(at in found or not (is_prose(lines[at]) or ends_sentence(lines[at])) for at in below):
        found.setdefault(heads[0], rules.PROMPT)
        for at in below:
            found.setdefault(at, label_rule(lines[at], rules.ADDRESS_BELOW) or rules.LINKS)


def _is_copy(lines: list[str], group: range) -> bool:
    """Whether lines run on as copy does: one that is prose and no label, or several of which most end no sentence."""
    prose = [lines[at] for at in group if is_prose(lines[at])]
    if any(len(line) > LONGEST_COPY_LINE or label_rule(line, rules.ADDRESS_BELOW) is None for line in prose):
        return True
    joined = "".join(lines[at] for at in group)
    if len(group) >= FEWEST_UNMARKED and "\u0e00" <= joined[0] <= "\u0eff" and is_prose(joined):
        return True  # Thai ends no sentence with a mark
    if FEWEST_UNMARKED <= len(group) <= LONGEST_GROUP and ends_sentence(lines[group[-1]]) and is_prose(joined):
        return not any(ends_sentence(lines[at]) or label_rule(lines[at], rules.ADDRESS_BELOW) for at in group[:-1])
    return len(group) > LONGEST_GROUP and sum(not ends_sentence(lines[at]) for at in group) > 1


def _ends_caption(lines: list[str], group: range) -> bool:
    """Whether the last of a few lines is a credit, or the end of a caption that the others begin."""
    last = lines[group[-1]]
    noticed = is_rights(last) and last[0] not in _BRACKETS
    if noticed or any(is_prompt(lines[at]) or is_counter(lines[at]) for at in group[:-1]):
        return False
    if is_bare_credit(lines[group[-1]]):
        return True
    if _ends_in_name(lines[group[-2]], lines[group[-1]]):
        return True
    image = read_caption(lines[group[-1]])
    if image is None or image.credit is None:
        return False
    goes_on = not ends_sentence(lines[group[-1] - 1]) and not lines[group[0]][0].islower()
    return image.caption is None or goes_on


def _ends_in_name(above: str, line: str) -> bool:
    """Whether a name in capitals alone stands below the end of a caption's sentence."""
    words = line.split()
    named = line.isupper() and 1 < len(words) <= MOST_ITEM_WORDS and line.replace(" ", "").replace(".", "").isalpha()
    return named and above[-1] == "." and not above.isupper() and read_caption(f"{above} {line}") is not None


def _is_caption(lines: list[str], group: range, *, below_copy: bool) -> bool:
    """Whether a few lines are a picture's caption, which its credit ends; above the copy only one in brackets does."""
    if below_copy and len(group) == CAPTION_AND_CREDIT and _opens_in_credit(lines, group):
        return True
    if below_copy:
        return 1 < len(group) <= LONGEST_GROUP and _ends_caption(lines, group)
    return len(group) == CAPTION_AND_CREDIT and _ends_in_brackets(lines[group[-1]])


def _opens_in_credit(lines: list[str], group: range) -> bool:
    """Whether a credit alone stands right above a short line, which is then its caption."""
    credit, caption = lines[group[0]], lines[group[1]]
    above = read_caption(credit)
    named = above is not None and above.credit is not None and above.caption is None and credit.isupper()
    return named and len(caption) <= LONGEST_UNDER_CREDIT and read_caption(caption) is None


def _ends_in_brackets(line: str) -> bool:
    """Whether a line is a credit alone, in brackets: above the copy, too, it ends a caption."""
    image = read_caption(line)
    return line[0] in _BRACKETS and image is not None and image.credit is not None and image.caption is None


def _credit_goes_on(line: str, below: str, column: int) -> bool:
    """Whether the credit that ends a caption was wrapped: the line is full, and with the one below is one credit."""
    return is_filled(line, below, column, FILLED) and longer_credit(read_caption(line), f"{line} {below}") is not None


def _find_telephones(lines: list[str], group: range, found: dict[int, Rule]) -> None:
    """Add the lines beside an address that are a label and a telephone number."""
    if len(group) <= LONGEST_GROUP and any(found.get(at) is rules.ADDRESS_WITHIN for at in group):
        for at in group:
            if at not in found and is_phone_line(lines[at], at_edge=True):
                found[at] = rules.ADDRESS_WITHIN


def _stands_between(lines: list[str], at: int, group: range) -> bool:
    """Whether a line with a colon stands between sentences: the one above ends, and the line below begins another."""
    above, below = lines[at - 1] if at > group.start else "", lines[at + 1] if at + 1 in group else ""
    labelled = ":" in lines[at][:-1] or "\uff1a" in lines[at][:-1]
    # Thai ends no sentence with a mark.
    ended = not above or ends_sentence(above) or "\u0e00" <= above[-1] <= "\u0eff"
    return labelled and ended and not below[:1].islower()


def _label(lines: list[str], at: int, group: range) -> Rule | None:
    line = lines[at]
    if len(line) > LONGEST_COPY_LINE or not _TELLING.search(line):
        credited = (
            len(group) == 1 and len(line) <= LONGEST_UNDER_CREDIT and line[-2:].isupper() and is_bare_credit(line)
        )
        return rules.CAPTION if credited else None
    if len(group) == 1:
        # In lower case it could be taken for the second half of a paragraph.
        if line[0].islower() and label_rule(line, rules.ADDRESS_WITHIN) is rules.ADDRESS_WITHIN:
            return rules.ADDRESS_WITHIN
        return rules.JUMP_LINE if is_jump_line(line) else rules.CAPTION if read_caption(line) else None
    rule = label_rule(line, rules.ADDRESS_WITHIN)
    if rule in (rules.CAPTION, rules.JUMP_LINE, rules.ADDRESS_WITHIN, rules.MENU):
        return rule
    if rule is rules.PROMPT and _stands_between(lines, at, group):
        return rule
    starts_with_sign = line.startswith(("\u00a9", "(c)", "(C)", "\u24d2", "Copyright"))
    return rule if rule is rules.RIGHTS and (starts_with_sign or at == group[-1]) else None
