"""Lines of the head that only their neighbours explain: captions, posters, what stands above a byline."""

import re

from service.layout import rules
from service.layout.bylines import Byline, read_byline
from service.layout.captions import is_credit_alone
from service.layout.date_lines import read_date_line
from service.layout.datelines import is_place_alone
from service.layout.features import copy_size
from service.layout.head_sizes import (
    FEWEST_HEADLINE_WORDS,
    LONGEST_DATE_LINE,
    LONGEST_HEADLINE_LINE,
)
from service.layout.head_titles import NICK
from service.layout.labels import is_section, label_rule
from service.layout.lists import list_end
from service.layout.notices import is_greeting, is_update_item
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.replies import is_forum
from service.layout.shapes import ends_sentence, is_headline_shaped, is_prose, numbers_first_part, word_count
from service.layout.signature_lines import names_poster
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import LEAST, Weighing

LONGEST_POSTER = 24
# A longer sentence above a credit could be the lead.
LONGEST_CAPTION_SENTENCE = 60
HEAD_REACH, LONGEST_WITHIN_HEAD, LONGEST_SALUTATION = 5, 90, 60


def take_captioned(page: Page, blocks: list[Block]) -> bool:
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


def take_greeting(page: Page, blocks: list[Block]) -> bool:
    """Take how a letter greets its readers above a headline: it is copy, and the headline stands below it."""
    at = page.at
    if not is_greeting(blocks[at].text) or at + 2 >= len(blocks) or page.byline:
        return False
    title, below = blocks[at + 1], blocks[at + 2].text
    signed = read_byline(below, page.language) or read_date_line(below) or copy_size(below)
    titled = title.apart and is_headline_shaped(title.text) and not read_byline(title.text, page.language)
    if titled and signed and not label_rule(title.text, rules.ADDRESS_ABOVE):
        page.give(rules.BODY, blocks[at].text)
        return True
    return False


def opens_copy(page: Page, blocks: list[Block]) -> bool:
    """Whether the copy begins here: with a place below the byline, a list, the first of numbered parts, a cast.

    A list over a byline opens no copy.
    """
    text, below = blocks[page.at].text, blocks[page.at + 1 : page.at + 2]
    if page.byline and is_place_alone(text) and not is_section(text) and any(is_prose(block.text) for block in below):
        return True
    cast = [page.is_cast(block.text) for block in blocks[page.at : page.at + 2]]
    parts = numbers_first_part(blocks[page.at].text, (block.text for block in blocks[page.at + 2 :]))
    if page.candidates and (parts or (len(cast) > 1 and all(cast))):
        return True
    end = list_end(page, blocks, page.at)
    return end > page.at and (page.byline is not None or not _is_signed_below(page, blocks, end - 1))


def take_list(page: Page, blocks: list[Block], taken: int) -> int:
    """Take a list that stands over the byline: it is copy. The last block that is `taken` then."""
    end = list_end(page, blocks, page.at) if page.at > taken else 0
    for at in range(page.at, end):
        page.give(rules.NOTE if is_update_item(blocks[at].text) else rules.BODY, blocks[at].text, at)
    return max(taken, end - 1) if end > page.at else taken


def take_poster(page: Page, blocks: list[Block]) -> bool:
    """Take a word alone above the time of day, below a headline, for who posted the copy in a forum."""
    text = blocks[page.at].text
    if page.byline or not page.candidates or " " in text or len(text) > LONGEST_POSTER or page.at + 1 >= len(blocks):
        return False
    line = read_date_line(blocks[page.at + 1].text)
    timed = line is not None and line.is_all and line.dates[0].precision in ("minute", "second")
    if not timed or not (NICK.fullmatch(text) or is_forum(blocks)) or is_section(text) or not text[-1].isalnum():
        return False
    name = re.split(r"[:\uff1a]", text)[-1] if names_poster(text) else text
    page.take_byline(Byline(text, (name,)), rules.POSTER)
    return True


def take_within_head(page: Page, blocks: list[Block], weighing: Weighing) -> bool:
    """Take a short line that no rule knows, where who wrote it or when stands soon below, and no copy between."""
    text = blocks[page.at].text
    salutes = text[-1] in ",\u060c\uff0c" and len(text) <= LONGEST_SALUTATION and blocks[page.at].apart
    dated = bool(page.dated) and not salutes
    below_title = page.at - 1 in page.candidates and not salutes
    if page.byline or dated or copy_size(text) > LONGEST_WITHIN_HEAD or below_title:
        return False
    if salutes and _is_signed_below(page, blocks, page.at):
        page.give(rules.BODY, text)
        return True
    return _is_signed_below(page, blocks, page.at) and (
        take_weighed(page, blocks, weighing, LEAST) or _give_header(page, text)
    )


def _is_signed_below(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a byline or the day stands soon below a place, and no copy between."""
    for block in blocks[at + 1 : at + 1 + HEAD_REACH]:
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
