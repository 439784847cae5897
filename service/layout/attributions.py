"""Who wrote it, under which section and from where: the lines above the copy that fields quote."""

import re
from dataclasses import replace
from itertools import pairwise

from service.dates.calendar_words import calendar_words
from service.layout import rules
from service.layout.bylines import Byline, is_posted, read_byline, split_desk
from service.layout.date_lines import is_companion, read_date_line
from service.layout.head_dates import cut_date_line, cut_dates, cut_labels, cut_placed_date
from service.layout.head_sizes import (
    FEWEST_HEADLINE_WORDS,
    LONGEST_DATE_LINE,
    LONGEST_WEAK_LABEL,
    MOST_PLACE_WORDS,
    MOST_WEAK_WORDS,
)
from service.layout.head_titles import NICK
from service.layout.labels import is_section
from service.layout.names import is_agency, is_paper_name
from service.layout.page import Page
from service.layout.page_labels import cut_page_label
from service.layout.paragraphs import Block
from service.layout.person_names import is_role, read_lone_name
from service.layout.shapes import is_prose, main_script, word_count
from service.layout.source_lines import read_source_line
from service.layout.unmarked_bylines import HANDLE, cut_signed, unmarked_byline
from service.words import fold, phrases

LONGEST_BARRED, LONGEST_DAY = 200, 40
_BARS = re.compile(r"\s*[|\uff5c\u2022]\s*|\s\u00b7\s")
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S{2,100}|[\w.+-]{1,64}@[\w.-]{3,100}", re.ASCII)


def cut_attribution(page: Page, blocks: list[Block], at: int) -> bool:
    """Take the block if it says who, when or under which section: byline, date line, section label."""
    text = blocks[at].text
    line = read_date_line(text)
    return (
        _cut_section(page, text)
        or _cut_role(page, text)
        or _cut_signature(page, blocks, at)
        or cut_placed_date(page, text)
        or (line is not None and cut_date_line(page, text, line))
        or _cut_day(page, text)
        or cut_page_label(page, blocks, at)
    )


def cut_first(page: Page, block: Block) -> bool:
    """Take the block if what it says is surer than what its shape suggests: before any label is looked for."""
    text = block.text
    if HANDLE.fullmatch(text):
        page.give(rules.ADDRESS_ABOVE, text)
        return True
    signed = bool(page.candidates) and "@" in text and cut_signed(page, text)
    return (
        signed
        or _cut_posted(page, text)
        or _cut_compiler(page, text)
        or _cut_agency(page, text)
        or cut_dates(page, text)
        or _cut_source(page, text)
        or (block.page_line is rules.CAPTION and _cut_byline(page, text))
        or cut_labels(page, text)
    )


def _cut_posted(page: Page, text: str) -> bool:
    """Take who posted a copy, and when, below its headline: "Posted by heron_77 on 3 May 2021 at 18:20"."""
    line = read_date_line(text) if page.candidates and len(text) <= 2 * LONGEST_DATE_LINE else None
    words = phrases("layout", "byline_below", page.language or "en")
    if line is None or line.after or page.byline or not (length := words.start(fold(line.before))):
        return False
    named = line.before[length:].strip()
    signed = read_byline(line.before, page.language, below_headline=True)
    if not NICK.fullmatch(named) and signed is None:
        return False
    page.take_poster(Byline(line.before, signed.authors if signed else (named,)), text)
    page.take_dates(line.dates)
    return True


def _cut_day(page: Page, text: str) -> bool:
    """Take a day without its year, perhaps with the time, alone on its line: a date that dates nothing."""
    if fold(text) in calendar_words().silent and len(text) > len("Mon.") and page.dated:
        page.give(rules.DATE_LINE, text)
        return True
    if len(text) > LONGEST_DAY or not any(map(str.isdecimal, text)) or not is_companion(text):
        return False
    months = calendar_words().months
    dated = any(fold(word.strip(".,")) in months for word in text.split())
    if dated:
        page.give(rules.DATE_LINE, text)
    return dated


def _cut_section(page: Page, text: str) -> bool:
    if page.summary or not (is_section(text) or _is_double_section(text)):
        return False
    page.section = page.section or text
    page.give(rules.SECTION, text)
    return True


def _cut_role(page: Page, text: str) -> bool:
    """Take a translator's or an editor's line, or one that says what the writer is, below a headline."""
    headed = any(word_count(one) >= FEWEST_HEADLINE_WORDS for one in page.candidates.values())
    if page.candidates and _is_desk_name(page, text):
        page.give(rules.DESK_CREDIT, text)
    elif headed and not page.byline and _is_role_and_place(text, page.language):
        page.take_byline(Byline(text, (text,) if is_agency(text) else ()))
    elif page.byline and not page.byline.authors and (named := read_lone_name(text, page.language)):
        page.byline = replace(page.byline, authors=named)
        page.give(rules.SECOND_BYLINE, text)
    elif page.candidates and page.byline and is_role(text, page.language) and not is_prose(text):
        page.give(rules.SECOND_BYLINE, text)
    else:
        return False
    return True


def _cut_signature(page: Page, blocks: list[Block], at: int) -> bool:
    if _cut_barred(page, blocks[at].text):
        return True
    signed, desk = split_desk(blocks[at].text)
    if byline := read_byline(signed, page.language, below_headline=bool(page.candidates)):
        page.take_byline(byline)
        if desk:
            page.give(rules.DESK_CREDIT, desk)
        return True
    if byline := unmarked_byline(page, blocks, at):
        page.take_byline(byline, rules.UNMARKED_BYLINE)
        return True
    return False


