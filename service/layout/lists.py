"""Lists: lines that open with the same mark, one below the other, which are copy however short they are."""

import re

from service.layout import rules
from service.layout.labels import label_rule
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.shapes import ends_sentence, is_next_item, is_prose, word_count

# So many items make a list; where only figures open them, so many: "300 g flour".
FEWEST_ITEMS, FEWEST_FIGURES = 2, 3
# An entry of a menu has fewer words.
FEWEST_ITEM_WORDS = 3
_FIGURE = re.compile(r"(?:\d{1,4}(?:[.,/]\d{1,3})?|[\u00bc-\u00be\u2153-\u215e])\s?[^\W\d_]")


def list_end(page: Page, blocks: list[Block], at: int) -> int:
    """The index behind the list that begins at a place, with the line that leads on to it; `at` where there is none."""
    if not page.candidates or blocks[at].page_line:
        return at
    text = blocks[at].text
    led = text[-1] in ":\uff1a" or (page.byline is not None and _could_lead(text))
    start = at + led
    end = _run_end(blocks, start)
    if end == start or any(label_rule(block.text, rules.ADDRESS_ABOVE) for block in blocks[at:end]):
        return at
    told = led or page.byline or any(word_count(block.text) > FEWEST_ITEM_WORDS for block in blocks[start:end])
    return end if told or any(is_prose(block.text) for block in blocks[end : end + 1]) else at


def _could_lead(text: str) -> bool:
    """Whether a word or two could be a heading over a list below the byline."""
    return text[0].isalpha() and word_count(text) <= FEWEST_ITEM_WORDS and not ends_sentence(text)


def _run_end(blocks: list[Block], start: int) -> int:
    """The index behind the items that begin at a place; `start` where they are too few for a list."""
    end = start + 1
    while end < len(blocks) and not blocks[end].page_line and is_next_item(blocks[end - 1].text, blocks[end].text):
        end += 1
    if end - start >= FEWEST_ITEMS:
        return end
    end = start
    while end < len(blocks) and not blocks[end].page_line and _FIGURE.match(blocks[end].text):
        end += 1
    return end if end - start >= FEWEST_FIGURES else start
