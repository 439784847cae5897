"""Headlines on several lines: which of the short lines above the copy go on in the next, and which stand alone."""

import re
from itertools import dropwhile, pairwise, takewhile
from operator import not_

from service.layout.labels import is_section, label_rule
from service.layout.names import is_paper_name
from service.layout.notices import is_farewell
from service.layout.person_names import read_lone_name
from service.layout.rules import ADDRESS_ABOVE
from service.layout.shapes import LONG_PROSE, ends_sentence, is_headline_shaped, is_prose
from service.layout.speeches import speaker
from service.layout.wrapping import width
from service.words import fold, is_unspaced, phrases

# Lines of a headline and its deck that stand in one group.
MOST_LINES, LONGEST_LINE = 5, 100
# Of a headline and its deck that stand in two groups no line is longer.
LONGEST_PAIRED = 50
MOST_NAME_WORDS = 4
# In scripts without full stops a longer group is copy.
MOST_UNMARKED_LINES = 2
# Of the words of a line in title case, so many of ten begin with a capital.
TITLE_CASE = 7
SHORTEST_CONTENT_WORD = 4
# A headline in large type fills so much of the column of its copy, which is so wide in a paper; by so many lines of it.
LARGE, WIDEST_OF_PAPER = 0.7, 66
COLUMN_LINES, FEWEST_OF_COLUMN, SHORTEST_OF_COLUMN, PAIR = 200, 5, 10, 2
_BROKEN = ",\u060c\u3001\uff0c-\u2013\u2014"
# What stands between bars is of the page.
_BARS = (" / ", "|", " \u00b7 ", "\u2022", "\u203a", "\u00bb ")
# A poster's name: letters and digits.
_NICK = re.compile(r"(?=[^\W\d_]*[_\d])[A-Za-z][\w.-]{2,23}")
_PARTICLES = "\u3092\u306b\u306e\u304c\u306f\u3068\u3067\u7684\u628a\u88ab\u4e0e\u8207\u8ba9\u8b93\u4ece\u5f9e"
# With which no line begins but one that goes on.
_OPENING_PARTICLES = "\u3092\u7684\u4e86"
_HANGUL = re.compile("[\"'\u2018\u201c]?[\uac00-\ud7a3]")
# Of object, place, topic and company: no headline ends in them.
_KOREAN_PARTICLES = "\uc5d0\ub97c\uc744\uc758\ub85c\uacfc\uc640\uc740\ub294"
_QUOTES = ('""', "\u201c\u201d", "\u00ab\u00bb", "\u201e\u201c", "\u300c\u300d", "\u2018\u2019", "\u201d\u201d")


def headline_lines(
    lines: list[str], standing: set[int], language: str | None, column: int | None = None
) -> dict[int, bool]:
    """Which of the first lines (stripped) are of headlines: index → whether the line goes on the one above.

    Lines of a group, which blank ones or `standing` ones bound, are that where none of them ends a sentence. The copy
    is wrapped at that `column`, if at any.
    """
    found: dict[int, bool] = {}
    titles: list[list[int]] = []
    group: list[int] = []
    first = next((at for at, line in enumerate(lines) if line), 0)
    for at, line in enumerate([*lines, ""]):
        if line and at not in standing:
            group.append(at)
            continue
        while len(group) > 1 and any(bar in lines[group[-1]] for bar in _BARS):
            found[group.pop()] = False
        if line == "" and group and (len(lines[group[0]]) >= LONG_PROSE or _runs_on(lines, group)):
            break
        most = MOST_UNMARKED_LINES if group and _is_unmarked(lines[group[0]][0]) else MOST_LINES
        if 1 < len(group) <= most and all(_could_be_headline(lines, one, group) for one in group):
            found |= {group[0]: False}
            for above, one in pairwise(group):
                # What goes on a line that went on another is as sure as that.
                sure = group[0] > first or found[above] or _is_signed(lines, one, standing)
                large = len(group) == PAIR and _is_set_large(lines[above], lines[one], column)
                goes_on = _goes_on(lines[above], lines[one], language) or (
                    large and _is_over_name(lines, one, standing)
                )
                found[one] = sure and goes_on and not _is_name_over_place(lines, group, language)
        if group and group[0] > first and len(group) <= MOST_LINES and group[-1] < len(lines) - 1:
            titles += [group] if all(_could_be_headline(lines, one, group) for one in group) else []
        group = []
    titles = [_without_name(lines, group, language) for group in titles]
    return found | _pairs(lines, titles, standing)


