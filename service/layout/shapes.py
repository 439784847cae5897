"""The shape of a piece of text: its script, whether it ends a sentence, whether it runs on as prose."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from service.words import MOST_KEPT, is_unspaced

# A headline is rarely longer (the longest tenth of a per cent of news headlines is).
LONGEST_HEADLINE = 200
MOST_HEADLINE_WORDS = 30
# Shapes by which prose differs from a label: this long, or a full sentence of this many words.
LONG_PROSE = 200
LONG_UNSPACED_PROSE = 60
FEWEST_SENTENCE_WORDS = 4
FEWEST_SENTENCE_CHARACTERS = 10
LONGEST_QUESTION_HEADLINE = 120
SCRIPT_SAMPLE = 400

SENTENCE_ENDS = ".!?\u2026\u3002\uff01\uff1f\uff0e\uff61\u0964\u0965\u061f\u06d4\u1362\u104b\u17d4"
_CLOSERS = "\"'\u2018\u2019\u201d\u00bb\u203a)]\uff09\u300d\u300f\u3011\u201c "
# "No. 88" ends no sentence.
# "Port Ellery 2 (Roe 14, Poe 90)" is who scored, and when.
_SCORERS = re.compile(r"\d\s\([^\W\d_][^()]*\d[^()]*\)$")
# "Att: 1,204".
_FIGURE = re.compile(r"[^\W\d_]{1,20}\.?\s?:\s?\d[\d.,\s]{0,12}")
_INNER_END = re.compile(r"(?:[!?\u2026\u0964\u061f\u06d4]\S? (?=\S)|\.\S? (?=[^\s\d]))|[\u3002\uff01\uff1f](?=.)")
# As `is_unspaced` has them.
_UNSPACED = re.compile("[\u3040-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uff66-\uff9f\U00020000-\U0003ffff]+")
# "Good news! The ferry is back": a call or question, and what it is about.
_CALL = re.compile("[!?\uff01\uff1f\u061f] ?\\S")
_INNER_STOP = re.compile("[.\u0964\u06d4] \\S|\u3002.")
_LETTER = re.compile("[A-Za-z]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_BULLETS = "-*\u2022\u00b7\u2013\u2014\u25cf\u25aa>"
# Items of lists.
_MARKED = re.compile(r"(?P<mark>[-*\u00b7\u2013\u2014\u2022\u25cf\u25aa\u25e6])\s+\S")
# "3. The goat", "## 3. The goat", "\u00a7 12 The pier".
_PART = re.compile(r"(?P<mark>#{1,6}\s|\u00a7\s?|)(?P<number>\d{1,3})(?P<stop>[.)]?\s)(?=\S)")
_NUMBERED = re.compile(r"(?P<number>\d{1,2})(?P<mark>[.)])\s+\S")

# First code points of blocks and the script that most of their letters have (ISO 15924; kana and Han are one here).
_BLOCKS = (
    (0x0000, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"),
    (0x0700, "Syrc"), (0x0750, "Arab"), (0x0780, "Thaa"), (0x07C0, "Nkoo"), (0x08A0, "Arab"), (0x0900, "Deva"),
    (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"),
    (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"),
    (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, "Cher"), (0x1780, "Khmr"),
    (0x1800, "Mong"), (0x1D00, "Latn"), (0x1F00, "Grek"), (0x2000, "Latn"), (0x2E80, "Hani"), (0x3130, "Hang"),
    (0x3190, "Hani"), (0xA000, "Yiii"), (0xA640, "Cyrl"), (0xA720, "Latn"), (0xAC00, "Hang"), (0xF900, "Hani"),
    (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFF00, "Latn"), (0xFF65, "Hani"), (0xFFA0, "Hang"), (0x10000, "Zyyy"),
    (0x20000, "Hani"),
)  # fmt: skip
_STARTS = [start for start, _ in _BLOCKS]


def main_script(text: str) -> str | None:
    """The script of most letters of a text, from letters taken at even distances; None where there is no letter."""
    if text.isascii():
        return "Latn" if _LETTER.search(text) else None
    return _script_of_most(text) if len(text) <= SCRIPT_SAMPLE else _count_scripts(text)


def _count_scripts(text: str) -> str | None:
    letters = [char for char in text[:: max(1, len(text) // SCRIPT_SAMPLE)] if char.isalpha()]
    if not letters:
        return None
    counts = Counter(map(_script_of, letters))
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]


_script_of_most = lru_cache(MOST_KEPT)(_count_scripts)


@lru_cache(4096)
def _script_of(char: str) -> str:
    return _BLOCKS[bisect_right(_STARTS, ord(char)) - 1][1]


def has_letters(text: str) -> bool:
    """Whether there is any letter or digit, so anything that an article could consist of."""
    return _LETTER_OR_DIGIT.search(text) is not None


def letter_count(text: str) -> int:
    """Letters and digits."""
    return sum(map(str.isalnum, text))


def word_count(text: str) -> int:
    """Words between spaces; in scripts without spaces, two characters count as a word."""
    if text.isascii() or not _UNSPACED.search(text):
        return len(text.split())
    unspaced = sum(map(len, _UNSPACED.findall(text)))
    return unspaced // 2 if unspaced * 2 > len(text) else len(text.split())


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a mark that ends a sentence, within any closing quotes or brackets."""
    return text.rstrip(_CLOSERS)[-1:] in SENTENCE_ENDS and bool(text)


