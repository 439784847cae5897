"""What recurs in the text of a script that sets no words apart, and so is likely to be a word of it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from service.stop_words import FunctionWords

# Of so many characters or syllables is what may recur: names of institutions are the longest.
LONGEST = 8
# What stands so often within the same longer one is a part of that.
_CLOSED_SHARE = 0.75
# A word in syllables has so many letters, or else is too short to be told from a part of others.
_FEWEST_LETTERS = 4
_FIRST_DENSE = "\u2000"
# Shorter ones are hardly told from what is two words by where they stand.
_SHORTEST_FREE = 3
_LONGEST_FUNCTION_WORD = 4

_PRIVATE = 0xF0000
_APART = "\0"


class Units:
    """Stands one character for each unit (a character, a syllable, a run of katakana), so that texts can be sliced."""

    def __init__(self) -> None:
        self._code: dict[str, str] = {}
        self._unit: dict[str, str] = {}

    def encode(self, units: Iterable[str]) -> str:
        """One character a unit."""
        return "".join([unit if len(unit) == 1 else self._of(unit) for unit in units])

    def decode(self, encoded: str) -> list[str]:
        """The units themselves."""
        return [self._unit.get(char, char) for char in encoded]

    def _of(self, unit: str) -> str:
        if unit not in self._code:
            char = chr(_PRIVATE + len(self._code))
            self._code[unit], self._unit[char] = char, unit
        return self._code[unit]


def find_recurring(stretches: list[list[str]], words: FunctionWords, *, single_stops: bool) -> dict[str, int]:
    """What stands in the stretches more than once, not always within the same longer one, and how often.

    Function words at its edges are taken off, those of one character only where such are `single_stops`.
    """
    units = Units()
    text = _APART.join(["", *map(units.encode, stretches), ""])
    counts = _count(text)
    within: set[str] = set()
    for gram, count in counts.items():
        if len(gram) > 1:
            within.update(part for part in (gram[1:], gram[:-1]) if count >= _CLOSED_SHARE * counts[part])
    found: dict[str, int] = {}
    for gram, count in counts.items():
        if 1 < len(gram) <= LONGEST and gram not in within:
            for part in _parted(units.decode(gram), words):
                free = len(part) == len(gram) >= _SHORTEST_FREE and _stands_free(gram, text)
                word = _bare(part, words, free=free, single_stops=single_stops)
                if word:
                    found[word] = max(found.get(word, 0), count)
    return found


def _parted(units: list[str], words: FunctionWords) -> list[list[str]]:
    """The units, parted where two function words stand side by side in them: a clause recurs there, no name."""
    for at in range(1, len(units)):
        one = _function_word(units, at, words)
        other = _function_word(units, at + one, words) if one else 0
        if other and at + one + other < len(units):
            return [units[:at], *_parted(units[at + one + other :], words)]
    return [units]


def _function_word(units: list[str], at: int, words: FunctionWords) -> int:
    """Of how many units a function word of more than one letter is that stands there; 0 where none does."""
    lengths = range(min(_LONGEST_FUNCTION_WORD, len(units) - at), 0, -1)
    texts = ((length, "".join(units[at : at + length])) for length in lengths)
    return next((length for length, text in texts if len(text) > 1 and text in words.stop), 0)


def _count(text: str) -> Mapping[str, int]:
    """How often each piece of up to `LONGEST` characters, and one more, stands in the text, where it recurs."""
    counts: dict[str, int] = {}
    places = [at for at, char in enumerate(text) if char != _APART]
    for length in range(1, LONGEST + 2):
        last = len(text) - length
        places = [at for at in places if at <= last and text[at + length - 1] != _APART]
        recurring = {gram: n for gram, n in Counter([text[at : at + length] for at in places]).items() if n > 1}
        places = [at for at in places if text[at : at + length] in recurring]
        counts |= recurring
    return counts


def _stands_free(gram: str, text: str) -> bool:
    """Whether different neighbours stand before it, and behind it: where it recurs by chance they are the same."""
    before, behind = set(), set()
    at = text.find(gram)
    while at >= 0:
        before.add(text[at - 1])
        behind.add(text[at + len(gram)])
        at = text.find(gram, at + 1)
    return len(before) > 1 and len(behind) > 1


def _bare(units: list[str], words: FunctionWords, *, free: bool, single_stops: bool) -> str:
    """The units without function words at the edges; empty where that leaves too little for a word.

    What stands `free` may begin and end with what is mostly there by chance.
    """
    fewest = 1 if single_stops else 2
    while units:
        lengths = range(len(units), fewest - 1, -1)
        first = next((length for length in lengths if "".join(units[:length]) in words.stop), 0)
        first = first or (not free and units[0] in words.not_first)
        units = units[first:]
        last = next((length for length in lengths if units and "".join(units[-length:]) in words.stop), 0)
        last = last or (bool(units) and not free and units[-1] in words.not_last)
        units = units[: len(units) - last]
        if not (first or last):
            break
    text = "".join(units)
    return text if len(units) > 1 and (text > _FIRST_DENSE or len(text) >= _FEWEST_LETTERS) else ""
