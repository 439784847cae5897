"""Short lines of the page's own above the headline, and which of the first lines stand alone."""

import re
from collections.abc import Mapping
from itertools import pairwise, takewhile

from service.layout import rules
from service.layout.addresses import is_address
from service.layout.bylines import is_posted, read_byline
from service.layout.credits import is_sign_off
from service.layout.date_lines import is_companion, read_date_line
from service.layout.folio_parts import part_folios
from service.layout.head_sizes import (
    HEADER_BLOCKS,
    LONGEST_DATE_LINE,
    LONGEST_HEADLINE_LINE,
    LONGEST_STANDING_LINE,
    LONGEST_WEAK_LABEL,
    MOST_PLACE_WORDS,
    MOST_WEAK_WORDS,
    STANDING_LINES,
)
from service.layout.headlines import column_of, headline_lines
from service.layout.hyphens import Copy, glue
from service.layout.labels import is_section
from service.layout.mail import mail_lines
from service.layout.names import close_up, dense_name, is_paper_name, paper_name
from service.layout.navigation import is_button
from service.layout.notices import is_note, is_release_banner
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_headline_shaped, is_prose, word_count
from service.words import fold, is_unspaced, phrases

SHORTEST_SLUG, MOST_SLUG_WORDS = 4, 8
LETTERHEAD_BLOCKS = 10
FEWEST_PIECES, MOST_PIECE_WORDS = 3, 3
MOST_MASTHEAD_BLOCKS, LONGEST_MOTTO = 6, 140
_BARS = ("|", "\uff5c", " \u00b7 ", " \u2022 ", " / ", " \u2013 ", " \u2014 ")
_QUOTATION = re.compile(r"\[/?quote(?:[=\s][^\]\n]{0,60})?\]", re.IGNORECASE)
# "BC-EU--Slovenia-Bees, 2nd Ld-Writethru,0431", "ZCZC ABC123".
_WIRE_SLUG = re.compile(
    r"(?:BC|AM|PM|AP)-{1,2}[A-Z][\w-]*(?:,.{0,60})?$|ZCZC\b.{0,60}$|[A-Z]{2,4}--?[A-Z][\w-]*--?[\w-]+,.{0,60}$"
)
_POST_NUMBER = re.compile(r"#\s?\d{1,5}(?:\s|$)")
# "No. 88 | growing things in small places".
_ISSUE_AND_MOTTO = re.compile(r"[^\W\d_]{1,12}\.?[\s\u00ba\u00b0]*\d{1,5}\s*[|\u00b7\u2022\u2013\u2014-]")
_SIGNED_AT_END = re.compile("(?<=[\u3002\u300d\u201d])(?P<signed>[(\uff08][^()\uff08\uff09]{2,20}[)\uff09])$")
_MAIL_LINES = (rules.MAIL_HEADER, rules.MAIL_SUBJECT)
_PIECES = re.compile(r"[,\u060c\u3001;|\u00b7\u2022\uff5c]\s*|\s[\u2013\u2014-]\s|\s{2,}")
_NUMBERED = re.compile(r"(?P<first>[A-Z]?\d{1,3})?\s*(?P<name>[^\d]{2,30}?)\s*(?P<last>[A-Z]?\d{1,3})?")
LONE_NUMBER = re.compile(r"[A-Z]?\d{1,3}")
_SITE = re.compile(r"[\w-]{2,40}(?:\.[a-z]{2,12}){1,2}", re.IGNORECASE)
_MARKED_SCRIPT = re.compile("[\u0900-\u0dff]")


def set_apart(lines: list[str], language: str | None) -> list[str]:
    """The lines with blank ones around a date, a byline or an address near the top: wrapping joins none."""
    lines = part_folios(lines)
    bare = [line.strip() for line in lines[: 4 * HEADER_BLOCKS]]
    mail = mail_lines(bare)
    standing = standing_lines(bare, language, mail)
    near = [at for at, line in enumerate(bare) if line][:STANDING_LINES]
    own = {at for at in near if is_issue(bare[at]) or _is_page(bare[at])}
    # A group of lines is looked at to its end: the first lines of a paragraph are no headline.
    top = [*bare[: near[-1] + 1], *takewhile(bool, bare[near[-1] + 1 :])] if near else []
    signed = next((at for at in near[1:] if at in standing and read_byline(bare[at], language)), len(top))
    column = column_of([line.strip() for line in lines])
    titles = headline_lines(top[:signed], standing | own | mail.keys(), language, column)
    lines = _closing_apart(lines, language)
    own = {at for at in own if _is_numbered(bare[at])}
    if not standing and not titles and not own:
        return lines
    head: list[str] = []
    copy = Copy(bare, language)
    for at, line in enumerate(lines[: len(bare)]):
        if titles.get(at) and head[-2:-1]:
            head[-2] = _joined(head[-2], bare[at], copy)
        else:
            head += ("", line, "") if at in standing or at in titles or at in own else (line,)
    return head + lines[len(bare) :]


