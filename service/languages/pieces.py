"""The pieces of a text that are each in one language: lines, and the sentences and scripts of those that are mixed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from service.languages.cascade import Detection, glance
from service.languages.scripts import script_runs
from service.sentences import read_sentences

# So many lines are looked at one by one, and so many sentences; what follows in stretches of so many characters, up to
# the end of a line or a word. Of 6,900 articles measured none needs 700 looks; 7 MiB of lines of one letter would need
# 3.6 million.
MOST_LOOKS = 5_000
STRETCH = 2_000

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `start` to `end` of a text, and what was detected there."""

    start: int
    end: int
    detection: Detection


def find_pieces(text: str, document: Detection) -> list[Piece]:
    """The lines of `text`, and what those that are mixed are made of, in order; what has no letters is left out.

    CLD2 does not hint at every mixed line, so a text that is all one line is taken apart in any case. Beyond
    `MOST_LOOKS` of either, lines are read in stretches, and what is mixed is not taken apart.
    """
    pieces: list[Piece] = []
    looks = iter(range(MOST_LOOKS))
    for start, end in _lines(text):
        detection = glance(text[start:end])
        if detection.mixed or detection.letters == document.letters:
            parts, rest = _parts_of(text[start:end], start, document, looks)
            pieces += parts
            pieces += [Piece(*stretch, glance(text[slice(*stretch)])) for stretch in _stretches(text, rest, end, " ")]
        else:
            pieces.append(Piece(start, end, detection))
    return [piece for piece in pieces if piece.detection.letters]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of `text` start and end, and beyond so many the stretches of lines."""
    end = 0
    for line in islice(_LINE.finditer(text), MOST_LOOKS):
        yield line.span()
        end = line.end()
    yield from _stretches(text, end, len(text), "\n")


def _stretches(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int]]:
    """Parts of `text` from `start` to `end`, of about the same size, each up to a mark."""
    while start < end:
        cut = text.find(mark, start + STRETCH, end)
        yield start, cut if cut > 0 else end
        start = cut if cut > 0 else end


def _parts_of(line: str, offset: int, document: Detection, looks: Iterator[int]) -> tuple[list[Piece], int]:
    """The sentences of a line that starts at `offset`, while there are `looks` for them; and where the last ends.

    One without a break that the splitter knows, between a sentence in one script and the next in another, is parted
    where the script changes.
    """
    found, end = [], 0
    for _, sentence in zip(looks, read_sentences(line, document.language), strict=False):
        end = sentence.end
        whole = Piece(offset + sentence.start, offset + end, glance(line[sentence.start : end]))
        found += _by_script(line[sentence.start : end], whole) if whole.detection.mixed else [whole]
    return found, offset + end


def _by_script(sentence: str, whole: Piece) -> list[Piece]:
    runs = script_runs(sentence)
    if len(runs) == 1:
        return [whole]
    return [Piece(whole.start + start, whole.start + end, glance(sentence[start:end])) for start, end in runs]


def merge(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours in one language and script made one; each piece then without the white space around it."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].detection.tag == piece.detection.tag:
            last = merged[-1]
            letters = last.detection.letters + piece.detection.letters
            merged[-1] = Piece(last.start, piece.end, replace(last.detection, letters=letters))
        else:
            merged.append(piece)
    return [_trim(text, piece) for piece in merged]


def _trim(text: str, piece: Piece) -> Piece:
    printed = text[piece.start : piece.end]
    start = piece.start + len(printed) - len(printed.lstrip())
    return replace(piece, start=start, end=start + len(printed.strip()))
