"""The plain-text reader: header zone, body and foot of a page, each block with exactly one owner."""

from dataclasses import replace
from itertools import pairwise

from service.article import Piece, Reading
from service.characters import without_spaces
from service.layout import rules
from service.layout.attributions import cut_attribution
from service.layout.captions import is_credit_alone, photographed
from service.layout.copy_end import closing_start
from service.layout.datelines import lone_dateline
from service.layout.features import copy_size, runs_on
from service.layout.foot import FOOT_BLOCKS, foot_start, over_signature, read_foot_block, read_tail_block
from service.layout.foot_rules import LONGEST_FIRST_CAPTION, closing_dates, foot_rule, is_signer
from service.layout.header import read_header
from service.layout.lines import page_lines
from service.layout.mail import mail_lines, unquote
from service.layout.names import close_up
from service.layout.page import Page
from service.layout.page_fields import fields_of
from service.layout.page_labels import set_apart
from service.layout.page_names import names_of
from service.layout.paragraphs import Block, read_blocks, read_rest
from service.layout.pieces import in_order
from service.layout.replies import readers_start
from service.layout.sender_tail import tail_rule, tail_start
from service.layout.shapes import has_letters, is_prose, main_script
from service.layout.source_lines import is_dated_event
from service.layout.titles import take_headline
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import WITHIN, Weighing
from service.words import fold, phrases
from service.words.guess import guess_language

# A byline below a deck or caption still stands this near the top of the body.
BYLINE_REACH = 3
# Below its day a notice names so many signers and their offices.
SIGNERS = 4
# What is read block by block: 20 times the longest of 6,900 articles measured, or 7 MiB wrapped at 72 columns. Of more
# lines than these no page of a newspaper is made, and each costs up to 15 us.
MOST_LINES = 100_000
# Labels are looked for in so many blocks; more than so many labels and page lines are a list, and copy.
MOST_BLOCKS, MOST_CUTTINGS = 20_000, 10_000
# Among so many lines of its top a page has its masthead and headline.
BESIDE_LINES = 60


def read_layout(copy: str) -> Reading:
    """Read plain text, with clean characters, by its layout alone.

    Every letter and digit of `copy` ends in exactly one of headline, alternative headline, byline, paragraphs and
    furniture. A headline is taken only where a body remains; text of one block is body. What stands behind the first
    `MOST_LINES` is the last of the paragraphs, in one piece, with blank lines between its own.
    """
    lines = copy.split("\n", MOST_LINES)
    rest = read_rest(lines.pop()) if len(lines) > MOST_LINES else ""
    lines = unquote(lines)
    top = [line.strip() for line in lines[:BESIDE_LINES]]
    beside = frozenset(below for above, below in pairwise(top) if above and below)
    language = guess_language(copy)
    lines = set_apart(lines, language)
    bare = [line.strip() for line in lines]
    blocks = read_blocks(lines, page_lines(bare) | mail_lines(bare), language)
    spaced = {without_spaces(line): close_up(line) for line in bare[:FOOT_BLOCKS] if close_up(line) != line}
    reading = _read_blocks(blocks, copy, language, (spaced, beside), goes_on=bool(rest))
    reading = replace(reading, joined_hyphens=sum(block.joined for block in blocks))
    if not rest:
        return reading
    last = _body_piece(rest)
    return replace(reading, paragraphs=(*reading.paragraphs, rest), pieces=(*reading.pieces, last))


