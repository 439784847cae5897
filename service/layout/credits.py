"""Who else had a part in a copy: who edited, translated or reported beside the author, and initials of desks."""

import re
from functools import cache

from service.layout.addresses import MOST_WORDS_BESIDE_ADDRESS
from service.layout.shapes import ends_sentence, is_prose, word_count
from service.words import Phrases, fold, phrases
from service.words.within import Within

LONGEST_CREDIT = 300
LONGEST_SIGN_OFF, LONGEST_HOUSE = 40, 16
# How news houses and their bureaus are called in East Asia and Thailand.
_HOUSE = re.compile(
    "^[\u4e00-\u9fff\u3041-\u30fa\u30fc]{2,12}(?:\u901a\u4fe1\u793e?|\u65b0\u805e\u793e?|\u65b0\u5831\u793e?|\u652f\u5c40|\u652f\u793e|\u7dcf\u5c40|\u901a\u8baf\u793e|\u901a\u8a0a\u793e|\u7f16\u8f91\u90e8|\u7de8\u96c6\u90e8)$"
    "|^[\uac00-\ud7a3\\d]{2,10}(?:\ud1b5\uc2e0|\ub274\uc2a4|\uc2e0\ubb38|\uc77c\ubcf4|\ucd1d\uad6d|\uc9c0\uad6d)$|^\u0e2a\u0e33\u0e19\u0e31\u0e01\u0e02\u0e48\u0e32\u0e27"
)
MOST_TRANSLATOR_WORDS = 5
_COLONS = ":\uff1a/"
_OPENERS = "([\uff08\u3010\u3014<"
_INITIALS = re.compile(
    r"[a-z]{2,4}/(?:\s?[a-z]{2,4}/){0,3}|[a-z]{1,4}(?:[/-][a-z]{1,4}){1,5}|[A-Z]{1,4}\d?(?:[/-][A-Z]{2,4}\d?){1,3}|/[A-Za-z]{2,14}/|[^\s/,.:;\d()\[\]]{1,6}(?:/[^\s/,.:;\d()\[\]]{1,6}){1,4}"
)
_MESSAGE_NUMBERS = re.compile(
    # "dpa st yy n1 abc 031002 Dez 26": day, time, month and year, perhaps behind who sends it.
    r"(?:\S{1,10}\s){0,5}\d{6}\s?(?:[A-Z]{1,4}\s)?[^\W\d_]{3,4}\.?\s(?:20)?\d\d|"
    r"[A-Z]{2,4}-[A-Z]{2}-\d\d-\d\d-\d{2,4}\s\d{4}[A-Z]{3,4}|\d{3,4}(?:[\s*/-]+\d{3,4}){1,3}(?:\s\S{2,20})?"
)
_BRACKETS = "()[]/. \uff08\uff09"
# Of who wrote it or who edited it, behind their agency: "dpa/st", "AP/rb/JM".
_INITIALS_BEHIND = re.compile(r"(?:/[^\W\d_]{1,4}){1,4}")
# The writer's and the editor's: "FPB // MSP".
_INITIALS_APART = re.compile(r"[A-Z]{2,5}(?:/[A-Z]{2,5}| \([A-Z]{2,5}\))? // [A-Z]{2,5}")
_DESK_PARTS = re.compile(r"\s[-\u2013\u2014/|]\s|[;\u061b\u060c,]\s")


def is_desk_credit(text: str) -> bool:
    """Who reported, edited or translated beside the author, as agencies print below their copy."""
    if len(text) > LONGEST_CREDIT:
        return False
    bare = text.strip(_OPENERS + ")]\uff09 ")
    named = word_count(bare) <= MOST_TRANSLATOR_WORDS and not ends_sentence(text)
    length = phrases("layout", "translation").start(fold(bare)) if named else 0
    desk = phrases("layout", "desk")
    return 0 < length < len(bare) or _is_labelled(text, desk) or (bare != text and _is_shared(bare, desk))


def _is_shared(bare: str, desk: Phrases) -> bool:
    """Whether brackets hold two parts of the work, each behind its word, as Arabic agencies print it."""
    parts = [part for part in _DESK_PARTS.split(bare) if part]
    return len(parts) > 1 and all(0 < desk.start(fold(part)) < len(part) for part in parts)


def is_contribution(text: str) -> bool:
    """A sentence below the copy that says who else had a part in it."""
    return len(text) <= LONGEST_CREDIT and _contributed().search(fold(text)) is not None


@cache
def _contributed() -> Within:
    words = phrases("layout", "contributed")
    return Within(words, words.any_of)


def _is_labelled(text: str, labels: Phrases) -> bool:
    """Whether the text starts with a label and its colon, or with a label of several words."""
    bare = text.lstrip(_OPENERS)
    folded = fold(bare)
    length = labels.start(folded)
    if not length:
        return False
    rest = folded[length:].lstrip(" .")
    if not rest or rest[0] in _COLONS:
        return bool(rest)
    return " " in folded[:length] and not (is_prose(bare) and text == bare and ends_sentence(text) and ";" not in text)


def is_sign_off(text: str) -> bool:
    """What agencies put below their copy: initials of desks, an agency's short name, numbers of messages."""
    if text[:1] == "(" and text[-2:] == ").":  # "(ANSA)."
        text = text[:-1]
    if len(text) > LONGEST_SIGN_OFF or ends_sentence(text) or ":" in text:
        return False
    if _INITIALS.fullmatch(text) or _MESSAGE_NUMBERS.fullmatch(text):
        return True
    if _is_house(text):
        return True
    agencies = phrases("layout", "picture_agency")
    if fold(text.strip(_BRACKETS)) in agencies:
        return not text[0].isalnum()
    if is_initialed_agency(text):
        return True
    agency = agencies.start(fold(text))
    return 0 < agency < len(text) and text[agency] in " /" and word_count(text) <= MOST_WORDS_BESIDE_ADDRESS


def _is_house(text: str) -> bool:
    """Whether a paper, an agency or its bureau signs the copy, in brackets or behind a dash."""
    bare = text.strip(_BRACKETS + "\u3010\u3011\uff3b\uff3d<>- ")
    marked = bare and text[0] in "(\uff08\u3010[\uff3b-" and (text[0] == "-" or text[-1] in ")\uff09\u3011]\uff3d")
    if not marked or len(bare) > LONGEST_HOUSE or any(map(str.isdecimal, bare)):
        return False
    return fold(bare) in phrases("layout", "agencies") or _HOUSE.search(bare) is not None


def is_initialed_agency(text: str) -> bool:
    """Whether an agency and the initials of its people, each behind a slash, are all of a text but its brackets."""
    bare = text.strip(_BRACKETS)
    if _INITIALS_APART.fullmatch(bare):
        return True
    for name in ("agencies", "picture_agency"):
        length = phrases("layout", name).start(fold(bare))
        if length and _INITIALS_BEHIND.fullmatch(bare, length):
            initials = bare[length + 1 :].split("/")
            # A second agency and a name have no initials; those of people are in one case.
            ended = len(initials) == 1 and fold(initials[0]) in phrases("layout", "end_mark")
            cased = all(one.islower() or one.isupper() for one in initials)
            return ended or (cased and not any(map(_is_agency, initials)))
    return False


def _is_agency(name: str) -> bool:
    return any(fold(name) in phrases("layout", names) for names in ("agencies", "picture_agency"))
