"""Lines that hold a date and a little more: the issue's number, the day in another calendar, a place, a counter."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from service.article import ArticleDate
from service.dates import parse_printed_date, starts_date
from service.dates.calendar_words import calendar_words
from service.dates.digits import holds_number, plain_digits
from service.dates.eras import han_numbers
from service.dates.vocabulary import may_be_of_date
from service.words import MOST_KEPT, Phrases, fold, phrases

LONGEST_LINE = 140
MOST_WORDS = 24
# A date with weekday, time and zone is of no more words.
LONGEST_DATE = 12

_WORD = re.compile(r"[^\s|\uff1a\uff5c]+")
_YEAR = re.compile(
    r"\d{3}|\d\s?[\u0e01-\u0e4e.]{2,12}\s?\d\d|\d-[^\W\d_]{3,4}-\d\d|\d[./-]\d{1,2}[./-]\d|\u4ee4\u548c|\u5e73\u6210|\u6c11\u570b"
)
# "24\u201326 March", "Sept. 14-20".
_DAYS = re.compile(r"(?<![\d.,/-])(?P<first>\d{1,2})\s?[\u2013-]\s?(?P<last>\d{1,2})(?=\.?,?\s)(?![.]\d)")
_MARKS = " \t,;:|/\u00b7\u2022\u2013\u2014-\uff5c\u060c\u3001()[]\u00bb\u203a\u2026\u201e\u201c\u3000"
_SPLIT = re.compile(r"[\s,;:|/\u00b7\u2022\u2013\u2014\uff5c\u060c\u3001()\[\].#\u2116-]+")
_SEGMENT = re.compile(r"\s*[|/\u00b7\u2022\uff5c]\s*|\s+[\u2013\u2014\u0640-]\s+")
# A day, a word or two and a year: a month of a calendar that has no list.
_OTHER_DAY = re.compile(r"\d{1,2}\s\S+(?:\s\S+)?,?\s\d{3,4}\S{0,3}")
_HEBREW_NUMBER = re.compile("[\u05d0-\u05ea]+[\"'\u05f3\u05f4][\u05d0-\u05ea]?")
_NUMBER_BEFORE, _NUMBER_BEHIND = re.compile(r"(?<!\d)\d{1,2}\s*$"), re.compile(r"\s*\d{1,2}(?!\d)")
_AGENCY = re.compile(r"[(\[](?P<name>[^()\[\]]{2,24})[)\]]")
# "2024" and an Arabic letter for the era.
_ERA = re.compile("(?<=\\d{4})\u0645(?!\\w)")
_ROMAN = re.compile(r"[ivxlcdm]{1,12}")
_SHORTEST_WORD = 1
# With which telegraphs, and still some wires, end a message.
_END_OF_MESSAGE = "nnnn"
# "Third year, number 12": a word for an issue explains a few others.
MOST_ISSUE_WORDS = 4
# "Year 14, number 61, price 5 taka".
WORDS_A_NUMBER = 3


@dataclass(frozen=True, slots=True)
class DateLine:
    """The dates of a line, as printed, and what stands before and behind them."""

    before: str
    printed: str
    after: str
    dates: tuple[ArticleDate, ...]

    @property
    def is_all(self) -> bool:
        """Whether the line says nothing but dates, and what goes with them."""
        return is_companion(self.before) and is_companion(self.after)


@lru_cache(MOST_KEPT)
def read_date_line(text: str) -> DateLine | None:
    """The dates of a line that is one; None where it holds none, or is too long for a line of that kind."""
    if len(text) > LONGEST_LINE or not holds_number(text):
        return None
    if date := parse_printed_date(text):
        return DateLine("", text, "", (date,))
    printed, text = text, _ERA.sub(" ", text)
    # Of a weekly's days, "24\u201326 March 2017", the first is its date.
    days = _DAYS.search(text)
    days = days if days and int(days["first"]) < int(days["last"]) else None
    first = days["first"].rjust(len(days[0])) if days else ""
    found = _find_dates(text[: days.start()] + first + text[days.end() :] if days else text)
    if found is None:
        return None
    start, end, dates = found
    start = min(start, days.start()) if days and start < days.end() else start
    return DateLine(printed[:start].strip(), printed[start:end], printed[end:].strip(), dates)


def _find_dates(text: str) -> tuple[int, int, tuple[ArticleDate, ...]] | None:
    """Where the dates of a line begin and end, and the dates."""
    if not _YEAR.search(han_numbers(plain_digits(text))):
        return None
    words = list(_WORD.finditer(text))
    if len(words) > MOST_WORDS:
        return None
    dates: list[ArticleDate] = []
    start, end, at = -1, 0, 0
    while at < len(words):
        if found := _date_at(text, words, at):
            date, behind = found
            dates.append(date)
            start = words[at].start() if start < 0 else start
            end = words[behind - 1].end()
            at = behind
        else:
            at += 1
    if not dates or (any(date.precision == "month" for date in dates) and _is_beside_number(text, start, end)):
        return None
    return start, end, _settled(dates)


def _is_beside_number(text: str, start: int, end: int) -> bool:
    """Whether a number of a day's size touches a month: then it was to be a day that there is not."""
    return _NUMBER_BEFORE.search(text[:start]) is not None or _NUMBER_BEHIND.match(text[end:]) is not None


