"""Phrases anywhere in a text: three characters of each tell at once that none of them can be there."""

import re
from collections.abc import Iterable
from functools import lru_cache

from service.words import MOST_KEPT, is_unspaced

_START = 3
# By so many characters of a text it is told whether it has words without spaces between.
_SAMPLE = 8
_FIRST_WORD = re.compile(r"\w")
_STARTS = re.compile(rf"\b(?=(\w.{{0,{_START - 1}}}))", re.DOTALL)


class Within:
    """A pattern of many phrases, which is looked for only in texts that hold the start of one, at that of a word."""

    def __init__(self, phrases: Iterable[str], pattern: str | re.Pattern[str]) -> None:
        known = {phrase[found.start() :] for phrase in phrases if (found := _FIRST_WORD.search(phrase))}
        self._pattern = re.compile(pattern)
        self._by_start: dict[str, list[str]] = {}
        for phrase in sorted(known):
            self._by_start.setdefault(phrase[:_START], []).append(phrase)
        self._shorter = sorted(phrase for phrase in known if len(phrase) < _START)

    def could_be_in(self, folded: str) -> bool:
        """Whether the folded text holds the letters of a phrase."""
        found = self._by_start.keys() & _starts_in(folded)
        return any(phrase in folded for start in found for phrase in self._by_start[start]) or any(
            phrase in folded for phrase in self._shorter
        )

    def search(self, folded: str) -> re.Match[str] | None:
        """Where the pattern first is in the folded text."""
        return self._pattern.search(folded) if self.could_be_in(folded) else None


def at_words(phrases: Iterable[str], *, whole: bool) -> Within:
    """The phrases where a word begins, and ends where they are `whole`; anywhere in scripts without spaces."""
    known = list(phrases)
    spaced = "|".join(re.escape(one) for one in known if not is_unspaced(one[0]))
    unspaced = "|".join(re.escape(one) for one in known if is_unspaced(one[0]))
    end = r"(?!\w)" if whole else ""
    return Within(known, rf"(?<!\w)(?:{spaced}){end}|{unspaced}")


# Several lists are looked for in the same text.
@lru_cache(MOST_KEPT)
def _starts_in(folded: str) -> frozenset[str]:
    starts = frozenset(_STARTS.findall(folded))
    if folded.isascii() or not any(map(is_unspaced, folded[:: max(1, len(folded) // _SAMPLE)])):
        return starts
    # Without spaces, a word may begin anywhere.
    return frozenset(folded[at : at + _START] for at in range(len(folded)))
