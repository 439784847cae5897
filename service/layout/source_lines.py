"""The line that says whom copy was taken from, and when it stood there."""

import re
from dataclasses import dataclass
from functools import cache

from service.article import ArticleDate
from service.dates.calendar_words import calendar_words
from service.layout.bylines import split_date
from service.layout.date_lines import is_companion, read_date_line
from service.layout.names import is_paper_name
from service.layout.shapes import ends_sentence, word_count
from service.words import fold, phrases
from service.words.within import Within

LONGEST_SOURCE, LONGEST_SENTENCE = 120, 180
MOST_SOURCE_WORDS, LONG_WORD = 8, 6
# "Corriere della Sera".
LONGEST_PARTICLE = len("della")

_EDGES = " \t,;:\uff1a\u060c\u3001|\u2013\u2014-()[]"
# What parts a name from the date behind it.
_MARKS_OF_DATE = tuple(",;:\uff1a\u060c\u3001|\u2013\u2014-([")
# Signs and arrows before the label, as channels print them.
_SIGNS = re.compile(r"^[^\w(\[]+")
_QUOTED = re.compile(
    "[\uff08(]?(?:\u636e|\u64da|\u6458\u81ea|\u539f\u8f7d|\u539f\u8f09|\u8f6c\u81ea|\u8f49\u81ea|\u9009\u81ea|\u9078\u81ea)\uff1a?\u300a(?P<name>[^\u300a\u300b]{2,20})\u300b(?:\u62a5\u9053|\u5831\u5c0e)?[\uff09)]?"
)
# "Letter no. 88" is an issue, and no source.
_ISSUE = re.compile(r"(?:\bn[o\u00b0\u00ba]\.?|\bnr\.?|\u2116|#)\s?\d|n\.\s?[\u00ba\u00b0]\s?\d")
_IN_QUOTES = re.compile(
    "[\u00ab\u201c\u201e\u2018\"'\u300c\u300a](?P<name>[^\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019\"'\u300c\u300d\u300a\u300b]{2,40})"
    "[\u00bb\u201d\u201c\u2019\"'\u300d\u300b]"
)
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://)(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?:[:/]\S*)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Who published the copy first, as printed, and the date beside it."""

    as_printed: str
    name: str
    date: ArticleDate | None


def _quoted_source(text: str) -> SourceLine | None:
    """A Chinese line that names a paper in its marks: "\uff08\u636e\u300a...\u300b\uff09"."""
    match = _QUOTED.fullmatch(text)
    return SourceLine(text, match["name"], None) if match else None