def is_companion(text: str) -> bool:
    """Whether the text beside a date is an issue's number or price, a label, or the day in another calendar."""
    return all(map(_is_companion_segment, filter(None, _SEGMENT.split(plain_digits(text)))))


def _is_companion_segment(segment: str) -> bool:
    issue = phrases("layout", "issue")
    if is_next_issue(segment):
        return False
    words = _without_roman([word for word in _SPLIT.split(segment) if word], issue)
    if (
        words
        and len(words) <= MOST_ISSUE_WORDS
        and any(len(word) > 1 and word in issue for word in (words[0], words[-1]))
    ):
        return True
    numbered = any(one in issue and other.isdecimal() for one, other in pairwise(words))
    if numbered and len(words) <= MOST_ISSUE_WORDS:
        return True
    numbers = sum(map(str.isdecimal, words))
    numbered = numbers > 1 and any(word in issue for word in words) and len(words) <= WORDS_A_NUMBER * numbers
    if numbered and not any(phrases("layout", "page").start(word) for word in words):
        return True
    if _OTHER_DAY.fullmatch(segment.strip(" ()[]\uff08\uff09")):
        return True
    return all(map(_is_companion_word, words)) or _is_label(segment) or _is_agency(segment)


def _is_agency(segment: str) -> bool:
    """Whether a segment is an agency in brackets."""
    bracketed = _AGENCY.fullmatch(segment.strip())
    return bracketed is not None and fold(bracketed["name"].strip()) in phrases("layout", "agencies")


def is_next_issue(text: str) -> bool:
    """Whether a line says when the paper appears again: "Next edition: 13 December"."""
    if len(text) > LONGEST_LINE:
        return False
    folded = fold(text.strip())
    length = phrases("dates", "other").start(folded)
    issue = phrases("layout", "issue")
    return length > 0 and any(issue.start(word) == len(word) for word in _SPLIT.split(folded[:length]) if word)


def _without_roman(words: list[str], issue: Phrases) -> list[str]:
    """The words without Roman numbers behind a word for an issue: "Vol. XLII"."""
    known = {at for at, (above, word) in enumerate(pairwise(words), 1) if above in issue and _ROMAN.fullmatch(word)}
    return [word for at, word in enumerate(words) if at not in known]


def _is_companion_word(word: str) -> bool:
    known = calendar_words()
    if any(map(str.isdecimal, word)) or len(word) <= _SHORTEST_WORD or word in phrases("layout", "issue"):
        return True
    if any(
        word in words
        for words in (known.silent, known.other_months, known.solar_months, known.hijri_months, known.months)
    ):
        return True
    return (
        word == _END_OF_MESSAGE
        or _HEBREW_NUMBER.fullmatch(word) is not None
        or any(word in phrases("layout", name) for name in ("section", "page"))
    )


def _is_label(segment: str) -> bool:
    """Whether a segment is a label for a date and perhaps a day without its year: "Updated 3/4 11:00"."""
    length = max(phrases("dates", role).start(segment.strip()) for role in ("published", "modified"))
    rest = segment.strip()[length:]
    return length > 0 and all(map(_is_companion_word, filter(None, _SPLIT.split(rest))))


def _date_at(text: str, words: list[re.Match[str]], at: int) -> tuple[ArticleDate, int] | None:
    """The date that begins with that word, and the index behind the last word that it needs."""
    if not starts_date(words[at][0]):
        return None
    start = words[at].start()
    found: tuple[ArticleDate, int] | None = None
    last = min(len(words), at + LONGEST_DATE)
    end = next((near for near in range(at + 1, last) if not may_be_of_date(words[near][0])), last)
    for behind in range(end, at, -1):
        date = parse_printed_date(text[start : words[behind - 1].end()].strip(_MARKS))
        if found and (date is None or (date.at, date.precision) != (found[0].at, found[0].precision)):
            break
        found = (date, behind) if date else found
    return found


def _settled(dates: list[ArticleDate]) -> tuple[ArticleDate, ...]:
    """One date a role and day; one of a calendar that is only sure to a day gives way to another."""
    sure = [date for date in dates if not date.ambiguous] or dates
    return tuple({(date.role, date.at.date()): date for date in reversed(sure)}.values())[::-1]
