"""The dates in a printed block of a page: the whole of it, a part between marks, or the text of an element in it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from service.article import ArticleDate
from service.characters import squeeze
from service.dates import label_length, parse_printed_date
from service.html.blocks import Block
from service.layout.date_lines import read_date_line
from service.layout.shapes import ends_sentence
from service.words import fold

# A line with a date may name author and section too; a longer one is running text.
LONGEST_LINE, MOST_WORDS = 160, 14
# Of the elements in a block, in the order of the page.
MOST_ELEMENTS = 40
# Most blocks have no number of two digits.
_NUMBER = re.compile(r"\d\d|\u5e74")
# A day beside a year, in numbers or words; a month and a year alone; a year of two digits between marks.
_DATED = re.compile(
    r"(?<!\d)\d{1,2}[^\d,;:|]{0,4}[^\d|]{1,14}\d{4}(?!\d)|(?<!\d)\d{4}[^\d|]{1,12}\d{1,2}(?!\d)"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d\d|^\D{3,24}\d{4}\W*$|[^\W\d_]\.?\s\d\d(?!\d)|\u5e74"
)
_PARTS = re.compile(r"\s*[|\u00b7\u2022\uff5c]\s*|\s+[\u2013\u2014/-]\s+|^[\u2013\u2014-]\s+")
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
    return len(text) <= LONGEST_LINE and _NUMBER.search(text) is not None and _DATED.search(text) is not None


def dated_parts(block: Block) -> Iterator[DatedPart]:
    """The dates of a block that `holds_date`; none of running text."""
    if date := parse_printed_date(block.text):
        yield _part(block, date, block.text)
        return
    parts = [*_between_marks(block), *([] if block.element is None else _in_elements(block))]
    known = set()
    for part in parts:
        if part.start not in known:
            known.add(part.start)
            yield part
    text = block.text
    if not known and len(text.split()) <= MOST_WORDS and not ends_sentence(text) and (line := read_date_line(text)):
        yield from (_part(block, date, line.printed) for date in line.dates)


def _between_marks(block: Block) -> Iterator[DatedPart]:
    parts = _PARTS.split(block.text)
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
                if text in block.text and (date := parse_printed_date(text)):
                    yield _part(block, date, text)


def _part(block: Block, date: ArticleDate, text: str) -> DatedPart:
    return DatedPart(date, text, block.text.find(text), _holder(block, text), label_length(fold(text)) > 0)


def _holder(block: Block, text: str) -> etree._Element | None:
    """The innermost element whose own text has the date; else that of the block."""
    if block.element is None:
        return None
    inner = (one for one in islice(block.element.iter(), MOST_ELEMENTS) if one.text and text in one.text)
    return next(inner, block.element)
