"""Words in runs of a script that sets none apart, told by what recurs in the text itself; no dictionary is asked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2
from typing import NamedTuple

from service.stop_words import FunctionWords

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HIRAGANA = "\u3041-\u309f"
_KANA_AND_HAN = f"{_HAN}{_KATAKANA}{_HIRAGANA}"
# Thai, Lao, Myanmar, Khmer.
_SYLLABIC = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17d3\u17d7\u17dc\u17dd"
UNSPACED = _KANA_AND_HAN + _SYLLABIC

# What no reader would part: a leading vowel, a letter, what is written above, below or behind it, and what is stacked.
_CLUSTER = re.compile(
    "[\u0e40-\u0e44\u0ec0-\u0ec4]?[^\u0e40-\u0e44\u0ec0-\u0ec4]"
    "(?:[\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece\u102b-\u1038\u103a-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u17b4-\u17d1\u17d3\u17dd]"
    "|[\u1039\u17d2].|[\u1000-\u1021]\u103a)*"
    "|."
)

# The vowels on which a Japanese verb's stem ends where it is part of a noun, as in a "pull-up".
_STEM_ENDS = "\u3044\u304d\u304e\u3057\u3061\u307f\u3073\u308a\u3048\u3051\u3052\u305b\u3081\u3079\u308c\u3066\u3067"
_JAPANESE = re.compile(
    f"(?P<verbal>[{_HAN}][{_STEM_ENDS}][{_HAN}]+(?:[{_STEM_ENDS}](?=[\u3092\u304c\u306b\u306e\u306f\u3068\u3082]|$))?)"
    f"|(?P<han>[{_HAN}\u30f6]+)|(?P<katakana>[{_KATAKANA}]+)|(?P<hiragana>[{_HIRAGANA}]+)"
)

# Of so many characters or clusters is what may recur: names of institutions are the longest.
_LONGEST = 8
_CLOSED_SHARE = 0.75
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
        parts = (part for run in runs for part in self._parts(run))
        self._recurring = _recurring(list(parts), words)

    def cut(self, run: str) -> list[Piece]:
        """The pieces of one of the runs, in order and without a gap."""
        if run not in self._kept:
            self._kept[run] = list(self._japanese_pieces(run) if self._japanese else self._pieces(run))
        return self._kept[run]

    def _parts(self, run: str) -> Iterator[list[str]]:
        """The units (characters or clusters) of those stretches of a run in which something may recur."""
        if not self._japanese:
            yield _units(run)
            return
        for found in _JAPANESE.finditer(run):
            if found.lastgroup == "han":
                yield list(found[0])

    def _japanese_pieces(self, run: str) -> Iterator[Piece]:
        for found in _JAPANESE.finditer(run):
            start, end = found.span()
            if found.lastgroup == "hiragana":
                yield Piece(start, end, "break")
            elif found.lastgroup == "han":
                for piece in self._pieces(found[0]):
                    yield Piece(start + piece.start, start + piece.end, piece.role)
            else:
                yield Piece(start, end, "stop" if found[0] in self._words.stop else "content")

    def _pieces(self, run: str) -> Iterator[Piece]:
        """The way through the run that explains the most of it: the best score up to each unit, then back."""
        units = _units(run)
        edges = [0]
        for unit in units:
            edges.append(edges[-1] + len(unit))
        best: list[tuple[float, int, str]] = [(0.0, 0, "")]
        for end in range(1, len(units) + 1):
            best.append((best[end - 1][0], end - 1, "unknown"))
            for start in range(max(0, end - max(_LONGEST, self._longest_stop)), end):
                score, role = self._score(run[edges[start] : edges[end]], end - start)
                if score and best[start][0] + score > best[end][0]:
                    best[end] = (best[start][0] + score, start, role)
        yield from self._joined(run, edges, best)

    def _score(self, text: str, units: int) -> tuple[float, str]:
        count = self._recurring.get(text, 0)
        if count:
            return (units - 1) * log2(count), "content"
        if text in self._words.stop:
            return (_STOP_SCORE if units == 1 else _LONG_STOP_SCORE * (units - 1)), "stop"
        return 0.0, ""

    def _joined(self, run: str, edges: list[int], best: list[tuple[float, int, str]]) -> Iterator[Piece]:
        """The steps of the best way; those over unknown units are one word where they follow each other."""
        steps = []
        at = len(edges) - 1
        while at:
            _, start, role = best[at]
            if role == "unknown" and steps and steps[-1][2] == "unknown":
                steps[-1] = (start, steps[-1][1], role)
            else:
                steps.append((start, at, role))
            at = start
        for start, end, role in reversed(steps):
            text = run[edges[start] : edges[end]]
            known = role if role != "unknown" else ("content" if end - start > 1 else "stop")
            if text in self._words.stop:
                known = "stop"
            yield Piece(edges[start], edges[end], known)


def _units(run: str) -> list[str]:
    """Characters of Han and kana, clusters of the other scripts."""
    if run < "\u2000":
        return _CLUSTER.findall(run)
    return list(run)


def _recurring(parts: list[list[str]], words: FunctionWords) -> dict[str, int]:
    """What stands in the text more than once, not always within the same longer one, and how often.

    Function words at its edges are taken off.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for length in range(2, _LONGEST + 2):
        longer = Counter(tuple(units[at : at + length]) for units in parts for at in range(len(units) - length + 1))
        longer = Counter({gram: count for gram, count in longer.items() if count > 1})
        if not longer:
            break
        counts.update(longer)
    always_within: set[tuple[str, ...]] = set()
    for gram, count in counts.items():
        if len(gram) > 2:
            always_within.update(part for part in (gram[1:], gram[:-1]) if count >= _CLOSED_SHARE * counts[part])
    found: dict[str, int] = {}
    for gram, count in counts.items():
        if gram in always_within or len(gram) > _LONGEST:
            continue
        text = _bare(list(gram), words)
        if text:
            found[text] = max(found.get(text, 0), count)
    return found


def _bare(units: list[str], words: FunctionWords) -> str:
    """The units without function words at the edges; empty where fewer than two are left."""
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
    return "".join(units) if len(units) > 1 else ""
