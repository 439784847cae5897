"""Lines at a page's foot: signatures, how letters end, a forum's panel and what a poster adds."""

import re

from service.layout import rules
from service.layout.labels import label_rule
from service.layout.navigation import is_forum_panel
from service.layout.notices import is_farewell, opens_farewell
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_prose, word_count
from service.layout.wrapping import width
from service.words import fold, phrases

LONGEST_COPY_LINE = 120
# What a forum prints of a poster, and how long a name is.
LONGEST_PANEL = 6
LONGEST_POSTER = 24
# The poster's name and rank.
MOST_POSTER_LINES = 2
LONGEST_REMARK = 2
LONGEST_SIGNER = 60
MOST_FAREWELL_WORDS, MOST_SIGNER_WORDS = 6, 3
# Of a signature, or of what a forum prints below a post.
MOST_SIGNATURE_LINES = 10
_SIGNATURE = re.compile(r"--|_{5,}|\u2014{5,}")
# Sections of a letter are ruled off so too: below the last rule a signature is short.
_RULE = re.compile(r"[-=\u2500\u2501]{10,}")
LONGEST_RULED = 200
# Of a foot that is a list: lines, and groups of them.
MOST_LISTED, LISTED_GROUPS = 16, 4
_TELLING = re.compile(r"^[^:\uff1a]{2,30}[:\uff1a]\s?\S|@\w|www\.|\d[\d\s()/.-]{2,}\d|[\uff10-\uff19]{3}|\u3012")
_GOES_ON = ",;-\u2010\u00ac\u060c\uff0c\u3001"


def listed_lines(lines: list[str]) -> set[int]:
    """The lines (stripped) at the foot that stand together as a list: addresses, numbers, labels, and no sentence.

    So do those of a masthead of some lines.
    """
    filled = [at for at, line in enumerate(lines) if line]
    groups: list[list[int]] = []
    for at in filled[-MOST_LISTED:]:
        if groups and groups[-1][-1] == at - 1:
            groups[-1].append(at)
        else:
            groups.append([at])
    found: set[int] = set()
    for group in reversed(groups[-LISTED_GROUPS:]):
        if len(group) > 1 and not _is_list(lines, group):
            break
        found.update(group)
    return found


def _is_list(lines: list[str], group: list[int]) -> bool:
    texts = [lines[at] for at in group]
    if group[0] > 0 and lines[group[0] - 1]:  # the rest of a longer group
        return False
    if any(text[-1] in _GOES_ON or len(text) > LONGEST_COPY_LINE for text in texts):
        return False
    if any(ends_sentence(text) and not _tells(text) for text in texts):
        return False
    return not any(text[0].islower() for text in texts[1:]) and 2 * sum(map(_tells, texts)) >= len(texts)


def _tells(text: str) -> bool:
    """Whether a line holds a label before a colon, an address or a longer number."""
    return _TELLING.search(text) is not None or label_rule(text, rules.ADDRESS_BELOW) is not None


def find_forum_panel(lines: list[str], group: range, found: dict[int, Rule]) -> None:
    """Add what a forum prints of a poster, and the poster's name above it."""
    free = (None, rules.FORUM_PANEL, rules.TAIL, rules.MENU)
    panel = [at for at in group if found.get(at) in free and is_forum_panel(lines[at])]
    if not panel or (len(group) > LONGEST_PANEL):
        return
    found.update(dict.fromkeys(panel, rules.FORUM_PANEL))
    if names_poster(lines[panel[0]]):
        return
    for at in reversed(range(max(group.start, panel[0] - MOST_POSTER_LINES), panel[0])):
        if found.get(at) not in free or width(lines[at]) > LONGEST_POSTER or ends_sentence(lines[at]):
            return
        found[at] = rules.FORUM_PANEL


def names_poster(line: str) -> bool:
    """Whether a line of a panel itself says who posted, behind the word for it and a colon."""
    folded = fold(line)
    opening = max(phrases("layout", name).start(folded) for name in ("posted", "byline"))
    return opening > 0 and folded[opening:].lstrip()[:1] in (":", "\uff1a")


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
        if start is None and _is_signed_off([lines[at] for at in group]) and _has_copy(lines, group.start):
            start = group.start
        if start is not None and all(len(lines[at]) <= LONGEST_SIGNER for at in range(start, group.stop)):
            found.update(dict.fromkeys(range(start, group.stop), rules.FAREWELL))


def _is_ruled_off(texts: list[str]) -> bool:
    """Whether lines below a rule are a signature, and no last section of a letter: they are few, or mostly labels."""
    size = sum(map(len, texts))
    labels = sum(label_rule(text, rules.ADDRESS_BELOW) is not None for text in texts)
    return size <= LONGEST_RULED or (size <= 2 * LONGEST_RULED and 2 * labels > len(texts))


def _is_signed_off(texts: list[str]) -> bool:
    """Whether two lines are how a letter ends, with a comma or as known, and a name: "Until Friday,", "Jane"."""
    if len(texts) != len(("farewell", "name")) or word_count(texts[0]) > MOST_FAREWELL_WORDS:
        return False
    named = word_count(texts[1]) <= MOST_SIGNER_WORDS and not texts[1][0].islower() and texts[1][0].isalpha()
    closes = texts[0][-1] in ",\u060c\uff0c" or opens_farewell(texts[0])
    return named and closes and len(texts[1]) <= LONGEST_POSTER and texts[1][-1].isalpha()


def _has_copy(lines: list[str], end: int) -> bool:
    return sum(is_prose(line) or len(line) > LONGEST_SIGNER for line in lines[:end]) > 1


def find_signature(lines: list[str], groups: list[range], found: dict[int, Rule]) -> None:
    """Add the lines below the mark that cuts a signature off, each by itself."""
    filled = [at for group in groups[-MOST_SIGNATURE_LINES:] for at in group][-MOST_SIGNATURE_LINES - 1 :]
    start = next((number for number, at in enumerate(filled) if _SIGNATURE.fullmatch(lines[at])), None)
    if start is None:
        ruled = [number for number, at in enumerate(filled) if _RULE.fullmatch(lines[at])]
        start = ruled[-1] if ruled and _is_ruled_off([lines[at] for at in filled[ruled[-1] + 1 :]]) else None
    if start is None or any(len(lines[at]) > LONGEST_COPY_LINE for at in filled[start:]):
        return
    for at in filled[start + 1 :]:
        label = label_rule(lines[at], rules.ADDRESS_BELOW)
        found[at] = label if label and label not in (rules.ADDRESS_BELOW, rules.CAPTION) else rules.TAIL
