"""The plain-text reader: header zone, body and foot of a page, each block with exactly one owner."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from service.article import ArticleDate, Dateline, DateRole, Findings, Found, Furniture, OriginalSource, Piece, Reading
from service.characters import without_spaces
from service.dates.order import settle_orders
from service.layout import rules
from service.layout.attributions import beside_address, cut_attribution, cut_signed
from service.layout.bylines import Byline, read_byline, split_date
from service.layout.captions import is_credit_alone
from service.layout.closing import closing_start, readers_start
from service.layout.credits import is_sign_off
from service.layout.date_lines import is_companion, is_next_issue, read_date_line
from service.layout.datelines import (
    dateline_agency,
    dateline_date,
    dateline_house,
    is_place_alone,
    lone_dateline,
    read_dateline,
    recurring_place,
)
from service.layout.east_asian_datelines import dateline_authors, opening_authors
from service.layout.features import copy_size, runs_on
from service.layout.header import read_header
from service.layout.hyphens import Copy
from service.layout.imprints import POSTCODE
from service.layout.issuers import issuer
from service.layout.labels import LONGEST_LABEL, label_rule
from service.layout.lines import page_lines
from service.layout.mail import mail_lines, unquote
from service.layout.masthead import is_company, names_of, take_headline
from service.layout.names import close_up, dense_name, is_board, is_paper_name, paper_name, rights_holder
from service.layout.notices import is_end_mark
from service.layout.page import SURE, Page
from service.layout.page_labels import LONE_NUMBER, is_quotation_mark, set_apart
from service.layout.paragraphs import Block, join_pieces, read_blocks, read_rest
from service.layout.person_names import is_with_desk, read_lone_name, without_roles
from service.layout.pieces import in_order
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, has_letters, is_prose, main_script, word_count
from service.layout.source_lines import (
    SourceLine,
    is_dated_event,
    is_labelled_source,
    read_first_published,
    read_source_line,
)
from service.layout.tail import is_author_note, tail_rule, tail_start
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import LEAST, WITHIN, Weighing
from service.words.guess import guess_language

T = TypeVar("T")

# Blocks below the body that a page can plausibly print.
FOOT_BLOCKS = 20
# Among the labels of the foot, a line that is none by itself is no longer.
LONGEST_BETWEEN = 60
# A sentence between them is no longer.
LONGEST_LISTED = 120
_FOOT_KINDS = frozenset(("navigation", "boilerplate", "credit", "source", "page-footer"))
LONGEST_OF_PAGE, SHORTEST_PAGE_NAME = 200, 5
MOST_SIGNATURE_WORDS, SHORTEST_SIGNATURE = 5, 3
LONGEST_FIRST_CAPTION, MOST_NAME_WORDS = 60, 6
_BARS = "|\u00b7\u2022\uff5c/\u2013\u2014- "
_FOOT_PART = re.compile(r"[|\u00b7\u2022\uff5c]|,\s|\s[\u2013\u2014-]\s|\s\s")
_FOOT_RULES = frozenset(
    one.name for one in (rules.OF_PAGE, rules.RUNNING_FOOTER, rules.ADDRESS_BELOW, rules.WEIGHED_FOOTER)
)
_NAME_AND_PLACE = re.compile(
    "[\u0900-\u0dff\u0590-\u06ff\u200c]{2,20}(?: [\u0900-\u0dff\u0590-\u06ff\u200c]{2,20}){1,2}[,\u060c] [\u0900-\u0dff\u0590-\u06ff\u200c]{2,20}"
)
LIST_MARKS = (", ", "\u060c ", "\u3001", "; ", "#")
# A byline below a deck or caption still stands this near the top of the body.
BYLINE_REACH = 3
# What is read block by block: 20 times the longest of 6,900 articles measured, or 7 MiB wrapped at 72 columns. Of more
# lines than these no page of a newspaper is made, and each costs up to 15 us.
MOST_LINES = 100_000
# Labels are looked for in so many blocks; more than so many labels and page lines are a list, and copy.
MOST_BLOCKS, MOST_CUTTINGS = 20_000, 10_000
# Among so many lines of its top a page has its masthead and headline.
BESIDE_LINES = 60
# A house's name has so many letters; a place is looked for again in so many paragraphs.
SHORTEST_HOUSE, LOOKED_AT = 4, 12
# The contract's limit on `as_found`, in characters.
AS_FOUND = 500


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
    page.house = dateline_house(blocks[start].text)
    readers = len(blocks) if goes_on else readers_start(blocks, start)
    tail = len(blocks) if goes_on else tail_start(blocks, start, readers)
    end = len(blocks)
    if not goes_on:
        weighed = weighing.foot_start(tail, FOOT_BLOCKS, lambda at: _foot_rule(page, blocks[at]))
        closing = closing_start(blocks, start, tail)
        end = min(_foot_start(page, blocks, start, closing), max(start + 1, weighed))
        end = _over_signature(page, blocks, start, end)
        while end < tail and is_dated_event(blocks[end].text) and _foot_rule(page, blocks[end]) is None:
            end += 1
    headline, alternative = take_headline(page, blocks, weighing, has_body=True)
    start += _take_first_caption(page, blocks, start, end)
    for at in range(start, end):
        _read_body_block(page, blocks, weighing, at, near_top=start <= at < start + BYLINE_REACH)
    for page.at in range(end, len(blocks)):
        if page.at < tail:
            _read_foot_block(page, blocks, weighing)
        else:
            _read_tail_block(page, blocks[page.at], tail_rule(blocks, tail, readers, page.at))
    reading = _reading(page, blocks, headline, alternative)
    return reading if any(map(has_letters, reading.paragraphs)) else _all_body(blocks)


def _take_first_caption(page: Page, blocks: list[Block], start: int, end: int) -> int:
    """Take a short line above all copy, and the credit right below it, for a picture's; how many blocks they are."""
    if start + 2 >= end or len(blocks[start].text) > LONGEST_FIRST_CAPTION or blocks[start].page_line:
        return 0
    text, below = blocks[start].text, blocks[start + 1].text
    if not is_credit_alone(below) or not copy_size(blocks[start + 2].text) or not page.candidates:
        return 0
    for page.at, line in ((start, text), (start + 1, below)):
        page.take_line(rules.CAPTION, line)
    return 2


