"""The header zone: what a page prints above its body, down to the first block that runs on as prose."""

import re
from dataclasses import replace
from functools import reduce

from service.dates import parse_printed_date
from service.layout import rules
from service.layout.attributions import cut_attribution, cut_first, section_between_addresses, unmarked_byline
from service.layout.bylines import Byline, read_byline
from service.layout.captions import is_credit_alone
from service.layout.closing import is_forum
from service.layout.date_lines import read_date_line
from service.layout.datelines import lone_dateline, read_dateline
from service.layout.features import copy_size, runs_on
from service.layout.head_sizes import (
    FEWEST_HEADLINE_WORDS,
    HEADER_BLOCKS,
    LONGEST_DATE_LINE,
    LONGEST_HEADLINE_LINE,
    MOST_WEAK_WORDS,
)
from service.layout.labels import is_section, label_rule
from service.layout.names import is_board, is_paper_name
from service.layout.page import Page
from service.layout.page_labels import (
    all_head,
    forward_end,
    is_issue,
    is_motto,
    is_quotation_mark,
    is_weak_label,
    release_end,
)
from service.layout.paragraphs import Block
from service.layout.record_lines import cut_record_line, record_lines
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_headline_shaped, is_prose, main_script, word_count
from service.layout.tail import is_contact_line
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import LEAST, LIKELY, SURE, Weighing
from service.words import is_unspaced

LONGEST_SUMMARY = 260
LONGEST_POSTER = 24
# Above a byline or the day, so far down, a line of so many columns that runs on is the page's own.
MOST_LOWER_LINES = 3
# A longer sentence above a credit could be the lead.
LONGEST_CAPTION_SENTENCE = 60
HEAD_REACH, LONGEST_WITHIN_HEAD, LONGEST_SALUTATION = 5, 90, 60
# What lines are whatever they say; the others' kinds are guesses from their shape.
_FIXED = (
    rules.RUNNING_HEADER, rules.RUNNING_FOOTER, rules.PAGE_NUMBER, rules.JUMP_LINE,
    rules.MAIL_HEADER, rules.MAIL_SUBJECT, rules.FORWARD_MARK,
)  # fmt: skip
MOST_STOPPED_WORDS = 9
_NICK = re.compile(r"(?=\S*[_\d])[\w.-]{3,24}")
_COMMAS = ",\u060c\u3001\uff0c"


def read_header(page: Page, blocks: list[Block], weighing: Weighing) -> int:
    """Read the blocks above the body; the index of the first block that belongs to it."""
    above = forward_end(blocks), release_end(blocks)
    joined = -1
    copy = next((at for at, block in enumerate(blocks) if is_prose(block.text)), len(blocks))
    below = {block.text for block in blocks[copy:] if block.page_line}
    record = record_lines(blocks, min(copy, HEADER_BLOCKS))
    for at, block in enumerate(blocks[:HEADER_BLOCKS]):
        page.at = at
        # A line that the head alone repeats is no running header: a forum prints the title above each post.
        if block.page_line is rules.RUNNING_HEADER and at < copy and block.text not in below:
            block = replace(block, page_line=None)  # noqa: PLW2901  # read as any other block
            blocks[at] = block
        if lone_dateline(block.text):
            return at
        if at <= joined or _take_page_line(page, block) or _take_above(page, blocks, above):
            continue
        if is_contact_line(block.text):
            page.give(rules.NOTE, block.text)
            continue
        if at in record and cut_record_line(page, block.text, record[at]):
            continue
        if _take_poster(page, blocks) or cut_first(page, block) or _take_label(page, blocks):
            continue
        if _take_captioned(page, blocks):
            joined = at + 1
            continue
        if (end := _headline_end(page, blocks, at)) > at and not _is_title(page, blocks):
            page.candidates[at], joined = reduce(_joined, (one.text for one in blocks[at : end + 1])), end
            continue
        least = SURE if runs_on(block.text) else LIKELY
        taken = (
            _take_stopped(page, blocks)
            or _take_title(page, blocks)
            or take_weighed(page, blocks, weighing, least)
            or _take_summary(page, blocks)
        )
        if not taken and not _take_within_head(page, blocks, weighing):
            return at
    return min(len(blocks), HEADER_BLOCKS)


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


def _take_label(page: Page, blocks: list[Block]) -> bool:
    block = blocks[page.at]
    if block.page_line:
        page.take_line(block.page_line, block.text)
    elif not (page.cut_label(block.text, rules.ADDRESS_ABOVE) or cut_attribution(page, blocks, page.at)):
        return False
    page.section = page.section or section_between_addresses(block.text, page.script)
    return True


