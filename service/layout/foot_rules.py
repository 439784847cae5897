"""What a block below the copy is: of the page, a source, a date, a signature."""

import re
from functools import cache

from service.article import ArticleDate
from service.layout import rules
from service.layout.bylines import read_byline
from service.layout.credits import is_sign_off
from service.layout.date_lines import is_companion, is_next_issue, read_date_line
from service.layout.datelines import dateline_house
from service.layout.imprints import POSTCODE
from service.layout.labels import LONGEST_LABEL, label_rule
from service.layout.names import dense_name, is_agency, is_paper_name
from service.layout.notices import is_end_mark
from service.layout.page import Page
from service.layout.page_labels import LONE_NUMBER, is_quotation_mark
from service.layout.page_names import is_company
from service.layout.paragraphs import Block
from service.layout.person_names import is_with_desk, read_lone_name, without_roles
from service.layout.rules import Rule
from service.layout.sender_tail import is_author_note
from service.layout.shapes import ends_sentence, is_prose, main_script, word_count
from service.layout.source_lines import is_labelled_source, read_first_published, read_source_line
from service.layout.unmarked_bylines import beside_address
from service.words import fold, phrases
from service.words.within import Within, at_words

# Among the labels of the foot, a line that is none by itself is no longer.
LONGEST_BETWEEN = 60
LONGEST_OF_PAGE, SHORTEST_PAGE_NAME = 200, 5
MOST_SIGNATURE_WORDS, SHORTEST_SIGNATURE = 5, 3
LONGEST_FIRST_CAPTION, MOST_NAME_WORDS = 60, 6
_BARS = "|\u00b7\u2022\uff5c/\u2013\u2014- "
# Of scripts without case, which have spaces: Hebrew and Arabic, the Indic ones.
_WORD = "[\u0590-\u06ff\u0900-\u0dff\u200c]{2,20}"
# "Jane Roe (PAP)".
_WITH_AGENCY = re.compile(r"(?P<name>[^()\d]{5,40}) \([A-Z]{2,7}(?:/[\w+]{2,12})?\)")
_NAME_AND_PLACE = re.compile(rf"{_WORD}(?: {_WORD}){{1,2}}[,\u060c] {_WORD}")


def foot_rule(page: Page, block: Block) -> Rule | None:
    """The rule that knows a block below the copy; None where none does."""
    text = block.text
    is_open = not block.page_line and len(text) <= LONGEST_LABEL
    addressed = block.page_line in (rules.ADDRESS_ABOVE, rules.ADDRESS_WITHIN, rules.ADDRESS_BELOW)
    if (is_open or addressed) and page.byline is None and "@" in text and beside_address(page, text):
        return rules.BYLINE
    if not is_open:
        return block.page_line if block.page_line is not rules.RUNNING_TITLE else None
    sure = _sure_foot_rule(page, text) or label_rule(text, rules.ADDRESS_BELOW)
    if sure is not None:
        return sure
    applies: tuple[tuple[Rule, object], ...] = (
        (rules.PAGE_NUMBER, LONE_NUMBER.fullmatch(text)),
        (rules.SIGN_OFF, is_agency(text)),
        (rules.OF_PAGE, _is_name_of_page(page, text)),
        (rules.FORWARD_MARK, is_quotation_mark(text)),
        (rules.CLOSING_DATE, closing_dates(text)),
        (rules.NOTE, is_next_issue(text)),
        (rules.SIGN_OFF, _signs_for_house(page, text)),
        (rules.SOURCE_LINE, not ends_sentence(text) and read_source_line(text)),
        (rules.SOURCE_LINE, read_first_published(text)),
        (rules.BYLINE, read_byline(text, page.language)),
        (rules.OF_PAGE, _is_of_page(page, text)),
        (rules.AUTHOR_NOTE, page.byline and is_author_note(text, page.byline.authors)),
        (rules.FAREWELL, page.byline and is_signed_by(text, page.byline.authors)),
        (rules.FOREIGN_FOOTER, main_script(text) not in (page.script, None) and not is_prose(text)),
        (rules.UNMARKED_BYLINE, page.byline is None and signers(text, page.language)),
    )
    return next((rule for rule, found in applies if found), None)


