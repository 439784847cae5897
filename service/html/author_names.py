"""The names in what a page prints or declares as its authors: without "By", roles, dates, or what shares the line."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from service.accounts import is_account
from service.dates import parse_printed_date
from service.dates.calendar_words import calendar_words
from service.dates.labels import label_length
from service.html.byline_words import NOBODY, lead_length, opens_desk, other_hands
from service.html.chinese_bylines import CHINESE, read_chinese_byline
from service.html.site_names import dense
from service.html.values import distinct
from service.words import MOST_KEPT, fold, phrases

MOST_AUTHORS = 50
# A longer text is a life, not a name.
LONGEST_NAME, MOST_WORDS = 80, 8

_MOST_LEADS = 3
# Of a mail, or an account, of who is named before it.
_ADDRESS = re.compile(r"[(\[]?[\w.+-]*@\w[\w.-]*[)\]]?,?")
# A full stop behind fewer letters is of an initial; behind these it is of a title.
_SHORTEST_ENDED, _ABBREVIATED = 2, frozenset(("jr", "sr", "dr", "prof", "esq", "md", "st", "ltd", "inc", "co"))
# A date that opens a line is no longer.
LONGEST_DATE = 40
# "Ada Ng in Wildlife", "Ada Ng for the Owl Post".
_NO_START = frozenset(("of", "this", "the", "our", "in", "on", "for", "to", "from", "with", "about", "and", "a", "an"))
_BEHIND_NAMES = frozenset(("in", "for", "at", "on", "from", "via"))
# A line with another hand behind the author's holds two names and what joins them; so do two names.
_FEWEST_WITH_HANDS = _FEWEST_JOINED = 4
# Labels are looked for only where so many of their first characters stand.
_START = 2

_WORD = r"[^\W\d_][\w.'\u2019\-]*"
_PERSON = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,5}}")
_MOST_NAMES, _FEWEST_NAMES = 4, 2
# fmt: off
PARTICLES = frozenset((
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al", "bin",
    "ibn", "ben", "ter", "ten", "te", "zu", "zur", "af", "av", "y", "e", "st", "dal", "do", "vom", "dr", "dr.", "prof",
    "prof.",
))
# fmt: on
_WORD_ALONE = re.compile(_WORD)
_BARS = re.compile(r"\s*[|\u2022\u00b7\u25cf\u25e6\uff5c\n]\s*|\s+[\u2013\u2014-]\s+|\s*\u2014\s*|\s*;\s*$")
_MARK = re.compile(r"[.,;:|/\u00b7\u2022)\u2013\u2014-]")
# One of them is in whatever those above find, and none in most texts.
_BAR, _DIGIT = re.compile("[|\u2022\u00b7\u25cf\u25e6\uff5c\n\u2013\u2014;-]"), re.compile(r"\d")
_LISTED = re.compile(r"\s*[;\u3001]\s*")
_COMMA = re.compile(r"\s*[,\u060c]\s*")
_SLASH = re.compile(r"\s*/\s*")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
# "MD", "M.D.", "E-RYT 200", "Ph.D.", "RN": degrees are printed as part of a name.
_DEGREE = re.compile(r"(?:[A-Z][\w.\-]{0,9}(?:\s+(?:[A-Z][\w.\-]{0,9}|\d{1,4})){0,2})")
_NO_NAME = re.compile(r"www\.|[@<>{}\[\]$%&=\\:!?]|^\W*$", re.IGNORECASE)
_TEMPLATE = re.compile(r"(?:\w+\.){2,}\w+$")
_NUMBER = re.compile(r"\d[\d.,:/-]*(?:st|nd|rd|th|am|pm|h)?[.,]?", re.IGNORECASE)
_EDGES = ' \t,;:\uff1a\u2013\u2014-|/\u00b7\u2022"\u201c\u201d\u201e\u00ab\u00bb*#~>\u203a'
# Behind a comma they say what somebody does; those of papers stand in the word lists.
_JOB_WORDS = """
analyst architect assistant associate attorney author blogger chef chief coach columnist consultant contributing
coordinator counsel designer developer dietitian director editor-in-chief engineer executive expert founder freelance
head journalist lawyer lead lecturer manager marketer marketing nutritionist officer partner photographer president
producer professor psychologist researcher reviewer scientist senior specialist strategist teacher therapist trainer vp
"""
_JOBS = frozenset(_JOB_WORDS.split())


def names_in(printed: Iterable[str], language: str | None = None) -> tuple[str, ...]:
    """The names in these texts, in their order, each once; none where they name nobody.

    Degrees stay with a name, as printed; a role, a house or a place behind a comma goes, and so does all that follows.
    """
    return distinct(name for text in printed for name in _names_kept(text, language))[:MOST_AUTHORS]


# Marks, lines and metas print the same text.
@lru_cache(MOST_KEPT)
def _names_kept(text: str, language: str | None) -> tuple[str, ...]:
    return tuple(_names(text, language))


@lru_cache(MOST_KEPT)
def is_person(name: str) -> bool:
    """Whether the text has a person's shape: two to four words, with capitals if it has any, of no house or job."""
    name = _parts(name)[0]
    return _PERSON.fullmatch(name) is not None and _has_capitals(name) and not _is_job(name)


def is_address_of_author(word: str) -> bool:
    """Whether a word is an address of mail or the name of an account, as it stands behind a name in a byline."""
    return "@" in word and _ADDRESS.fullmatch(word) is not None