def _cut_barred(page: Page, text: str) -> bool:
    """Take a line that bars divide into a byline, perhaps a place, and dates: "By Jane Roe | Ellery | 3 May 2021"."""
    if len(text) > LONGEST_BARRED or not any(map(str.isdecimal, text)):
        return False
    bars = [match.span() for match in _BARS.finditer(text)]
    starts = [0, *(end for _, end in bars)]
    parts = [text[start:end] for start, end in zip(starts, [*(start for start, _ in bars), len(text)], strict=True)]
    lines = [read_date_line(part) if any(map(str.isdecimal, part)) else None for part in parts]
    first = next((number for number, line in enumerate(lines) if line and is_companion(line.before)), 0)
    byline = read_byline(parts[0], page.language, below_headline=bool(page.candidates)) if first else None
    # Only capitals tell a name there.
    if byline is None and first == 1 and parts[0][:1].isupper() and page.candidates and not page.byline:
        named = read_lone_name(parts[0].strip(), page.language)
        byline = Byline(parts[0].strip(), named) if named else None
    if byline is None or byline.date or any(word_count(part) > MOST_PLACE_WORDS for part in parts[1:first]):
        return False
    page.take_byline(Byline(text[: bars[first - 1][0]].rstrip(), byline.authors))
    page.take_dates(tuple(date for line in lines if line for date in line.dates))
    page.give(rules.BYLINE_DATE, text[starts[first] :])
    return True


def section_between_addresses(text: str, script: str | None) -> str | None:
    """The section that a site's line above the copy names between its addresses, in the copy's own script."""
    if "@" not in text and "www." not in text:
        return None
    found = list(_ADDRESSES.finditer(text))
    between = [text[one.end() : other.start()].strip(" |,;:-") for one, other in pairwise(found)]
    return next((name for name in between if name and _could_be_section(name) and main_script(name) == script), None)


def _could_be_section(name: str) -> bool:
    words = name.split()
    return is_section(name) or (
        len(words) <= FEWEST_HEADLINE_WORDS and all(word[0].isupper() for word in words) and not is_paper_name(name)
    )


def _cut_source(page: Page, text: str) -> bool:
    """Take a line above the copy that says whom it was taken from, or below a headline a paper's name and a date."""
    source = read_source_line(text)
    if source is None or page.source is not None or is_posted(text):
        return False
    if not phrases("layout", "source").start(fold(text.strip(" (["))) and not (
        page.candidates and source.date and is_paper_name(source.name) and not read_byline(text, page.language)
    ):
        return False
    page.source = source
    page.give(rules.SOURCE_LINE, text)
    return True


def _cut_byline(page: Page, text: str) -> bool:
    """Take a byline that also says who took the pictures."""
    byline = read_byline(text, page.language, below_headline=True)
    if byline:
        page.take_byline(byline)
    return byline is not None


def _cut_compiler(page: Page, text: str) -> bool:
    """Take who compiled or wrote down the copy as its byline, where nobody signed it above."""
    words = phrases("layout", "byline_below", page.language or "en")
    headed = any(word_count(one) >= FEWEST_HEADLINE_WORDS for one in page.candidates.values())
    if page.byline or not headed or len(text) > LONGEST_DATE_LINE or not words.start(fold(text)):
        return False
    return _cut_byline(page, text)


def _cut_agency(page: Page, text: str) -> bool:
    """Take a byline that is the name of a news agency, or of the desk and an agency."""
    if not page.candidates or len(text) > LONGEST_DATE_LINE:
        return False
    parts = [part.strip() for part in re.split(r"\s*[|/\u00b7,]\s*", text) if part.strip()]
    if len(parts) == 1 and " " in text and not is_agency(text):
        parts = text.split(maxsplit=1)
    if not parts or not all(map(is_agency, parts)):
        return False
    named = [part for part in parts if fold(part) not in phrases("layout", "desk")]
    page.take_byline(Byline(text, tuple(named or parts)))
    return True


def _is_role_and_place(text: str, language: str | None) -> bool:
    """Whether a line says what its writer is and where, and gives no name: "Our correspondent, Port Ellery"."""
    role, comma, place = text.replace("\u060c", ",").partition(",")
    bare = role[phrases("layout", "byline", language or "en").start(fold(role)) :].strip()
    if bare != role.strip() and not comma and bare.islower() and is_role(bare, language):
        return True
    known = [phrases("layout", "role", name) for name in {"en", language or "en"}]
    if len(text) > LONGEST_DATE_LINE or not any(fold(role.strip()) in roles for roles in known):
        return False
    if word_count(place) > MOST_PLACE_WORDS - 1:
        return False
    return bool(comma) or (" " in role.strip() and language not in (None, "en"))


def _is_desk_name(page: Page, text: str) -> bool:
    """Whether a word for translating or editing and a name stand alone: "Traducci\u00f3n Juan Prados"."""
    length = phrases("layout", "desk", page.language or "en").start(fold(text)) if len(text) <= LONGEST_DATE_LINE else 0
    return (
        length > 1
        and text[length : length + 1].isspace()
        and bool(read_lone_name(text[length:].strip(), page.language))
    )


def _is_double_section(text: str) -> bool:
    """Whether a line is a section in two languages, or two of them: "Valle / Tal"."""
    parts = re.split(r"\s/\s|\s&\s|\s\u00b7\s", text)
    return (
        len(parts) > 1
        and len(text) <= LONGEST_WEAK_LABEL
        and is_section(parts[0])
        and word_count(text) <= MOST_WEAK_WORDS
    )
