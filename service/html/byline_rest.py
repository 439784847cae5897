"""What a line says of its author: without the words that open a byline, and before bars, dates, other hands."""

import re
from functools import cache, lru_cache

from service.dates import parse_printed_date
from service.dates.calendar_words import calendar_words
from service.dates.labels import label_length
from service.html.byline_words import fold_evenly, lead_length, opens_desk, other_hands
from service.html.persons import is_degree
from service.words import MOST_KEPT, fold, phrases

_MOST_LEADS = 3
# Of a mail, or an account, of who is named before it.
_ADDRESS = re.compile(r"[(\[]?[\w.+-]*@\w[\w.-]*[)\]]?,?")
# A full stop behind fewer letters is of an initial; behind these it is of a title.
_SHORTEST_ENDED, _ABBREVIATED = 2, frozenset(("jr", "sr", "dr", "prof", "esq", "md", "st", "ltd", "inc", "co"))
# A date that opens a line is no longer.
LONGEST_DATE = 40
_BEHIND_NAMES = frozenset(("in", "for", "at", "on", "from", "via"))
# A line with another hand behind the author's holds two names and what joins them.
_FEWEST_WITH_HANDS = 4
# Labels are looked for only where so many of their first characters stand.
_START = 2
# Of a label, and what stands behind it.
MOST_WORDS = 8
_BARS = re.compile(r"\s*[|\u2022\u00b7\u25cf\u25e6\uff5c\n]\s*|\s+[\u2013\u2014-]\s+|\s*\u2014\s*|\s*;\s*$")
_MARK = re.compile(r"[.,;:|/\u00b7\u2022)\u2013\u2014-]")
# One of them is in whatever those above find, and none in most texts.
_BAR, _DIGIT = re.compile("[|\u2022\u00b7\u25cf\u25e6\uff5c\n\u2013\u2014;-]"), re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d.,:/-]*(?:st|nd|rd|th|am|pm|h)?[.,]?", re.IGNORECASE)
EDGES = ' \t,;:\uff1a\u2013\u2014-|/\u00b7\u2022"\u201c\u201d\u201e\u00ab\u00bb*#~>\u203a'


# The names of a line are read, and then what stands beside them.
@lru_cache(MOST_KEPT)
def rest_of(text: str, language: str | None) -> str:
    """What a line says behind the words that open a byline, and before a bar, a date or who made the pictures."""
    text = _behind_date(_without_leads(text, language), language)
    return "" if opens_desk(fold(text)) else before_the_rest(_before_other_hands(text))


def before_the_rest(text: str) -> str:
    """What stands before a bar, a date, an address, or a note of when it was changed and how long it takes to read."""
    part = next(filter(None, _BARS.split(text, maxsplit=1) if _BAR.search(text) else (text,)), "")
    words = printed = part.split()
    for at, word in enumerate(words):
        if word[0].isdecimal() and _NUMBER.fullmatch(word) and not _is_of_degree(words, at):
            words = words[:at]
            while words and _is_of_calendar(words[-1]):
                words.pop()
            break
        if at > 1 and (word in _BEHIND_NAMES or is_address_of_author(word)):
            words = words[:at]
            break
        if at and fold(word[:_START].ljust(_START)) in _label_starts() and _is_label(words, at):
            words = words[:at]
            break
    before = " ".join(words)
    return _without_stop(before) if len(words) < len(printed) else before


def is_address_of_author(word: str) -> bool:
    """Whether a word is an address of mail or the name of an account, as it stands behind a name in a byline."""
    return "@" in word and _ADDRESS.fullmatch(word) is not None


def _without_leads(text: str, language: str | None) -> str:
    for _ in range(_MOST_LEADS):
        text = text.strip(EDGES)
        length = lead_length(text, language)
        if not length:
            break
        text = text[length:]
    return text


def _behind_date(text: str, language: str | None) -> str:
    """What stands behind the bar where a line opens with a date."""
    bar = _BARS.search(text, 0, LONGEST_DATE) if _DIGIT.search(text, 0, LONGEST_DATE) else None
    if bar and bar.start() and bar.end() < len(text) and parse_printed_date(text[: bar.start()]):
        return _without_leads(text[bar.end() :], language)
    return text


@cache
def _label_starts() -> frozenset[str]:
    known = (phrases("dates", "published"), phrases("dates", "modified"))
    return frozenset(phrase[:_START].ljust(_START) for each in known for phrase in each)


def _before_other_hands(text: str) -> str:
    """What a line says before it goes on with who made the pictures, or worked on the text of others."""
    if len(text.split()) < _FEWEST_WITH_HANDS or not _MARK.search(text):
        return text
    other = other_hands().search(fold_evenly(text))
    return text[: other.start()].rstrip(EDGES + ".") if other else text


def _without_stop(text: str) -> str:
    """The text without the full stop that ended it before a date; one of an initial or a title stays."""
    last = text.rpartition(" ")[2]
    bare = last.rstrip(".")
    return text if "." in bare or len(bare) < _SHORTEST_ENDED or fold(bare) in _ABBREVIATED else text.rstrip(".")


def _is_of_degree(words: list[str], at: int) -> bool:
    """Whether a number belongs to a degree: the one before it, unless it is a day beside its month."""
    beside = words[max(0, at - 1) : at + 2 : 2]
    return at > 0 and is_degree(words[at - 1]) and not any(map(_is_of_calendar, beside))


def _is_of_calendar(word: str) -> bool:
    return fold(word.strip(EDGES + ".")) in _calendar()


def _is_label(words: list[str], at: int) -> bool:
    return label_length(fold(" ".join(words[at : at + MOST_WORDS]))) > 0


@cache
def _calendar() -> frozenset[str]:
    known = calendar_words()
    return frozenset((*known.months, *known.silent))
