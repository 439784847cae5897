"""Lines at a page's foot: signatures, how letters end, a forum's panel and what a poster adds."""

import re

from service.layout import rules
from service.layout.labels import label_rule
from service.layout.navigation import is_forum_panel
from service.layout.notices import is_farewell
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence

LONGEST_COPY_LINE = 120
# What a forum prints of a poster, and how long a name is.
LONGEST_PANEL = 6
LONGEST_POSTER = 24
LONGEST_REMARK = 2
LONGEST_SIGNER = 60
# Of a signature, or of what a forum prints below a post.
MOST_SIGNATURE_LINES = 10
_SIGNATURE = re.compile(r"--|_{5,}|\u2014{5,}")
# Sections of a letter are ruled off so too: below the last rule a signature is short.
_RULE = re.compile(r"[-=\u2500\u2501]{10,}")
LONGEST_RULED = 200


def find_forum_panel(lines: list[str], group: range, found: dict[int, Rule]) -> None:
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


def find_remark(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
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


def find_farewell(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add how a letter ends, and the lines of the name right below, near the foot of the page."""
    for group in groups[1:][-MOST_SIGNATURE_LINES:]:
        start = next((at for at in group[-LONGEST_PANEL:] if is_farewell(lines[at])), None)
        if start is not None and all(len(lines[at]) <= LONGEST_SIGNER for at in range(start, group.stop)):
            found.update(dict.fromkeys(range(start, group.stop), rules.FAREWELL))


def find_signature(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
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
