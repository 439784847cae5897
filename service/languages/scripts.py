"""Counting the scripts that a text is written in, by ISO 15924 code."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

UNKNOWN_SCRIPT = "Zyyy"

# The first word of a letter's Unicode name, where that word is the name of its script.
_CODE_OF_NAME = {
    "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng", "BOPOMOFO": "Bopo", "CANADIAN": "Cans", "CHEROKEE": "Cher",
    "CJK": "Hani", "COPTIC": "Copt", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "GEORGIAN": "Geor",
    "GREEK": "Grek", "GUJARATI": "Gujr", "GURMUKHI": "Guru", "HANGUL": "Hang", "HEBREW": "Hebr", "HIRAGANA": "Hira",
    "IDEOGRAPHIC": "Hani", "JAVANESE": "Java", "KANNADA": "Knda", "KATAKANA": "Kana", "KHMER": "Khmr", "LAO": "Laoo",
    "LATIN": "Latn", "MALAYALAM": "Mlym", "MEETEI": "Mtei", "MONGOLIAN": "Mong", "MYANMAR": "Mymr", "NKO": "Nkoo",
    "OL": "Olck", "ORIYA": "Orya", "SINHALA": "Sinh", "SYRIAC": "Syrc", "TAMIL": "Taml", "TELUGU": "Telu",
    "THAANA": "Thaa", "THAI": "Thai", "TIBETAN": "Tibt", "TIFINAGH": "Tfng", "YI": "Yiii",
}  # fmt: skip

# Width says how a letter is drawn, not what script it is of: the name after it does.
_WIDTHS = frozenset({"FULLWIDTH", "HALFWIDTH"})

# One character of these stands for about three letters of an alphabet: words are that much shorter.
DENSE_SCRIPTS = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo", "Yiii"})
_DENSE_WEIGHT = 3

# Japanese prose has a kana in every few characters; Chinese has them in a quoted name at most.
_KANA_SHARE_OF_JAPANESE = 0.1

_ASCII_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

# Scripts by number; those of one writing system, which Japanese is printed in, by one number.
_KANA = frozenset({"Hira", "Kana"})
_NO_SCRIPT, _NO_LETTERS = "", b"\0"
_SCRIPTS = (_NO_SCRIPT, UNKNOWN_SCRIPT, *sorted(set(_CODE_OF_NAME.values())))
_WRITING_SYSTEM = np.array([_SCRIPTS.index("Hani" if script in _KANA else script) for script in _SCRIPTS], np.uint8)
_LAST_IN_TABLE = 0xFFFF
_ONE_SCRIPT_ONLY = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3))  # Han, Hangul

# What letters of a writing system are counted as.
_PARTS = {"Jpan": ("Hira", "Kana", "Hani"), "Kore": ("Hang",), "Hans": ("Hani",), "Hant": ("Hani",)}

# The writing system of a text that is all in one script.
_SYSTEM_OF_ONE = {"Hira": "Jpan", "Kana": "Jpan", "Hang": "Kore"}

# What a letter weighs in each script, and more weight than a name in another script has.
_WEIGHTS = [_DENSE_WEIGHT if script in DENSE_SCRIPTS else 1 for script in _SCRIPTS]
_LONG_RUN = 30
_OPENING = "\"'([{\u00ab\u201e\u201c\u2018\u00bf\u00a1\u300c\u300e\u300a\u3010\uff08"


@lru_cache(maxsize=1 << 16)
def script_of(character: str) -> str | None:
    """The script of one letter or vowel sign (`Zyyy` where its name tells none); None for any other character."""
    mark = unicodedata.category(character).startswith("M")
    if not (mark or character.isalpha()):
        return None
    first, _, rest = unicodedata.name(character, "").partition(" ")
    if first in _WIDTHS:
        first = rest.partition(" ")[0]
    # Accents that go with any script count as part of their letter.
    return _CODE_OF_NAME.get(first.partition("-")[0], None if mark else UNKNOWN_SCRIPT)


def count_scripts(text: str) -> Counter[str]:
    """How many letters of each script `text` has; Han, hiragana and katakana are counted apart."""
    if text.isascii():
        latin = len(text.encode().translate(None, _ASCII_NO_LETTERS))
        return Counter({"Latn": latin} if latin else {})
    counts: Counter[str] = Counter()
    letters = _number_scripts(text).tobytes().translate(None, _NO_LETTERS)
    while letters:  # once for each script, which most texts have one of
        others = letters.translate(None, letters[:1])
        counts[_SCRIPTS[letters[0]]] = len(letters) - len(others)
        letters = others
    return counts


def main_script(counts: Mapping[str, int]) -> str:
    """The script that most of the text's words are in: `Jpan` and `Kore` for whole writing systems, `Zyyy` if none."""
    if len(counts) == 1:
        (script,) = counts
        return _SYSTEM_OF_ONE.get(script, script)
    weights = {script: count * (_DENSE_WEIGHT if script in DENSE_SCRIPTS else 1) for script, count in counts.items()}
    kana = weights.pop("Hira", 0) + weights.pop("Kana", 0)
    han = weights.pop("Hani", 0)
    if kana or han:
        weights["Jpan" if kana >= _KANA_SHARE_OF_JAPANESE * (kana + han) else "Hani"] = kana + han
    if "Hang" in weights:
        weights["Kore"] = weights.pop("Hang")
    known = {script: weight for script, weight in weights.items() if script != UNKNOWN_SCRIPT}
    return max(known, key=lambda script: (known[script], script)) if known else UNKNOWN_SCRIPT


