"""What of the head could be a headline, or stand above or below one: where it ends, and what sums it up."""

import re

from service.dates import parse_printed_date
from service.layout import rules
from service.layout.bylines import read_byline
from service.layout.date_lines import read_date_line
from service.layout.datelines import read_dateline
from service.layout.head_sizes import FEWEST_HEADLINE_WORDS, HEADER_BLOCKS, LONGEST_HEADLINE_LINE, MOST_WEAK_WORDS
from service.layout.labels import is_section, label_rule
from service.layout.names import is_paper_name
from service.layout.notices import is_greeting
from service.layout.page import Page
from service.layout.page_labels import all_head, is_issue, is_motto, is_weak_label
from service.layout.paragraphs import Block
from service.layout.shapes import ends_sentence, is_headline_shaped, is_prose, main_script, word_count
from service.layout.unmarked_bylines import unmarked_byline
from service.words import is_unspaced

LONGEST_SUMMARY = 260
# Above a byline or the day, so far down, a line of so many columns that runs on is the page's own.
MOST_LOWER_LINES = 3
MOST_STOPPED_WORDS = 9
NICK = re.compile(r"(?=\S*[_\d])[\w.-]{3,24}")
# "- A night at sea -".
_DASHED = re.compile(r"[-\u2013\u2014~]\s?(?P<deck>[^-\u2013\u2014~].{2,60}?)\s?[-\u2013\u2014~]")
# A paper's name is of so many words; its page has a headline so far below its motto.
MOST_PAPER_WORDS, TITLE_REACH = 4, 8
_COMMAS = ",\u060c\u3001\uff0c"


def is_title(page: Page, blocks: list[Block]) -> bool:
    """Whether the block that is read could be a headline, or one again, or stands there in another script."""
    text = blocks[page.at].text
    if main_script(text) not in (page.script, None) and not is_prose(text):
        return True
    if is_greeting(text):
        return False
    if page.candidates and (dashed := _DASHED.fullmatch(text)):
        text = dashed["deck"]
    return text in page.candidates.values() or (is_headline_shaped(text) and not _goes_on(page, blocks, page.at))


def take_title(page: Page, blocks: list[Block]) -> bool:
    """Take what could be a headline or stand above or below one; False where the body begins."""
    text = blocks[page.at].text
    if _is_stopped(page, blocks):
        page.candidates[page.at] = text
    elif main_script(text) not in (page.script, None) and not is_prose(text):
        _cut_foreign(page, text)
    elif text in page.candidates.values():
        page.give(rules.HEADLINE_AGAIN, text)
    elif is_title(page, blocks):
        page.candidates[page.at] = text.removesuffix(" =")  # with which German wires end one
    elif is_motto(page, blocks):
        page.take_head(rules.MASTHEAD, text)
    elif all_head(page) and is_weak_label(blocks, page.at):
        page.take_head(rules.ISSUE_LINE if is_issue(text) else rules.MASTHEAD, text)
    else:
        return False
    return True


def _is_stopped(page: Page, blocks: list[Block]) -> bool:
    """Whether an old paper's headline ends in a full stop: a short line alone below a masthead and its day."""
    block, at = blocks[page.at], page.at
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    headed = page.dated and page.candidates and all_head(page) and not page.byline
    if not headed or below is None or not (block.apart and below.apart) or not ends_sentence(block.text):
        return False
    short = word_count(block.text) <= MOST_STOPPED_WORDS and block.text[-1] == "." and block.text.count(".") == 1
    if not short or block.full or below.page_line or len(below.text) < 2 * len(block.text) or not is_prose(below.text):
        return False
    return is_headline_shaped(block.text[:-1])


def take_summary(page: Page, blocks: list[Block]) -> bool:
    """Take a sentence or two that sum the story up below its headline."""
    summary = bool(page.candidates) and _is_summary(page, blocks, page.at)
    if summary:
        page.summary = (page.at, blocks[page.at].text)
    return summary


def _is_summary(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a sentence or two below the headline stand above what opens the story."""
    text = blocks[at].text
    if page.summary or page.byline or page.is_speech(text) or len(text) > LONGEST_SUMMARY or at + 2 > len(blocks) - 1:
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


def headline_end(page: Page, blocks: list[Block], at: int) -> int:
    """Where a headline ends that begins at a place: the second line goes on in lower case or behind a comma."""
    if not _may_go_on(page, blocks, at):
        return at
    broken, below = blocks[at].text[-1] in _COMMAS, blocks[at + 1]
    end = at + 1
    while end + 1 < len(blocks) and end < at + MOST_LOWER_LINES and blocks[end + 1].text[:1].islower():
        end += 1
    if not all(map(_could_go_on, blocks[at + 1 : end + 1])):
        return at
    behind = blocks[end + 1] if end + 1 < len(blocks) else blocks[at + 2]
    if broken and end == at + 1:
        shaped = is_headline_shaped(below.text[:1].upper() + below.text[1:])
        return end if shaped and not is_headline_shaped(behind.text) else at
    small = below.text[0].islower() or (broken and end > at + 1)
    copied = any(is_prose(block.text) for block in blocks[end + 1 : end + 1 + MOST_WEAK_WORDS])
    return end if small and copied and not behind.text[:1].islower() else at


def _may_go_on(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a line could be the first of a headline of several."""
    text = blocks[at].text
    if at + 2 >= len(blocks) or page.byline or not is_headline_shaped(text.rstrip(_COMMAS)):
        return False
    below = blocks[at + 1]
    # Above a menu or the day, name and motto of a site or a paper stand one below the other.
    if at == 0 and word_count(text) <= MOST_PAPER_WORDS and _is_of_head(page, blocks, at + 2):
        return False
    # A comma above a blank line ends a salutation; letters, digits and no space are a poster's name.
    salutes = text[-1] in _COMMAS and below.apart
    return not salutes and not NICK.fullmatch(below.text) and len(text) <= LONGEST_HEADLINE_LINE


def _is_of_head(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a menu, an issue's number or the day stands at a place, and what could be a headline below it."""
    block = blocks[at]
    menu = (block.page_line or label_rule(block.text, rules.ADDRESS_ABOVE)) is rules.MENU
    line = read_date_line(block.text)
    reach = at + 2 if menu else at + TITLE_REACH
    return (menu or is_issue(block.text) or (line is not None and line.is_all)) and any(
        _is_titled(page, blocks, near) for near in range(at + 1, reach)
    )


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


def join_lines(text: str, below: str) -> str:
    """Two lines of a headline as one."""
    return f"{text}{below}" if is_unspaced(below[0]) or text[-1] in "\u3001\uff0c" else f"{text} {below}"


def _goes_on(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether the next block goes on in lower case: then the two are copy that was cut into lines."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        below is not None
        and below.page_line is None
        and below.text[:1].islower()
        and not NICK.fullmatch(below.text)
        and label_rule(below.text, rules.ADDRESS_ABOVE) is None
        and read_byline(below.text, page.language) is None
        and read_date_line(below.text) is None
        and not is_section(below.text)
        and not is_issue(below.text)
        and not (
            all_head(page) and (not page.candidates or is_paper_name(blocks[at].text)) and is_weak_label(blocks, at + 1)
        )
    )
