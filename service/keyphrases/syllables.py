"""Syllables, or what no word's edge goes through, of the scripts of Thai, Lao, Burmese and Khmer."""

import re

_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_LAO = "\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
_MYANMAR = "\u1000-\u103f\u1050-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"
_KHMER = "\u1780-\u17d3\u17d7\u17dc\u17dd"
SYLLABIC = _THAI + _LAO + _MYANMAR + _KHMER

# Thai and Lao: consonants, vowels before, above and below them, tone marks, and vowels behind.
_C = "[\u0e01-\u0e2e\u0e81-\u0eae\u0edc-\u0edf]"
_BEFORE = "[\u0e40-\u0e44\u0ec0-\u0ec4]"
_ABOVE = "[\u0e34-\u0e3a\u0e4d\u0eb4-\u0ebc\u0ecd]"
_TONE = "[\u0e47-\u0e4c\u0ec8-\u0ecc]"
_BEHIND = "[\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd]"
# A consonant that ends a syllable: no vowel or tone belongs to it.
_FINAL = f"{_C}(?!{_ABOVE}|{_TONE}|{_BEHIND}|[\u0e31\u0ebb])(?:{_C}?\u0e4c)?"
_O_OR_W = "[\u0e2d\u0e27\u0ead\u0ea7]"

# Two consonants that begin a syllable together, before a vowel or a tone.
_PAIR = (
    "(?:[\u0e01\u0e02\u0e04\u0e15\u0e1b\u0e1c\u0e1e][\u0e23\u0e25\u0e27]"
    "|\u0e2b[\u0e07\u0e0d\u0e19\u0e21\u0e22\u0e23\u0e25\u0e27])"
)
_ONSET = f"(?:{_PAIR}(?={_ABOVE}|{_TONE}|{_BEHIND}|[\u0e31])|{_C})"
# A letter that is not spoken.
_SILENT = "(?:[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c)?"

# Burmese and Khmer: a consonant, those stacked under it, its vowels, and in Burmese a consonant that is killed.
_STACK = (
    "[\u1000-\u1021\u103f\u1050-\u1055\u1780-\u17b3]"
    "(?:[\u102b-\u1038\u103a-\u103e\u1056-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u17b4-\u17d1\u17d3"
    "\u17dd]|[\u1039\u17d2].|[\u1000-\u1021]\u103a)*"
)

_SYLLABLE = re.compile(
    # A short a inside a syllable, and a tone without a vowel, always have a final.
    f"(?:{_BEFORE}?{_ONSET}[\u0e31\u0ebb]{_TONE}?(?:\u0e27\u0e30|{_FINAL})?"
    f"|[\u0e40\u0e41\u0ec0\u0ec1]{_ONSET}{_TONE}(?:{_BEHIND}+|{_FINAL})?"
    f"|[\u0e40\u0ec0]{_ONSET}[\u0e35\u0e37\u0eb5\u0eb7]{_TONE}?(?:[\u0e22\u0e2d\u0ea2\u0ead](?:{_FINAL})?)?"
    f"|[\u0e40-\u0e42\u0ec0-\u0ec2]{_ONSET}{_FINAL}"
    f"|{_BEFORE}{_ONSET}(?:{_ABOVE}|{_TONE}|{_BEHIND})*"
    f"|{_C}\u0e23\u0e23(?:{_FINAL})?"
    f"|{_C}{_TONE}?{_O_OR_W}{_FINAL}"
    f"|{_ONSET}{_TONE}{_FINAL}"
    f"|{_ONSET}[\u0e37\u0eb7]{_TONE}?(?:{_FINAL})?"
    f"|{_ONSET}(?:{_ABOVE}|{_TONE}|{_BEHIND})*){_SILENT}"
    f"|{_STACK}|.",
    re.DOTALL,
)
_MARKS = f"(?:{_ABOVE}|{_TONE}|{_BEHIND}|[\u0e31\u0ebb])"
# A consonant behind a vowel that can be closed, and that is no consonant of the next syllable: the last of the run, or
# ng, y or w, which hardly ever begin a syllable without a vowel, where the next letters begin one that has a vowel.
_OPEN = "(?<![\u0e30\u0e33\u0eb0\u0eb3\u0e4c\u0ecc])"
_NG_Y_W = "[\u0e07\u0e22\u0e27\u0e87\u0e8d\u0ea7]"
_CLOSING = f"{_OPEN}(?:{_NG_Y_W}(?={_BEFORE}|{_PAIR}{_MARKS}|{_C}{_MARKS})|{_C}(?![{SYLLABIC}]))"
_CLUSTER = re.compile(f"(?:{_BEFORE}{_C}{_MARKS}*|{_C}{_MARKS}+)(?:{_CLOSING})?|{_C}|{_STACK}|.", re.DOTALL)


def syllables(run: str) -> list[str]:
    """The syllables of a run of such letters, in order, as far as its spelling shows them."""
    return _SYLLABLE.findall(run)


def clusters(run: str) -> list[str]:
    """The letters of such a run, each with its vowels, tones and what surely closes it: no word ends within one."""
    return _CLUSTER.findall(run)