def _is_title(page: Page, blocks: list[Block]) -> bool:
    text = blocks[page.at].text
    if main_script(text) not in (page.script, None) and not is_prose(text):
        return True
    return text in page.candidates.values() or (is_headline_shaped(text) and not _goes_on(page, blocks, page.at))


def _take_title(page: Page, blocks: list[Block]) -> bool:
    """Take what could be a headline or stand above or below one; False where the body begins."""
    text = blocks[page.at].text
    if main_script(text) not in (page.script, None) and not is_prose(text):
        _cut_foreign(page, text)
    elif text in page.candidates.values():
        page.give(rules.HEADLINE_AGAIN, text)
    elif _is_title(page, blocks):
        page.candidates[page.at] = text
    elif is_motto(page, blocks):
        page.take_head(rules.MASTHEAD, text)
    elif all_head(page) and is_weak_label(blocks, page.at):
        page.take_head(rules.ISSUE_LINE if is_issue(text) else rules.MASTHEAD, text)
    else:
        return False
    return True


def _take_stopped(page: Page, blocks: list[Block]) -> bool:
    """Take the headline of an old paper, which ends in a full stop: a short line alone below a masthead and its day."""
    block, at = blocks[page.at], page.at
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    headed = page.dated and page.candidates and all_head(page) and not page.byline
    if not headed or below is None or not (block.apart and below.apart) or not ends_sentence(block.text):
        return False
    short = word_count(block.text) <= MOST_STOPPED_WORDS and block.text[-1] == "." and block.text.count(".") == 1
    if not short or block.full or below.page_line or len(below.text) < 2 * len(block.text) or not is_prose(below.text):
        return False
    shaped = is_headline_shaped(block.text[:-1])
    if shaped:
        page.candidates[at] = block.text
    return shaped


def _take_summary(page: Page, blocks: list[Block]) -> bool:
    summary = bool(page.candidates) and _is_summary(page, blocks, page.at)
    if summary:
        page.summary = (page.at, blocks[page.at].text)
    return summary


def _take_captioned(page: Page, blocks: list[Block]) -> bool:
    """Take a short line below headline and byline or day, and the credit right below it, for a picture's."""
    text, at = blocks[page.at].text, page.at
    titles = (near for near, one in page.candidates.items() if word_count(one) >= FEWEST_HEADLINE_WORDS)
    title = max(titles, default=at)
    signed = any(title < near < at and piece.kind in ("byline", "date") for near, piece in page.given)
    longest = LONGEST_CAPTION_SENTENCE if ends_sentence(text) else LONGEST_HEADLINE_LINE
    if not signed or at + 1 >= len(blocks) or len(text) > longest:
        return False
    if not is_credit_alone(blocks[at + 1].text) or read_byline(blocks[at + 1].text, page.language):
        return False
    for page.at in (at, at + 1):
        page.take_line(rules.CAPTION, blocks[page.at].text)
    return True


def _take_poster(page: Page, blocks: list[Block]) -> bool:
    """Take a word alone above the time of day, below a headline, for who posted the copy in a forum."""
    text = blocks[page.at].text
    if page.byline or not page.candidates or " " in text or len(text) > LONGEST_POSTER or page.at + 1 >= len(blocks):
        return False
    line = read_date_line(blocks[page.at + 1].text)
    timed = line is not None and line.is_all and line.dates[0].precision in ("minute", "second")
    if not timed or not (_NICK.fullmatch(text) or is_forum(blocks)) or is_section(text) or not text[-1].isalnum():
        return False
    page.take_byline(Byline(text, (text,)), rules.POSTER)
    return True


def _take_within_head(page: Page, blocks: list[Block], weighing: Weighing) -> bool:
    """Take a short line that no rule knows, where who wrote it or when stands soon below, and no copy between."""
    text = blocks[page.at].text
    salutes = text[-1] in ",\u060c\uff0c" and len(text) <= LONGEST_SALUTATION and blocks[page.at].apart
    dated = bool(page.dated) and not salutes
    below_title = page.at - 1 in page.candidates and not salutes
    if page.byline or dated or copy_size(text) > LONGEST_WITHIN_HEAD or below_title:
        return False
    if salutes and _is_signed_below(page, blocks):
        page.give(rules.BODY, text)
        return True
    return _is_signed_below(page, blocks) and (take_weighed(page, blocks, weighing, LEAST) or _give_header(page, text))


def _is_signed_below(page: Page, blocks: list[Block]) -> bool:
    """Whether a byline or the day stands soon below, and no copy between."""
    for block in blocks[page.at + 1 : page.at + 1 + HEAD_REACH]:
        signed = read_byline(block.text, page.language)
        dated = read_date_line(block.text)
        if (signed and len(block.text) <= LONGEST_DATE_LINE) or (dated and dated.is_all):
            return True
        if copy_size(block.text):
            return False
    return False


