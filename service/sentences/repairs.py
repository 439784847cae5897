"""Repairs of sentencex: pieces of one sentence are put together again, and two sentences in one piece taken apart."""

import re
from collections.abc import Iterator
from functools import cache

from service.article import Sentence
from service.sentences.abbreviations import ends_abbreviated, word_lists

# No sentence is put together to more than this: text that is all initials would be one without end.
_LONGEST_JOINED = 2_000
_LOOK_BACK = 24

_CLOSERS = "\"'\u2019\u201d\u201c\u00bb\u203a)]\u300d\u300f\u300b "
_STOPS = frozenset(".!?\u2026")
_DASHES = frozenset("\u2013\u2014-")
_DASHED_ON = re.compile(r"[\u2013\u2014-]\s*[^\W\d_]")
# No sentence begins with these, nor with those where no space stands before them.
_GOES_ON = frozenset(",;:%\u00ba\u00aa)]")
_GOES_ON_CLOSE = frozenset("-\u201d\u00bb")
_QUOTED = frozenset('"\u201d\u2019\u300d\u300f\u300b')
# Japanese and Korean set the particle of "said" right behind the quotation.
_QUOTING_PARTICLE = re.compile(r"\u3068|\u3063\u3066|\u306a\u3069|\u3068\u3044\u3046|[\uac00-\ud7a3]")
# What sentencex misses: marks of Khmer and Tibetan, a Chinese full stop before a digit or a Latin letter, an end
# before a quotation that it sees no other half of, and one behind May, which is no abbreviation as Jan. and Feb. are.
# The pattern begins with one class of characters, so that it is sought for fast.
_MISSED = re.compile(
    "[\u17d4\u17d5\u0f0d\u0f0e\u3002\uff01\uff1f.!?\u2026](?:(?<=[\u17d4\u17d5])\\s*(?=\\S)|(?<=[\u0f0d\u0f0e])\\s+(?=\\S)"
    "|(?<=[\u3002\uff01\uff1f])(?=[0-9A-Za-z\uff10-\uff19])|(?<=\\bMay[.])\\s+(?=[A-Z])"
    "|(?<=[.!?\u2026])\\s+(?=(?:[\"'\u2018\u201c\u201d\u201e\u00ab\u00bb]|``) ?([^\\W\\d_])))"
)
# The mark that opens the next sentence's quotation, left behind at the end of this one.
_LEFT_BEHIND = re.compile("(?<=[.!?\u2026])\\s+(?=(?:[\"'\u2018\u201c\u201d\u201e\u00ab\u00bb]|``)$)")
_EAST_ASIAN_STOPS = frozenset("\u3002\uff01\uff1f")
_EAST_ASIAN = (("\u201c", "\u201d"), ("\u300c", "\u300d"), ("\u300e", "\u300f"), ("\uff08", "\uff09"))
_SHORTEST_CLAUSE = 40


def repair(text: str, sentences: Iterator[Sentence], language: str) -> Iterator[Sentence]:
    """The sentences of one paragraph of `text` as they should be; `language` is a primary subtag."""
    pending: Sentence | None = None
    lower_case = False
    for piece in _with_their_quotes(text, sentences):
        for sentence in _taken_apart(text, piece, language):
            if pending is None:
                pending = sentence
                lower_case = text[sentence.start].islower()
            elif sentence.end - pending.start <= _LONGEST_JOINED and _goes_on(
                text, pending, sentence, language, lower_case=lower_case
            ):
                pending = Sentence(pending.start, sentence.end)
            else:
                yield pending
                pending = sentence
    if pending is not None:
        yield pending


def _with_their_quotes(text: str, sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    """The sentences, each with the mark that opens its quotation."""
    last: Sentence | None = None
    for sentence in sentences:
        if last is not None:
            near = max(last.start, last.end - _LOOK_BACK)
            if last.end == sentence.start and (mark := _LEFT_BEHIND.search(text[near : last.end])):
                yield Sentence(last.start, near + mark.start())
                last = Sentence(near + mark.end(), sentence.end)
                continue
            yield last
        last = sentence
    if last is not None:
        yield last


def _taken_apart(text: str, piece: Sentence, language: str) -> Iterator[Sentence]:
    start = piece.start
    for end, following in _missed(text, piece, language):
        if start < end:
            yield Sentence(start, end)
            start = following
    if start < piece.end:
        yield Sentence(start, piece.end)


def _missed(text: str, piece: Sentence, language: str) -> Iterator[tuple[int, int]]:
    """Where one sentence ends inside the piece, and where the next begins."""
    openings = _openings(language)
    if openings:
        start = piece.start
        for match in openings.finditer(text, piece.start, piece.end):
            if match.start() - start >= _SHORTEST_CLAUSE:
                yield match.start(), match.end()
                start = match.end()
    else:
        for match in _MISSED.finditer(text, piece.start, piece.end):
            if match[0] in _EAST_ASIAN_STOPS:
                ends = not _is_quoted(text, max(piece.start, match.end() - _LONGEST_JOINED), match.end())
            else:
                ends = match[1] is None or match[1].isupper()
            if ends:
                yield match.start() + len(match[0].rstrip()), match.end()


def _is_quoted(text: str, start: int, at: int) -> bool:
    """Whether a Chinese or Japanese quotation that begins behind `start` goes on at `at`."""
    return any(text.count(opening, start, at) > text.count(closing, start, at) for opening, closing in _EAST_ASIAN)


def _goes_on(text: str, one: Sentence, other: Sentence, language: str, *, lower_case: bool) -> bool:
    """Whether the sentence that sentencex ends with `one` goes on with `other`."""
    first, last = text[other.start], text[one.end - 1]
    if first in _GOES_ON:
        return True
    if one.end == other.start:
        if first in _GOES_ON_CLOSE or not any(map(str.isalnum, text[other.start : min(other.end, other.start + 2)])):
            return True
        if last in _QUOTED and _QUOTING_PARTICLE.match(text, other.start, other.end):
            return True
    if text[max(one.start, one.end - _LOOK_BACK) : one.end].rstrip(_CLOSERS)[-1:] not in _STOPS:
        return False
    if not lower_case and (first.islower() or (first in _DASHES and _dashed_on(text, other))):
        return True
    following = text[other.start : other.start + _LOOK_BACK]
    return last == "." and not _opens_next(text, one, language) and ends_abbreviated(text, one, following, language)


def _opens_next(text: str, one: Sentence, language: str) -> bool:
    """Whether a word that opens sentences stands behind a whole clause."""
    openings = _openings(language) if one.end - one.start >= _SHORTEST_CLAUSE else None
    return openings is not None and openings.match(text, one.end) is not None


def _dashed_on(text: str, sentence: Sentence) -> bool:
    match = _DASHED_ON.match(text, sentence.start, sentence.end)
    return match is not None and match[0][-1].islower()


@cache
def _openings(language: str) -> re.Pattern[str] | None:
    words = word_lists()["opening"].get(language)
    return re.compile(rf"\s+(?={'|'.join(map(re.escape, words))})") if words else None
