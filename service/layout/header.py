"""The header zone: what a page prints above its body, down to the first block that runs on as prose."""

from dataclasses import replace
from functools import reduce

from service.layout import rules
from service.layout.attributions import cut_attribution, cut_first, section_between_addresses
from service.layout.bylines import read_byline
from service.layout.date_lines import read_date_line
from service.layout.datelines import lone_dateline
from service.layout.features import runs_on
from service.layout.head_neighbours import (
    opens_copy,
    take_captioned,
    take_greeting,
    take_list,
    take_poster,
    take_within_head,
)
from service.layout.head_sizes import HEADER_BLOCKS
from service.layout.head_titles import (
    LONGEST_SUMMARY,
    headline_end,
    is_title,
    join_lines,
    take_summary,
    take_title,
)
from service.layout.labels import is_section
from service.layout.names import is_board
from service.layout.page import Page
from service.layout.page_labels import forward_end, is_quotation_mark, release_end
from service.layout.paragraphs import Block
from service.layout.record_lines import cut_record_line, record_lines
from service.layout.rules import Rule
from service.layout.sender_tail import is_contact_line
from service.layout.shapes import is_headline_shaped, is_prose
from service.layout.speeches import LOOKED_AT, speakers_of
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import LIKELY, SURE, Weighing

# What lines are whatever they say; the others' kinds are guesses from their shape.
_FIXED = (
    rules.RUNNING_HEADER, rules.RUNNING_FOOTER, rules.PAGE_NUMBER, rules.JUMP_LINE,
    rules.MAIL_HEADER, rules.MAIL_SUBJECT, rules.FORWARD_MARK,
)  # fmt: skip


def read_header(page: Page, blocks: list[Block], weighing: Weighing) -> int:
    """Read the blocks above the body; the index of the first block that belongs to it."""
    above = forward_end(blocks), release_end(blocks)
    joined = -1
    copy = next((at for at, block in enumerate(blocks) if is_prose(block.text)), len(blocks))
    below = {block.text for block in blocks[copy:] if block.page_line}
    page.speakers = speakers_of(block.text for block in blocks[: copy + LOOKED_AT])
    record = record_lines(blocks, min(copy, HEADER_BLOCKS))
    for at, block in enumerate(blocks[:HEADER_BLOCKS]):
        page.at = at
        # A line that the head alone repeats is no running header: a forum prints the title above each post.
        if block.page_line is rules.RUNNING_HEADER and at < copy and block.text not in below:
            block = replace(block, page_line=None)  # noqa: PLW2901  # read as any other block
            blocks[at] = block
        if lone_dateline(block.text) or opens_copy(page, blocks):
            return at
        joined = take_list(page, blocks, joined)
        if at <= joined or _take_page_line(page, block) or _take_above(page, blocks, above):
            continue
        if (
            _take_contact(page, block)
            or take_greeting(page, blocks)
            or (at in record and cut_record_line(page, block.text, record[at]))
        ):
            continue
        if take_poster(page, blocks) or cut_first(page, block) or _take_label(page, blocks):
            continue
        if take_captioned(page, blocks):
            joined = at + 1
            continue
        if (end := headline_end(page, blocks, at)) > at and not is_title(page, blocks):
            page.candidates[at], joined = reduce(join_lines, (one.text for one in blocks[at : end + 1])), end
            continue
        least = SURE if runs_on(block.text) else LIKELY
        taken = take_title(page, blocks) or take_weighed(page, blocks, weighing, least) or take_summary(page, blocks)
        if not taken and not take_within_head(page, blocks, weighing):
            return at
    return min(len(blocks), HEADER_BLOCKS)


def _take_contact(page: Page, block: Block) -> bool:
    """Take whom to ask about a press release, where it prints that above the copy."""
    asked = is_contact_line(block.text)
    if asked:
        page.give(rules.NOTE, block.text)
    return asked


def _take_page_line(page: Page, block: Block) -> bool:
    """Take a line that is the page's own whatever it says; the running title may be the headline."""
    text = block.text
    if block.page_line is rules.RUNNING_TITLE:
        page.candidates[page.at] = text
    elif block.page_line is rules.RUNNING_HEADER and is_section(text):
        page.section = page.section or text
        page.give(rules.SECTION, text)
    elif block.page_line in _FIXED:
        page.take_line(block.page_line, text)
    else:
        return False
    return True


def _take_above(page: Page, blocks: list[Block], above: tuple[int, int]) -> bool:
    """Take what stands above a forwarded mail or a press release's banner, and what leads on to a quotation."""
    forwarded, _ = above
    text = blocks[page.at].text
    if page.at < max(above):
        board = page.at == 0 and is_board(text)
        _cut_above(page, text, rules.FORWARD_NOTE if page.at < forwarded and not board else rules.MASTHEAD)
    elif is_quotation_mark(text):
        page.give(rules.FORWARD_MARK, text)
    elif _is_introduction(page, blocks, page.at):
        page.give(rules.FORWARD_NOTE, text)
    else:
        return False
    return True


def _cut_above(page: Page, text: str, rule: Rule) -> None:
    """Give a block that stands above a forwarded mail, a quotation, or a press release's banner."""
    if page.cut_label(text, rules.ADDRESS_ABOVE):
        return
    line = read_date_line(text)
    labelled = line is not None and (line.is_all or (line.before[-1:] in (":", "\uff1a") and not line.after))
    if rule is rules.FORWARD_NOTE or line is None or not labelled:
        page.take_head(rule, text) if rule is rules.MASTHEAD else page.give(rule, text)
        return
    page.take_dates(line.dates)
    page.give(rules.DATE_LINE, text)


def _is_introduction(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a poster's own words lead on to the copy: they end in a colon, and a headline with its byline follows."""
    text = blocks[at].text
    if text[-1] not in ":\uff1a" or len(text) > LONGEST_SUMMARY or at + 2 >= len(blocks):
        return False
    below, behind = blocks[at + 1].text, blocks[at + 2].text
    signed = read_byline(behind, page.language, below_headline=True) or read_date_line(behind)
    return is_headline_shaped(below) and bool(signed)


def _take_label(page: Page, blocks: list[Block]) -> bool:
    block = blocks[page.at]
    if block.page_line:
        page.take_line(block.page_line, block.text)
    elif not (page.cut_label(block.text, rules.ADDRESS_ABOVE) or cut_attribution(page, blocks, page.at)):
        return False
    page.section = page.section or section_between_addresses(block.text, page.script)
    return True