def _all_body(blocks: list[Block]) -> Reading:
    texts = tuple(block.text for block in blocks)
    given = list(enumerate(map(_body_piece, texts)))
    return Reading(texts, pieces=in_order(given, range(len(blocks)), blocks))


def _body_piece(text: str) -> Piece:
    return Piece(rules.BODY.kind, text, rules.BODY.name, is_furniture=False)


def _read_without_prose(page: Page, blocks: list[Block], weighing: Weighing) -> Reading:
    """A page that is header to its end: what could be a headline is all the body there is."""
    take_headline(page, blocks, weighing, has_body=False)
    reading = _reading(page, blocks, None, None)
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


def _foot_start(page: Page, blocks: list[Block], start: int, tail: int) -> int:
    """The index of the first block below the body: every one from it to the tail is a label."""
    at = tail
    while (
        at - 1 > start
        and tail - at < FOOT_BLOCKS
        and (
            _foot_rule(page, blocks[at - 1])
            or (at - 2 > start and _is_between(page, blocks, at - 1))
            or (at < tail and _is_farewell_over(page, blocks[at - 1].text, blocks[at]))
            or (at - 2 > start and _is_listed(page, blocks, at - 1))
        )
    ):
        at -= 1
    return at


def _over_signature(page: Page, blocks: list[Block], start: int, end: int) -> int:
    """Where the foot begins that a signature opens: its office above the name, and place and day above that."""
    if end < len(blocks) and end - 1 > start and _is_farewell_over(page, blocks[end - 1].text, blocks[end]):
        end -= 1
        signed = end - 1 > start and _is_signed_below(blocks, end - 1) and split_date(blocks[end - 1].text)[1]
        return end - 1 if signed else end
    return end


def _is_farewell_over(page: Page, text: str, below: Block) -> bool:
    """Whether a short line stands above the name with which an author signs, or a signer's office above a name."""
    if text[-1] in ",\u060c\uff0c" and _is_short(text) and not below.apart and _signs(below.text, page.language):
        return True
    signed = page.byline is not None and _is_signed_by(below.text, page.byline.authors)
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
    rule = _foot_rule(page, block)
    return rule is not None and rule.kind in _FOOT_KINDS


