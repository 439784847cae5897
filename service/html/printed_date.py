"""Where on a page a date is printed: by its headline, or as the witness of one that a library derived."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from itertools import dropwhile, islice

from lxml import etree

from service.article import ArticleDate, Found
from service.dates import parse_printed_date
from service.html.blocks import Block

# Chosen: a line that is a date and nothing else leaves little doubt, a URL or a line with other words leaves some.
DATE_LINE_CONFIDENCE, URL_CONFIDENCE, OTHER_LINE_CONFIDENCE = 0.6, 0.5, 0.4
# A date line may name an author or a section too; one with more words is about what the text tells.
LONGEST_LINE, MOST_WORDS = 120, 6
# On the fitting half five more dates are found there, all right, and none where there is none; farther off some are.
NEAR_HEADLINE = 10
_DAYS = frozenset(("day", "minute", "second"))

_NUMBER = re.compile(r"\d{1,4}")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
# The T and the Z of ISO 8601 name no month.
_MONTH = re.compile(r"[^\W\d_]{2}")
_ATTRIBUTES = ("datetime", "content", "title")


def find_printed(day: date, page: etree._Element, url: str | None) -> Found[ArticleDate] | None:
    """The date as the page, or its URL, prints it: with the time and zone of the first line that is it; else None.

    Its role is what its label says. Other URLs do not count: a picture's folder says when it was uploaded.
    """
    fallback: Found[ArticleDate] | None = None
    for text in filter(lambda text: _prints(text, day), _short_texts(page)):
        printed = parse_printed_date(text)
        if printed and printed.at.date() == day:
            return Found(printed, "layout", text, DATE_LINE_CONFIDENCE)
        if fallback is None and len(_WORD.findall(text)) <= MOST_WORDS:
            fallback = Found(_whole_day(day, text), "layout", text, OTHER_LINE_CONFIDENCE)
    if url and len(url) <= 4 * LONGEST_LINE and _prints(url, day):
        return Found(_whole_day(day, url), "layout", url, URL_CONFIDENCE)
    return fallback


def find_date_line(blocks: Iterable[Block], modified: AbstractSet[date]) -> Found[ArticleDate] | None:
    """The first day of publication in a line of its own, within ten blocks after the first `h1`; none of `modified`."""
    after = dropwhile(lambda block: block.tag != "h1", blocks)
    for block in islice(after, 1, NEAR_HEADLINE + 1):
        printed = parse_printed_date(block.text)
        is_day = printed is not None and printed.role == "published" and printed.precision in _DAYS
        if printed and is_day and printed.at.date() not in modified:
            return Found(printed, "layout", block.text, DATE_LINE_CONFIDENCE)
    return None


def _whole_day(day: date, as_printed: str) -> ArticleDate:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return ArticleDate(at, "day", "published", as_printed, zone_assumed=True)


def _short_texts(page: etree._Element) -> Iterator[str]:
    for element in page.iter():
        for text in (*map(element.get, _ATTRIBUTES), element.text, element.tail):
            if text and len(line := text.strip()) <= LONGEST_LINE and not line.startswith("/") and "://" not in line:
                yield line


def _prints(text: str, day: date) -> bool:
    """Whether the text has the numbers of the date, each its own (its month may be a word), in digits of any script."""
    numbers = Counter(int(number) for number in _NUMBER.findall(text))
    numbers.update(int(part) for match in _COMPACT.finditer(text) for part in match.groups())
    numbers[day.day] -= 1
    year = next((year for year in (day.year, day.year % 100) if numbers[year] > 0), None)
    if numbers[day.day] < 0 or year is None:
        return False
    numbers[year] -= 1
    return numbers[day.month] > 0 or _MONTH.search(text) is not None
