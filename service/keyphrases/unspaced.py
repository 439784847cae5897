"""Words in runs of a script that sets none apart, told by what recurs in the text itself; no dictionary is asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import log2
from typing import NamedTuple

from service.keyphrases.recurrence import find_recurring
from service.keyphrases.syllables import SYLLABIC, clusters, syllables
from service.stop_words import FunctionWords, function_words
from service.words import is_unspaced

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HIRAGANA = "\u3041-\u309f"
UNSPACED = _HAN + _KATAKANA + _HIRAGANA + SYLLABIC
RUN = re.compile(f"[{UNSPACED}]+")
_FIRST_DENSE = "\u2000"

# Names and titles in quotation marks: no clause of a sentence is so short and without a mark.
_QUOTED = re.compile(f"[\u300c\u300e\u300a\u3008\u201c]([{UNSPACED}]{{2,12}})[\u300d\u300f\u300b\u3009\u201d]")

_DIGITS = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u5104\u4ebf\u5146\u4e24\u5169\u6570\u6578"
_COUNTED = (
    "\u5e74\u6708\u65e5\u4eba\u5186\u5143\u56de\u500b\u4e2a\u53f0\u81fa\u540d\u4ef6\u6b73\u5c81\u6b72\u5ea6\u5272\u6210\u500d\u65f6\u6642\u5206\u79d2\u6761\u689d\u9879\u9805\u5ea7\u53ea\u672c\u679a\u5339\u982d\u5934"
    "\u9593\u95f4\u6b21\u5929\u4f4d\u5bb6\u79cd\u7a2e\u5c0f\u516c\u5e73\u6bb5\u7ae0\u6839\u7bc7\u5f20\u5f35\u4ea9\u755d\u7ffb\u5834\u573a"
)
# Numbers, with what they count: no part of a phrase. A digit by itself may be part of a name.
_NUMBER = re.compile(f"[{_DIGITS}]{{2,}}[{_COUNTED}]?|[{_DIGITS}][{_COUNTED}]")

# The vowels on which a Japanese verb's stem ends where it is part of a noun, as in a "pull-up".
_STEM_ENDS = "\u304d\u304e\u3057\u3061\u307f\u3073\u308a\u3048\u3051\u3052\u305b\u3081\u3079\u308c\u3066\u3067"
_PARTICLES = "\u3092\u304c\u306b\u306e\u306f\u3068\u3082\u3067\u3078\u3084"
_JAPANESE = re.compile(
    f"(?P<verbal>[{_HAN}][{_STEM_ENDS}][{_HAN}](?![{_HAN}])(?:[{_STEM_ENDS}](?=[{_PARTICLES}]|$))?)"
    f"|(?P<noun>[{_HAN}{_KATAKANA}\u30f6]+)|(?P<hiragana>[{_HIRAGANA}]+)"
)
_JAPANESE_UNITS = re.compile(f"[{_KATAKANA}]+|.")

# What stands between function words and does not recur is a word where it is no longer than this.
_LONGEST_UNKNOWN = 4
# In a text in which fewer words recur than these, what does not recur may be a word, too.
_FEW = 5
# A word of a stop list against what recurs: chosen by looking at articles of our own.
_STOP_SCORE, _LONG_STOP_SCORE = 0.6, 1.6


class Piece(NamedTuple):
    """Characters `start` to `end` of a run: `content`, a `stop` word, or a `break` that no phrase goes over."""

    start: int
    end: int
    role: str


class Cutter:
    """Cuts the runs of one text into words: what recurs in it, what is between function words, and those."""

    def __init__(self, texts: Sequence[str], words: FunctionWords, language: str) -> None:
        self._words = words
        self._single_stops = (
            frozenset() if language == "ja" else frozenset(word for word in words.stop if len(word) == 1)
        )
        self._japanese = language == "ja"
        self._kept: dict[str, list[Piece]] = {}
        self._names = _names(texts)
        runs = [run for text in texts for run in RUN.findall(text)]
        stretches = [stretch for run in runs for stretch in self._stretches(run)]
        self._recurring = find_recurring(stretches, words, single_stops=not self._japanese)
        self._few = len(self._recurring) < _FEW
        self._function_words = _function_words(language)
        self._words_here = _by_start((word, self._units(word), log2(count)) for word, count in self._recurring.items())

    def cut(self, run: str) -> list[Piece]:
        """The pieces of one of the runs, in order and without a gap."""
        if run not in self._kept:
            self._kept[run] = list(self._pieces(run))
        return self._kept[run]

    def _stretches(self, run: str) -> Iterator[list[str]]:
        """The units (characters, syllables, runs of katakana) of each stretch of a run in which something may recur."""
        for _, stretch, role in self._parts(run):
            if not role:
                yield self._units(stretch)

    def _parts(self, run: str) -> Iterator[tuple[int, str, str]]:
        """The stretches of a run that are still to be cut, and those whose role is known, with where they start."""
        at = 0
        for name in self._names.finditer(run) if self._names else ():
            yield from self._between(at, run[at : name.start()])
            yield name.start(), name[0], "content"
            at = name.end()
        yield from self._between(at, run[at:])

    def _between(self, at: int, run: str) -> Iterator[tuple[int, str, str]]:
        if not self._japanese:
            yield from _without_numbers(at, run)
            return
        for found in _JAPANESE.finditer(run):
            if found.lastgroup == "noun":
                yield from _without_numbers(at + found.start(), found[0])
            else:
                yield at + found.start(), found[0], "content" if found.lastgroup == "verbal" else "break"

    def _units(self, stretch: str) -> list[str]:
        if self._japanese:
            return _JAPANESE_UNITS.findall(stretch)
        return _units(stretch)

    def _pieces(self, run: str) -> Iterator[Piece]:
        for at, stretch, role in self._parts(run):
            if role:
                yield Piece(at, at + len(stretch), role)
            else:
                for start, end, known in self._words_of(stretch):
                    yield Piece(at + start, at + end, known)

    def _words_of(self, stretch: str) -> Iterator[Piece]:
        """The way through the stretch that explains the most of it: the best score up to each place, then back."""
        edges = clusters(stretch) if stretch < _FIRST_DENSE else self._units(stretch)
        starts = [0, *accumulate(map(len, edges))]
        best: dict[int, tuple[float, int, str]] = dict.fromkeys(starts, (-1.0, 0, ""))
        best[0] = (0.0, 0, "")
        for start, following in pairwise(starts):
            so_far = best[start][0]
            if so_far > best[following][0]:
                best[following] = (so_far, start, "")
            key = stretch[start : start + 2]
            for known, role in ((self._words_here, "content"), (self._function_words, "stop")):
                for word, score in known.get(key, ()):
                    end = start + len(word)
                    if end in best and so_far + score > best[end][0] and stretch.startswith(word, start):
                        best[end] = (so_far + score, start, role)
            if key[0] in self._single_stops and so_far + _STOP_SCORE > best[following][0]:
                best[following] = (so_far + _STOP_SCORE, start, "stop")
        for start, end, role in _steps(best, len(stretch)):
            yield Piece(start, end, role or self._role(stretch[start:end]))

    def _role(self, text: str) -> str:
        """The role of what does not recur and is no function word: a word in Japanese, where kana show its edges."""
        if len(text) == 1:
            return "stop"
        if not (self._japanese or self._few) or len(text) > _LONGEST_UNKNOWN or text in self._words.stop:
            return "stop" if len(text) <= _LONGEST_UNKNOWN else "break"
        return "content"


def _units(stretch: str) -> list[str]:
    return syllables(stretch) if stretch < _FIRST_DENSE else list(stretch)


Known = dict[str, list[tuple[str, float]]]


@cache
def _function_words(language: str) -> Known:
    """The function words of more than a character or syllable, by what they start with, each with its score."""
    stop = sorted(word for word in function_words(language).stop if is_unspaced(word[0]))
    return _by_start((word, _units(word), _LONG_STOP_SCORE) for word in stop)


def _by_start(words: Iterable[tuple[str, list[str], float]]) -> Known:
    """Words by their first two characters, each with its score: so much for each unit but one."""
    known: Known = {}
    for word, units, score in words:
        if len(word) > 1:
            known.setdefault(word[:2], []).append((word, score * max(1, len(units) - 1)))
    return known


def _names(texts: Sequence[str]) -> re.Pattern[str] | None:
    """What matches the names that quotation marks show, where they stand in the text again."""
    quoted = sorted({name for text in texts for name in _QUOTED.findall(text)}, key=len, reverse=True)
    recurring = [name for name in quoted if sum(text.count(name) for text in texts) > 1]
    return re.compile("|".join(map(re.escape, recurring))) if recurring else None


def _without_numbers(at: int, run: str) -> Iterator[tuple[int, str, str]]:
    end = 0
    for number in _NUMBER.finditer(run):
        if number.start() > end:
            yield at + end, run[end : number.start()], ""
        yield at + number.start(), number[0], "break"
        end = number.end()
    if end < len(run):
        yield at + end, run[end:], ""


def _steps(best: dict[int, tuple[float, int, str]], end: int) -> list[tuple[int, int, str]]:
    """The steps of the best way, in order; those over unknown units are one where they follow each other."""
    steps: list[tuple[int, int, str]] = []
    while end:
        _, start, role = best[end]
        if not role and steps and not steps[-1][2]:
            steps[-1] = (start, steps[-1][1], "")
        else:
            steps.append((start, end, role))
        end = start
    return steps[::-1]