def _give_header(page: Page, text: str) -> bool:
    page.take_head(rules.WEIGHED_HEADER, text)
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


def _cut_foreign(page: Page, text: str) -> None:
    below = page.foreign is None and page.at - 1 in page.candidates
    if below and not is_paper_name(text) and word_count(text) >= FEWEST_HEADLINE_WORDS:
        page.foreign = (page.at, text)
        return
    line = read_date_line(text)
    if line:
        page.take_dates(line.dates)
    if line and line.is_all:
        page.give(rules.DATE_LINE, text)
    else:
        page.take_head(rules.FOREIGN_HEADER, text)


def _headline_end(page: Page, blocks: list[Block], at: int) -> int:
    """Where a headline ends that begins at a place: the second line goes on in lower case or behind a comma."""
    if at + 2 >= len(blocks) or page.byline or not is_headline_shaped(blocks[at].text.rstrip(_COMMAS)):
        return at
    broken = blocks[at].text[-1] in _COMMAS
    below, behind = blocks[at + 1], blocks[at + 2]
    # Above a menu, name and motto of a site stand one below the other.
    menu = behind.page_line or label_rule(behind.text, rules.ADDRESS_ABOVE)
    if at == 0 and menu is rules.MENU and _is_titled(page, blocks, at + 3):
        return at
    # A comma above a blank line ends a salutation; letters, digits and no space are a poster's name.
    if (broken and below.apart) or _NICK.fullmatch(below.text):
        return at
    if len(blocks[at].text) > LONGEST_HEADLINE_LINE or not _could_go_on(below):
        return at
    end = at + 1
    while end + 1 < len(blocks) and end < at + MOST_LOWER_LINES and blocks[end + 1].text[:1].islower():
        end += 1
        if not _could_go_on(blocks[end]):
            return at
    behind = blocks[end + 1] if end + 1 < len(blocks) else behind
    if broken and end == at + 1:
        shaped = is_headline_shaped(below.text[:1].upper() + below.text[1:])
        return end if shaped and not is_headline_shaped(behind.text) else at
    small = below.text[0].islower() or (broken and end > at + 1)
    copied = any(is_prose(block.text) for block in blocks[end + 1 : end + 1 + MOST_WEAK_WORDS])
    return end if small and copied and not behind.text[:1].islower() else at


def _is_titled(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether the block at a place could be a headline, and no byline or label."""
    text = blocks[at].text if at < len(blocks) else ""
    signed = read_byline(text, page.language) or label_rule(text, rules.ADDRESS_ABOVE) if text else None
    return is_headline_shaped(text) and not signed


def _could_go_on(block: Block) -> bool:
    """Whether a block could be a later line of a headline."""
    text = block.text
    if block.page_line or len(text) > LONGEST_HEADLINE_LINE or text[-1] in ",;:-":
        return False
    return not ends_sentence(text) and not is_prose(text)


def _joined(text: str, below: str) -> str:
    return f"{text}{below}" if is_unspaced(below[0]) or text[-1] in "\u3001\uff0c" else f"{text} {below}"


def _is_summary(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a sentence or two below the headline stand above what opens the story."""
    text = blocks[at].text
    if page.summary or page.byline or len(text) > LONGEST_SUMMARY or at + 2 > len(blocks) - 1:
        return False
    if max(page.candidates) != at - 1:
        return False
    below = blocks[at + 1]
    # A sentence below which no lead follows is the lead.
    if below.page_line or (is_prose(text) and not any(is_prose(one.text) for one in blocks[at + 1 : HEADER_BLOCKS])):
        return False
    if read_byline(below.text, page.language, below_headline=True) or parse_printed_date(below.text):
        return True
    if unmarked_byline(page, blocks, at + 1):
        return True
    dateline = read_dateline(below.text)
    return dateline is not None and (dateline.place.isupper() or len(dateline.as_printed) > len(dateline.place))


def _goes_on(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether the next block goes on in lower case: then the two are copy that was cut into lines."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        below is not None
        and below.page_line is None
        and below.text[:1].islower()
        and not _NICK.fullmatch(below.text)
        and label_rule(below.text, rules.ADDRESS_ABOVE) is None
        and read_byline(below.text, page.language) is None
        and read_date_line(below.text) is None
        and not is_section(below.text)
        and not is_issue(below.text)
        and not (
            all_head(page) and (not page.candidates or is_paper_name(blocks[at].text)) and is_weak_label(blocks, at + 1)
        )
    )
