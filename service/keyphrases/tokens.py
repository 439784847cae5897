"""A text as segments of words that punctuation parts, each word with its place and what it may do in a phrase."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from service.keyphrases.affixes import Affixes
from service.keyphrases.stretches import UNSPACED
from service.keyphrases.unspaced import Cutter
from service.keyphrases.word import BREAK, Word, WordTable
from service.stop_words import FunctionWords
from service.stop_words.guessed import guess_stop_words

# Vowel signs, points and joiners are no letters to `re`: without these blocks a word would end at each of them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0df3\u0f18-\u0f3f\u0f71-\u0fbc\u135d-\u135f\u200c\u200d"
)
# A space or Tibetan's mark of a syllable joins the words of a phrase, a dot those of a name in katakana.
_SPACES = " \u00a0\u202f\u0f0b"
_DOTS = "\u30fb\uff1d"


def _segment(unspaced: str) -> re.Pattern[str]:
    """The pattern of words that spaces join. Numbers are no words, nor is what hangs on one ("18-year-old")."""
    plain = f"[^\\W_{unspaced}]"
    letters = f"{plain}(?:{plain}|[{_MARKS}])*"
    inside = "['\u2019\u02bc&\u00b7\u05f3\u05f4\u2010\u2011-]|\\.(?=[a-z0-9])|(?<=[\u05d0-\u05ea])\""
    word = (
        f"(?<!{plain})(?<![{_MARKS}-])(?<!\\d[.,])(?:"
        r"(?:[^\W\d_]\.){2,}"  # abbreviations: U.S.
        "|[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f]\\.(?= [^\\W\\d_])"  # initials: George W. Bush
        f"|(?!\\d){letters}(?:(?:{inside}){letters})*|\\d+[A-Z](?:{letters})?)"
    )
    words = f"{word}(?:[{_SPACES}]{word})*"
    if unspaced:
        words = f"(?:[{unspaced}]+|{words})"
        words = f"{words}(?:[{_DOTS}]?{words})*"
    return re.compile(words)


_SPACED = _segment("")
_ANY = _segment(UNSPACED)
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD_OR_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}{_SPACES}{_DOTS}]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+", re.ASCII)

# What sets apart more than spaces do: apostrophes, and what is written in a space's place.
_APART = re.compile("['\u2019\u02bc\u00a0\u202f\u0f0b]")
_OPENING = re.compile('["\u201c\u201e\u00ab\u300c:]')
_SENTENCE_END = re.compile(
    "[.!?\u2026\n\u0589\u061f\u06d4\u0964\u0965\u104a\u104b\u1362\u17d4\u17d5\u0f0d\u3002\uff01\uff1f\uff61]"
)


class Segment(NamedTuple):
    """Words that no punctuation parts, in the `sentence` of the text; with the first of them a sentence may open.

    Each starts at a code point of the text.
    """

    words: list[Word]
    printed: list[str]
    starts: list[int]
    sentence: int
    opens: bool


class Part(NamedTuple):
    """A word as it is printed at a code point of the text."""

    start: int
    printed: str
    word: Word


def read_segments(
    texts: Sequence[str], words: FunctionWords, language: str, foreign: frozenset[str] = frozenset()
) -> list[list[Segment]]:
    """The segments of each text. What recurs in one of them helps to cut the words of all.

    `foreign` are function words, folded, of other languages that the texts are in, too.
    """
    texts = [_ADDRESS.sub(_blank, text) if "@" in text or "www." in text or "://" in text else text for text in texts]
    unspaced = any(map(_HAS_UNSPACED.search, texts))
    cutter = Cutter(texts, words, language) if unspaced else None
    pattern = _ANY if unspaced else _SPACED
    printed = (word for text in texts for segment in pattern.findall(text) for word in segment.split(" "))
    guessed = frozenset() if words.known else guess_stop_words(texts)
    table = WordTable(words, language, Affixes(words, printed), guessed | foreign)
    return [list(_segments(text, pattern, table, cutter)) for text in texts]


def _blank(address: re.Match[str]) -> str:
    return "|" * len(address[0])


def _segments(text: str, pattern: re.Pattern[str], table: WordTable, cutter: Cutter | None) -> Iterator[Segment]:
    end, sentence, opens = 0, 0, True
    simple = cutter is None and table.simple
    for found in pattern.finditer(text):
        gap, start, end = text[end : found.start()], *found.span()
        if _SENTENCE_END.search(gap):
            sentence += 1
            opens = True
        elif _OPENING.search(gap):
            opens = True
        if simple and not _APART.search(found[0]):
            printed = found[0].split(" ")
            words = list(map(table.plain, printed))
            starts = list(accumulate(map(len, printed[:-1]), _next_start, initial=start))
            yield Segment(words, printed, starts, sentence, opens)
        else:
            yield from _parted(_parts(found[0], start, table, cutter), sentence, opens=opens)
        opens = False


def _next_start(start: int, length: int) -> int:
    return start + length + 1


def _parts(printed: str, start: int, table: WordTable, cutter: Cutter | None) -> Iterator[Part]:
    """The words of a segment that is cut by more than spaces."""
    for found in _WORD_OR_RUN.finditer(printed):
        at = start + found.start()
        if cutter and _HAS_UNSPACED.match(found[0]):
            for piece in cutter.cut(found[0]):
                run = found[0][piece.start : piece.end]
                yield Part(at + piece.start, run, Word(run, piece.role, capital=False, acronym=False))
        else:
            for offset, part, word in table.parts(found[0]):
                yield Part(at + offset, part, word)


def _parted(parts: Iterator[Part], sentence: int, *, opens: bool) -> Iterator[Segment]:
    """The segments that these parts make: a phrase ends at some of them."""
    segment = Segment([], [], [], sentence, opens)
    for start, printed, word in parts:
        if word.role is not BREAK:
            segment.words.append(word)
            segment.printed.append(printed)
            segment.starts.append(start)
        elif segment.words:
            yield segment
            segment = Segment([], [], [], sentence, opens=False)
    if segment.words:
        yield segment