def _foot_rule(page: Page, block: Block) -> Rule | None:
    text = block.text
    if block.page_line or len(text) > LONGEST_LABEL:
        return block.page_line if block.page_line is not rules.RUNNING_TITLE else None
    if page.byline is None and "@" in text and beside_address(page, text):
        return rules.BYLINE
    sure = _sure_foot_rule(page, text) or label_rule(text, rules.ADDRESS_BELOW)
    if sure is not None:
        return sure
    applies: tuple[tuple[Rule, object], ...] = (
        (rules.PAGE_NUMBER, LONE_NUMBER.fullmatch(text)),
        (rules.OF_PAGE, _is_name_of_page(page, text)),
        (rules.FORWARD_MARK, is_quotation_mark(text)),
        (rules.CLOSING_DATE, _closing_dates(text)),
        (rules.NOTE, is_next_issue(text)),
        (rules.SIGN_OFF, _signs_for_house(page, text)),
        (rules.SOURCE_LINE, not ends_sentence(text) and read_source_line(text)),
        (rules.SOURCE_LINE, read_first_published(text)),
        (rules.BYLINE, read_byline(text, page.language)),
        (rules.OF_PAGE, _is_of_page(page, text)),
        (rules.AUTHOR_NOTE, page.byline and is_author_note(text, page.byline.authors)),
        (rules.FAREWELL, page.byline and _is_signed_by(text, page.byline.authors)),
        (rules.FOREIGN_FOOTER, main_script(text) not in (page.script, None) and not is_prose(text)),
        (rules.UNMARKED_BYLINE, page.byline is None and _signs(text, page.language)),
    )
    return next((rule for rule, found in applies if found), None)


def _sure_foot_rule(page: Page, text: str) -> Rule | None:
    """The rule for what is surer than what a label's words say."""
    if is_labelled_source(text):
        return rules.SOURCE_LINE
    return rules.RUNNING_FOOTER if _folio_dates(page, text) else None


def _signs_for_house(page: Page, text: str) -> bool:
    """Whether a short line begins with the agency that the dateline names: it and its people sign the copy."""
    words = text.split()
    named = page.house is not None and len(words) > 1 and words[0] == page.house
    return named and len(words) <= MOST_SIGNATURE_WORDS and not ends_sentence(text)


