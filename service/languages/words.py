"""Words: their number, the time to read them, and the terms to compare texts by, in scripts with and without spaces."""

import re
from collections.abc import Iterator

# A word starts with a letter or digit and goes on to the next white space or dash, and where marks are as wide as
# characters, or stand in a space's place as in Ethiopic, to the next mark.
_SPACED_WORD = re.compile("\\w[^\\s\u2013\u2014\u1361-\u1368\u3001-\u301f\uff01-\uff0f\uff1a-\uff20]*")

_HAN_AND_KANA = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_THAI_AND_LAO = "\u0e00-\u0eff"
_KHMER = "\u1780-\u17ff"
_MYANMAR = "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"
_TIBETAN = "\u0f00-\u0fff"

_SPACE = re.compile(r"\s")
_WINDOW_CHARACTERS = 65_536

# Where words are not set apart, so many characters count as one: a word's mean length in segmented prose. Measured on
# texts of the even half: jieba finds 1.74 in Chinese, janome 1.74 in Japanese, newmm 5.3 in Thai. The others are rough;
# Tibetan sets syllables apart, of about four characters with their mark, and a word has one or two.
_CHARACTERS_PER_WORD = tuple(
    (re.compile(f"[{characters}]+"), length)
    for characters, length in (
        (_HAN_AND_KANA, 1.7),
        (_THAI_AND_LAO, 5.3),
        (_KHMER, 5.0),
        (_MYANMAR, 5.0),
        (_TIBETAN, 6.0),
    )
)
_UNSPACED_RUN = re.compile(f"[{_HAN_AND_KANA}{_THAI_AND_LAO}{_KHMER}{_MYANMAR}{_TIBETAN}]+")

# Vowel signs and points are no letters to `re`: without these blocks a word would end at each of them.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_LETTERS = re.compile(rf"[^\W\d_](?:[{_MARKS}]+|[^\W\d_]+)*")
_ASCII_LETTERS = re.compile("[a-z]+")

# Silent reading of non-fiction by adults: M. Brysbaert, "How many words do we read per minute?", 2019. It was measured
# in English; it finds about that rate in the other languages studied, with words counted as they are here.
WORDS_PER_MINUTE = 238


def count_words(text: str) -> int:
    """How many words `text` has; where a script sets none apart, its characters divided by a word's mean length."""
    if len(text) <= _WINDOW_CHARACTERS and (text.isascii() or not _UNSPACED_RUN.search(text)):
        return len(_SPACED_WORD.findall(text))
    spaced, unspaced = 0, [0] * len(_CHARACTERS_PER_WORD)
    for window in _windows(text):
        rest = window
        if _UNSPACED_RUN.search(window):
            for at, (characters, _) in enumerate(_CHARACTERS_PER_WORD):
                unspaced[at] += sum(map(len, characters.findall(rest)))
                rest = characters.sub(" ", rest)
        spaced += len(_SPACED_WORD.findall(rest))
    lengths = (length for _, length in _CHARACTERS_PER_WORD)
    return spaced + round(sum(found / length for found, length in zip(unspaced, lengths, strict=True)))


def _windows(text: str) -> Iterator[str]:
    """The text in pieces that end where a word does: the words of a long text at once take 30 times its bytes."""
    at = 0
    while at < len(text):
        edge = _SPACE.search(text, at + _WINDOW_CHARACTERS)
        end = edge.end() if edge else len(text)
        yield text[at:end]
        at = end


def reading_seconds(words: int) -> int:
    """How long an adult reads `words` words, in whole seconds: at least one where there is a word."""
    return max(round(words * 60 / WORDS_PER_MINUTE), min(words, 1))


def find_terms(text: str) -> list[str]:
    """The words of `text` in lower case, without digits; pairs of characters where a script sets no words apart."""
    text = text.lower()
    if text.isascii():
        return _ASCII_LETTERS.findall(text)
    if not _UNSPACED_RUN.search(text):
        return _LETTERS.findall(text)
    pairs = [run[i : i + 2] for run in _UNSPACED_RUN.findall(text) for i in range(max(len(run) - 1, 1))]
    return pairs + _LETTERS.findall(_UNSPACED_RUN.sub(" ", text))
