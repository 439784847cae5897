"""Names that no word marks as a byline: beside a date or an address, between headline and copy."""

import re

from service.layout import rules
from service.layout.bylines import Byline, before_date, read_byline, split_date
from service.layout.date_lines import read_date_line
from service.layout.datelines import is_place_alone
from service.layout.head_sizes import FEWEST_HEADLINE_WORDS, LONGEST_DATE_LINE, MOST_PLACE_WORDS
from service.layout.labels import is_section, label_rule
from service.layout.names import dense_name, is_paper_name, paper_name
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.person_names import is_role, read_lone_name, read_names
from service.layout.shapes import is_prose, word_count

FEWEST_NAME_WORDS = 2
# Between the masthead's name and the number of the page stand so many blocks.
MASTHEAD_REACH = 4
# How writers sign on social networks.
HANDLE = re.compile(r"@\w{2,30}")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}", re.ASCII)


def unmarked_byline(page: Page, blocks: list[Block], at: int) -> Byline | None:
    """A name without "By" that shares its line with a date, or stands beside one, or between headline and copy."""
    text = blocks[at].text
    could_be = not page.byline and len(text) <= 2 * LONGEST_DATE_LINE and page.candidates
    headline = _longest_headline(page, blocks) if could_be else ""
    if word_count(headline) < FEWEST_HEADLINE_WORDS:
        return None
    named, date = split_date(text)
    named = _before_house(page, named)
    if (
        _is_of_masthead(blocks, at)
        or _is_marked_below(blocks, at, page.language)
        or text in page.candidates.values()
        or is_paper_name(named)
        or not (date or _opens_copy(blocks, at, page.language))
    ):
        return None
    # In capitals a place looks like a name: the dateline below prints it again.
    if text.isupper() and (headline.isupper() or any(text in block.text for block in blocks[at + 1 : at + 8])):
        return None
    authors = read_lone_name(named, page.language)
    caseless = text[0].lower() == text[0].upper()
    long = caseless and any(len(name.split()) > FEWEST_NAME_WORDS for name in authors)
    if authors and (not long or date or _is_beside_date(blocks, at)):
        return Byline(before_date(text, date), authors, date)
    if not date or len(text) > LONGEST_DATE_LINE or text.isupper():
        return None
    authors = read_names(named, page.language) if FEWEST_NAME_WORDS <= word_count(named) <= MOST_PLACE_WORDS else ()
    return Byline(before_date(text, date), authors, date) if authors else None


def _is_of_masthead(blocks: list[Block], at: int) -> bool:
    """Whether a page's number or the name of a section stands below, above the copy: no byline is that high up."""
    for block in blocks[at + 1 : at + 1 + MASTHEAD_REACH]:
        if is_prose(block.text):
            return False
        if block.page_line is rules.PAGE_NUMBER or is_section(block.text):
            return True
    return False


def _is_marked_below(blocks: list[Block], at: int, language: str | None) -> bool:
    """Whether a byline that says so with a word stands soon below, so that what is above it names no writer."""
    for block in blocks[at + 1 : at + 1 + MASTHEAD_REACH]:
        if is_prose(block.text):
            return False
        signed = read_byline(block.text, language) if len(block.text) <= LONGEST_DATE_LINE else None
        if signed and signed.authors and not read_lone_name(block.text, language):
            return True
    return False


def _before_house(page: Page, named: str) -> str:
    """What a line says before the name of the paper that it ends in: "Jane Roe - The Quay Gazette"."""
    said, dash, house = named.rpartition(" - ") if " - " in named else named.rpartition(" \u2013 ")
    known = (dense_name(name) for _, _, name in page.heard)
    candidates = (dense_name(text) for text in page.candidates.values())
    return said if dash and (is_paper_name(house) or dense_name(house) in {*page.names, *known, *candidates}) else named


def _longest_headline(page: Page, blocks: list[Block]) -> str:
    """The longest candidate that is no name of the page's own."""
    own = (text for at, text in page.candidates.items() if blocks[at].page_line is None and not is_paper_name(text))
    return max((text for text in own if dense_name(paper_name(text)) not in page.names), key=word_count, default="")


def _is_beside_date(blocks: list[Block], at: int) -> bool:
    near = [blocks[place].text for place in (at - 1, at + 1) if 0 <= place < len(blocks)]
    return any(len(text) <= 2 * LONGEST_DATE_LINE and read_date_line(text) for text in near)


def _opens_copy(blocks: list[Block], at: int, language: str | None) -> bool:
    """Whether a date line stands beside the block, or copy right below it."""
    if _is_beside_date(blocks, at):
        return True
    for block in blocks[at + 1 : at + 4]:
        label = rules.ADDRESS_ABOVE if HANDLE.fullmatch(block.text) else label_rule(block.text, rules.ADDRESS_ABOVE)
        if is_prose(block.text) or label is rules.CAPTION:
            return True
        placed = block is blocks[at + 1] and blocks[at].text.isupper() and is_place_alone(block.text)
        if label is None and not placed and not is_role(block.text, language):
            return False
    return False


def beside_address(page: Page, text: str) -> tuple[str, tuple[str, ...], str] | None:
    """A name before an address of mail on the same line: the name as printed, the names, the address."""
    match = _MAIL.search(text)
    if match is None or match.end() < len(text.rstrip(" )>")) or page.byline:
        return None
    said = text[: match.start()].rstrip(" (<|,/\u00b7")
    signed = read_byline(said, page.language, below_headline=True)
    authors = signed.authors if signed else read_lone_name(said, page.language)
    return (said, authors, text[len(said) :].strip()) if authors else None


def cut_signed(page: Page, text: str) -> bool:
    """Take a name and an address of mail that share a line."""
    named = beside_address(page, text)
    if named:
        page.take_byline(Byline(named[0], named[1]), rules.UNMARKED_BYLINE)
        page.give(rules.ADDRESS_ABOVE if page.headline_at < 0 else rules.ADDRESS_BELOW, named[2])
    return named is not None
