"""The line that says whom copy was taken from, and when it stood there."""

import re
from dataclasses import dataclass

from service.article import ArticleDate
from service.dates.calendar_words import calendar_words
from service.layout.bylines import split_date
from service.layout.date_lines import is_companion, read_date_line
from service.layout.names import is_paper_name
from service.layout.shapes import ends_sentence, word_count
from service.words import fold, phrases

LONGEST_SOURCE = 120
MOST_SOURCE_WORDS = 8

_EDGES = " \t,;:\uff1a\u060c\u3001|\u2013\u2014-()[]"
# Signs and arrows before the label, as channels print them.
_SIGNS = re.compile(r"^[^\w(\[]+")
_QUOTED = re.compile(
    "[\uff08(]?(?:\u636e|\u64da|\u6458\u81ea|\u539f\u8f7d|\u539f\u8f09|\u8f6c\u81ea|\u8f49\u81ea|\u9009\u81ea|\u9078\u81ea)\uff1a?\u300a(?P<name>[^\u300a\u300b]{2,20})\u300b(?:\u62a5\u9053|\u5831\u5c0e)?[\uff09)]?"
)
_LETTER = re.compile(r"[^\W\d_]")


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
    name = named.strip(_EDGES)
    if date and " " in name and fold(name.rsplit(maxsplit=1)[-1]) in calendar_words().silent:
        name = name.rsplit(maxsplit=1)[0].strip(_EDGES)
    if labelled and ends_sentence(name):
        name = name.rstrip(".\u3002\u06d4\u0964")
    if not name or name[0].isdecimal() or not (labelled or date) or word_count(name) > MOST_SOURCE_WORDS:
        return None
    letter = _LETTER.search(name)
    if letter is None or (not labelled and (letter[0].islower() or ends_sentence(name))):
        return None
    return SourceLine(text, name, date)
