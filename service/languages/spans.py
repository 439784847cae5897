"""The languages inside a text: each line's, and each sentence's where a line is mixed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from service.languages.cascade import Detection, detect, glance
from service.languages.tags import UNDETERMINED, is_written_in
from service.sentences import read_sentences

# Fewer letters than this, or a detection less sure, and a piece borrows (even half of the mixed sets).
_ENOUGH_LETTERS = 24
_SURE_ENOUGH = 0.9

# No article is known to change between these; detectors do.
_ONE_TO_A_TEXT = (frozenset({"bs", "hr", "sr"}), frozenset({"id", "ms"}), frozenset({"nb", "nn"}))

_HAN = ("Hans", "Hant")

# So many lines are looked at one by one, and so many sentences; what follows in stretches of so many characters, up to
# the end of a line or a word. Of 6,900 articles measured none needs 700 looks; 7 MiB of lines of one letter would need
# 3.6 million.
MOST_LOOKS = 5_000
STRETCH = 2_000

# Articles ask for 101 at most; 7 MiB of lines in changing languages would for 90,000, half a millisecond each.
MOST_SECOND_LOOKS = 300

_LINE = re.compile(r"[^\n]+")

# A language and the script that it is printed in.
Written = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `start` to `end` of a text, and what was detected there."""

    start: int
    end: int
    detection: Detection


def find_pieces(text: str, document: Detection) -> list[Piece]:
    """The lines of `text`, and the sentences of those that are mixed, in order; what has no letters is left out.

    CLD2 does not hint at every mixed line, so a text that is all one line is taken apart in any case. Beyond
    `MOST_LOOKS` of either, lines are read in stretches, and what is mixed is not taken apart.
    """
    pieces: list[Piece] = []
    looks = iter(range(MOST_LOOKS))
    for start, end in _lines(text):
        detection = glance(text[start:end])
        if detection.mixed or detection.letters == document.letters:
            sentences, rest = _sentences_of(text[start:end], start, document, looks)
            pieces += sentences
            for part, part_end in _stretches(text, rest, end, " "):
                pieces.append(Piece(part, part_end, glance(text[part:part_end])))
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


def _sentences_of(line: str, offset: int, document: Detection, looks: Iterator[int]) -> tuple[list[Piece], int]:
    """The sentences of a line that starts at `offset`, while there are `looks` for them; and where the last ends."""
    found, end = [], 0
    for _, sentence in zip(looks, read_sentences(line, document.language), strict=False):
        end = sentence.end
        found.append(Piece(offset + sentence.start, offset + end, glance(line[sentence.start : end])))
    return found, offset + end


class SecondLooks:
    """Whether all witnesses agree with CLD2 on pieces of one article, for as many pieces as are worth the time."""

    def __init__(self) -> None:
        self._left = MOST_SECOND_LOOKS
        self._agreed: Counter[str] = Counter()

    def confirm(self, text: str, language: str) -> bool:
        """Whether `text` is in that language for all witnesses; beyond the bound, whether such were mostly before."""
        if not self._left:
            return self._agreed[language] > 0
        self._left -= 1
        agrees = detect(text).language == language
        self._agreed[language] += 1 if agrees else -1
        return agrees


def settle(text: str, detection: Detection, lent: Mapping[str, Written], looks: SecondLooks) -> Detection:
    """What a piece is in, after a glance at it; `lent` is what the text around it in the same script is in.

    A piece is in another language than that only where it is long enough and all witnesses say so: of the sentences
    that CLD2 alone sets apart, most are mistakes.
    """
    language, script = lent.get(detection.script, (detection.language, detection.script))
    if (
        language != detection.language
        and _stands_alone(detection)
        and not _one_to_a_text(language, detection.language)
        and looks.confirm(text, detection.language)
    ):
        return detection
    return replace(detection, language=language, script=script)


def languages_of_scripts(document: Detection, pieces: Iterable[tuple[str, Detection]]) -> dict[str, Written]:
    """What doubtful text may borrow, by script: the document's language, else what most text in the script is in."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    letters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, detection in pieces:
        if detection.letters and detection.script != document.script:
            texts[detection.script].append(text)
            if _stands_alone(detection):
                letters[detection.script][detection.language] += detection.letters
    lent = {script: (_most(letters[script]) or _written_in(script, texts[script]), script) for script in texts}
    if document.letters:
        # A line of Chinese can be without a character that tells the two scripts apart; an article is in one of them.
        # A line of Japanese can be without a kana.
        for script in {document.script, *(_HAN if document.script in (*_HAN, "Jpan") else ())}:
            lent[script] = (document.language, document.script)
    return lent


def _written_in(script: str, texts: list[str]) -> str:
    """The language of texts in a script, where it is ever written so: a letter may stand among those of another."""
    language = detect("\n".join(texts)).language
    return language if is_written_in(language, script) else UNDETERMINED


def _most(letters: Counter[str]) -> str | None:
    return max(letters, key=lambda language: (letters[language], language)) if letters else None


def _stands_alone(detection: Detection) -> bool:
    return detection.letters >= _ENOUGH_LETTERS and detection.confidence >= _SURE_ENOUGH


def _one_to_a_text(one: str, other: str) -> bool:
    return any(one in family and other in family for family in _ONE_TO_A_TEXT)


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
