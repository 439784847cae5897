"""Hyphens at line ends: undone where the text or its language knows the word, never by guess."""

import re
from bisect import bisect_left
from functools import cache, cached_property
from itertools import accumulate, pairwise

from service.words import fold, phrases

# Of a long text so many characters tell which words it writes.
WORDS_READ = 1_000_000
# A word of the text that shares so many letters beyond the break is another form of the same one.
SHARED_BEYOND = 3

HYPHENS = "-\u2010"
# What old typesetting programs left where a line broke within a word; it has no other use beside a letter.
BREAK_MARK = "\u00ac"
_BREAKS = frozenset(HYPHENS + BREAK_MARK)
_HYPHEN = re.compile(f"[{HYPHENS}]")
_HALF = re.compile(rf"[^\W\d_]+[{HYPHENS}{BREAK_MARK}]$")
_HALF_ABOVE = re.compile(r"^[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)+")
_VOWELS = frozenset("aeiouy\u00e4\u00e5\u00e6\u00f6\u00f8\u00fc")


class Copy:
    """The words that a copy writes, read only when a line breaks within one; and its language, as a guess has it."""

    def __init__(self, lines: list[str], language: str | None = None) -> None:
        self._lines = lines
        self.language = language

    def writes(self, head: str, tail: str) -> bool:
        """Whether it writes, elsewhere, the word that both halves make, or another form of it."""
        word = head + tail
        if word in self._words:
            return True
        if len(head) < 2 or len(tail) < SHARED_BEYOND:  # noqa: PLR2004  # a letter and an ending are no form of a word
            return False
        shared = word[: len(head) + SHARED_BEYOND]
        at = bisect_left(self._ordered, shared)
        return at < len(self._ordered) and self._ordered[at].startswith(shared)

    def hyphenates(self, head: str, tail: str) -> bool:
        """Whether it writes both halves with a hyphen within a line."""
        return (head, tail) in self._compounds

    @cached_property
    def _whole_lines(self) -> list[str]:
        """The lines, folded, without the halves of words that they break, which are no words."""
        lengths = accumulate(map(len, self._lines))
        read = [fold(line) for line, length in zip(self._lines, lengths, strict=True) if length <= WORDS_READ]
        whole = [_HALF.sub("", line) if line[-1:] in _BREAKS else line for line in read]
        broken = [False, *(line[-1:] in _BREAKS for line in read)][: len(read)]
        return [_HALF_ABOVE.sub("", line) if above else line for above, line in zip(broken, whole, strict=True)]

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall("\n".join(self._whole_lines)))

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _compounds(self) -> frozenset[tuple[str, str]]:
        lines = (line for line in self._whole_lines if _HYPHEN.search(line))
        compounds = (_HYPHEN.split(found) for line in lines for found in _COMPOUND.findall(line))
        return frozenset(pair for parts in compounds for pair in pairwise(parts))


def glue(line: str, below: str, copy: Copy) -> tuple[str, str] | None:
    """How a line that ends with a hyphen goes on in the next: the line, perhaps without it, and what stands between.

    None where it ends with none, or the next does not go on with a letter.
    """
    if line[-1] not in HYPHENS + BREAK_MARK or not line[-2:-1].isalpha() or not below[0].isalpha():
        return None
    if line[-1] == BREAK_MARK:
        return line[:-1], ""
    tail = _WORD.findall(below)[0]
    # "morning- and evening": a word goes on behind the conjunction.
    apart = below[len(tail) : len(tail) + 1] in ("", " ") and _joins(fold(tail), copy.language)
    return (line, " ") if apart else _glue_halves(line, _WORD.findall(line)[-1], tail, copy)


def _joins(word: str, language: str | None) -> bool:
    return word in phrases("layout", "conjunctions", language) or f"- {word}" in _words("hyphenated", language)


def _glue_halves(line: str, head: str, tail: str, copy: Copy) -> tuple[str, str]:
    first, second = fold(head), fold(tail)
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
    kept = _words("hyphenated", language)
    if ends := _words("word_ends", language):
        return second in ends and f"{first}-" not in kept
    collide = first[-1] == second[0] and first[-1] in _VOWELS
    like_one = any(f"*{first[at:]}-" in kept for at in range(1, len(first)))
    return bool(kept) and not (collide or like_one or f"{first}-" in kept or f"-{second}" in kept)


@cache
def _words(name: str, language: str | None) -> frozenset[str]:
    """A list of one language. In `hyphenated` stand `half-`, `*end-` and `-half`; `- half` has a space before it."""
    return frozenset(phrases("layout", name, language or ""))
