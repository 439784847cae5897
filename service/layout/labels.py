"""What a short block is when it is no copy: caption, credit, prompt, rights, address. One rule a kind."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from service.layout import rules
from service.layout.captions import read_caption
from service.layout.imprints import PHONE_NUMBER, is_imprint, is_phone_line, is_postal_line
from service.layout.navigation import (
    is_button,
    is_edge_prompt,
    is_forum_panel,
    is_jump_line,
    is_menu,
    is_prompt,
    is_reading_time,
)
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, has_letters, is_prose, word_count
from service.words import MOST_KEPT, Phrases, fold, is_unspaced, languages, phrases
from service.words.within import Within

# No label is longer: a block beyond this is copy, and no rule needs to look at it.
LONGEST_LABEL = 400
LONGEST_RIGHTS = 300
LONGEST_CREDIT = 300
LONGEST_NOTE = 120
LONGEST_SIGN_OFF = 40
MOST_TRANSLATOR_WORDS = 5
MOST_WORDS_BESIDE_ADDRESS, MOST_WORDS_BESIDE_HANDLE = 6, 2

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{2,300}|\b[a-z-]{1,40}\.[a-z]{2,10}/[\w/.+-]{2,80}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}",
    re.ASCII,
)
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z]\w{2,30}", re.ASCII)
_HASHTAGS = re.compile(r"(?:#[^\s#]{1,60}[\s,\u060c\u3001]*)+")
_BARE_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{2,40}\.){1,3}[a-z]{2,10}(?:/\S{0,80})?", re.ASCII)
_MARKS = re.compile(r"[^\w\s]+")
_BARS = re.compile(r"\s*[|\uff5c\u00b7\u2022]\s*")
_COLONS = ":\uff1a/"
_OPENERS = "([\uff08\u3010\u3014<"
_END_MARKS = " -\u2013\u2014*#=~_()[]<>/|.\u00b7\u2022\u25a0\u25c6\uff08\uff09\u3010\u3011"
_FAREWELL_MARKS = " ,.!\u060c\uff0c\u3002\u0964\u06d4"
_INITIALS = re.compile(
    r"[a-z]{1,4}(?:[/-][a-z]{1,4}){1,5}|[A-Z]{1,4}\d?(?:[/-][A-Z]{2,4}\d?){1,3}|/[A-Za-z]{2,14}/|[^\s/,.:;\d()\[\]]{1,6}(?:/[^\s/,.:;\d()\[\]]{1,6}){1,4}"
)
_MESSAGE_NUMBERS = re.compile(
    r"[A-Z]{2,4}-[A-Z]{2}-\d\d-\d\d-\d{2,4}\s\d{4}[A-Z]{3,4}|\d{3,4}(?:[\s*/-]+\d{3,4}){1,3}(?:\s\S{2,20})?"
)
_DESK_PARTS = re.compile(r"\s[-\u2013\u2014/|]\s|[;\u061b\u060c,]\s")
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
    tables = [words["layout"] for words in languages().values()]
    login, commenting = (
        re.compile("|".join(rf"\b{re.escape(fold(word))}\b" for table in tables for word in table.get(name, ())))
        for name in ("login", "commenting")
    )
    return login, commenting


def is_rights(text: str) -> bool:
    """A notice of copyright."""
    if len(text) > LONGEST_RIGHTS:
        return False
    if _RIGHTS_START.match(text):
        return True
    folded = fold(text)
    notice = _rights_notice().search(folded)
    return notice is not None and not is_prose(folded[: notice.start()].rstrip())


@cache
def _rights_notice() -> Within:
    notices = {
        fold(phrase)
        for words in languages().values()
        for phrase in words["layout"].get("rights", ())
        if " " in phrase or is_unspaced(phrase[0])
    }
    return Within(notices, "|".join(sorted(map(re.escape, notices))))


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
    words = {fold(word) for table in languages().values() for word in table["layout"].get("contributed", ())}
    return Within(words, "|".join(sorted(map(re.escape, words))))


def is_serial_number(text: str) -> bool:
    """The number under which a paper or book is registered, with few words beside it."""
    return _SERIAL.search(text) is not None and word_count(text) <= MOST_WORDS_BESIDE_ADDRESS


def is_address(text: str) -> bool:
    """A site's or a person's address, with at most a few words beside it."""
    if "@" not in text and "www." not in text and "/" not in text:
        return any(map(_BARE_DOMAIN.fullmatch, _BARS.split(text)))
    beside, count = _ADDRESS.subn(" ", text)
    beside = PHONE_NUMBER.sub(" ", beside)
    words = word_count(_MARKS.sub(" ", beside))
    return count > 0 and words <= MOST_WORDS_BESIDE_ADDRESS and not (words > 1 and ends_sentence(text))


def is_handle(text: str) -> bool:
    """How somebody is called on social networks, with a word or two beside it."""
    beside, count = _HANDLE.subn(" ", text)
    return count > 0 and word_count(_MARKS.sub(" ", beside)) <= MOST_WORDS_BESIDE_HANDLE and not ends_sentence(text)


def is_hashtags(text: str) -> bool:
    """Words that a hash marks, and nothing else; a forum numbers its posts so, too."""
    return text[0] == "#" and _HASHTAGS.fullmatch(text) is not None


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


def is_section(text: str) -> bool:
    """The name of a newspaper's section, standing alone."""
    return len(text) <= LONGEST_NOTE and fold(text).strip(" /|:>\u00bb#") in phrases("layout", "section")


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
    known = bool(bare) and fold(bare) in phrases("layout", "end_mark")
    return known and (bare != text or text.isupper() or text.lower() == text.upper())