def has_letters_of(counts: Mapping[str, int], script: str) -> bool:
    """Whether a text with these counts has a letter of the writing system `script`."""
    if script not in _PARTS:
        return script in counts
    return any(part in counts for part in _PARTS[script])


def is_mixed(counts: Mapping[str, int]) -> bool:
    """Whether more letters than those of a name are in other scripts than most are."""
    if len(counts) == 1:
        return False
    systems: Counter[str] = Counter()
    for script, count in counts.items():
        systems["Hani" if script in _KANA else script] += count
    weights = [count * (_DENSE_WEIGHT if system in DENSE_SCRIPTS else 1) for system, count in systems.items()]
    return sum(weights) - max(weights, default=0) >= _LONG_RUN


def script_runs(text: str) -> list[tuple[int, int]]:
    """Where `text` goes on in another script for longer than a name: starts and ends of its parts, without a gap."""
    if text.isascii():
        return [(0, len(text))]
    scripts = _number_scripts(text)
    letters = np.flatnonzero(scripts)
    scripts = _WRITING_SYSTEM[scripts[letters]]
    if not scripts.size:
        return [(0, len(text))]
    # As arrays to the end: letters that change script at each step would be millions of tuples.
    starts = np.concatenate(([0], np.flatnonzero(scripts[1:] != scripts[:-1]) + 1))
    lengths = np.diff(starts, append=len(scripts))
    starts = starts[lengths * np.asarray(_WEIGHTS)[scripts[starts]] >= _LONG_RUN]
    turns = letters[starts[1:][scripts[starts[1:]] != scripts[starts[:-1]]]].tolist()
    return list(pairwise([0, *(_with_opening(text, turn) for turn in turns), len(text)]))


def _with_opening(text: str, start: int) -> int:
    """Where the quotation marks and brackets begin that open right before `start`."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start


def _number_scripts(text: str) -> NDArray[np.uint8]:
    """The place in `_SCRIPTS` of the script of each character; 0 for what is no letter."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(units) == len(text):
        return _script_numbers().take(units)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    numbers = _script_numbers().take(np.minimum(codes, _LAST_IN_TABLE))
    beyond = codes > _LAST_IN_TABLE
    distinct, which = np.unique(codes[beyond], return_inverse=True)
    found = [_SCRIPTS.index(script_of(chr(code)) or _NO_SCRIPT) for code in distinct.tolist()]
    numbers[beyond] = np.array(found, np.uint8)[which]
    return numbers


@cache
def _script_numbers() -> NDArray[np.uint8]:
    """`_number_scripts` of the basic plane (made in 50 ms)."""
    numbers = np.zeros(_LAST_IN_TABLE + 1, np.uint8)
    for first, last in _ONE_SCRIPT_ONLY:
        numbers[first : last + 1] = _SCRIPTS.index(script_of(chr(first)) or _NO_SCRIPT)
    for code in np.flatnonzero(numbers == 0).tolist():
        script = script_of.__wrapped__(chr(code))  # what is asked for once would only fill the cache
        numbers[code] = _SCRIPTS.index(script or _NO_SCRIPT)
    return numbers


def chinese_script(text: str) -> str:
    """`Hans` or `Hant`: the one whose national charset holds more of the letters.

    GB 2312 has simplified forms, Big5 traditional ones; what both have does not count, and a letter takes two bytes.
    """
    letters = "".join(filter(str.isalpha, text))
    simplified, traditional = (letters.encode(charset, "ignore") for charset in ("gb2312", "big5"))
    return "Hant" if len(traditional) > len(simplified) else "Hans"
