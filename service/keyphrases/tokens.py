"""A text as segments of words that punctuation parts, each word with its place and what it may do in a phrase."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from service.keyphrases.affixes import Affixes
from service.keyphrases.unspaced import UNSPACED, Cutter
from service.keyphrases.word import BREAK, Word, WordMaker
from service.stop_words import FunctionWords

# Vowel signs, points and joiners are no letters to `re`: without these blocks a word would end at each of them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0df3\u0f18-\u0f3f\u0f71-\u0fbc\u135d-\u135f\u200c\u200d"
)


def _words(letter: str) -> str:
    """The pattern of addresses, abbreviations ("U.S."), numbers and words of such letters."""
    return (
        r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+"
        r"|(?<!\w)(?:[^\W\d_]\.){2,}"
        rf"|\d+(?:[.,:/\u066b\u066c]\d+)*{letter}*(?:[-\u2010\u2011]{letter}+)*"
        rf"|{letter}+(?:(?:['\u2019\u02bc&\u00b7\u05f3\u05f4\u2010\u2011-]|\.(?=[a-z0-9])|(?<=[\u05d0-\u05ea])\"){letter}+)*"
    )


_SPACED = re.compile(_words(f"[\\w{_MARKS}]"))
_ANY = re.compile(f"(?P<unspaced>[{UNSPACED}]+)|" + _words(f"(?:[^\\W{UNSPACED}]|[{_MARKS}])"))
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")

# What may stand between two words of a phrase: a space, Tibetan's mark of a syllable, the dots between katakana names.
_JOINS = frozenset({"", " ", "\u00a0", "\u202f", "\u0f0b", "\u30fb", "\uff1d", " & "})
_INITIAL_END = ". "
_SENTENCE_END = re.compile(
    "[.!?\u2026\n\u0589\u061f\u06d4\u0964\u0965\u104a\u104b\u1362\u17d4\u17d5\u0f0d\u3002\uff01\uff1f\uff61]"
)


class Token(NamedTuple):
    """A word at code points `start` to `end`; `opens` where a sentence begins with it."""

    start: int
    end: int
    word: Word
    opens: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that no punctuation parts, and which sentence of the text they stand in."""

    tokens: list[Token]
    sentence: int


def read_segments(texts: Sequence[str], words: FunctionWords, language: str) -> list[list[Segment]]:
    """The segments of each text. What recurs in one of them helps to cut the words of all."""
    found = [list((_ANY if _HAS_UNSPACED.search(text) else _SPACED).finditer(text)) for text in texts]
    runs = [match[0] for matches in found for match in matches if match.lastgroup]
    cutter = Cutter(runs, words, language) if runs else None
    make = WordMaker(words, language, Affixes((match[0] for matches in found for match in matches), words))
    return [list(_segments(text, matches, make, cutter)) for text, matches in zip(texts, found, strict=True)]


def _segments(text: str, matches: list[re.Match[str]], make: WordMaker, cutter: Cutter | None) -> Iterator[Segment]:
    tokens: list[Token] = []
    sentence, last, opens = 0, 0, True
    unspaced_before = False
    for match in matches:
        start, end = match.span()
        gap = text[last:start]
        unspaced = match.lastgroup is not None
        if not _joins(gap, tokens, text, unspaced_before != unspaced or unspaced):
            if tokens:
                yield Segment(tokens, sentence)
                tokens = []
            if _SENTENCE_END.search(gap):
                sentence += 1
                opens = True
            elif '"' in gap or "\u201c" in gap or ":" in gap:
                opens = True
        parts = make.pieces(match[0], cutter.cut(match[0])) if unspaced and cutter else make(match[0])
        for first, stop, word in parts:
            if word.role is BREAK:
                if tokens:
                    yield Segment(tokens, sentence)
                    tokens = []
            else:
                tokens.append(Token(start + first, start + stop, word, opens))
            opens = False
        last, unspaced_before = end, unspaced
    if tokens:
        yield Segment(tokens, sentence)


def _joins(gap: str, tokens: list[Token], text: str, beside_unspaced: bool) -> bool:
    """Whether a phrase may go over this gap; one between initials and names may, a space in scripts without may not."""
    if gap in _JOINS:
        return not (beside_unspaced and gap.isspace())
    if gap == _INITIAL_END and tokens:
        start, end = tokens[-1].start, tokens[-1].end
        return end - start == 1 and text[start].isupper()
    return False