def is_end_word(text: str) -> bool:
    """The word for the end, alone as the last of all."""
    return len(text) <= LONGEST_SIGN_OFF and fold(text) in phrases("layout", "end_mark")


def is_farewell(text: str) -> bool:
    """How a letter ends, alone on its line."""
    return len(text) <= LONGEST_SIGN_OFF and fold(text).rstrip(_FAREWELL_MARKS) in phrases("layout", "farewell")


def is_note(text: str) -> bool:
    """A note to readers: why they get this, whose opinion it is, what a statement may not be held to."""
    return phrases("layout", "note").start(fold(text).lstrip("(*[\u203b\u2022- ")) > 0


def is_sign_off(text: str) -> bool:
    """What agencies put below their copy: initials of desks, an agency's short name, numbers of messages."""
    if len(text) > LONGEST_SIGN_OFF or ends_sentence(text) or ":" in text:
        return False
    if _INITIALS.fullmatch(text) or _MESSAGE_NUMBERS.fullmatch(text):
        return True
    agencies = phrases("layout", "picture_agency")
    if fold(text.strip("()[]/. \uff08\uff09")) in agencies:
        return not text[0].isalnum()
    agency = agencies.start(fold(text))
    return 0 < agency < len(text) and text[agency] in " /" and word_count(text) <= MOST_WORDS_BESIDE_ADDRESS


def label_rule(text: str, address: Rule) -> Rule | None:
    """The rule for what a block is by itself. `address` is the rule for an address there: it says where the block is.

    More is told apart at the edges of a page than between its copy.
    """
    return _label_rule(text, address) if len(text) <= LONGEST_LABEL else None


# Lines, blocks and their neighbours ask it of the same text.
@lru_cache(MOST_KEPT)
def _label_rule(text: str, address: Rule) -> Rule | None:
    if not has_letters(text):
        return rules.ORNAMENT
    if is_address(text) or is_phone_line(text, at_edge=address is not rules.ADDRESS_WITHIN):
        return rules.PROMPT if is_address(text) and is_prompt(text) else address
    if address is not rules.ADDRESS_WITHIN and "@" in text and is_handle(text):
        return address
    if "\u00a9" in text and _rights_notice().search(fold(text)) and is_rights(text):
        return rules.RIGHTS
    if address is rules.ADDRESS_BELOW and is_postal_line(text):
        return address
    rule = _label_anywhere(text)
    if rule is None and address is not rules.ADDRESS_WITHIN:
        rule = next((rule for rule, applies in _EDGE_LABELS if applies(text)), None)
    if rule is None and address is rules.ADDRESS_ABOVE and is_button(text) and not is_section(text):
        rule = rules.MENU
    if rule is None and address is rules.ADDRESS_BELOW:
        rule = next(
            (rule for rule, applies in _FOOT_LABELS if applies(text)),
            address if is_imprint(text) else None,
        )
    return rule


@lru_cache(MOST_KEPT)
def _label_anywhere(text: str) -> Rule | None:
    return next((rule for rule, applies in _LABELS if applies(text)), None)


_LABELS: tuple[tuple[Rule, Callable[[str], object]], ...] = (
    (rules.CAPTION, read_caption),
    (rules.JUMP_LINE, is_jump_line),
    (rules.PROMPT, is_prompt),
    (rules.MENU, is_menu),
    (rules.RIGHTS, is_rights),
    (rules.SERIAL_NUMBER, is_serial_number),
    (rules.COMMENT_NOTE, is_comment_note),
    (rules.DESK_CREDIT, is_desk_credit),
    (rules.END_MARK, is_end_mark),
)
_EDGE_LABELS: tuple[tuple[Rule, Callable[[str], object]], ...] = (
    (rules.NOTE, is_note),
    (rules.INVITATION, is_edge_prompt),
    (rules.RELEASE, is_release_banner),
    (rules.FORUM_PANEL, is_forum_panel),
    (rules.READING_TIME, is_reading_time),
    (rules.HASHTAGS, is_hashtags),
)
_FOOT_LABELS: tuple[tuple[Rule, Callable[[str], object]], ...] = (
    (rules.SIGN_OFF, is_sign_off),
    (rules.END_MARK, is_end_word),
    (rules.CONTRIBUTION, is_contribution),
    (rules.MENU, is_button),
)