def _without_name(lines: list[str], group: list[int], language: str | None) -> list[int]:
    """The lines of a group without the name of its writer, which may be the last."""
    last = lines[group[-1]]
    # Where neither capitals nor scripts tell names, any two words could be one.
    telling = last[0].lower() != last[0].upper() or is_unspaced(last[0]) or "\uac00" <= last[0] <= "\ud7a3"
    return group[:-1] if len(group) > 1 and telling and read_lone_name(last, language) else group


def _pairs(lines: list[str], titles: list[list[int]], standing: set[int]) -> dict[int, bool]:
    """The lines of two groups right above a byline or the copy: the one is a headline, the other its deck."""
    found: dict[int, bool] = {}
    for above, group in pairwise(titles):
        if any(lines[above[-1] + 1 : group[0]]) or len(above) == 1 or _is_short(lines, group):
            continue
        below = next((at for at in range(group[-1] + 1, len(lines)) if lines[at]), len(lines) - 1)
        narrow = all(len(lines[at]) <= LONGEST_PAIRED for at in (*above, *group))
        if narrow and (below in standing or not _could_be_headline(lines, below, [below]) or _is_name(lines, below)):
            found |= {at: at not in (above[0], group[0]) for at in (*above, *group)}
    return found


def _is_name_over_place(lines: list[str], group: list[int], language: str | None) -> bool:
    """Whether two lines below a headline and right above copy are who wrote it and, in a word or two, where."""
    if len(group) != PAIR or not any(len(line.split()) > len(lines[group[0]].split()) for line in lines[: group[0]]):
        return False
    name, place = (lines[at] for at in group)
    below = " ".join(takewhile(bool, dropwhile(not_, lines[group[-1] + 1 :])))
    placed = len(place.split()) <= PAIR and place[0].isupper() and name.isupper() == place.isupper()
    return placed and place.replace(" ", "").isalpha() and is_prose(below) and bool(read_lone_name(name, language))


def _is_short(lines: list[str], group: list[int]) -> bool:
    return len(group) == 1 and len(lines[group[0]].split()) <= MOST_NAME_WORDS


def _is_name(lines: list[str], at: int) -> bool:
    """Whether a line stands alone, short as a name, above a line that no blank one parts from the next."""
    below = next((near for near in range(at + 1, len(lines)) if lines[near]), len(lines) - 1)
    alone = below > at + 1 and not lines[at - 1]
    return alone and len(lines[at].split()) <= MOST_NAME_WORDS and len(lines[at]) < len(lines[below])


def _runs_on(lines: list[str], group: list[int]) -> bool:
    """Whether lines that stand together are copy."""
    if len(group) > MOST_UNMARKED_LINES and all(_is_unmarked(lines[at][0]) for at in group):
        return True
    return len(group) > 1 and any(is_prose(lines[at]) for at in group)


def _is_unmarked(char: str) -> bool:
    return "\u0e00" <= char <= "\u0eff"


def _could_be_headline(lines: list[str], at: int, group: list[int]) -> bool:
    line = lines[at]
    if _NICK.fullmatch(line):
        return False
    if len(line) > LONGEST_LINE or any(bar in line for bar in _BARS) or is_prose(line):
        return False
    if is_section(line) or is_paper_name(line) or is_farewell(line):
        return False
    stops = ends_sentence(line) and at == group[-1] and line[-1] not in "?!\uff1f\uff01"
    if stops or label_rule(line, ADDRESS_ABOVE):
        return False
    shaped = line.rstrip(_BROKEN)
    return at > group[0] or is_headline_shaped(shaped)


