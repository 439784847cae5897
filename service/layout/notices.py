"""What a page says of itself: its rights, notes to readers, banners, the word for the end, how a letter ends."""

import re
from functools import cache

from service.layout.addresses import MOST_WORDS_BESIDE_ADDRESS
from service.layout.credits import LONGEST_SIGN_OFF
from service.layout.shapes import is_prose, word_count
from service.words import fold, is_unspaced, phrases
from service.words.within import Within

LONGEST_RIGHTS = 300
LONGEST_NOTE = 120
_END_MARKS = " -\u2013\u2014*#=~_()[]<>/|.\u00b7\u2022\u25a0\u25c6\uff08\uff09\u3010\u3011"
# Behind it, the initials or the number of who sent it.
_CODED_END = re.compile(r"(?P<mark>[^/]{3,24})\s?/\s?[\w./]{1,10}")
_FAREWELL_MARKS = " ,.!\u060c\uff0c\u3002\u0964\u06d4"
_BRACKETS = ("()", "[]")
_ITEM_MARKS = ("*", "-", "\u2022", "\u00b7", "\u2013")
_SERIAL = re.compile(r"\b(?:ISSN|ISBN)\b[\s:(LPEe-]*\d[\d-]{6,16}[\dX]")
_RIGHTS_START = re.compile(r"(?:\u00a9|\(c\)|copyright\b(?=\W{0,3}(?:\u00a9|\(c\)|\d{4}|by\b)))", re.IGNORECASE)


def is_comment_note(text: str) -> bool:
    """A sentence that tells readers to log in before they comment."""
    if len(text) > LONGEST_NOTE:
        return False
    login, commenting = _comment_words()
    folded = fold(text)
    return commenting.search(folded) is not None and login.search(folded) is not None


@cache
def _comment_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    login, commenting = (re.compile(rf"\b(?:{phrases('layout', name).any_of})\b") for name in ("login", "commenting"))
    return login, commenting


def is_rights(text: str) -> bool:
    """A notice of copyright."""
    if len(text) > LONGEST_RIGHTS:
        return False
    if _RIGHTS_START.match(text):
        return True
    folded = fold(text)
    notice = rights_notice().search(folded)
    return notice is not None and not is_prose(folded[: notice.start()].rstrip())


@cache
def rights_notice() -> Within:
    """The phrases that reserve rights."""
    notices = [one for one in phrases("layout", "rights") if " " in one or is_unspaced(one[0])]
    return Within(notices, "|".join(map(re.escape, notices)))


def is_serial_number(text: str) -> bool:
    """The number under which a paper or book is registered, with few words beside it."""
    return _SERIAL.search(text) is not None and word_count(text) <= MOST_WORDS_BESIDE_ADDRESS


def is_release_banner(text: str) -> bool:
    """The banner of a press release, alone or with its number."""
    folded = fold(text).strip("*-\u2013\u2014=~# :\uff1a.!()[]\u3010\u3011")
    length = phrases("layout", "release").start(folded)
    rest = folded[length:].strip(" :\uff1a|/-\u2013")
    return length > 0 and (not rest or _is_numbered(rest) or phrases("layout", "release").start(rest) == len(rest))


def _is_numbered(rest: str) -> bool:
    return (
        any(map(str.isdecimal, rest))
        and word_count(rest) <= MOST_WORDS_BESIDE_ADDRESS
        and len(rest) <= LONGEST_SIGN_OFF
    )


def is_end_mark(text: str) -> bool:
    """The word for the end, between dashes or brackets, in capitals, or in a script that has none."""
    if len(text) > LONGEST_SIGN_OFF:
        return False
    bare = text.strip(_END_MARKS)
    if coded := _CODED_END.match(bare):
        bare = coded["mark"]
    known = bool(bare) and fold(bare) in phrases("layout", "end_mark")
    return known and (bare != text or text.isupper() or text.lower() == text.upper())


def is_end_word(text: str) -> bool:
    """The word for the end, alone as the last of all."""
    return len(text) <= LONGEST_SIGN_OFF and fold(text) in phrases("layout", "end_mark")


def is_farewell(text: str) -> bool:
    """How a letter ends, alone on its line."""
    return len(text) <= LONGEST_SIGN_OFF and fold(text).rstrip(_FAREWELL_MARKS) in phrases("layout", "farewell")


def is_greeting(text: str) -> bool:
    """How a letter greets its readers, alone on its line."""
    return len(text) <= LONGEST_SIGN_OFF and fold(text).rstrip(_FAREWELL_MARKS) in phrases("layout", "greeting")


def opens_farewell(text: str) -> bool:
    """Whether a short line begins as letters end."""
    return phrases("layout", "farewell").start(fold(text)) > 0 and not is_prose(text)


def is_note(text: str) -> bool:
    """A note to readers or editors: why they get this, whose opinion it is, what of the copy is new, in brackets."""
    if text[0] + text[-1] in _BRACKETS and phrases("layout", "update_note").start(fold(text[1:].lstrip())):
        return True
    return phrases("layout", "note").start(fold(text).lstrip("(*[\u203b\u2022- ")) > 0


def is_update_item(text: str) -> bool:
    """The item of a wire's points that says what of the copy is new: "* Adds quotes in paragraph 4"."""
    folded = fold(text[1:].lstrip()) if text[:1] in _ITEM_MARKS and len(text) <= LONGEST_NOTE else ""
    words = {word.strip(".,;:()") for word in folded.split()}
    return phrases("layout", "update_note").start(folded) > 0 and any(
        word in phrases("layout", "update_detail") for word in words
    )