def _closing_apart(lines: list[str], language: str | None) -> list[str]:
    """The lines with a blank one above a byline in brackets near their end, which may end the copy's last line."""
    last = [at for at in range(max(0, len(lines) - STANDING_LINES), len(lines)) if lines[at].strip()]
    for at in reversed(last):
        line = lines[at].rstrip()
        signed = _SIGNED_AT_END.search(line) if line[-1] in ")\uff09" else None
        if signed and (read_byline(signed["signed"], language) or is_sign_off(signed["signed"])):
            return [*lines[:at], line[: signed.start("signed")], "", signed["signed"], "", *lines[at + 1 :]]
    for at in last:
        line = lines[at].strip()
        if line[0] in "(\uff08\u3010" and line[-1] in ")\uff09\u3011" and read_byline(line, language):
            return [*lines[:at], "", line, "", *lines[at + 1 :]]
    return lines


def _is_page(line: str) -> bool:
    """Whether a line is the page's number behind the word for it: "pag. 4"."""
    return line[-1].isdecimal() and len(line) <= LONGEST_WEAK_LABEL and phrases("layout", "page").start(fold(line)) > 0


def _joined(above: str, line: str, copy: Copy) -> str:
    """Two lines as one; a word that is broken between them is whole where the copy or its language knows it."""
    above = above.rstrip()
    glued = glue(above, line, copy) if line[0].islower() else None
    return "".join((*glued, line)) if glued else f"{above}{'' if is_unspaced(line[0]) else ' '}{line}"


def is_quotation_mark(text: str) -> bool:
    """Whether the text is the mark with which a forum begins or ends what a poster quotes."""
    return _QUOTATION.fullmatch(text) is not None


def standing_lines(lines: list[str], language: str | None, mail: Mapping[int, Rule]) -> set[int]:
    """Which of the first lines (stripped) are a date, a byline or an address; none of those of a `mail`."""
    found: set[int] = set()
    filled = [at for at, line in enumerate(lines[: 4 * HEADER_BLOCKS]) if line][:STANDING_LINES]
    for at in filled:
        line = lines[at]
        if len(line) > LONGEST_STANDING_LINE or at in mail:
            continue
        dated = any(map(str.isdecimal, line)) and (date := read_date_line(line)) and is_companion(date.before)
        if dated or is_address(line) or read_byline(line, language) or is_posted(line) or _is_desk_line(line):
            found.add(at)
    return found


def _is_desk_line(line: str) -> bool:
    """Whether a line is a wire's slug, or its note to editors."""
    return _WIRE_SLUG.match(line) is not None or is_note(line)


def is_issue(text: str) -> bool:
    """Whether the line is an issue's number, year or price: words for them and digits, or little but digits."""
    if len(text) > LONGEST_WEAK_LABEL or not any(map(str.isdecimal, text)):
        return False
    if _ISSUE_AND_MOTTO.match(text) and phrases("layout", "issue").start(fold(text)):
        return True
    if _is_numbered(text):
        return True
    return is_companion(text) and (len(text) <= len("65p A4") or phrases("layout", "issue").start(fold(text)) > 0)


def _is_numbered(text: str) -> bool:
    """Whether a line is pieces of a word or two and a number, as "Year 14, number 61, price 5 taka"."""
    pieces = [piece.split() for piece in _PIECES.split(text) if piece.strip()]
    numbers = [sum(any(map(str.isdecimal, word)) for word in words) for words in pieces]
    short = all(len(words) <= MOST_PIECE_WORDS for words in pieces)
    return len(pieces) >= FEWEST_PIECES and short and set(numbers) == {1} and any(map(str.isalpha, text))


def all_head(page: Page) -> bool:
    """Whether all that could be a headline so far is the name of a paper, or in capitals."""
    return all(
        word_count(close_up(text)) <= MOST_WEAK_WORDS
        and (text.isupper() or is_paper_name(text) or dense_name(paper_name(text)) in page.names)
        for text in page.candidates.values()
    )


def is_weak_label(blocks: list[Block], at: int) -> bool:
    """Whether a short line in lower case, above the headline, is a label of the page: its copy does not go on."""
    text = blocks[at].text
    if len(text) > LONGEST_WEAK_LABEL or word_count(text) > MOST_WEAK_WORDS or ends_sentence(text):
        return False
    if text[-1] in ",;:-" or not (text[0].islower() or text[0].isdecimal()):
        return False
    below = [block.text for block in blocks[at + 1 : at + 1 + HEADER_BLOCKS]]
    return any(map(is_headline_shaped, below[:MOST_WEAK_WORDS]))