def _read_blocks(
    blocks: list[Block],
    copy: str,
    language: str | None,
    printed: tuple[dict[str, str], frozenset[str]],
    *,
    goes_on: bool,
) -> Reading:
    """Give each block its owner. A copy that `goes_on` behind them has no foot there.

    As `printed` are the spaced names of the head, closed up, and its lines that stand right below another.
    """
    if not blocks or (not goes_on and sum(has_letters(block.text) for block in blocks) <= 1):
        return _all_body(blocks)
    page = Page(
        main_script(copy), language, names=names_of(blocks), spaced=printed[0], beside=printed[1], last=blocks[-1].text
    )
    weighing = Weighing(blocks, page.script, language)
    start = read_header(page, blocks, weighing)
    if start == len(blocks):
        return _read_without_prose(page, blocks, weighing)
    page.opening = blocks[start].text
    readers = len(blocks) if goes_on else readers_start(blocks, start)
    tail = len(blocks) if goes_on else tail_start(blocks, start, readers)
    end = len(blocks)
    if not goes_on:
        weighed = weighing.foot_start(tail, FOOT_BLOCKS, lambda at: foot_rule(page, blocks[at]))
        closing = closing_start(blocks, start, tail)
        end = min(foot_start(page, blocks, start, closing), max(start + 1, weighed))
        end = over_signature(page, blocks, start, end)
        while end < tail and is_dated_event(blocks[end].text) and foot_rule(page, blocks[end]) is None:
            end += 1
    headline, alternative = take_headline(page, blocks, weighing, has_body=True)
    start += _take_first_caption(page, blocks, start, end)
    for at in range(start, end):
        _read_body_block(page, blocks, weighing, at, near_top=start <= at < start + BYLINE_REACH)
    _take_date_of_signers(page, blocks, start, end)
    for page.at in range(end, len(blocks)):
        if page.at < tail:
            read_foot_block(page, blocks, weighing)
        else:
            read_tail_block(page, blocks[page.at], tail_rule(blocks, tail, readers, page.at))
    reading = fields_of(page, blocks, headline, alternative)
    return reading if any(map(has_letters, reading.paragraphs)) else _all_body(blocks)


def _take_first_caption(page: Page, blocks: list[Block], start: int, end: int) -> int:
    """Take a short line above all copy, and the credit right below it, for a picture's; how many blocks they are."""
    if start + 2 < end and not blocks[start].page_line and (image := photographed(blocks[start].text)):
        page.at = start
        page.images.append(image)
        page.give(rules.CAPTION, blocks[start].text)
        return 1
    if start + 2 >= end or len(blocks[start].text) > LONGEST_FIRST_CAPTION or blocks[start].page_line:
        return 0
    text, below = blocks[start].text, blocks[start + 1].text
    if not is_credit_alone(below) or not copy_size(blocks[start + 2].text) or not page.candidates:
        return 0
    for page.at, line in ((start, text), (start + 1, below)):
        page.take_line(rules.CAPTION, line)
    return 2


def _take_date_of_signers(page: Page, blocks: list[Block], start: int, end: int) -> None:
    """Keep the day behind a word for it ("Issued on") among the last blocks, with nothing but its signers below it."""
    for at in range(end - 1, max(start, end - SIGNERS - 1), -1):
        text = blocks[at].text
        if phrases("dates", "published").start(fold(text)) and (dates := closing_dates(text)) and not page.dated:
            page.at = at
            page.take_dates(dates)
        if not is_signer(text):
            return


def _all_body(blocks: list[Block]) -> Reading:
    texts = tuple(block.text for block in blocks)
    given = list(enumerate(map(_body_piece, texts)))
    return Reading(texts, pieces=in_order(given, range(len(blocks)), blocks))


def _body_piece(text: str) -> Piece:
    return Piece(rules.BODY.kind, text, rules.BODY.name, is_furniture=False)


def _read_without_prose(page: Page, blocks: list[Block], weighing: Weighing) -> Reading:
    """A page that is header to its end: what could be a headline is all the body there is."""
    take_headline(page, blocks, weighing, has_body=False)
    reading = fields_of(page, blocks, None, None)
    return reading if any(map(has_letters, reading.paragraphs)) else _all_body(blocks)


def _read_body_block(page: Page, blocks: list[Block], weighing: Weighing, at: int, *, near_top: bool) -> None:
    block, page.at = blocks[at], at
    if page.cuts >= MOST_CUTTINGS or (at >= MOST_BLOCKS and not block.page_line):
        page.give(rules.BODY, block.text)
    elif block.page_line and block.page_line is not rules.RUNNING_TITLE and not lone_dateline(block.text):
        page.take_line(block.page_line, block.text)
    elif near_top and lone_dateline(block.text):
        page.give(rules.BODY, block.text)
    elif (
        page.cut_label(block.text, rules.ADDRESS_WITHIN)
        or (near_top and not is_prose(block.text) and cut_attribution(page, blocks, at))
        or (weighing.is_within(at) and not runs_on(block.text) and take_weighed(page, blocks, weighing, WITHIN))
    ):
        return
    else:
        page.give(rules.BODY, block.text)
