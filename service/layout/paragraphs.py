"""Paragraphs of plain text: from blank lines, or from the shape of hard-wrapped lines."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from service.characters import squeeze
from service.layout.rules import Rule
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

# By so many lines of it the rest of a text is told to be wrapped.
REST_SAMPLE = 1_000
# Of a long text so many characters tell which words it writes without a hyphen.
WORDS_READ = 1_000_000

_HYPHENS = "-\u2010"
_WORD = re.compile(r"[^\W\d_]+")
_SPACE_RUN = re.compile(r"\s*")
_OTHER_SPACE = re.compile(r"[^\S\n ]")
_WRAP = re.compile(r"(?<!\n)\n(?!\n)")
_SOLID_WRAP = re.compile(f"(?<=\\w[{_HYPHENS}])\n(?=\\w)|(?<=[\u3001-\u9fff])\n(?=[\u3001-\u9fff])")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or label as it stands on the page, in one line; `page_line` where it is the page's own."""

    text: str
    page_line: Rule | None = None


def read_blocks(raw_lines: list[str], own: dict[int, Rule]) -> list[Block]:
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
            lengths = accumulate(map(len, self._lines))
            read = (line for line, length in zip(self._lines, lengths, strict=True) if length <= WORDS_READ)
            self._words = frozenset(found for line in read for found in _WORD.findall(line.casefold()))
        return word in self._words


def _runs(raw_lines: list[str], lines: list[str], own: dict[int, Rule]) -> Iterator[tuple[str, str]]:
    """Each line with the one right below it, within runs of lines, but where an indent starts a paragraph."""
    for at in range(len(lines) - 1):
        beside = lines[at] and lines[at + 1] and at not in own and at + 1 not in own
        if beside and not _is_indented(raw_lines[at], raw_lines[at + 1]):
            yield lines[at], lines[at + 1]


def _wrap_column(raw_lines: list[str], lines: list[str], own: dict[int, Rule]) -> int | None:
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
    parts: dict[int, list[str]] = {}
    last_text, length = None, 0
    for block in blocks:
        crossed = last_text is not None and last_text < len(mended) - 1
        if last_text is not None and crossed and not block.page_line:
            above = parts.setdefault(last_text, [mended[last_text].text])
            if _runs_over(above[-1], block.text) and NARROWEST_COLUMN < length < LONGEST_MENDED:
                above.append(block.text)
                length += 1 + len(block.text)
                continue
        mended.append(block)
        if not block.page_line:
            last_text, length = len(mended) - 1, len(block.text)
    for at, texts in parts.items():
        mended[at] = Block(join(texts))
    return mended


def _runs_over(above: str, below: str) -> bool:
    return below[0].islower() and not ends_sentence(above)


def read_rest(text: str) -> str:
    """The paragraphs of a text too long to be laid out, each in one line, apart by blank lines.

    A few passes over the whole of it, where blocks would take 10 us and 300 bytes a line.
    """
    sample = text.split("\n", REST_SAMPLE)[:REST_SAMPLE]
    wrapped = _wrap_column(sample, [line.strip() for line in sample], {}) is not None
    text = _OTHER_SPACE.sub(" ", text)
    for run, one in (("  ", " "), (" \n", "\n"), ("\n ", "\n"), *(() if wrapped else (("\n", "\n\n"),))):
        text = _replace(text, run, one)
    if wrapped:
        text = _WRAP.sub(" ", _SOLID_WRAP.sub("", text))
    return _replace(text, "\n\n\n", "\n\n").strip()


def _replace(text: str, old: str, new: str) -> str:
    """The text with each `old` replaced by `new`; where `new` is shorter, until none is left."""
    text = text.replace(old, new)
    while len(new) < len(old) and old in text:
        text = text.replace(old, new)
    return text