def _is_long(name: str) -> bool:
    """Whether a name is of too many words; in Thai six characters count as one."""
    thai = "\u0e00" <= name[0] <= "\u0e7f"
    return (len(name) // LONG_WORD if thai else word_count(name)) > MOST_SOURCE_WORDS


def _is_dated_name(name: str, behind: str) -> bool:
    """Whether a date belongs to the name before it, and not to an event that they tell of."""
    if (
        phrases("dates", "other").start(fold(name))
        or ":" in name
        or behind[:1] in (":", "\uff1a")
        or any(map(str.isdecimal, name))
        or not any(map(str.isalpha, name.rsplit(maxsplit=1)[-1]))
    ):
        return False
    if is_paper_name(name):
        return True
    marked = behind.lstrip()[:1] in _MARKS_OF_DATE
    if _tells_of_event(name, behind):
        return marked and any(fold(word) in phrases("layout", "publication") for word in name.split())
    return marked or " " in name or not name[0].isupper()


def _tells_of_event(name: str, behind: str) -> bool:
    """Whether a word in lower case, or a preposition without a mark before it, stands before a date.

    Longer words in lower case tell so anywhere in a name.
    """
    first = fold(behind.strip(_EDGES).split(maxsplit=1)[0])
    joined = behind.lstrip()[:1] not in _MARKS_OF_DATE and first.isalpha() and first in calendar_words().connecting
    *others, last = name.split()
    return joined or last[0].islower() or any(word[0].islower() and len(word) > LONGEST_PARTICLE for word in others)


def is_dated_event(text: str) -> bool:
    """Whether a line ends in a date and says what happened then: "The inquiry ends on 12 December 2026"."""
    if len(text) > LONGEST_SOURCE or not text[:1].isupper():
        return False
    named, date = split_date(text)
    name = named.strip(_EDGES)
    if date is None or not name or is_paper_name(name) or _ISSUE.search(fold(name)):
        return False
    return _tells_of_event(name, text[text.index(name) + len(name) :]) or split_date(name)[1] is not None


def _host(name: str) -> str:
    """The site, where the name of a source is nothing but an address."""
    found = _ADDRESS.fullmatch(name)
    return found["host"].lower() if found else name


def read_source_line(text: str) -> SourceLine | None:
    """Read a last line such as "The Example Times, 17 March 2020" or "Source: Example"; None for any other."""
    if len(text) > LONGEST_SOURCE:
        return None
    if "\u300a" in text and (quoted := _quoted_source(text)):
        return quoted
    bare = _SIGNS.sub("", text).strip(_EDGES)
    folded = fold(bare)
    length = phrases("layout", "source").start(folded)
    marked = " " in folded[:length] or folded[length:].lstrip()[:1] in (":", "\uff1a")
    labelled = length > 0 and (marked or is_paper_name(bare[length:].strip()))
    said = bare[length:].strip(_EDGES) if labelled else bare
    named, date = split_date(said)
    if date is None and labelled and (line := read_date_line(said)) and line.before and is_companion(line.after):
        named, date = line.before, line.dates[0]
    name = _host(named.strip(_EDGES)) if labelled else named.strip(_EDGES)
    if date and " " in name and fold(name.rsplit(maxsplit=1)[-1]) in calendar_words().silent:
        name = name.rsplit(maxsplit=1)[0].strip(_EDGES)
    if labelled and ends_sentence(name):
        name = name.rstrip(".\u3002\u06d4\u0964")
    if not name or name[0].isdecimal() or not (labelled or date) or _is_long(name):
        return None
    if not labelled and (_ISSUE.search(fold(name)) or not _is_dated_name(name, bare[bare.index(name) + len(name) :])):
        return None
    within = _IN_QUOTES.fullmatch(name) if labelled else None
    name = within["name"].strip() if within else name
    letter = _LETTER.search(name)
    if letter is None or (not labelled and (letter[0].islower() or ends_sentence(name))):
        return None
    return SourceLine(text, name, date)


def is_labelled_source(text: str) -> bool:
    """Whether a line opens with the word for source and a colon, and a name or an address stands behind."""
    if len(text) > LONGEST_SOURCE or not (":" in text or "\uff1a" in text):
        return False
    bare = _SIGNS.sub("", text).strip(_EDGES)
    folded = fold(bare)
    length = phrases("layout", "source").start(folded)
    return length > 0 and folded[length:].lstrip()[:1] in (":", "\uff1a") and read_source_line(text) is not None


def read_first_published(text: str) -> SourceLine | None:
    """Read a sentence below the copy that says where it stood first: "This article first appeared in The Quay."."""
    if len(text) > LONGEST_SENTENCE:
        return None
    folded = fold(text)
    found = _first_published().search(folded)
    opens = phrases("layout", "this_text").start(folded) or (found is not None and found.start() <= 1)
    if found is None or not opens or len(folded) != len(text):
        return None
    if quoted := _IN_QUOTES.search(text):
        return SourceLine(text, quoted["name"].strip(), None)
    said, date = split_date(text[found.end() :].strip(_EDGES + ".\u3002\u06d4\u0964 "))
    words = said.split()
    while words and fold(words[-1]) in calendar_words().silent:
        words.pop()
    while len(words) > 1 and words[0].islower():  # an article, or a preposition
        words.pop(0)
    if not words or len(words) > MOST_SOURCE_WORDS or not words[0][0].isupper():
        return None
    return SourceLine(text, " ".join(words), date)


@cache
def _first_published() -> Within:
    known = phrases("layout", "first_published")
    return Within(known, known.any_of)
