"""The dates in a printed block of a page: the whole of it, a part between marks, or the text of an element in it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from service.article import ArticleDate
from service.characters import squeeze
from service.dates import label_length, parse_printed_date, starts_date
from service.html.blocks import Block
from service.layout.shapes import ends_sentence
from service.words import fold

# A line with a date may name author and section too; a longer one is running text.
LONGEST_LINE, MOST_WORDS = 160, 14
# Of the elements in a block, in the order of the page.
MOST_ELEMENTS = 40
_NUMBERS = re.compile(r"\d+")
# A day near a year, or between marks; a year of two digits behind a word.
_DATED = re.compile(
    r"\d(?:[^\d|]{1,16}\d{4}(?!\d)|\d{3}[^\d|]{1,12}\d|[./-]\d{1,2}[./-]\d\d|\s\D{2,12}\s?\d\d(?!\d))|\u5e74"
)
# A date among a few other words, with its time of day: in numbers, day first in words, month first in words.
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)"
    r"|\d{1,2}(?:\W{1,3}[^\W\d]{1,12}){1,3}\W{1,3}\d{4}|[^\W\d]{3,12}\W{0,2}\s\d{1,2}[^\W\d]{0,2}\W{1,3}\d{4}"
    r"|\d{4}\s?[\u5e74\ub144]\s?\d{1,2}\s?[\u6708\uc6d4]\s?\d{1,2}\s?[\u65e5\uc77c])(?!\d)"
    r"(?:\W{1,3}(?:[^\W\d]{1,3}\s)?\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\b\.?)?)?"
)
# "December 2020", and a label before it.
LONGEST_MONTH = 30
DAY_DIGITS, YEAR_DIGITS, SHORT_DATE = 2, 4, 3
_PARTS = re.compile(r"\s*[|\u00b7\u2022\uff5c]\s*|\s+[\u2013\u2014/-]\s+|^[\u2013\u2014-]\s+")
# Before a label on the same line as another date.
_MARK = re.compile(r"[.,;:]\s+|\s*[(\uff08\u3001\u3002\uff1b\uff0c]\s*")
_COMMAS = ",\u3001\uff0c"
LONGEST_LABEL = 40
_MARKS = " \t,;:|/\u00b7\u2022\u2013\u2014-\uff5c()[]"


class DatedPart(NamedTuple):
    """A date in a block: its text, where that starts in the block, and the innermost element that holds it."""

    date: ArticleDate
    text: str
    start: int
    holder: etree._Element | None
    is_labelled: bool


def holds_date(text: str) -> bool:
    """Whether a block is as short as lines with dates are, and holds numbers as they do."""
    if len(text) > LONGEST_LINE or (text.isascii() and not _may_hold_year(text)):
        return False
    lengths = list(map(len, _NUMBERS.findall(text)))
    if YEAR_DIGITS in lengths and len(text) <= LONGEST_MONTH:
        return True
    short = sum(length <= DAY_DIGITS for length in lengths)
    likely = short >= SHORT_DATE or (short and (YEAR_DIGITS in lengths or not text.isascii()))
    return bool(likely) and _DATED.search(text) is not None


def _may_hold_year(text: str) -> bool:
    """Whether there could be a year, of four digits or behind two marks. A page has hundreds of blocks: it is fast."""
    # Written out: a generator over the marks takes as long as all the rest.
    return "20" in text or "19" in text or text.count("/") > 1 or text.count(".") > 1 or text.count("-") > 1


def dated_parts(block: Block) -> Iterator[DatedPart]:
    """The dates of a block that `holds_date`; none of running text."""
    if starts_date(block.text.split(maxsplit=1)[0]) and (date := parse_printed_date(block.text)):
        yield _part(block, date, block.text)
        return
    parts = [*_between_marks(block), *([] if block.element is None else _in_elements(block))]
    known = set()
    for part in parts:
        if part.start not in known:
            known.add(part.start)
            yield part
    text = block.text
    if not known and len(text.split()) <= MOST_WORDS and not ends_sentence(text):
        printed = (match[0] for match in _DATE.finditer(text))
        yield from (_part(block, date, one) for one in printed if (date := parse_printed_date(one)))


def labelled_apart(text: str) -> tuple[str, ...]:
    """The text in parts, each but the first opened by a label of a date: "Posted 3 May 2020. Updated 4 May 2020".

    Whole where the last of them goes on, or where a comma parts a date from what is none: that is a sentence.
    """
    parts, start = [], 0
    for mark in _MARK.finditer(text):
        # A label looks no further than its few words.
        if label_length(fold(text[mark.end() : mark.end() + LONGEST_LABEL])):
            part = text[start : mark.start()]
            if mark[0][0] in _COMMAS and parse_printed_date(part.strip(_MARKS)) is None:
                return (text,)
            parts.append(part)
            start = mark.end()
    last = text[start:].rstrip(".")
    return (*parts, last) if parts and parse_printed_date(last.strip(_MARKS)) else (text,)


def _between_marks(block: Block) -> Iterator[DatedPart]:
    parts = [part for text in _PARTS.split(block.text) for part in labelled_apart(text)]
    for text in parts if len(parts) > 1 else ():
        if holds_date(text) and (date := parse_printed_date(text.strip(_MARKS))):
            yield _part(block, date, text.strip(_MARKS))


def _in_elements(block: Block) -> Iterator[DatedPart]:
    if block.element is None:
        return
    for element in islice(block.element.iter(), MOST_ELEMENTS):
        for printed in (element.text, element.tail):
            if printed and holds_date(printed):
                text = squeeze(printed).strip(_MARKS)
                marked = printed is element.text and "date" in element.get("class", "").lower()
                if text in block.text and (date := parse_printed_date(text, marked=marked)):
                    yield _part(block, date, text)


def _part(block: Block, date: ArticleDate, text: str) -> DatedPart:
    return DatedPart(date, text, block.text.find(text), _holder(block, text), label_length(fold(text)) > 0)


def _holder(block: Block, text: str) -> etree._Element | None:
    """The innermost element whose own text has the date; else that of the block."""
    if block.element is None:
        return None
    inner = (one for one in islice(block.element.iter(), MOST_ELEMENTS) if one.text and text in one.text)
    return next(inner, block.element)
