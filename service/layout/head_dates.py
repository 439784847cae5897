"""Dates above the copy, and what shares their lines: a paper's name, a source, several labels."""

import re
from functools import cache

from service.article import ArticleDate
from service.dates.calendar_words import calendar_words
from service.layout import rules
from service.layout.bylines import (
    is_posted,
    read_byline,
    read_poster,
    split_date,
)
from service.layout.date_lines import DateLine, is_companion, read_date_line
from service.layout.folio_lines import cut_folio, section_beside
from service.layout.head_sizes import LONGEST_DATE_LINE, LONGEST_STANDING_LINE, MOST_PLACE_WORDS, MOST_WEAK_WORDS
from service.layout.labels import label_rule
from service.layout.names import dense_name, is_paper_name, paper_name
from service.layout.page import Page
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_prose, word_count
from service.layout.source_lines import read_source_line
from service.words import fold, is_unspaced, phrases

_BAR = re.compile(r"[|\uff5c\u00b7\u2022\u3000]")
_MARKS = " ,|/\u2013\u2014-\u200e\u200f"
_BARS = tuple("|\uff5c\u00b7\u2022/")


def placed_date(text: str) -> ArticleDate | None:
    """The date of a line such as "London, 17 March 2020"."""
    if len(text) > LONGEST_DATE_LINE:
        return None
    place, date = split_date(text)
    marked = text[len(place) :].lstrip()[:1] in (",", "|", "\u2013", "\u2014", "-", "(", "\u060c")
    if not date or not marked or word_count(place) > MOST_PLACE_WORDS or is_paper_name(place):
        return None
    # "Opening day, 12 December 2026" is when something happens.
    return None if place and place[0].isupper() and place.rsplit(maxsplit=1)[-1][0].islower() else date


def cut_dates(page: Page, text: str) -> bool:
    """Take a line that is dates, and what goes with them in a masthead, before any other rule looks at it."""
    line = read_date_line(text)
    if line is None or not is_companion(line.before):
        return False
    if line.after[:1] not in _BARS and not is_companion(line.after):
        return False
    return cut_date_line(page, text, line)


def cut_labels(page: Page, text: str) -> bool:
    """Take a line of several labels, each with what it says: "Source: The Quay  Author: Jane Roe  Editor: John Poe"."""
    if len(text) > 2 * LONGEST_STANDING_LINE or text.count(":") + text.count("\uff1a") < 2:  # noqa: PLR2004  # two labels
        return False
    starts = [match.start("label") for match in labels_of_a_line().finditer(fold(text))]
    if len(starts) < 2 or starts[0] or len(fold(text)) != len(text):  # noqa: PLR2004  # two labels
        return False
    parts = [text[start:end].strip(" |/;,\u00b7\u3000") for start, end in zip(starts, [*starts[1:], None], strict=True)]
    for part in parts:
        source = read_source_line(part)
        if byline := read_byline(part, page.language, below_headline=True):
            page.take_byline(byline)
        elif line := read_date_line(part):
            page.take_dates(line.dates)
            page.give(rules.DATE_LINE, part)
        elif source and phrases("layout", "source").start(fold(part)):
            page.source = page.source or source
            page.give(rules.SOURCE_LINE, part)
        elif not page.cut_label(part, rules.ADDRESS_ABOVE):
            page.give(rules.BESIDE_DATE, part)
    return True


@cache
def labels_of_a_line() -> re.Pattern[str]:
    """Labels that share a line above the copy, each at its start or behind a space or a bar."""
    layout, dates = ("source", "byline", "desk", "picture"), ("published", "modified")
    lists = [phrases("layout", name) for name in layout] + [phrases("dates", role) for role in dates]
    words = {word for one in lists for word in one}
    known = "|".join(sorted((re.escape(word) for word in words if len(word) > 1), key=len, reverse=True))
    return re.compile(
        rf"(?:^|[\s|/;,\u00b7\u3000])(?P<label>(?:{known})\s?[:\uff1a](?=\s?[^\s\d/]|\s?\d{{2,4}}[-./\u5e74]))"
    )


def cut_date_line(page: Page, text: str, line: DateLine) -> bool:
    """Take a line with a date, and what else stands on it, if all of it is a label's."""
    after = _behind_weekday(line.after)
    if _cut_other(page, text, line, after) or cut_folio(page, text, line, sectioned=True):
        return True
    if is_companion(line.before) and is_companion(after):
        page.section = page.section or section_beside(line)
        page.give(rules.DATE_LINE, text)
    elif is_companion(line.before) and (rule := _beside_date(page, after)):
        _cut_beside(page, text, after, rule)
    elif _cut_with_name(page, text, line, after) or _cut_signed(page, text, line):
        return True
    elif poster := read_poster(line.before):
        page.take_poster(poster, text)
    elif _is_posting(line) and (is_posted(text) or not _is_below_copy(page)):
        page.give(rules.DATE_LINE, text[: text.rindex(after)].rstrip() if after else text)
        if after:
            page.give(_beside_date(page, after) or rules.BESIDE_DATE, after)
    else:
        return False
    page.take_dates(line.dates)
    return True


