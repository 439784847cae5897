"""Counting the scripts that a text is written in, by ISO 15924 code."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

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

# Most letters of a Chinese, Japanese or Korean text, and far more of them than a cache holds: they are counted in runs.
_DENSE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_DENSE_RUNS = {"Hani": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+"), "Hang": re.compile("[\uac00-\ud7a3]+")}

_ASCII = re.compile("[\x00-\x7f]+")
_ASCII_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


# More letters than a name in another script has.
_LONG_RUN = 30
_WORD = re.compile(r"[^\W\d_]+")
_WRITING_SYSTEM = {"Hira": "Hani", "Kana": "Hani"}


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
    # Most letters of most texts are ASCII: counted as bytes they cost a tenth.
    ascii_bytes = text.encode("ascii", "ignore")
    latin = len(ascii_bytes.translate(None, _ASCII_NO_LETTERS))
    counts = Counter({"Latn": latin} if latin else {})
    if len(text) == len(ascii_bytes):
        return counts
    beyond = _ASCII.sub("", text) if 2 * len(ascii_bytes) > len(text) else text
    if _DENSE.search(beyond):
        for dense, runs in _DENSE_RUNS.items():
            counts[dense] += sum(map(len, runs.findall(beyond)))
            beyond = runs.sub("", beyond)
        counts = +counts
    for character, times in Counter(beyond).items():
        script = None if character.isascii() else script_of(character)
        if script is not None:
            counts[script] += times
    return counts


def main_script(counts: Mapping[str, int]) -> str:
    """The script that most of the text's words are in: `Jpan` and `Kore` for whole writing systems, `Zyyy` if none."""
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
    parts = {"Jpan": ("Hira", "Kana", "Hani"), "Kore": ("Hang",), "Hans": ("Hani",), "Hant": ("Hani",)}
    return any(counts.get(part, 0) for part in parts.get(script, (script,)))


def script_runs(text: str) -> list[tuple[int, int]]:
    """Where `text` goes on in another script for longer than a name: starts and ends of its parts, without a gap."""
    runs: list[tuple[str, int, int]] = []  # script, start, letters
    for word in _WORD.finditer(text):
        first = script_of(word[0][0]) or UNKNOWN_SCRIPT
        script, letters = _WRITING_SYSTEM.get(first, first), len(word[0])
        if runs and runs[-1][0] == script:
            runs[-1] = (script, runs[-1][1], runs[-1][2] + letters)
        else:
            runs.append((script, word.start(), letters))
    long = [run for run in runs if run[2] >= _LONG_RUN]
    turns = [here[1] for before, here in pairwise(long) if before[0] != here[0]]
    # A quotation mark or bracket before the first word goes with it.
    starts = [0, *(text.rfind(" ", 0, turn) + 1 or turn for turn in turns)]
    return list(pairwise([*starts, len(text)]))


def chinese_script(text: str) -> str:
    """`Hans` or `Hant`: the one whose national charset holds more of the letters.

    GB 2312 has simplified forms, Big5 traditional ones; what both have does not count, and a letter takes two bytes.
    """
    letters = "".join(filter(str.isalpha, text))
    simplified, traditional = (letters.encode(charset, "ignore") for charset in ("gb2312", "big5"))
    return "Hant" if len(traditional) > len(simplified) else "Hans"
