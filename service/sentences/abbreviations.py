"""Full stops that end no sentence: those of initials, titles, ordinals and other short forms."""

import re
import tomllib
from functools import cache
from importlib import resources

from service.article import Sentence
from service.sentences.first_words import opens_sentence

_LOOK_BACK = 24
_OPENERS = "([\"'\u201c\u201e\u00ab\u2018-"
_ENUMERATED = re.compile(r"[(\[]?(?:\d{1,3}|[a-z])\.")

# J, J.-C, U.S
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_TITLE_CHARACTERS = 4
_PRONOUN = {"en": "I"}

# Initials in scripts without capitals: a letter of Hebrew or Arabic, one with its vowel sign from Tamil to Sinhala.
_UNCASED = re.compile("[\u0590-\u06ff\u0900-\u0dff]")
_UNCASED_INITIAL = re.compile(
    "[\u05d0-\u06ff]|[\u0b80-\u0dff][\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbe-\u0cd6\u0d3e-\u0d57\u0dca-\u0ddf]?"
)
# Where sentences end in the script's own mark, a short word before a full stop is a title or an initial.
_OWN_STOP = re.compile("[\u0964\u0965\u06d4]")
_ABBREVIATED_CHARACTERS = 6
_NEAR = 200

# Thai sets words without spaces, and full stops hardly anywhere but behind letters that stand for words.
_THAI_WORD = re.compile("[\u0e01-\u0e4e]+(?=[.]$)")
_THAI_LETTERS = re.compile("[\u0e01-\u0e2e]{1,3}[.]")

_ORDINAL = re.compile(r"\d{1,2}|[IVX]{1,5}")
_MERIDIEM = frozenset({"a.m", "p.m", "am", "pm"})
_ZONE_OR_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ECMP][SD]?T\b|GMT|UTC|BST|CET|IST|local time", re.IGNORECASE
)


def ends_abbreviated(text: str, sentence: Sentence, following: str, language: str) -> bool:
    """Whether the full stop at the end of the sentence belongs to its last word, given the next sentence's start."""
    tail = text[max(sentence.start, sentence.end - _LOOK_BACK) : sentence.end]
    if sentence.end - sentence.start == len(tail) and _ENUMERATED.fullmatch(tail):
        return True
    if thai := _THAI_WORD.search(tail):
        together = text[sentence.end : sentence.end + 1] == following[0]
        return _is_thai(thai[0], following, together=together)
    word = tail[:-1].rpartition(" ")[2].lstrip(_OPENERS).replace("\u2019", "'").rpartition("'")[2]
    if not word or _is_listed(word.casefold(), following, language):
        return bool(word)
    if language in word_lists()["ordinals"]["languages"] and _ORDINAL.fullmatch(word):
        return not opens_sentence(following, language)
    if _UNCASED.match(word):
        return _is_uncased_initial(text, sentence, word)
    alone = sentence.end - sentence.start == len(word) + 1
    return _is_initial(word, following, language, alone=alone)


def _is_listed(word: str, following: str, language: str) -> bool:
    """Whether the lists have the word, in lower case."""
    if word in _MERIDIEM:
        return _ZONE_OR_DAY.match(following) is not None
    return word in _listed("before", language) or (following[0].isdigit() and word in _listed("numbered", language))


def _is_thai(word: str, following: str, *, together: bool) -> bool:
    """Whether a letter or a listed word stands for a longer one, or the next part of it stands right behind."""
    if together and _THAI_LETTERS.match(following):
        return True
    return len(word) == 1 or word in _listed("before", "th")


def _is_uncased_initial(text: str, sentence: Sentence, word: str) -> bool:
    if _UNCASED_INITIAL.fullmatch(word):
        return True
    near = max(0, sentence.start - _NEAR), sentence.end + _NEAR
    return len(word) <= _ABBREVIATED_CHARACTERS and _OWN_STOP.search(text, *near) is not None


def _is_initial(word: str, following: str, language: str, *, alone: bool) -> bool:
    """Whether the word is an initial, or a short one that has the sentence for itself, as titles then have."""
    if not word[0].isupper() or not following[0].isupper() or word == _PRONOUN.get(language):
        return False
    if "." in word:  # "U.S. forces", but "in the U.S. He left"
        return _INITIALS.fullmatch(word) is not None and not opens_sentence(following, language)
    return len(word) == 1 or (alone and len(word) <= _TITLE_CHARACTERS and not opens_sentence(word, language))


@cache
def _listed(table: str, language: str) -> frozenset[str]:
    words = word_lists()[table]
    return frozenset((*words.get("any", ()), *words.get(language, ())))


@cache
def word_lists() -> dict[str, dict[str, list[str]]]:
    """The lists of `abbreviations.toml`: what they are for, by language."""
    return tomllib.loads((resources.files(__package__) / "abbreviations.toml").read_text("utf-8"))
