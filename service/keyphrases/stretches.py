"""Runs of a script that sets no words apart, parted where anyone sees it: at names in quotes, numbers and kana."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.keyphrases.syllables import SYLLABIC, syllables
from service.keyphrases.word import BREAK, CONTENT, Role

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HIRAGANA = "\u3041-\u309f"
UNSPACED = _HAN + _KATAKANA + _HIRAGANA + SYLLABIC
RUN = re.compile(f"[{UNSPACED}]+")
FIRST_DENSE = "\u2000"  # Han and kana are behind it, the scripts written in syllables before

# Names and titles in quotation marks: no clause of a sentence is so short and without a mark.
_MOST_NAMES = 200
_QUOTED = re.compile(f"[\u300c\u300e\u300a\u3008\u201c]([{UNSPACED}]{{2,12}})[\u300d\u300f\u300b\u3009\u201d]")

_DIGITS = (
    "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u5104\u4ebf\u5146\u4e24"
    "\u5169\u6570\u6578\u534a"
)
# Years, seasons, months, days, persons, yen, yuan, times, pieces of many shapes, hours, percent, places, sorts, lines,
# miles, metres, acres.
_COUNTED = (
    "\u5e74\u6708\u65e5\u4eba\u5186\u5143\u56de\u500b\u4e2a\u53f0\u81fa\u540d\u4ef6\u6b73\u5c81\u6b72\u5ea6\u5272\u6210"
    "\u500d\u65f6\u6642\u5206\u79d2\u6761\u689d\u9879\u9805\u5ea7\u53ea\u672c\u679a\u5339\u982d\u5934\u9593\u95f4\u6b21"
    "\u5929\u4f4d\u5bb6\u79cd\u7a2e\u5c0f\u516c\u5e73\u6bb5\u7ae0\u6839\u7bc7\u5f20\u5f35\u4ea9\u755d\u7ffb\u5834\u573a"
    "\u5b63\u5757\u584a\u7c73\u884c"
)
# Numbers, with what they count: no part of a phrase. A digit by itself may be part of a name.
_NUMBER = re.compile(f"[{_DIGITS}]{{2,}}[{_COUNTED}]?|[{_DIGITS}][{_COUNTED}]")

# The vowels on which a Japanese verb's stem ends where it is part of a noun, as in a "pull-up".
_STEM_ENDS = "\u304d\u304e\u3057\u3061\u307f\u3073\u308a\u3048\u3051\u3052\u305b\u3081\u3079\u308c\u3066"
# A noun of two characters and more ends on one of them where a particle or nothing follows; "\u3057" is a verb's there.
_NOUN_ENDS = _STEM_ENDS.replace("\u3057", "")
_PARTICLES = "\u3092\u304c\u306b\u306e\u306f\u3068\u3082\u3067\u3078\u3084"
_JAPANESE = re.compile(
    f"(?P<verbal>[{_HAN}][{_STEM_ENDS}][{_HAN}](?![{_HAN}])(?:[{_STEM_ENDS}](?=[{_PARTICLES}]|$))?)"
    f"|(?P<noun>[{_HAN}{_KATAKANA}\u30f6]+(?:(?<=[{_HAN}][{_HAN}])[{_NOUN_ENDS}](?=[{_PARTICLES}]|$))?)|(?P<hiragana>[{_HIRAGANA}]+)"
)
_JAPANESE_UNITS = re.compile(f"[{_KATAKANA}]+|.")


class Stretch(NamedTuple):
    """A part of a run from its character `start` on; without a role where it is still to be cut into words."""

    start: int
    text: str
    role: Role | None


class StretchReader:
    """Parts the runs of one article."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._japanese = language == "ja"
        self._names = _names(texts)

    def read(self, run: str) -> Iterator[Stretch]:
        """The stretches of a run, in order and without a gap."""
        at = 0
        for name in self._names.finditer(run) if self._names else ():
            yield from self._between(at, run[at : name.start()])
            yield Stretch(name.start(), name[0], CONTENT)
            at = name.end()
        yield from self._between(at, run[at:])

    def units(self, text: str) -> list[str]:
        """Characters, runs of katakana in Japanese, or syllables: a word is made of whole ones."""
        if self._japanese:
            return _JAPANESE_UNITS.findall(text)
        return units(text)

    def _between(self, at: int, run: str) -> Iterator[Stretch]:
        if not self._japanese:
            yield from _without_numbers(at, run)
            return
        for found in _JAPANESE.finditer(run):
            if found.lastgroup == "noun":
                yield from _without_numbers(at + found.start(), found[0])
            else:
                yield Stretch(at + found.start(), found[0], CONTENT if found.lastgroup == "verbal" else BREAK)


def units(text: str) -> list[str]:
    """Characters of Han, or syllables."""
    return syllables(text) if text < FIRST_DENSE else list(text)


def _names(texts: Sequence[str]) -> re.Pattern[str] | None:
    """What matches the names that quotation marks show, where they stand in the text again."""
    quoted = sorted({name for text in texts for name in _QUOTED.findall(text)}, key=lambda name: (-len(name), name))
    recurring = [name for name in quoted[:_MOST_NAMES] if sum(text.count(name) for text in texts) > 1]
    return re.compile("|".join(map(re.escape, recurring))) if recurring else None


def _without_numbers(at: int, run: str) -> Iterator[Stretch]:
    end = 0
    for number in _NUMBER.finditer(run):
        if number.start() > end:
            yield Stretch(at + end, run[end : number.start()], None)
        yield Stretch(at + number.start(), number[0], BREAK)
        end = number.end()
    if end < len(run):
        yield Stretch(at + end, run[end:], None)
