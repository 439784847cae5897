"""Paragraphs of plain text: from blank lines, or from the shape of hard-wrapped lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from service.article import Piece
from service.characters import squeeze
from service.layout.hyphens import HYPHENS, Copy, glue
from service.layout.rules import BODY, Rule
from service.layout.shapes import ends_sentence, is_next_item, is_prose, letter_count, word_count
from service.layout.signature_lines import listed_lines
from service.layout.wrapping import NARROWEST_COLUMN, RAGGED, Column, continues, find_column, width
from service.words import fold, is_unspaced

# No paragraph of a printed page is longer; without a bound, mending a hostile text page by page is quadratic.
LONGEST_MENDED = 10_000
# What stands at the head of a page beside them.
_BESIDE_THEM = frozenset(("section", "date"))
# No label is longer than a paragraph that breaks off.
SHORTEST_BROKEN, SHORTEST_UNSPACED = 60, 40
# A label in lower case below a label has fewer words.
FEWEST_BROKEN_WORDS = 3
# What a page sets into a paragraph.
_BETWEEN_HALVES = frozenset(("page-header", "page-footer", "page-number", "caption", "navigation"))
# By so many lines of it the rest of a text is told to be wrapped.
REST_SAMPLE = 1_000

# A capital that can stand alone in the languages of the word lists.
_WORDS_OF_A_LETTER = frozenset(
    "AEIOUYWZKSV\u00c0\u00c9\u00d3\u00d4\u00c5\u00d6\u0410\u0412\u0418\u041a\u041e\u0421\u0423\u042f\u0404\u0406\u0417\u0391\u0397\u039f"
)
_QUOTES = frozenset("\u2018\u2019\u201c\u201d\u2014\u2026\u00b7")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SPACE = re.compile(r"[^\S\n ]")
_WRAP = re.compile(r"(?<!\n)\n(?!\n)")
_SOLID_WRAP = re.compile(f"(?<=\\w[{HYPHENS}])\n(?=\\w)|(?<=[\u3001-\u9fff])\n(?=[\u3001-\u9fff])")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or label as it stands on the page, in one line; `page_line` where it is the page's own.

    So many hyphens at line ends were `joined` in it. It is `full` where its last line reaches the column. At its
    `breaks` the page set something between: behind so many letters and digits stand so many of the blocks below it.
    It stands `apart` where a blank line is above it.
    """

    text: str
    page_line: Rule | None = None
    joined: int = 0
    full: bool = False
    breaks: tuple[tuple[int, int], ...] = ()
    apart: bool = True


def read_blocks(raw_lines: list[str], own: dict[int, Rule], language: str | None = None) -> list[Block]:
    """Cut lines into blocks. `own` says which lines are the page's own: each is a block of its kind.

    `language` is a guess at that of the page, for its hyphens.
    """
    lines = [line.strip() for line in raw_lines]
    column = find_column(raw_lines, lines, own)
    copy = Copy(lines, language)
    listed = listed_lines(lines)
    blocks: list[Block] = []
    paragraph: list[str] = []
    apart = blank = True
    for at, line in enumerate(lines):
        starts = at in own or at in listed or not line or not paragraph
        if not starts:
            starts = column is None or not continues(raw_lines, at, column, first=len(paragraph) == 1)
            starts = starts or is_next_item(paragraph[0], line)
        if starts and paragraph:
            blocks.append(_paragraph(paragraph, column, copy, apart=apart))
            paragraph = []
        if at in own:
            blocks.append(Block(squeeze(line), own[at], apart=blank))
        elif line:
            apart = apart if paragraph else blank
            paragraph.append(line)
        blank = not line
    if paragraph:
        blocks.append(_paragraph(paragraph, column, copy, apart=apart))
    return _mend_breaks(blocks, copy, wrapped=column is not None)


def _paragraph(lines: list[str], column: Column | None, copy: Copy, *, apart: bool) -> Block:
    full = column is not None and width(lines[-1]) > RAGGED * column.width
    if len(lines) == 1:
        return Block(squeeze(lines[0]), full=full, apart=apart)
    return _join(lines, copy, full=full, apart=apart)


def _join(lines: list[str], copy: Copy, *, full: bool = False, apart: bool = True) -> Block:
    text, joined = lines[0], 0
    parts = []
    for below in lines[1:]:
        part, between = glue(text, below, copy) or (text, _between(text, below, copy))
        joined += len(part) < len(text)
        parts += [part, between]
        text = below
    return Block(squeeze("".join([*parts, text])), joined=joined, full=full, apart=apart)


def _between(line: str, below: str, copy: Copy) -> str:
    """What stands between two lines of a paragraph."""
    above, first = line[-1], below[0]
    solid = _is_set_solid(above), _is_set_solid(first)
    if all(solid) or (any(solid) and (above in _QUOTES or first in _QUOTES)):
        return ""
    # Korean breaks lines within words too, and Latin type begins a page with a letter several lines high.
    if "\uac00" <= above <= "\ud7a3" and "\uac00" <= first <= "\ud7a3":
        return "" if copy.writes(_word_at_end(line), _word_at_start(below)) else " "
    initial = len(line) == 1 and line.isupper() and first.islower()
    return "" if initial and (line not in _WORDS_OF_A_LETTER or copy.writes(fold(line), _word_at_start(below))) else " "


