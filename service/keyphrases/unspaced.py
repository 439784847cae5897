"""Words in runs of a script that sets none apart, told by what recurs in the text itself; no dictionary is asked."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import log2
from typing import NamedTuple

from service.keyphrases.recurrence import find_recurring
from service.keyphrases.stretches import FIRST_DENSE, RUN, StretchReader, units
from service.keyphrases.syllables import clusters
from service.keyphrases.word import BREAK, CONTENT, STOP, Role
from service.stop_words import FunctionWords, function_words
from service.words import is_unspaced

# What stands between function words and does not recur is a word where it is no longer than this.
_LONGEST_UNKNOWN = 4
# In a text in which fewer words recur than these, what does not recur may be a word, too.
_FEW = 5
# A word of a stop list against what recurs: chosen by looking at articles of our own.
_STOP_SCORE, _LONG_STOP_SCORE = 0.6, 1.6


class Piece(NamedTuple):
    """Characters `start` to `end` of a run, and what they may do in a phrase."""

    start: int
    end: int
    role: Role


Known = dict[str, list[tuple[str, float]]]
# The best way to a place: its score, where its last step began, and as what that was known.
Way = tuple[float, int, Role | None]


class Cutter:
    """Cuts the runs of one article into words: what recurs in it, what is between function words, and those."""

    def __init__(self, texts: Sequence[str], words: FunctionWords, language: str) -> None:
        self._words = words
        self._japanese = language == "ja"
        singles = (word for word in words.stop if len(word) == 1 and not self._japanese)
        self._single_stops = frozenset(singles)
        # What stands at either edge of words by chance is a function word at the beginning of what is not known.
        self._never_first = frozenset() if self._japanese else words.not_first & words.not_last
        self._kept: dict[str, list[Piece]] = {}
        self._reader = StretchReader(texts, language)
        runs = (run for text in texts for run in RUN.findall(text))
        stretches = [self._reader.units(one.text) for run in runs for one in self._reader.read(run) if not one.role]
        recurring = find_recurring(stretches, words, single_stops=not self._japanese)
        self._few = len(recurring) < _FEW
        self._recurring = _by_start((word, self._reader.units(word), log2(count)) for word, count in recurring.items())
        self._function_words = _function_words(language)

    def cut(self, run: str) -> list[Piece]:
        """The pieces of one of the runs, in order and without a gap."""
        if run not in self._kept:
            self._kept[run] = list(self._pieces(run))
        return self._kept[run]

    def _pieces(self, run: str) -> Iterator[Piece]:
        for at, stretch, role in self._reader.read(run):
            if role:
                yield Piece(at, at + len(stretch), role)
                continue
            for start, end, known in _steps(self._ways(stretch), len(stretch)):
                yield Piece(at + start, at + end, known or self._role(stretch[start:end]))

    def _ways(self, stretch: str) -> dict[int, Way]:
        """To each place of the stretch the way that explains the most of it."""
        edges = clusters(stretch) if stretch < FIRST_DENSE else self._reader.units(stretch)
        starts = [0, *accumulate(map(len, edges))]
        best: dict[int, Way] = dict.fromkeys(starts, (-1.0, 0, None))
        best[0] = (0.0, 0, None)
        for start, following in pairwise(starts):
            so_far = best[start][0]
            if so_far > best[following][0]:
                best[following] = (so_far, start, None)
            for length, score, role in self._known(stretch, start):
                end = start + length
                if end in best and so_far + score > best[end][0]:
                    best[end] = (so_far + score, start, role)
        return best

    def _known(self, stretch: str, start: int) -> Iterator[tuple[int, float, Role]]:
        """The words that the stretch goes on with: the length, score and role of each."""
        key = stretch[start : start + 2]
        for word, score in self._recurring.get(key, ()):
            if stretch.startswith(word, start):
                yield len(word), score, CONTENT
        for word, score in self._function_words.get(key, ()):
            if stretch.startswith(word, start):
                yield len(word), score, STOP
        if key[0] in self._single_stops:
            yield 1, _STOP_SCORE, STOP

    def _role(self, text: str) -> Role:
        """The role of what does not recur and is no function word: a word in Japanese, where kana show its edges."""
        if len(text) > _LONGEST_UNKNOWN:
            return BREAK
        if len(text) == 1 or not (self._japanese or self._few) or text in self._words.stop:
            return STOP
        if text[0] in self._never_first:
            return STOP
        return CONTENT


@cache
def _function_words(language: str) -> Known:
    """The function words of more than a character, by what they start with, each with its score."""
    stop = sorted(word for word in function_words(language).stop if is_unspaced(word[0]))
    return _by_start((word, units(word), _LONG_STOP_SCORE) for word in stop)


def _by_start(words: Iterable[tuple[str, list[str], float]]) -> Known:
    """Words by their first two characters, each with its score: so much for each unit but one."""
    known: Known = {}
    for word, parts, score in words:
        if len(word) > 1:
            known.setdefault(word[:2], []).append((word, score * max(1, len(parts) - 1)))
    return known


def _steps(best: dict[int, Way], end: int) -> list[tuple[int, int, Role | None]]:
    """The steps of the best way, in order; those over unknown units are one where they follow each other."""
    steps: list[tuple[int, int, Role | None]] = []
    while end:
        _, start, role = best[end]
        if not role and steps and not steps[-1][2]:
            steps[-1] = (start, steps[-1][1], None)
        else:
            steps.append((start, end, role))
        end = start
    return steps[::-1]
