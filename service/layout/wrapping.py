"""Hard-wrapped lines: whether a page has them, at which column, and which line goes on in the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.layout.hyphens import BREAK_MARK, HYPHENS
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_headline_shaped
from service.words import is_unspaced

# Text is wrapped between these columns: terminals and mail stop at 80, wide PDF columns at about 130.
NARROWEST_COLUMN, WIDEST_COLUMN = 16, 140
# Proportional type does not fill each line to the same count of characters; what follows the end of a sentence is the
# same paragraph only on a fuller line.
RAGGED, RAGGED_SENTENCE = 0.8, 0.92
# A line that stands first and is followed by a capital may be a label over copy: then it must be filled to the end.
RAGGED_LABEL = 1.0
# Of all lines that break off within a sentence, this share must be filled, and go on in lower case where there is one.
FILLED_SHARE, LOWER_SHARE = 0.6, 0.3
FEWEST_BREAKS, FEWEST_HYPHENS = 3, 2
FEWEST_SQUARE, NARROWEST_SQUARE = 2, 40
# A line so much longer than the column is none of it, and one so short is a label.
OVERLONG, SHORT = 1.12, 0.5
# The column is where the longest tenth of the lines starts, or, on a page with much beside it, the longest quarter.
_QUANTILES = (0.9, 0.75)
INDENT = 2
# Columns that a line of squares may leave free: two characters are moved to the next line with a mark.
MOST_MOVED = 4

_SPACE_RUN = re.compile(r"\s*")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_INNER_STOP = re.compile("[!?.\u0964\u06d4\u061f] (?=[^\\s\\d])|[\u3002\uff01\uff1f]")
# What stands above or below the letter before it: of Latin, Cyrillic, Hebrew, Arabic, Devanagari, Bengali, Thai.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u0901\u0902\u093c\u0941-\u0948\u094d"
    "\u0981\u09bc\u09c1-\u09c4\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c-\u200f]"
)
_QUOTES = (("\u00ab", "\u00bb"), ("\u201c", "\u201d"), ("\u300c", "\u300d"))
_COMMA = re.compile("[,\u060c\uff0c\u3001]")
_BULLET = re.compile("[\u2022\u25aa\u25a0\u25cf\u25b2\u25ba\u25b6\u25cb\u25a1\u25c6\u2605\u203b]")
# As often at the start of a line by chance: they count behind the end of a sentence or of an item.
_ITEM = re.compile(
    r"[*\u00b7]\s|[-\u2013\u2014]\s+\S|[(\[]?(?:\d{1,3}|[^\W\d_])[.)\]]\s+\S"
    "|[\uff08(]?[\\d\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}[\u3001\uff0e\uff09]"
)
_SPOKEN = "\"'\u201c\u201e\u2018\u00ab\u300c\u300e\u2014\u2013"


@dataclass(frozen=True, slots=True)
class Column:
    """Where a page's lines are wrapped. `tight` where no blank line stands between its paragraphs.

    Where words are broken too, a line is `ragged` less at the end of a sentence.
    """

    width: int
    tight: bool
    ragged: float = RAGGED_SENTENCE


def find_column(raw_lines: list[str], lines: list[str], own: dict[int, Rule]) -> Column | None:
    """The column at which lines are wrapped; None where each line is a paragraph."""
    if max(map(len, lines), default=0) > 4 * WIDEST_COLUMN and len(lines) < FEWEST_BREAKS:
        return None
    copy = _copy_lines(lines, own)
    pairs = [(lines[at], lines[at + 1]) for at in _runs(raw_lines, lines, own) if at in copy]
    if FEWEST_SQUARE <= len(pairs) < FEWEST_BREAKS and (column := _full_column(pairs)):
        return Column(column, tight=False)
    if len(pairs) < FEWEST_BREAKS:
        pairs = [(lines[at], lines[at + 1]) for at in _runs(raw_lines, lines, own)]
        # A masthead in Latin letters says nothing of a column in others.
        others = [pair for pair in pairs if not pair[0].isascii()]
        pairs = others if 2 * len(others) > len(pairs) else pairs
    if len(pairs) < FEWEST_BREAKS:
        return None
    widths = sorted(max(width(line), width(below)) for line, below in pairs)
    for quantile in _QUANTILES:
        column = widths[min(int(quantile * len(widths)), len(widths) - 1)]
        if NARROWEST_COLUMN <= column <= WIDEST_COLUMN and _is_wrapped(pairs, column):
            ended = (
                ends_sentence(line) and (not is_filled(line, below, column, RAGGED) or _falls_short(line, column))
                for line, below in pairs
            )
            broken = sum(line[-1] in HYPHENS and line[-2:-1].isalpha() for line, _ in pairs)
            return Column(column, any(ended), RAGGED_LABEL if broken >= FEWEST_HYPHENS else RAGGED_SENTENCE)
    return None


def _full_column(pairs: list[tuple[str, str]]) -> int | None:
    """The column of few lines, each of which is filled to the last word and goes on in what ends a sentence."""
    column = max(width(line) for line, _ in pairs)
    full = all(is_filled(line, below, column, RAGGED_LABEL) and width(line) > RAGGED * column for line, below in pairs)
    ended = all(ends_sentence(below) and width(below) <= column for _, below in pairs)
    return column if full and ended and NARROWEST_SQUARE <= column <= WIDEST_COLUMN else None


def _copy_lines(lines: list[str], own: dict[int, Rule]) -> set[int]:
    """The lines of groups that end a sentence, or hold the end of one: those of a head are wrapped at no column."""
    found: set[int] = set()
    group: list[int] = []
    for at, line in enumerate([*lines, ""]):
        if line and at not in own:
            group.append(at)
            continue
        if len(group) > 1 and any(ends_sentence(lines[near]) or _INNER_STOP.search(lines[near]) for near in group):
            found.update(group)
        group = []
    return found


def _runs(raw_lines: list[str], lines: list[str], own: dict[int, Rule]) -> Iterator[int]:
    """Each line with another right below it, within runs of lines, but where an indent starts a paragraph."""
    for at in range(len(lines) - 1):
        beside = lines[at] and lines[at + 1] and at not in own and at + 1 not in own
        if beside and not _is_indented(raw_lines[at], raw_lines[at + 1]):
            yield at


def _is_wrapped(pairs: list[tuple[str, str]], column: int) -> bool:
    broken = [(line, below) for line, below in pairs if width(line) > SHORT * column and not ends_sentence(line)]
    filled = [below[0] for line, below in broken if is_filled(line, below, column, RAGGED)]
    if len(filled) < FILLED_SHARE * len(broken):
        return False
    if len(filled) < FEWEST_BREAKS:
        # Where each character fills a square, two lines that are filled to the last are enough; elsewhere two that are
        # filled and go on in what ends the sentence.
        square = all(width(line) >= column - 2 and is_unspaced(below[0]) for line, below in broken)
        ended = len(filled) == len(broken) and all(ends_sentence(below) for _, below in broken)
        return (square or ended) and len(filled) >= FEWEST_SQUARE and column >= NARROWEST_SQUARE
    cased = [char for char in filled if char.islower() or char.isupper()]
    return 2 * len(cased) < len(filled) or sum(map(str.islower, cased)) >= LOWER_SHARE * len(cased)


def width(line: str) -> int:
    """Columns that a line takes, where characters that fill a square take two, and marks above and below none."""
    if line.isascii():
        return len(line)
    wide = len(_WIDE.findall(line)) if _WIDE.search(line) else 0
    return len(line) + wide - len(_MARKS.findall(line))


def _falls_short(line: str, column: int) -> bool:
    """Whether a line of type that fills squares ends before the column: no mark that may not begin a line does that."""
    middle = line[len(line) // 2]
    return is_unspaced(middle) and bool(_WIDE.match(middle)) and width(line) < column - MOST_MOVED


def is_filled(line: str, below: str, column: int, ragged: float) -> bool:
    """Whether the first word of the line below would not have fitted on this line."""
    first = 2 if is_unspaced(below[0]) else width(below.split(maxsplit=1)[0])
    return width(line) + 1 + first > ragged * column


def continues(raw_lines: list[str], at: int, column: Column, *, first: bool) -> bool:
    """Whether a line goes on with what stands right above it, which may be the `first` of its paragraph."""
    above, below = raw_lines[at - 1], raw_lines[at]
    if _is_indented(above, below):
        return False
    line, text = above.strip(), below.strip()
    if line[-1] in HYPHENS + BREAK_MARK and line[-2:-1].isalpha() and text[0].isalpha():
        return True
    ended = ends_sentence(line)
    if _BULLET.match(text) or (_ITEM.match(text) and (ended or line[-1] in ":;,\uff1a\uff1b\uff0c")):
        return False
    if text[0].islower():
        return not ended and (SHORT * column.width < width(line) or len(line) == 1)
    if width(line) > OVERLONG * column.width or not is_filled(line, text, column.width, RAGGED):
        return line[-1] == "\u3001"
    starts = (
        (column.tight and _starts_anew(raw_lines, at, line, text, column))
        if ended
        else (_in_other_letters(line, text) or (first and _is_label_over(above.strip(" \t"), text, column.width)))
    )
    return not starts


def _is_label_over(line: str, text: str, column: int) -> bool:
    """Whether the first line of what looks like a paragraph is a label, and the text below it starts another."""
    if not is_headline_shaped(line):
        return False
    cased = text[0].isupper()
    if cased and line.isupper() != text.isupper():
        return True
    # Within a quotation, and behind a comma where no capital tells, the line is copy.
    if line.count('"') % 2 or any(line.count(start) != line.count(end) for start, end in _QUOTES):
        return False
    if not cased and _COMMA.search(line):
        return False
    return not is_filled(line, text, column, RAGGED_LABEL if cased else RAGGED_SENTENCE)


def _starts_anew(raw_lines: list[str], at: int, line: str, text: str, column: Column) -> bool:
    """Whether a line below the end of a sentence starts a paragraph, or is a crosshead over one."""
    if not is_filled(line, text, column.width, column.ragged) or _falls_short(line, column.width):
        return True
    if text[0] in _SPOKEN and not any(char.isupper() or char.islower() for char in text):
        return True
    below = raw_lines[at + 1].strip() if at + 1 < len(raw_lines) else ""
    over = bool(below) and not below[0].islower() and not is_filled(text, below, column.width, RAGGED)
    return over and is_headline_shaped(text)


def _in_other_letters(line: str, text: str) -> bool:
    """Whether one line has Latin letters alone and the other none: two languages side by side."""
    if line.isascii() == text.isascii():
        return False
    latin, other = (line, text) if line.isascii() else (text, line)
    return (
        any(map(str.isalpha, latin))
        and not any(char.isascii() and char.isalpha() for char in other)
        and (not any("\u00c0" <= char <= "\u024f" for char in other))
    )


def _is_indented(above: str, below: str) -> bool:
    if below[0] not in " \t\u3000":
        return False
    return below[0] == "\u3000" or _indent(below) >= _indent(above) + INDENT


def _indent(line: str) -> int:
    match = _SPACE_RUN.match(line.expandtabs())
    return match.end() if match else 0