def _is_signed_by(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a line below the copy is an author's name, or the first of it, with a word or two before it."""
    words = text.split()
    if len(words) > MOST_SIGNATURE_WORDS or ends_sentence(text) or any(map(str.isdecimal, text)):
        return False
    first = (author.split()[0] for author in authors if " " in author)
    return any(text.endswith(author) for author in authors if len(author) >= SHORTEST_SIGNATURE) or text in first


def _is_of_page(page: Page, text: str) -> bool:
    """Whether a sentence begins with the name of the page, and says whose it is or where: a company, an address."""
    listed = "," in text and any(map(str.isdecimal, text)) and not ends_sentence(text)
    if len(text) > LONGEST_OF_PAGE or not (is_company(text) or listed or _has_address(text)):
        return False
    dense = dense_name(text)
    known = page.names | {dense_name(name) for _, _, name in page.heard} | {dense_name(page.sender or "")}
    return any(len(name) >= SHORTEST_PAGE_NAME and dense.startswith(name) for name in known)


def _is_name_of_page(page: Page, text: str) -> bool:
    """Whether a line is the name of a paper, with more of the foot below it or as the page calls itself."""
    if len(text) > LONGEST_BETWEEN or ends_sentence(text) or ":" in text or not is_paper_name(text):
        return False
    return text != page.last or dense_name(text) in page.names


def _has_address(text: str) -> bool:
    return "@" in text or "www." in text or "://" in text or POSTCODE.search(text) is not None


def _folio_dates(page: Page, text: str) -> tuple[ArticleDate, ...]:
    """The dates of a line at the foot that holds the paper's name, the day and, behind bars, a page or nothing."""
    line = read_date_line(text) if any(map(str.isdecimal, text)) else None
    if line is None or not line.before or not is_companion(line.after):
        return ()
    named = line.before.strip(_BARS)
    own = dense_name(named) in {dense_name(name) for _, _, name in page.heard}
    barred = line.before[-1] in _BARS and any(map(str.isdecimal, line.after))
    return line.dates if own or (barred and word_count(named) <= MOST_NAME_WORDS) else ()


def _closing_dates(text: str) -> tuple[ArticleDate, ...]:
    """The dates of a line that is nothing but a date, and what goes with one."""
    line = read_date_line(text)
    if line is None:
        return ()
    ended = line.before == "" or is_end_mark(line.before) or is_sign_off(line.before)
    return line.dates if line.is_all or (ended and _is_zone(line.after)) else ()


def _is_zone(text: str) -> bool:
    return is_companion(text) or (len(text) <= len("CEST.") and text.isupper())


def _signs(text: str, language: str | None) -> tuple[str, ...]:
    """Who signs the copy with nothing but a name below it, in scripts whose capitals tell names."""
    cased = text[:1].isupper() and not text.isupper()
    # In other scripts a desk or a role tells a name, or the place behind it.
    told = not cased and (
        without_roles(text, language) != text or is_with_desk(text) or _NAME_AND_PLACE.fullmatch(text)
    )
    return read_lone_name(text, language) if (cased or told) and not is_paper_name(text) else ()


def _read_tail_block(page: Page, block: Block, rule: Rule) -> None:
    """A block of the tail: its own kind where it has one; an address there is of a contact."""
    if block.page_line and block.page_line not in (rules.RUNNING_TITLE, rules.ADDRESS_WITHIN, rules.ADDRESS_BELOW):
        page.take_line(block.page_line, block.text)
    elif rule is not rules.TAIL and (dates := _closing_dates(block.text)):
        page.take_dates(dates)
        page.give(rules.CLOSING_DATE, block.text)
    elif label_rule(block.text, rules.ADDRESS_BELOW) in (None, rules.ADDRESS_BELOW):
        page.give(rule, block.text)
    else:
        page.cut_label(block.text, rules.ADDRESS_BELOW)


def _read_foot_block(page: Page, blocks: list[Block], weighing: Weighing) -> None:
    block = blocks[page.at]
    if block.page_line is rules.ADDRESS_ABOVE:
        block = replace(block, page_line=rules.ADDRESS_BELOW)
    rule = _foot_rule(page, block)
    if rule is None and take_weighed(page, blocks, weighing, LEAST):
        return
    rule, text = rule or (rules.TAIL if is_prose(block.text) else rules.LINKS), block.text
    if block.page_line and rule is block.page_line:
        page.take_line(rule, text)
        return
    if _take_signature(page, rule, text):
        return
    if rule is rules.RUNNING_FOOTER:
        page.take_dates(() if page.dates else _folio_dates(page, text))
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
        page.take_dates(_closing_dates(text))
    if not page.cut_label(text, rules.ADDRESS_BELOW):
        page.give(rule, text)


def _is_signed_below(blocks: list[Block], at: int) -> bool:
    """Whether a place and a day are those of a signature: what its signer is, and a comma, stand right below."""
    below = blocks[at + 1].text if at + 1 < len(blocks) else ""
    return below[-1:] in (",", "\u060c", "\uff0c") and _is_short(below) and not is_labelled_source(blocks[at].text)


def _take_signature(page: Page, rule: Rule, text: str) -> bool:
    """Take who signs the copy below it."""
    if rule is rules.UNMARKED_BYLINE:
        page.take_byline(Byline(text, _signs(text, page.language)), rule)
        return True
    if rule is not rules.BYLINE:
        return False
    if cut_signed(page, text):
        return True
    if byline := read_byline(text, page.language):
        page.take_byline(byline)
    return byline is not None


def _reading(page: Page, blocks: list[Block], headline: str | None, alternative: str | None) -> Reading:
    page.drop_subject()
    byline = page.byline
    pieces = page.pieces
    body, owners = join_pieces(pieces, Copy([piece.text for piece in pieces], page.language))
    furniture = tuple(
        Furniture(piece.kind, piece.text) for piece in pieces if piece.is_furniture and has_letters(piece.text)
    )
    dateline = _dateline(page, body, headline) if body else None
    if dateline and not page.dates and not page.source and (date := dateline_date(dateline)):
        page.take_dates((date,))
    authors, signed = (byline.authors, byline.as_printed) if byline else ((), "")
    if body and not byline:
        authors, signed = dateline_authors(body[0], dateline) if dateline else opening_authors(body[0])
    if page.source and page.source.date:
        (first,) = settle_orders((page.source.date,), page.dates, page.language)
        page.source = replace(page.source, date=first)
    publisher = _publisher(page, pieces, dateline)
    findings = Findings(
        headline=_found(headline, headline, 0.8),
        alternative_headline=_found(alternative, alternative, 0.6),
        byline=_found(byline.as_printed, byline.as_printed, 0.9) if byline else None,
        authors=_found(authors, signed, 0.9) if authors else None,
        publisher=_found(publisher, publisher, 0.7),
        section=_found(page.section, page.section, 0.6),
        dateline=_found(dateline, dateline.as_printed, 0.8) if dateline else None,
        original_source=_original_source(page.source, publisher),
        dates=_dates(page),
        images=tuple(page.images),
    )
    printed = in_order(page.given, owners, blocks)
    return Reading(body, findings, furniture, printed, headlines=tuple(page.candidates.values()))


def _dateline(page: Page, body: tuple[str, ...], headline: str | None) -> Dateline | None:
    """Where the story was filed from: it opens it, or stands alone above it."""
    found = read_dateline(body[0], _houses(page)) or lone_dateline(body[0])
    if found or page.byline is None:
        return found
    if len(body) > 1 and is_place_alone(body[0]) and is_prose(body[1]):
        return Dateline(body[0], body[0])
    cut = (piece.text for piece in page.pieces if piece.is_furniture)
    return recurring_place(body[0], "\n".join([headline or "", body[0], *body[1:LOOKED_AT], *cut]))


def _houses(page: Page) -> frozenset[str]:
    """The dense names by which the page calls itself, also without the word for what it is."""
    names = [name for _, _, name in page.heard]
    parts = (part for name in names for part in (name, *name.split(maxsplit=1)[1:], *name.rsplit(maxsplit=1)[:-1]))
    return frozenset(dense for part in parts if len(dense := dense_name(part)) >= SHORTEST_HOUSE)


def _publisher(page: Page, pieces: tuple[Piece, ...], dateline: Dateline | None) -> str | None:
    """Whose page it is: by its masthead, or by whom its notice of copyright names.

    Above a press release stands who sent it; its publisher is the agency of its dateline, if any.
    """
    notices = (rights_holder(piece.text) for piece in pieces if piece.is_furniture and piece.kind == "boilerplate")
    holder = next(filter(None, notices), None)
    if any(piece.rule == rules.RELEASE.name for piece in pieces):
        return issuer(page, pieces, dateline) or holder
    if any(piece.rule == rules.FORUM_PANEL.name for piece in pieces) and page.publisher_sure < SURE:
        return holder
    if board := next((name for _, _, name in page.heard if is_board(name)), None):
        return board
    unsure = page.publisher_sure < SURE and page.sender is None
    foot = next(filter(None, map(_foot_name, pieces)), None)
    agency = dateline_agency(dateline) if dateline and not page.source else None
    if holder and (main_script(holder) not in (page.script, None) or (agency and holder.startswith(agency))):
        holder = agency or (None if page.printed_publisher else holder)
    named = ((holder or foot) if unsure else None) or page.printed_publisher
    return named or agency or foot


def _foot_name(piece: Piece) -> str | None:
    """The paper's name that a line at the foot begins with."""
    if piece.rule not in _FOOT_RULES:
        return None
    line = read_date_line(piece.text)
    before = line.before if line and line.before else piece.text
    name = paper_name(_FOOT_PART.split(before, maxsplit=1)[0])
    dated = piece.rule == rules.RUNNING_FOOTER.name and line is not None
    return name if dated or is_paper_name(name) else None


def _found(value: T | None, as_found: str | None, confidence: float) -> Found[T] | None:
    return None if value is None else Found(value, "layout", (as_found or "")[:AS_FOUND], confidence)


def _original_source(source: SourceLine | None, publisher: str | None) -> Found[OriginalSource] | None:
    """Where the copy stood first; None where the page only names itself."""
    if source is None or (publisher and dense_name(source.name) == dense_name(publisher)):
        return None
    at = source.date.at if source.date else None
    return _found(OriginalSource(source.name, source.as_printed, at), source.as_printed, 0.7)


def _dates(page: Page) -> tuple[Found[ArticleDate], ...]:
    """The source's date is the first publication; the page's own is then its republication, unless it is earlier."""
    first = page.source.date if page.source else None
    found = []
    for date in settle_orders(page.dates, (first,) if first else (), page.language):
        republished = first is not None and date.role == "published" and date.at >= first.at
        role: DateRole = "republished" if republished else date.role
        found.append(Found(replace(date, role=role), "layout", date.as_printed, 0.6 if date.ambiguous else 0.9))
    if first:
        found.insert(0, Found(first, "layout", first.as_printed, 0.8))
    return tuple(found)
