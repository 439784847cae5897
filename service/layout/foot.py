"""The foot of a page: where it begins below the copy, and who owns each of its blocks."""

from dataclasses import replace

from service.layout import rules
from service.layout.addresses import is_address
from service.layout.bylines import Byline, read_byline, split_date, split_desk
from service.layout.foot_rules import (
    LONGEST_BETWEEN,
    MOST_SIGNATURE_WORDS,
    closing_dates,
    folio_dates,
    foot_rule,
    is_signed_by,
    signers,
)
from service.layout.labels import label_rule
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_prose
from service.layout.source_lines import is_labelled_source, read_first_published, read_source_line
from service.layout.unmarked_bylines import cut_signed
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import LEAST, Weighing

# Blocks below the body that a page can plausibly print.
FOOT_BLOCKS = 20
# A sentence between them is no longer.
LONGEST_LISTED = 120
_FOOT_KINDS = frozenset(("navigation", "boilerplate", "credit", "source", "page-footer"))
LIST_MARKS = (", ", "\u060c ", "\u3001", "; ", "#")


def foot_start(page: Page, blocks: list[Block], start: int, tail: int) -> int:
    """The index of the first block below the body: every one from it to the tail is a label."""
    at = tail
    while (
        at - 1 > start
        and tail - at < FOOT_BLOCKS
        and (
            foot_rule(page, blocks[at - 1])
            or (at - 2 > start and _is_between(page, blocks, at - 1))
            or (at < tail and _is_farewell_over(page, blocks[at - 1].text, blocks[at]))
            or (at - 2 > start and _is_listed(page, blocks, at - 1))
        )
    ):
        at -= 1
    return at


def over_signature(page: Page, blocks: list[Block], start: int, end: int) -> int:
    """Where the foot begins that a signature opens: its office above the name, and place and day above that."""
    if end < len(blocks) and end - 1 > start and _is_farewell_over(page, blocks[end - 1].text, blocks[end]):
        end -= 1
        signed = end - 1 > start and _is_signed_below(blocks, end - 1) and split_date(blocks[end - 1].text)[1]
        return end - 1 if signed else end
    return end


def _is_farewell_over(page: Page, text: str, below: Block) -> bool:
    """Whether a short line stands above the name with which an author signs, or a signer's office above a name."""
    if text[-1] in ",\u060c\uff0c" and _is_short(text) and not below.apart and signers(below.text, page.language):
        return True
    signed = page.byline is not None and is_signed_by(below.text, page.byline.authors)
    return signed and _is_short(text) and len(text.split()) <= MOST_SIGNATURE_WORDS and text[-1] not in ":\uff1a"


def _is_listed(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a sentence stands right between two labels of the foot, where blank lines part the copy."""
    if at + 1 >= len(blocks) or len(blocks[at].text) > LONGEST_LISTED or blocks[at].apart or blocks[at + 1].apart:
        return False
    return blocks[at - 1].apart and all(_is_foot_label(page, blocks[near]) for near in (at - 1, at + 1))


def _is_between(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a short block stands in the foot with a label above it: what it is it does not say itself.

    Another such block may stand between the two. The very last has to be a list of words, or stand below two labels.
    """
    if not _is_short(blocks[at].text):
        return False
    labels = [_is_foot_label(page, block) for block in blocks[at - 2 : at]]
    if at + 1 == len(blocks) and not any(mark in blocks[at].text for mark in LIST_MARKS):
        return all(labels)
    return labels[-1] or (labels[0] and _is_short(blocks[at - 1].text))


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_BETWEEN and not is_prose(text) and not ends_sentence(text)


def _is_foot_label(page: Page, block: Block) -> bool:
    """Whether a block is a label of those that stand together below the copy."""
    rule = foot_rule(page, block)
    return rule is not None and rule.kind in _FOOT_KINDS


def read_foot_block(page: Page, blocks: list[Block], weighing: Weighing) -> None:
    """Give a block of the foot, above the tail, as the rule that knows it says, or as what it weighs most."""
    block = blocks[page.at]
    if block.page_line is rules.ADDRESS_ABOVE:
        block = replace(block, page_line=rules.ADDRESS_BELOW)
    rule = foot_rule(page, block)
    if rule is None and take_weighed(page, blocks, weighing, LEAST):
        return
    rule, text = rule or (rules.TAIL if is_prose(block.text) else rules.LINKS), block.text
    if block.page_line and rule is block.page_line:
        page.take_line(rule, text)
        return
    if _take_signature(page, rule, text):
        return
    if rule is rules.RUNNING_FOOTER:
        page.take_dates(() if page.dates else folio_dates(page, text))
        page.give(rule, text)
        return
    if rule is rules.SOURCE_LINE and _is_signed_below(blocks, page.at):
        rule = rules.CLOSING_DATE
        page.take_dates(tuple(filter(None, (split_date(text)[1],))))
    if rule is rules.SOURCE_LINE:
        page.source = page.source or read_first_published(text) or read_source_line(text)
        page.give(rule, text)
        return
    if rule is rules.CLOSING_DATE:
        page.take_dates(closing_dates(text))
    if not page.cut_label(text, rules.ADDRESS_BELOW):
        page.give(rule, text)


def _is_signed_below(blocks: list[Block], at: int) -> bool:
    """Whether a place and a day are those of a signature: what its signer is, and a comma, stand right below."""
    below = blocks[at + 1].text if at + 1 < len(blocks) else ""
    return below[-1:] in (",", "\u060c", "\uff0c") and _is_short(below) and not is_labelled_source(blocks[at].text)


def _take_signature(page: Page, rule: Rule, text: str) -> bool:
    """Take who signs the copy below it."""
    if rule is rules.UNMARKED_BYLINE:
        page.take_byline(Byline(text, signers(text, page.language)), rule)
        return True
    if rule is not rules.BYLINE:
        return False
    if cut_signed(page, text):
        return True
    signed, desk = split_desk(text)
    if byline := read_byline(signed, page.language):
        page.take_byline(byline)
        if desk:
            page.give(rules.DESK_CREDIT, desk)
    return byline is not None


def read_tail_block(page: Page, block: Block, rule: Rule) -> None:
    """A block of the tail: its own kind where it has one; an address there is of a contact."""
    loose = (None, rules.LINKS, rules.ADDRESS_WITHIN, rules.ADDRESS_BELOW)
    own = foot_rule(page, replace(block, page_line=None)) if rule is rules.LINKS and block.page_line in loose else None
    # An address of the web below a heading for links is one of them.
    if own is rules.OF_PAGE or (own is rules.ADDRESS_BELOW and not is_address(block.text)):
        page.give(own, block.text)
    elif block.page_line and block.page_line not in (rules.RUNNING_TITLE, rules.ADDRESS_WITHIN, rules.ADDRESS_BELOW):
        page.take_line(block.page_line, block.text)
    elif rule is not rules.TAIL and (dates := closing_dates(block.text)):
        page.take_dates(dates)
        page.give(rules.CLOSING_DATE, block.text)
    elif label_rule(block.text, rules.ADDRESS_BELOW) in (None, rules.ADDRESS_BELOW):
        page.give(rule, block.text)
    else:
        page.cut_label(block.text, rules.ADDRESS_BELOW)