def _sure_foot_rule(page: Page, text: str) -> Rule | None:
    """The rule for what is surer than what a label's words say."""
    if is_labelled_source(text):
        return rules.SOURCE_LINE
    return rules.RUNNING_FOOTER if folio_dates(page, text) else None


def _is_of_page(page: Page, text: str) -> bool:
    """Whether a sentence begins with the page's name, and says whose it is or where: a company, an address."""
    listed = "," in text and any(map(str.isdecimal, text)) and not ends_sentence(text)
    if len(text) > LONGEST_OF_PAGE or not (is_company(text) or listed or _has_address(text) or _names_issuer(text)):
        return False
    dense = dense_name(text)
    known = page.names | {dense_name(name) for _, _, name in page.heard} | {dense_name(page.sender or "")}
    return any(len(name) >= SHORTEST_PAGE_NAME and dense.startswith(name) for name in known)


def _is_name_of_page(page: Page, text: str) -> bool:
    """Whether a line is the name of a paper, with more of the foot below it or as the page calls itself."""
    if len(text) > LONGEST_BETWEEN or ends_sentence(text) or ":" in text or not is_paper_name(text):
        return False
    return text != page.last or dense_name(text) in page.names


def _names_issuer(text: str) -> bool:
    """Whether a text says who brings out the page: "The Quay Letter is published by Quay Media"."""
    return _issuing().search(fold(text)) is not None


@cache
def _issuing() -> Within:
    return at_words(phrases("layout", "published_by"), whole=True)


def _has_address(text: str) -> bool:
    return "@" in text or "www." in text or "://" in text or POSTCODE.search(text) is not None


def _signs_for_house(page: Page, text: str) -> bool:
    """Whether a short line begins with the agency that the dateline names: it and its people sign the copy."""
    words = text.split()
    if not 1 < len(words) <= MOST_SIGNATURE_WORDS or ends_sentence(text):
        return False
    return words[0] in page.opening and words[0] == dateline_house(page.opening)


def is_signed_by(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a line below the copy is an author's name, or the first of it, with a word or two before it."""
    words = text.split()
    if len(words) > MOST_SIGNATURE_WORDS or ends_sentence(text) or any(map(str.isdecimal, text)):
        return False
    first = (author.split()[0] for author in authors if " " in author)
    return any(text.endswith(author) for author in authors if len(author) >= SHORTEST_SIGNATURE) or text in first


def signers(text: str, language: str | None) -> tuple[str, ...]:
    """Who signs the copy with nothing but a name below it, in scripts whose capitals tell names."""
    if housed := _WITH_AGENCY.fullmatch(text):
        text = housed["name"]
    cased = text[:1].isupper() and not text.isupper()
    # In other scripts a desk or a role tells a name, or the place behind it.
    told = not cased and (
        without_roles(text, language) != text or is_with_desk(text) or _NAME_AND_PLACE.fullmatch(text)
    )
    return read_lone_name(text, language) if (cased or told) and not is_paper_name(text) else ()


def is_signer(text: str) -> bool:
    """Whether a block could be a name or an office below the day of a notice."""
    bare = text.strip("()[]\uff08\uff09 ")
    return len(text) <= LONGEST_BETWEEN and not ends_sentence(bare) and not any(map(str.isdecimal, text))


def folio_dates(page: Page, text: str) -> tuple[ArticleDate, ...]:
    """The dates of a line at the foot that holds the paper's name, the day and, behind bars, a page or nothing."""
    line = read_date_line(text) if any(map(str.isdecimal, text)) else None
    if line is None or not line.before or not is_companion(line.after):
        return ()
    named = line.before.strip(_BARS)
    own = dense_name(named) in {dense_name(name) for _, _, name in page.heard}
    barred = line.before[-1] in _BARS and any(map(str.isdecimal, line.after))
    return line.dates if own or (barred and word_count(named) <= MOST_NAME_WORDS) else ()


def closing_dates(text: str) -> tuple[ArticleDate, ...]:
    """The dates of a line that is nothing but a date, and what goes with one."""
    line = read_date_line(text)
    if line is None:
        return ()
    ended = line.before == "" or is_end_mark(line.before) or is_sign_off(line.before)
    return line.dates if line.is_all or (ended and _is_zone(line.after)) else ()


def _is_zone(text: str) -> bool:
    return is_companion(text) or (len(text) <= len("CEST.") and text.isupper())
