"""A paper's line of page number, section, day and name: "14 REGION Sunday, 16 May 2021 THE QUAY GAZETTE"."""

import re
from collections.abc import Iterator

from service.layout import rules
from service.layout.date_lines import DateLine, is_companion
from service.layout.labels import is_section
from service.layout.names import dense_name, is_paper_name
from service.layout.page import Page
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, word_count

# Such a line is among the first, and on each side of the day are few words.
FIRST_BLOCKS, MOST_NAME_WORDS, MOST_SECTION_WORDS = 4, 6, 3
_NUMBER_FIRST, _NUMBER_LAST = re.compile(r"[A-Z]?\d{1,3}(?=\s|$)"), re.compile(r"(?:^|(?<=\s))[A-Z]?\d{1,3}$")
_MARKS = " ,|/\u00b7\u2022\uff5c\u2013\u2014-"


def section_beside(line: DateLine) -> str | None:
    """The section that a line names beside the day, but for the number of the page."""
    beside = (_NUMBER_LAST.sub("", _NUMBER_FIRST.sub("", part)).strip(_MARKS) for part in (line.before, line.after))
    return next((name for name in beside if name and is_section(name)), None)


def cut_folio(page: Page, text: str, line: DateLine, *, sectioned: bool = False) -> bool:
    """Take a line of the page's head that holds the day, and beside it a number, a section or the paper's name.

    Where it has to be `sectioned`, only one that names a section, too.
    """
    titled = any(word_count(one) > MOST_NAME_WORDS for one in page.candidates.values())
    if titled or (page.candidates and not sectioned) or page.dated or page.at >= FIRST_BLOCKS or ends_sentence(text):
        return False
    parts = [*_parts(page, line.before, first=True)]
    behind = [*_parts(page, line.after, first=False)]
    named = [rule for rule, _ in (*parts, *behind)]
    if not named or None in named or rules.BODY in named or not {rules.PAGE_NUMBER, rules.ABOVE_DATE} & set(named):
        return False
    if sectioned and rules.SECTION not in named:
        return False
    for rule, part in (*parts, (rules.DATE_LINE, line.printed), *behind):
        if rule is rules.ABOVE_DATE:
            page.take_head(rule, part)
        else:
            page.give(rule, part)
        if rule is rules.SECTION:
            page.section = page.section or part.strip(_MARKS)
    page.take_dates(line.dates)
    return True


def _parts(page: Page, text: str, *, first: bool) -> Iterator[tuple[Rule, str]]:
    """The parts of what stands before or behind the day; one that is none of them is given as copy."""
    match = (_NUMBER_FIRST.match if first else _NUMBER_LAST.search)(text)
    number = match[0] if match else ""
    if number and first:
        yield rules.PAGE_NUMBER, number
    said = text[len(number) :] if first else text[: len(text) - len(number)]
    if said.strip(_MARKS):
        yield from _named(page, said.strip())
    if number and not first:
        yield rules.PAGE_NUMBER, number


def _named(page: Page, said: str) -> Iterator[tuple[Rule, str]]:
    words = said.split()
    for count in range(min(MOST_SECTION_WORDS, len(words) - 1), 0, -1):
        head, rest = " ".join(words[:count]), " ".join(words[count:])
        if is_section(head.strip(_MARKS)) and _is_name(page, rest):
            yield rules.SECTION, head
            yield rules.ABOVE_DATE, rest
            return
        head, rest = " ".join(words[:-count]), " ".join(words[-count:])
        if is_section(rest.strip(_MARKS)) and _is_name(page, head):
            yield rules.ABOVE_DATE, head
            yield rules.SECTION, rest
            return
    if _is_name(page, said):
        yield rules.ABOVE_DATE, said
    elif is_section(said.strip(_MARKS)) or (said.isupper() and word_count(said) <= MOST_SECTION_WORDS):
        yield rules.SECTION, said
    elif is_companion(said):
        yield rules.DATE_LINE, said
    else:
        yield rules.BODY, said


def _is_name(page: Page, said: str) -> bool:
    bare = said.strip(_MARKS)
    known = bool(bare) and (is_paper_name(bare) or dense_name(bare) in page.names)
    return known and word_count(bare) <= MOST_NAME_WORDS