def _is_signed(lines: list[str], at: int, standing: set[int]) -> bool:
    """Whether a byline or date, or copy, stands below: then the first lines of all are no masthead."""
    below = next((near for near in range(at + 1, len(lines)) if lines[near]), at)
    if below in standing and _heads_another(lines, below, standing):
        return False
    return (
        below in standing or is_prose(lines[below]) or lines[below][0].islower() or lines[below + 1 : below + 2] != [""]
    )


def _heads_another(lines: list[str], at: int, standing: set[int]) -> bool:
    """Whether more lines that could be a headline stand below the day, so that what is above is a masthead."""
    for near in range(at + 1, len(lines)):
        if near in standing or not lines[near]:
            continue
        if lines[near][0].islower():  # perhaps the second line of a headline
            return (
                near - 1 not in standing and lines[near - 1] != "" and _could_be_headline(lines, near - 1, [near - 1])
            )
        if is_prose(lines[near]):
            return False
        if len(lines[near].split()) > MOST_NAME_WORDS and _could_be_headline(lines, near, [near]):
            return True
    return False


def _goes_on(above: str, line: str, language: str | None) -> bool:
    """Whether a line of a headline goes on the one above it, and is no deck of its own."""
    labelled = speaker(above) and speaker(line)  # "Host: Jane Roe", "Guest: John Poe"
    if labelled or above[-1] in _BROKEN or above[0] + above[-1] in _QUOTES:
        return above[-1] in _BROKEN and not labelled
    if is_unspaced(line[0]):
        return above[-1] in _PARTICLES or line[0] in _OPENING_PARTICLES
    if _HANGUL.match(line):
        # A Korean word alone may end as a particle does: "\ub9c8\uc744".
        return " " in above and above[-1] in _KOREAN_PARTICLES
    words, first = above.split(), fold(line.split(maxsplit=1)[0])
    open_ended = len(words) > 1 and not (words[-1][0].isupper() and language != "de")
    if open_ended and fold(words[-1]) in phrases("layout", "joining", language or "en"):
        return True
    if line[0].lower() == line[0].upper():
        return first in phrases("layout", "joined_behind", language or "en") and len(line) <= len(above)
    filled = len(above) + 1 + len(first) > len(line) and above.isupper() == line.isupper()
    return line[0].islower() or (filled and _is_capitalised(words, language))


def _is_over_name(lines: list[str], at: int, standing: set[int]) -> bool:
    """Whether a byline, which ends these lines, or a short line alone stands below a line."""
    below = next((near for near in range(at + 1, len(lines)) if lines[near]), None)
    return below is None or below in standing or _is_name(lines, below)


def _is_set_large(above: str, line: str, column: int | None) -> bool:
    """Whether two lines, in a script without capitals, are a headline in large type: a deck below it is no shorter."""
    if column is None or line[0].lower() != line[0].upper() or not line[0].isalpha():
        return False
    return width(line) < width(above) <= LARGE * column


def column_of(lines: list[str]) -> int | None:
    """At how many columns most lines of a page of a paper are wrapped; None where they run wider, or are few."""
    widths = sorted(width(line) for line in lines[:COLUMN_LINES] if len(line) > SHORTEST_OF_COLUMN)
    column = widths[len(widths) * 4 // 5] if len(widths) >= FEWEST_OF_COLUMN else WIDEST_OF_PAPER + 1
    return column if column <= WIDEST_OF_PAPER and widths[-1] <= 2 * column else None


def _is_capitalised(words: list[str], language: str | None) -> bool:
    """Whether capitals say nothing of where a line begins: in German, in title case, in capitals."""
    content = [word for word in words if len(word) >= SHORTEST_CONTENT_WORD]
    capitals = sum(word[0].isupper() for word in content)
    return language == "de" or (len(content) > 1 and capitals * 10 >= TITLE_CASE * len(content))
