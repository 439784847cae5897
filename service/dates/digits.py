"""Digits of any script as ASCII ones, which every rule about dates reads."""

import re
import unicodedata

from service.dates.eras import han_numbers
from service.words import fold

_DIRECTED = re.compile("[\u200e\u200f\u061c\u0640]")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


def holds_number(text: str) -> bool:
    """Whether there is a digit of any script, or a year in Han ones."""
    return any(map(str.isdecimal, text)) or ("\u5e74" in text and han_numbers(text) != text)


def plain_digits(text: str) -> str:
    """The text folded, with ASCII digits for those of any script, and without marks of direction."""
    if text.isascii():
        return text.casefold()
    digits = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    return _DIRECTED.sub("", fold(unicodedata.normalize("NFC", digits)))
