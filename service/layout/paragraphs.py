"""Paragraphs of plain text: from blank lines, or from the shape of hard-wrapped lines."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from service.characters import squeeze
from service.layout.shapes import ends_sentence
from service.words import fold, is_unspaced, phrases

# Text is wrapped between these columns: terminals and mail stop at 80, wide PDF columns at about 130.
NARROWEST_COLUMN, WIDEST_COLUMN = 16, 140
# Proportional type does not fill each line to the same count of characters.
RAGGED = 0.8
# Of all line breaks within runs of lines, this share must stand where the next word would not have fitted.
FILLED_SHARE = 0.7
FEWEST_BREAKS = 3
INDENT = 2
# No paragraph of a printed page is longer; without a bound, mending a hostile text page by page is quadratic.
LONGEST_MENDED = 10_000

_HYPHENS = "-\u2010"
_WORD = re.compile(r"[^\W\d_]+")
_SPACE_RUN = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or label as it stands on the page, in one line; `page_line` where it is the page's own."""

    text: str
    page_line: str | None = None


def read_blocks(raw_lines: list[str], own: dict[int, str]) -> list[Block]:
    """Cut lines into blocks. `own` says which lines are the page's own: each is a block of its kind."""
    lines = [line.strip() for line in raw_lines]
    column = _wrap_column(raw_lines, lines, own)
    join = partial(_join, words=_Words(lines))
    blocks: list[Block] = []
    paragraph: list[str] = []
    for at, line in enumerate(lines):
        starts = at in own or not line or not paragraph
        if not starts and not (column and _continues(raw_lines, at, column)):
            starts = True
        if starts and paragraph:
            blocks.append(Block(join(paragraph)))
            paragraph = []
        if at in own:
            blocks.append(Block(squeeze(line), own[at]))
        elif line:
            paragraph.append(line)
    if paragraph:
        blocks.append(Block(join(paragraph)))
    return _mend_page_breaks(blocks, join)


class _Words:
    """All words of the copy, made only when a line ends with a hyphen."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(found for line in self._lines for found in _WORD.findall(line.casefold()))
        return word in self._words


def _runs(raw_lines: list[str], lines: list[str], own: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Each line with the one right below it, within runs of lines, but where an indent starts a paragraph."""
    for at in range(len(lines) - 1):
        beside = lines[at] and lines[at + 1] and at not in own and at + 1 not in own
        if beside and not _is_indented(raw_lines[at], raw_lines[at + 1]):
            yield lines[at], lines[at + 1]


def _wrap_column(raw_lines: list[str], lines: list[str], own: dict[int, str]) -> int | None:
    """The column at which lines are wrapped; None where each line is a paragraph."""
    if max(map(len, lines), default=0) > 4 * WIDEST_COLUMN and len(lines) < FEWEST_BREAKS:
        return None
    pairs = list(_runs(raw_lines, lines, own))
    if len(pairs) < FEWEST_BREAKS:
        return None
    column = max(max(len(line), len(below)) for line, below in pairs)
    if not NARROWEST_COLUMN <= column <= WIDEST_COLUMN:
        return None
    filled = sum(_is_filled(line, below, column) for line, below in pairs)
    return column if filled >= FILLED_SHARE * len(pairs) else None


def _is_filled(line: str, below: str, column: int) -> bool:
    """Whether the first word of the line below would not have fitted on this line."""
    first = 1 if is_unspaced(below[0]) else len(below.split(maxsplit=1)[0])
    return len(line) + 1 + first > RAGGED * column


def _continues(raw_lines: list[str], at: int, column: int) -> bool:
    above, below = raw_lines[at - 1], raw_lines[at]
    if _is_indented(above, below):
        return False
    line, text = above.strip(), below.strip()
    if _is_filled(line, text, column):
        return True
    return text[0].islower() and not ends_sentence(line)


def _is_indented(above: str, below: str) -> bool:
    if below[0] not in " \t\u3000":
        return False
    return below[0] == "\u3000" or _indent(below) >= _indent(above) + INDENT


def _indent(line: str) -> int:
    match = _SPACE_RUN.match(line.expandtabs())
    return match.end() if match else 0


def _join(lines: list[str], words: _Words) -> str:
    text = lines[0]
    parts = []
    for below in lines[1:]:
        text, glue = _glue(text, below, words)
        parts += [text, glue]
        text = below
    return squeeze("".join([*parts, text]))


def _glue(line: str, below: str, words: _Words) -> tuple[str, str]:
    """How a line goes on in the next: the line, perhaps without its hyphen, and what stands between."""
    if line[-1] in _HYPHENS and line[-2:-1].isalpha() and below[0].isalpha():
        first = _WORD.match(below)
        tail = first[0] if first else ""
        last = _WORD.findall(line)[-1]
        if tail.islower() and (last + tail).casefold() in words:
            return line[:-1], ""
        return line, " " if fold(tail) in phrases("layout", "conjunctions") else ""
    return line, "" if _is_set_solid(line[-1]) and _is_set_solid(below[0]) else " "


def _is_set_solid(char: str) -> bool:
    """Whether nothing stands between this character and the next line's: unspaced scripts, full-width marks."""
    marks = "\u3001" <= char <= "\u303f" or "\uff01" <= char <= "\uff65"
    return marks or (is_unspaced(char) and not unicodedata.combining(char))


def _mend_page_breaks(blocks: list[Block], join: partial[str]) -> list[Block]:
    """Put together the two halves of a paragraph that the page's own lines stand between."""
    mended: list[Block] = []
    last_text: int | None = None
    for block in blocks:
        crossed = last_text is not None and last_text < len(mended) - 1
        if last_text is not None and crossed and not block.page_line and _runs_over(mended[last_text].text, block.text):
            mended[last_text] = Block(join([mended[last_text].text, block.text]))
            continue
        mended.append(block)
        if not block.page_line:
            last_text = len(mended) - 1
    return mended


def _runs_over(above: str, below: str) -> bool:
    return below[0].islower() and not ends_sentence(above) and NARROWEST_COLUMN < len(above) < LONGEST_MENDED
