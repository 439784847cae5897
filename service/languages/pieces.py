"""The pieces of a text that are each in one language: lines, and the sentences and scripts of those that are mixed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise

from service.languages.cascade import READ_CHARACTERS, Detection, glance
from service.languages.scripts import count_scripts, script_runs
from service.languages.tags import UNDETERMINED

# So many lines are looked at one by one, and so many sentences and turns of script; what follows in stretches of so
# many characters, up to the end of a line or a word. Of 6,900 articles measured none needs 700 looks; 7 MiB of lines
# of one letter would need 3.6 million.
MOST_LOOKS = 5_000
STRETCH = 2_000

# A line of so many characters, where it is all that there is, is taken apart though CLD2 saw one language.
SHORT = 1_000

# The marks that end a sentence in most scripts, and what closes behind them; of a row of dots the last ones.
_END = re.compile(
    r"[.!?\u2026\u061f\u06d4\u0964\u0965\u0589\u1362]{1,9}+[^\w\s,;:]{0,9}+(?=\s)|[\u3002\uff01\uff1f]{1,9}+[^\w\s]{0,9}+"
)
_FULL_STOPS = "\u3002\uff01\uff1f"  # no abbreviation ends in these
_FEW_CHARACTERS, _MOST_CHARACTERS = 24, 250

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `start` to `end` of a text, and what was detected there."""

    start: int
    end: int
    detection: Detection
    whole: bool = False  # a line of its own


def find_lines(text: str) -> list[Piece]:
    """The lines of `text`, each after a glance; beyond `MOST_LOOKS` of them what follows in stretches."""
    return [Piece(start, end, glance(text[start:end]), whole=True) for start, end in _lines(text)]


def take_apart(text: str, lines: Iterable[Piece]) -> list[Piece]:
    """The lines of `text`, and what those that are mixed are made of, in order; what has no letters is left out.

    CLD2 does not see every short sentence in another language, and of a very long text but a sample, so a line that is
    all that there is is taken apart in either case. Beyond `MOST_LOOKS` sentences or turns of script, what is mixed is
    not taken apart.
    """
    pieces: list[Piece] = []
    looks, turns = iter(range(MOST_LOOKS)), iter(range(MOST_LOOKS))
    printed = len(text.strip())
    for line in lines:
        alone = line.end - line.start >= printed
        for part in _by_script(text, line, turns):
            pieces += _by_sentence(text, part, looks, throughout=alone and not SHORT < len(text) <= READ_CHARACTERS)
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


def _by_script(text: str, line: Piece, turns: Iterator[int]) -> list[Piece]:
    """A line, or the parts of it that are in scripts of their own, while there are `turns` for them."""
    runs = script_runs(text[line.start : line.end]) if line.detection.mixed else []
    starts = [line.start, *(line.start + start for _, (start, _) in zip(turns, runs[1:], strict=False))]
    if len(starts) == 1:
        return [line]
    return [Piece(start, end, glance(text[start:end])) for start, end in pairwise([*starts, line.end])]


def _by_sentence(text: str, part: Piece, looks: Iterator[int], *, throughout: bool) -> list[Piece]:
    """A part of a line, or the sentences of it that CLD2 saw another language in, while there are `looks` for them."""
    printed, strays = text[part.start : part.end], part.detection.strays or ()
    throughout = throughout or part.detection.language == UNDETERMINED
    if not (throughout or strays):
        return [part]
    found: list[Piece] = []
    rest = 0
    places = _sentences(printed, 0) if throughout else _sentences_at(printed, strays)
    for _, (start, end) in zip(looks, places, strict=False):
        detection = glance(printed[start:end])
        # What CLD2 is not sure of even alone is a list or names, mostly: in a long line it goes with the rest.
        if throughout or detection.language not in {UNDETERMINED, part.detection.language}:
            found += _same(printed, part, rest, start)
            found.append(Piece(part.start + start, part.start + end, detection))
            rest = end
    if not throughout:
        return found + _same(printed, part, rest, len(printed))
    stretches = _stretches(printed, rest, len(printed), " ")
    return found + [Piece(part.start + start, part.start + end, glance(printed[start:end])) for start, end in stretches]


def _same(printed: str, part: Piece, start: int, end: int) -> list[Piece]:
    """What of a part is in its language, if it is more than white space."""
    stretch = printed[start:end]
    if not stretch.strip():
        return []
    detection = replace(part.detection, letters=count_scripts(stretch).total())
    return [Piece(part.start + start, part.start + end, detection)]


def _sentences_at(printed: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences that are in one of the places for some length, as far as they are not longer than most."""
    done = 0
    for place_start, place_end in places:
        window = max(done, place_start - _MOST_CHARACTERS)
        for start, end in _sentences(printed[: place_end + _MOST_CHARACTERS], window):
            if start >= place_end:
                break
            if min(end, place_end) - max(start, place_start) >= min(_FEW_CHARACTERS, (end - start) // 2):
                yield start, end
                done = end


def _sentences(printed: str, start: int) -> Iterator[tuple[int, int]]:
    """Starts and ends of sentences, roughly: a short one, such as an abbreviation ends, goes with the next."""
    for mark in _END.finditer(printed, start):
        if mark.end() - start >= _FEW_CHARACTERS or mark[0][0] in _FULL_STOPS:
            yield start, mark.end()
            start = mark.end()
    if printed[start:].strip():
        yield start, len(printed)


def merge(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours in one language and script made one; each piece then without the white space around it."""
    return [_join(text, list(neighbours)) for _, neighbours in groupby(pieces, lambda piece: piece.detection.tag)]


def _join(text: str, pieces: Sequence[Piece]) -> Piece:
    detection = pieces[0].detection
    if len(pieces) > 1:
        detection = replace(detection, letters=sum(piece.detection.letters for piece in pieces))
    printed = text[pieces[0].start : pieces[-1].end]
    start = pieces[0].start + len(printed) - len(printed.lstrip())
    return Piece(start, start + len(printed.strip()), detection)
