"""Hyphens at line ends: undone where the text or its language knows the word, never by guess."""

import re
from functools import cache
from itertools import accumulate, pairwise

from service.words import fold, languages, phrases
from service.words.guess import guess_language

# Of a long text so many characters tell which words it writes, and in which language.
WORDS_READ = 1_000_000
# A word of the text that shares so many letters beyond the break is another form of the same one.
SHARED_BEYOND = 3

HYPHENS = "-\u2010"
# What old typesetting programs left where a line broke within a word; it has no other use beside a letter.
BREAK_MARK = "\u00ac"
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)+")
_VOWELS = frozenset("aeiouy\u00e4\u00e5\u00e6\u00f6\u00f8\u00fc")


class Copy:
    """The words that a copy writes, read only when a line breaks within one."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._words: frozenset[str] | None = None
        self._starts: frozenset[str] = frozenset()
        self._compounds: frozenset[tuple[str, str]] = frozenset()
        self._language: str | None = None

    def writes(self, head: str, tail: str) -> bool:
        """Whether it writes, elsewhere, the word that both halves make, or another form of it."""
        self._read()
        word = head + tail
        return word in (self._words or ()) or word[: len(head) + SHARED_BEYOND] in self._starts_beyond(head, tail)

    def hyphenates(self, head: str, tail: str) -> bool:
        """Whether it writes both halves with a hyphen within a line."""
        self._read()
        return (head, tail) in self._compounds

    @property
    def language(self) -> str | None:
        """Its language, as a guess that is good enough for how words are written."""
        self._read()
        return self._language

    def _starts_beyond(self, head: str, tail: str) -> frozenset[str]:
        long_enough = len(tail) >= SHARED_BEYOND and len(head) > 1
        return self._starts if long_enough else frozenset()

    def _read(self) -> None:
        if self._words is not None:
            return
        lengths = accumulate(map(len, self._lines))
        read = [fold(line) for line, length in zip(self._lines, lengths, strict=True) if length <= WORDS_READ]
        # The halves of a word that a line breaks are no words.
        whole = [line.rstrip(HYPHENS + BREAK_MARK) if line[-1:] in HYPHENS else line for line in read if line]
        self._words = frozenset(word for line in whole for word in _WORD.findall(line))
        self._starts = frozenset(word[:end] for word in self._words for end in range(5, min(len(word), 24) + 1))
        compounds = (re.split(f"[{HYPHENS}]", found) for line in whole for found in _COMPOUND.findall(line))
        self._compounds = frozenset(pair for parts in compounds for pair in pairwise(parts))
        self._language = guess_language("\n".join(self._lines[:1_000]))


def glue(line: str, below: str, copy: Copy) -> tuple[str, str] | None:
    """How a line that ends with a hyphen goes on in the next: the line, perhaps without it, and what stands between.

    None where it ends with none, or the next does not go on with a letter.
    """
    if line[-1] not in HYPHENS + BREAK_MARK or not line[-2:-1].isalpha() or not below[0].isalpha():
        return None
    if line[-1] == BREAK_MARK:
        return line[:-1], ""
    return _glue_halves(line, _WORD.findall(line)[-1], _WORD.findall(below)[0], copy)


def _glue_halves(line: str, head: str, tail: str, copy: Copy) -> tuple[str, str]:
    first, second = fold(head), fold(tail)
    if second in phrases("layout", "conjunctions", copy.language) or f"- {second}" in _words(
        "hyphenated", copy.language
    ):
        return line, " "
    whole = tail.islower() or head.isupper()
    if not whole or copy.hyphenates(first, second):
        return line, ""
    if copy.writes(first, second) or _breaks_words(head, tail, copy.language):
        return line[:-1], ""
    return line, ""


def _breaks_words(head: str, tail: str, language: str | None) -> bool:
    """Whether the language writes no word of two such halves with a hyphen, so that the line's end put it there.

    Of some languages word lists say what keeps its hyphen, and no other word has one; of others, which endings are no
    words.
    """
    if len(head) < 2 or not head[-1].islower() or not tail.islower():  # noqa: PLR2004  # "x-beliebig"
        return False
    first, second = fold(head), fold(tail)
    if second in _words("word_ends", language):
        return True
    kept = _words("hyphenated", language)
    collide = first[-1] == second[0] and first[-1] in _VOWELS
    ends = any(f"*{first[at:]}-" in kept for at in range(1, len(first)))
    return bool(kept) and not (collide or ends or f"{first}-" in kept or f"-{second}" in kept)


@cache
def _words(name: str, language: str | None) -> frozenset[str]:
    """A list of one language. In `hyphenated` stand `half-`, `*end-` and `-half`; `- half` has a space before it."""
    return frozenset(map(fold, languages().get(language or "", {}).get("layout", {}).get(name, ())))
