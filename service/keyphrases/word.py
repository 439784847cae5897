"""A word by itself: what it is compared by, and what it may do in a phrase."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from service.keyphrases.affixes import Affixes
from service.keyphrases.hangul import is_verb
from service.stop_words import FunctionWords, function_words
from service.words import fold

Role = Literal["content", "stop", "break"]
CONTENT: Final = "content"
STOP: Final = "stop"
BREAK: Final = "break"

_APOSTROPHES = "'\u2019\u02bc"
# Languages that write endings of names behind an apostrophe; in others it is a letter of the word.
_ENDINGS_APART = frozenset(
    {"en", "de", "nl", "sv", "da", "nb", "nn", "fi", "et", "tr", "az", "pl", "cs", "sk", "hu", "ro", "lt"}
)
_LONGEST_ENDING = 5

# Letters that Arabic script prints in one way or another.
_ARABIC = str.maketrans(
    {
        "\u0623": "\u0627",
        "\u0625": "\u0627",
        "\u0622": "\u0627",
        "\u0649": "\u064a",
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",
        "\u0629": "\u0647",
        "\u0640": "",
    }
)
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
_ZWNJ = "\u200c"
_DENSE, _FIRST_DENSE = 3, "\u3040"
_MARKS = "._-\u200c\u200d"

# Articles of a language have most of their words in common.
_MOST_KEPT = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A printed word: what it is compared by, its role, and whether it is printed with a capital or in capitals."""

    key: str
    role: Role
    capital: bool
    acronym: bool

    @property
    def letters(self) -> int:
        """How many letters of an alphabet it comes to: one character of Han, kana or Hangul says as much as three."""
        return len(self.key) * (_DENSE if self.key >= _FIRST_DENSE else 1)


class WordTable:
    """The words of one text by how they are printed; each form is looked at once."""

    def __init__(self, words: FunctionWords, language: str, affixes: Affixes, guessed: Collection[str]) -> None:
        self._words = words
        self._language = language
        self._affixes = affixes
        self._endings_apart = language in _ENDINGS_APART
        self._guessed = guessed
        self._taken_apart: dict[str, tuple[tuple[int, str, Word], ...]] = {}

    @property
    def simple(self) -> bool:
        """Whether the language writes nothing onto its words."""
        return not self._affixes.any

    def plain(self, printed: str) -> Word:
        """A word onto which nothing is written."""
        word = _plain(printed, self._language)
        return replace(word, role=STOP) if word.key in self._guessed else word

    def parts(self, printed: str) -> tuple[tuple[int, str, Word], ...]:
        """The words that a printed one is made of, each with where it starts in it."""
        parts = self._taken_apart.get(printed)
        if parts is None:
            spans = ((start, printed[start:end], role) for start, end, role in self._parts(printed))
            parts = tuple((start, part, self._word(part, role)) for start, part, role in spans)
            self._taken_apart[printed] = parts
        return parts

    def _parts(self, printed: str) -> Iterator[tuple[int, int, Role]]:
        """What an apostrophe, a prefix or a particle sets apart from the word."""
        if self.plain(printed).role is STOP:
            yield 0, len(printed), STOP
            return
        start, end = self._between_apostrophes(printed)
        if start:
            yield 0, start, STOP
        first, last = self._affixes.bare(printed, start, end)
        if first > start:
            yield start, first, STOP
        yield first, last, self.plain(printed[first:last]).role
        if last < end:
            yield last, end, self._affixes.role_behind(printed[last:end])
        if end < len(printed):
            yield end, len(printed), STOP

    def _between_apostrophes(self, printed: str) -> tuple[int, int]:
        """Where the word begins behind an article ("l'"), and where it ends before an ending ("'s")."""
        for apostrophe in _APOSTROPHES:
            before, found, after = printed.partition(apostrophe)
            if not found:
                continue
            if fold(before) in self._words.elided and not (before[0].isupper() and after[0].isupper()):
                return len(before) + 1, len(printed)
            if self._words.particles and before:
                return 0, len(before)  # a quotation ends here, and a particle follows
            if self._endings_apart and len(after) <= _LONGEST_ENDING and after.islower() and len(before) > 1:
                return 0, len(before)
        return 0, len(printed)

    def _word(self, printed: str, role: Role) -> Word:
        word = _plain(printed, self._language)
        if role is word.role and not self._words.article:
            return word
        return Word(self._affixes.without_article(word.key), role, word.capital, word.acronym)


@lru_cache(_MOST_KEPT)
def _plain(printed: str, language: str) -> Word:
    """A word onto which nothing is written."""
    folded = key = fold(printed)
    if not folded.isascii():
        # Where nothing is folded nothing was composed, and Indic letters are printed in one way or another.
        folded = key = unicodedata.normalize("NFC", folded).replace("\u2019", "'")
    if _ARABIC_LETTER.match(folded):
        key = folded.translate(_ARABIC).partition(_ZWNJ)[0] or folded
    capital = printed[:1].isupper()
    acronym = capital and len(printed) > 1 and printed.isupper()
    return Word(key, _role(folded, function_words(language)), capital, acronym)


def _role(folded: str, words: FunctionWords) -> Role:
    if folded in words.stop or folded in words.dates or len(folded.strip(_MARKS)) < 2:  # noqa: PLR2004  # a letter alone
        return STOP
    if words.is_predicate(folded):
        return STOP
    if words.particles and is_verb(folded):
        return STOP
    if words.enclitics and folded.rpartition("-")[2] in words.enclitics and "-" in folded:
        return STOP
    return CONTENT