def is_motto(page: Page, blocks: list[Block]) -> bool:
    """Whether a line stands in the masthead with the day, an issue's number or a section below it: motto, address."""
    text = blocks[page.at].text
    if page.at > MOST_MASTHEAD_BLOCKS or len(text) > LONGEST_MOTTO or page.byline:
        return False
    if any(word_count(close_up(one)) > MOST_WEAK_WORDS for one in page.candidates.values()):
        return False
    barred = any(bar in text for bar in _BARS) and any(map(str.isdecimal, text))
    if not barred and not is_issue(text):
        return False
    below = blocks[page.at + 1 : page.at + 1 + MOST_WEAK_WORDS // 2]
    return (
        any(is_section(block.text) for block in below)
        or any(line.is_all for block in below if (line := read_date_line(block.text)))
        or (bool(page.dated) and bool(below) and is_headline_shaped(below[0].text))
    )


def forward_end(blocks: list[Block]) -> int:
    """The index of the last mark of a forwarded mail, or of its headers; above it stands what its sender wrote."""
    marks = [
        at
        for at, block in enumerate(blocks[:HEADER_BLOCKS])
        if block.page_line is rules.FORWARD_MARK or block.text.lower().startswith("[quote")
    ]
    headers = [at for at, block in enumerate(blocks[:HEADER_BLOCKS]) if block.page_line in _MAIL_LINES]
    # Two runs of headers: the second is of the mail that is sent on.
    second = [at for before, at in pairwise(headers) if at - before > 1]
    return max([0, *marks[-1:], *second])


def release_end(blocks: list[Block]) -> int:
    """The index of the last banner of a press release; what stands above it, no copy, is its sender's letterhead."""
    found = 0
    for at, block in enumerate(blocks[:LETTERHEAD_BLOCKS]):
        if is_prose(block.text) and len(block.text) > LONGEST_HEADLINE_LINE:
            return 0 if at < found else found
        if len(block.text) <= LONGEST_WEAK_LABEL and not block.page_line and is_release_banner(block.text):
            found = at
    return found


def cut_page_label(page: Page, blocks: list[Block], at: int) -> bool:
    """Take a short line above the headline that is the page's own: number, issue, slug, post, site."""
    text = blocks[at].text
    if page.headline_at >= 0:
        return False
    if is_button(text) and at + 1 < len(blocks):
        page.give(rules.MENU, text)
        return True
    if any(word_count(close_up(one)) > MOST_WEAK_WORDS for one in page.candidates.values()):
        return False
    if _cut_numbered_section(page, text):
        return True
    if LONE_NUMBER.fullmatch(text):
        page.give(rules.PAGE_NUMBER, text)
    elif is_issue(text) or _WIRE_SLUG.match(text) or _is_slug(text, blocks, at):
        page.give(rules.ISSUE_LINE, text)
    elif _POST_NUMBER.match(text) and word_count(text) <= MOST_PLACE_WORDS:
        page.give(rules.FORUM_PANEL, text)
    elif _SITE.fullmatch(text) and not text.startswith("@"):
        page.take_head(rules.ADDRESS_ABOVE, text)
    else:
        return False
    return True


def _cut_numbered_section(page: Page, text: str) -> bool:
    """Take a section's name beside the number of the page: "11 Regions"."""
    match = _NUMBERED.fullmatch(text)
    if match is None or not is_section(match["name"]):
        return False
    parts = [(rules.PAGE_NUMBER, match["first"]), (rules.SECTION, match["name"]), (rules.PAGE_NUMBER, match["last"])]
    for rule, part in parts:
        if part:
            page.give(rule, part)
    page.section = page.section or match["name"]
    return True


def _is_slug(text: str, blocks: list[Block], at: int) -> bool:
    """Whether a line above the headline is a wire's slug: its first word is letters and digits mixed."""
    word = text.split(maxsplit=1)[0]
    mixed = len(word) >= SHORTEST_SLUG and any(map(str.isdecimal, word)) and any(map(str.isalpha, word))
    if not mixed or (not word.isalnum() and not _MARKED_SCRIPT.search(word)) or word_count(text) > MOST_SLUG_WORDS:
        return False
    above = at + 1 < len(blocks) and (
        is_headline_shaped(blocks[at + 1].text) or len(blocks[at + 1].text) < LONGEST_DATE_LINE
    )
    return above and not is_prose(text) and text[-1] not in ":,;" and word[0].isalpha() and word[-1].isdecimal()