def is_prose(text: str) -> bool:
    """Whether the text runs on: it is long, or a full sentence, or more than one sentence."""
    if len(text) >= LONG_PROSE:
        return True
    unspaced = is_unspaced(text[len(text) // 2]) if text else False
    if unspaced and len(text) >= LONG_UNSPACED_PROSE:
        return True
    if ends_sentence(text):
        return len(text) >= FEWEST_SENTENCE_CHARACTERS if unspaced else word_count(text) >= FEWEST_SENTENCE_WORDS
    return word_count(text) >= 2 * FEWEST_SENTENCE_WORDS and _INNER_END.search(text) is not None


def is_headline_shaped(text: str) -> bool:
    """Whether the text could be a headline: short, one piece, no full stop; it may ask or exclaim."""
    if not 1 < len(text) <= LONGEST_HEADLINE or not any(char.isalpha() for char in text):
        return False
    if (
        text[-1] in ",;:-\u060c\u061b\uff0c\uff1a\uff1b\u3001"
        or text[0] in _BULLETS
        or text[0].islower()
        or word_count(text) > MOST_HEADLINE_WORDS
    ):
        return False
    if (text[-1] == ")" and _SCORERS.search(text)) or (text[-1].isdecimal() and _FIGURE.fullmatch(text)):
        return False
    if ends_sentence(text):
        asks = text.rstrip(_CLOSERS)[-1:] in "?!\uff1f\uff01\u061f\u2026"
        return asks and len(text) <= LONGEST_QUESTION_HEADLINE and not _INNER_END.search(text)
    if len(text) <= LONGEST_QUESTION_HEADLINE and _CALL.search(text) and not _INNER_STOP.search(text):
        return True
    return not is_prose(text)


def is_next_item(above: str, line: str) -> bool:
    """Whether a line is the item of a list that follows the one that opens with `above`."""
    first, second = _MARKED.match(above), _MARKED.match(line)
    if first and second:
        return first["mark"] == second["mark"]
    first, second = _NUMBERED.match(above), _NUMBERED.match(line)
    if first is None or second is None or first["mark"] != second["mark"]:
        return False
    return int(second["number"]) == int(first["number"]) + 1


def numbers_next_part(text: str, above: Iterable[str]) -> bool:
    """Whether a text opens with the number of a part of copy, and one of those above it with the number before."""
    opening = _part_opening(text, -1)
    return opening is not None and any(one.startswith(opening) for one in above)


def numbers_first_part(text: str, below: Iterable[str]) -> bool:
    """Whether a text opens with the number of a part of copy, and one of those below it with the next number."""
    opening = _part_opening(text, 1)
    return opening is not None and any(one.startswith(opening) for one in below)


def _part_opening(text: str, step: int) -> str | None:
    """How the part opens whose number is so much higher than the one that this text opens with."""
    found = _PART.match(text)
    if found is None or (found["mark"][:1] != "\u00a7" and found["stop"].isspace()):
        return None
    return f"{found['mark']}{int(found['number']) + step}{found['stop']}"