def _cut_beside(page: Page, text: str, after: str, rule: Rule) -> None:
    """Give a date and what stands behind it: labels, each with what it says, or a piece that the rule knows."""
    page.give(rules.DATE_LINE, text[: text.rindex(after)].rstrip())
    if cut_labels(page, after.lstrip(" |\uff5c\u00b7\u2022/")):
        return
    page.give(rule, after)
    if rule is rules.SOURCE_LINE:
        page.source = read_source_line(after)


def _cut_other(page: Page, text: str, line: DateLine, after: str) -> bool:
    """Take a line of the head whose label says that its day is today's, or of what is to be: it dates nothing."""
    other = page.headline_at < 0 and is_companion(after) and phrases("dates", "other").start(fold(line.before)) > 0
    if other:
        page.give(rules.DATE_LINE, text)
    return other


def _cut_with_name(page: Page, text: str, line: DateLine, after: str) -> bool:
    """Take a line of the paper's name and the day."""
    if not _shares_line_with_name(page, line.before, after):
        return cut_folio(page, text, line)
    page.take_head(rules.ABOVE_DATE, text)
    page.take_dates(line.dates)
    return True


def _cut_signed(page: Page, text: str, line: DateLine) -> bool:
    """Take a line of the time, the paper's name and its reporter, as East Asian sites print it."""
    parts = line.after.split() if not line.before else []
    signed = [byline for part in parts if is_unspaced(part[0]) and (byline := read_byline(part, page.language))]
    others = [part for part in parts if read_byline(part, page.language) is None]
    if len(signed) != 1 or len(others) > 1 or not page.candidates or any(map(ends_sentence, parts)):
        return False
    page.give(rules.DATE_LINE, text[: len(text) - len(line.after)].rstrip())
    for part in parts:
        if part in others:
            page.take_head(rules.MASTHEAD, part)
        else:
            page.take_byline(signed[0])
    page.take_dates(line.dates)
    return True


def _behind_weekday(after: str) -> str:
    """What a line holds behind its date and the day of the week."""
    words = after.split(maxsplit=1)
    weekday = bool(words) and fold(words[0].strip(",.()")) in calendar_words().silent
    return after[len(words[0]) :].lstrip() if weekday else after


def _shares_line_with_name(page: Page, before: str, after: str) -> bool:
    """Whether the paper's name stands on one side of a date, and nothing but what goes with one on the other."""
    if is_companion(after) and _is_head_name(page, before, after):
        return True
    return bool(after) and is_companion(before) and _is_head_name(page, after, before)


def cut_placed_date(page: Page, text: str) -> bool:
    """Take a line such as "London, 17 March 2020"."""
    date = placed_date(text)
    if date:
        page.take_dates((date,))
        page.give(rules.DATE_LINE, text)
    return date is not None


def _is_below_copy(page: Page) -> bool:
    """Whether copy stands above: there a label before a day says when something happens."""
    return any(piece.kind == rules.BODY.kind and is_prose(piece.text) for _, piece in page.given)


def _is_posting(line: DateLine) -> bool:
    """Whether a label, or who posted it, stands before a date: behind a colon or a mark, or with the time of day."""
    head = re.split(r"\d", line.before + line.printed, maxsplit=1)[0].rstrip()
    if ends_sentence(line.before) or word_count(line.before) > MOST_WEAK_WORDS:
        return False
    if phrases("dates", "other").start(fold(line.before)):
        return False
    if line.after and line.after[0] not in _BARS and not is_companion(line.after):
        return False
    timed = line.dates[0].precision in ("minute", "second")
    return line.before[-1:] in "\u00bb\u203a:|" or head[-1:] in ":\uff1a" or timed


def _beside_date(page: Page, after: str) -> Rule | None:
    source = read_source_line(after)
    if source and phrases("layout", "source").start(fold(after)) and page.source is None:
        return rules.SOURCE_LINE
    if label := label_rule(after, rules.ADDRESS_ABOVE):
        return label
    return rules.BESIDE_DATE if after[:1] in _BARS else None


def _is_head_name(page: Page, before: str, after: str) -> bool:
    """Whether a name before the date is the paper's: above the headline, in capitals or known as such."""
    before, *more = filter(None, (part.strip(_MARKS) for part in _BAR.split(before)))
    if not all(map(is_companion, more)):
        return False
    name = paper_name(before)
    if page.candidates or not 1 <= word_count(name) <= MOST_WEAK_WORDS:
        return False
    return name.isupper() or is_paper_name(name) or dense_name(name) in page.names or bool(page.at == 0 and after)
