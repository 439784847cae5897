"""A body's paragraphs in the order in which the page prints them: trafilatura puts what it adds at last at the end."""

from collections.abc import Sequence
from itertools import takewhile

from service.characters import without_spaces
from service.html.blocks import Block


def in_page_order(paragraphs: tuple[str, ...], blocks: Sequence[Block]) -> tuple[str, ...]:
    """The paragraphs, those at the end that stand above the first one on the page before it.

    `blocks` are the page's. What it prints both above and below stays: which one was meant is not known.
    """
    above = _texts_above(paragraphs[0], blocks)
    behind = list(takewhile(lambda paragraph: without_spaces(paragraph) in above, reversed(paragraphs[1:])))
    return (*reversed(behind), *paragraphs[: len(paragraphs) - len(behind)])


def _texts_above(first: str, blocks: Sequence[Block]) -> set[str]:
    """The texts, without their spaces, of the blocks that stand above a paragraph and nowhere from there on."""
    texts = [without_spaces(block.text) for block in blocks]
    opening = without_spaces(first)
    place = next((at for at, text in enumerate(texts) if text and opening.startswith(text)), 0)
    return set(texts[:place]).difference(texts[place:])