def _word_at_end(line: str) -> str:
    return line.rsplit(maxsplit=1)[-1]


def _word_at_start(line: str) -> str:
    found = _WORD.match(line)
    return fold(found[0]) if found else ""


def _is_set_solid(char: str) -> bool:
    """Whether nothing stands between this character and the next line's: unspaced scripts, full-width marks."""
    return "\u3001" <= char <= "\u303f" or "\uff01" <= char <= "\uff65" or is_unspaced(char)


def _mend_breaks(blocks: list[Block], copy: Copy, *, wrapped: bool) -> list[Block]:
    """Put together the halves of a paragraph that the page's own lines stand between, or a blank line by mistake."""
    mended: list[Block] = []
    parts: dict[int, list[Block]] = {}
    breaks: dict[int, list[int]] = {}
    last_text, length, in_copy = None, 0, False
    for block in blocks:
        crossed = last_text is not None and last_text < len(mended) - 1
        if last_text is not None and not block.page_line:
            halves = parts.get(last_text, [mended[last_text]])
            above = halves[-1]
            may_go_on = crossed or (wrapped and _goes_on(above.text, block.text, in_copy=in_copy))
            goes_on = may_go_on and runs_over(above.text, block.text, full=above.full, in_copy=in_copy)
            if goes_on and NARROWEST_COLUMN < length < LONGEST_MENDED:
                parts[last_text] = [*halves, block]
                breaks.setdefault(last_text, []).append(len(mended) - 1 - last_text)
                length += 1 + len(block.text)
                continue
            in_copy = in_copy or (is_prose(above.text) and ends_sentence(above.text))
        mended.append(block)
        if not block.page_line:
            last_text, length = len(mended) - 1, len(block.text)
    for at, halves in parts.items():
        whole = _join([half.text for half in halves], copy)
        behind = accumulate(letter_count(half.text) for half in halves)
        mended[at] = replace(
            whole,
            joined=whole.joined + sum(half.joined for half in halves),
            breaks=tuple(zip(behind, breaks[at], strict=False)),
            apart=mended[at].apart,
        )
    return mended


def _goes_on(above: str, below: str, *, in_copy: bool) -> bool:
    """Whether a block is the rest of the sentence over it, on a page of wrapped lines, in spite of a blank line.

    A comma there ends a salutation.
    """
    if above[-1] in ",\u060c\uff0c" or not ends_sentence(below):
        return False
    if below[0].islower():
        return above[0].isupper() and min(word_count(above), word_count(below)) >= FEWEST_BROKEN_WORDS
    uncased = not below[0].isupper() and not below[0].isdecimal()
    return in_copy and uncased and _has_marks(above) and word_count(above) > 2 * FEWEST_BROKEN_WORDS


def runs_over(above: str, below: str, *, full: bool = False, in_copy: bool = False) -> bool:
    """Whether a paragraph that breaks off goes on with another: in lower case, or as prose where there is none.

    In scripts that end no sentence with a mark, one breaks off where its last line is `full`. Behind whole paragraphs,
    `in_copy`, no headline is taken for one that breaks off.
    """
    if ends_sentence(above) or above[-1] in ":;\uff1a\uff1b":
        return False
    if below[0].islower():
        return True
    long_enough = len(above) >= (SHORTEST_UNSPACED if is_unspaced(above[-1]) else SHORTEST_BROKEN)
    goes_on = (in_copy or is_prose(above)) and (is_prose(below) or ends_sentence(below))
    return long_enough and goes_on and (full or _has_marks(above))


def _has_marks(text: str) -> bool:
    """Whether the script ends its sentences with marks; Thai and Lao do not."""
    return not "\u0e00" <= text[-1] <= "\u0eff"


def join_pieces(pieces: Sequence[Piece], copy: Copy) -> tuple[tuple[str, ...], list[int]]:
    """The paragraphs of the body, and of each piece the index of the one that it belongs to, which may be its own.

    Between the halves of a paragraph only a picture's caption or the page's own stand.
    """
    paragraphs: list[str] = []
    owners: list[int] = []
    first = -1
    between: set[str] | None = None
    for at, piece in enumerate(pieces):
        owners.append(at)
        if piece.kind == BODY.kind:
            apart = between and between & _BETWEEN_HALVES and len(paragraphs[-1]) < LONGEST_MENDED
            if apart and runs_over(paragraphs[-1], piece.text):
                owners[at] = first
                paragraphs[-1] = _join([paragraphs[-1], piece.text], copy).text
            else:
                first = at
                paragraphs.append(piece.text)
            between = set()
        elif piece.kind not in _BETWEEN_HALVES | _BESIDE_THEM:
            between = None
        elif between is not None:
            between.add(piece.kind)
    return tuple(paragraphs), owners


def read_rest(text: str) -> str:
    """The paragraphs of a text too long to be laid out, each in one line, apart by blank lines.

    A few passes over the whole of it, where blocks would take 10 us and 300 bytes a line.
    """
    sample = text.split("\n", REST_SAMPLE)[:REST_SAMPLE]
    wrapped = find_column(sample, [line.strip() for line in sample], {}) is not None
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
