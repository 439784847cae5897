"""Words in runs of a script that sets none apart, told by what recurs in the text itself; no dictionary is asked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2
from typing import NamedTuple

from service.keyphrases.syllables import SYLLABIC, syllables
from service.stop_words import FunctionWords

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HIRAGANA = "\u3041-\u309f"
UNSPACED = _HAN + _KATAKANA + _HIRAGANA + SYLLABIC

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

# Of so many characters or syllables is what may recur: names of institutions are the longest.
_LONGEST = 8
_CLOSED_SHARE = 0.75
# What stands between function words and does not recur is a word where it is no longer than this.
_LONGEST_UNKNOWN = 4
_FEWEST_LETTERS = 4  # of a word in syllables
# A word of a stop list against what recurs: chosen by looking at articles of our own.
_STOP_SCORE, _LONG_STOP_SCORE = 0.6, 1.6


class Piece(NamedTuple):
    """Characters `start` to `end` of a run: `content`, a `stop` word, or a `break` that no phrase goes over."""

    start: int
    end: int
    role: str


class Cutter:
    """Cuts the runs of one text into words: what recurs in it, what is between function words, and those."""

    def __init__(self, runs: Iterable[str], words: FunctionWords, language: str) -> None:
        self._words = words
        self._japanese = language == "ja"
        self._longest_stop = max(map(len, words.stop), default=0)
        self._kept: dict[str, list[Piece]] = {}
        self._recurring = _recurring([part for run in runs for part in self._stretches(run)], words)

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
        if not self._japanese:
            yield from _without_numbers(0, run)
            return
        for found in _JAPANESE.finditer(run):
            if found.lastgroup == "noun":
                yield from _without_numbers(found.start(), found[0])
            else:
                yield found.start(), found[0], "content" if found.lastgroup == "verbal" else "break"

    def _units(self, stretch: str) -> list[str]:
        if self._japanese:
            return _JAPANESE_UNITS.findall(stretch)
        return syllables(stretch) if stretch < "\u2000" else list(stretch)

    def _pieces(self, run: str) -> Iterator[Piece]:
        for at, stretch, role in self._parts(run):
            if role:
                yield Piece(at, at + len(stretch), role)
            else:
                for start, end, known in self._words_of(stretch):
                    yield Piece(at + start, at + end, known)

    def _words_of(self, stretch: str) -> Iterator[Piece]:
        """The way through the stretch that explains the most of it: the best score up to each unit, then back."""
        units = self._units(stretch)
        edges = [0]
        for unit in units:
            edges.append(edges[-1] + len(unit))
        best: list[tuple[float, int, str]] = [(0.0, 0, "")]
        for end in range(1, len(units) + 1):
            best.append((best[end - 1][0], end - 1, ""))
            for start in range(max(0, end - max(_LONGEST, self._longest_stop)), end):
                score, role = self._score(stretch[edges[start] : edges[end]], end - start)
                if score and best[start][0] + score > best[end][0]:
                    best[end] = (best[start][0] + score, start, role)
        for start, end, role in _steps(best):
            text = stretch[edges[start] : edges[end]]
            yield Piece(edges[start], edges[end], role or self._role(text, end - start))

    def _score(self, text: str, units: int) -> tuple[float, str]:
        count = self._recurring.get(text, 0)
        if count:
            return (units - 1) * log2(count), "content"
        if text in self._words.stop and (units > 1 or not self._japanese):
            return (_STOP_SCORE if units == 1 else _LONG_STOP_SCORE * (units - 1)), "stop"
        return 0.0, ""

    def _role(self, text: str, units: int) -> str:
        """The role of what does not recur and is no function word."""
        if text in self._words.stop:
            return "stop"
        if text < "\u2000":
            return "stop"
        return "content" if 1 < len(text) and units <= _LONGEST_UNKNOWN else ("stop" if units == 1 else "break")


def _without_numbers(at: int, run: str) -> Iterator[tuple[int, str, str]]:
    end = 0
    for number in _NUMBER.finditer(run):
        if number.start() > end:
            yield at + end, run[end : number.start()], ""
        yield at + number.start(), number[0], "break"
        end = number.end()
    if end < len(run):
        yield at + end, run[end:], ""


def _steps(best: list[tuple[float, int, str]]) -> list[tuple[int, int, str]]:
    """The steps of the best way, in order; those over unknown units are one where they follow each other."""
    steps: list[tuple[int, int, str]] = []
    at = len(best) - 1
    while at:
        _, start, role = best[at]
        if not role and steps and not steps[-1][2]:
            steps[-1] = (start, steps[-1][1], "")
        else:
            steps.append((start, at, role))
        at = start
    return steps[::-1]


def _recurring(stretches: list[list[str]], words: FunctionWords) -> dict[str, int]:
    """What stands in the text more than once, not always within the same longer one, and how often.

    Function words at its edges are taken off.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for length in range(1, _LONGEST + 2):
        grams = (tuple(units[at : at + length]) for units in stretches for at in range(len(units) - length + 1))
        recurring = {gram: count for gram, count in Counter(grams).items() if count > 1}
        if not recurring:
            break
        counts.update(recurring)
    within: set[tuple[str, ...]] = set()
    for gram, count in counts.items():
        if len(gram) > 1:
            within.update(part for part in (gram[1:], gram[:-1]) if count >= _CLOSED_SHARE * counts[part])
    found: dict[str, int] = {}
    for gram, count in counts.items():
        if 1 < len(gram) <= _LONGEST and gram not in within:
            text = _bare(list(gram), words)
            if text:
                found[text] = max(found.get(text, 0), count)
    return found


def _bare(units: list[str], words: FunctionWords) -> str:
    """The units without function words at the edges; empty where that leaves too little for a word."""
    changed = True
    while changed and len(units) > 1:
        changed = False
        for length in range(len(units), 0, -1):
            if "".join(units[:length]) in words.stop or (length == 1 and units[0] in words.not_first):
                units, changed = units[length:], True
                break
        for length in range(len(units), 0, -1):
            if "".join(units[-length:]) in words.stop or (length == 1 and units[-1] in words.not_last):
                units, changed = units[:-length], True
                break
    text = "".join(units)
    return text if len(units) > 1 and (text > "\u2000" or len(text) >= _FEWEST_LETTERS) else ""