def key_of(names: Iterable[str]) -> frozenset[str]:
    """By which two lists of the same names are one."""
    return frozenset(map(dense, names)) - {""}


def _has_capitals(name: str) -> bool:
    words = [word for word in name.split() if word.casefold() not in PARTICLES]
    return _FEWEST_NAMES <= len(words) <= _MOST_NAMES and not any(word[0].islower() for word in words)


# The names of a line are read, and then what stands beside them.
@lru_cache(MOST_KEPT)
def rest_of(text: str, language: str | None) -> str:
    """What a line says behind the words that open a byline, and before a bar, a date or who made the pictures."""
    text = _behind_date(_without_leads(text, language), language)
    return "" if opens_desk(fold(text)) else before_the_rest(_before_other_hands(text))


def _names(text: str, language: str | None) -> Iterator[str]:
    if language == CHINESE and (byline := read_chinese_byline(text)):
        yield from byline.authors
        return
    text = rest_of(text, language).removeprefix("About ")  # as boxes about authors are headed
    text = _ASIDE.sub("", text) if "(" in text or "[" in text else text
    for chunk in _LISTED.split(text) if ";" in text or "\u3001" in text else (text,):
        yield from filter(_is_name, (name.strip(_EDGES) for name in _of_chunk(chunk)))


def _without_leads(text: str, language: str | None) -> str:
    for _ in range(_MOST_LEADS):
        text = text.strip(_EDGES)
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
    folded = fold(text)
    other = other_hands().search(folded) if len(folded) == len(text) else None
    return text[: other.start()].rstrip(_EDGES + ".") if other else text


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


def _without_stop(text: str) -> str:
    """The text without the full stop that ended it before a date; one of an initial or a title stays."""
    last = text.rpartition(" ")[2]
    bare = last.rstrip(".")
    return text if "." in bare or len(bare) < _SHORTEST_ENDED or fold(bare) in _ABBREVIATED else text.rstrip(".")


def _is_of_degree(words: list[str], at: int) -> bool:
    """Whether a number belongs to a degree: the one before it, unless it is a day beside its month."""
    beside = words[max(0, at - 1) : at + 2 : 2]
    return at > 0 and _is_degree(words[at - 1]) and not any(map(_is_of_calendar, beside))


def _is_of_calendar(word: str) -> bool:
    return fold(word.strip(_EDGES + ".")) in _calendar()


def _is_label(words: list[str], at: int) -> bool:
    return label_length(fold(" ".join(words[at : at + MOST_WORDS]))) > 0


@cache
def _calendar() -> frozenset[str]:
    known = calendar_words()
    return frozenset((*known.months, *known.silent))


def _of_chunk(chunk: str) -> Iterator[str]:
    """The names of a list without semicolons."""
    first, *others = [part for part in _parts(chunk) if part] or [""]
    names = _joined(first)
    if len(others) == 1 and " " not in first and _WORD_ALONE.fullmatch(others[0]) and not others[0].isupper():
        return iter((f"{first}, {others[0]}",))  # "Ng, Ada"
    for part in others:
        more = _joined(_without_conjunction(part))
        if all(map(is_person, more)) and all(map(is_person, names)):
            names += more
        elif _is_degree(part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            break
    return iter(names)


def _joined(text: str) -> list[str]:
    """The names that "and" or a stroke joins: persons, and agencies behind the first person; else the text."""
    for pieces in _pieces(text):
        if len(pieces) > 1 and is_person(pieces[0]) and all(is_person(one) or _is_agency(one) for one in pieces):
            return pieces
    return [text]


def _parts(text: str) -> list[str]:
    return _COMMA.split(text) if "," in text or "\u060c" in text else [text]


def _pieces(text: str) -> Iterator[list[str]]:
    """What strokes part, and what conjunctions do: no fewer words are a person and more."""
    if "/" in text:
        yield _SLASH.split(text)
    if len(text.split()) >= _FEWEST_JOINED:
        yield _conjunctions().split(text)


def _is_agency(text: str) -> bool:
    return fold(text) in phrases("layout", "agencies")


def _without_conjunction(part: str) -> str:
    match = _conjunctions().match(f" {part}")
    return part[match.end() - 1 :] if match else part


@cache
def _conjunctions() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{phrases('layout', 'conjunctions').any_of})\s+")


def _is_degree(part: str) -> bool:
    first = part.split(maxsplit=1)[0] if part.split() else ""
    return _DEGREE.fullmatch(part) is not None and (first.isupper() or "." in first or sum(map(str.isupper, first)) > 1)


def _is_job(text: str) -> bool:
    words = [fold(word) for word in text.split()]
    roles, houses = phrases("layout", "role"), phrases("layout", "affiliation")
    return fold(text) in roles or any(word in _JOBS or word in houses for word in words)


def _is_name(text: str) -> bool:
    if not text or len(text) > LONGEST_NAME or len(text.split()) > MOST_WORDS:
        return False
    if (
        text.partition(" ")[0] in _NO_START
        or _NO_NAME.search(text)
        or _TEMPLATE.fullmatch(text)
        or not any(map(str.isalpha, text))
    ):
        return False
    folded = fold(text)
    if folded in NOBODY or is_account(text) or label_length(folded) == len(folded):
        return False
    return folded not in phrases("layout", "role") and not lead_length(f"{text} ", None)
