"""A body's paragraphs in the order in which the page prints them: trafilatura puts what it adds at last at the end."""

from collections.abc import Sequence
from itertools import takewhile

from service.characters import without_spaces
from service.html.blocks import Block


def in_page_order(paragraphs: tuple[str, ...], blocks: Sequence[Block]) -> tuple[str, ...]:
    """The paragraphs, with those at the end that stand above the first one on the page before it.

    `blocks` are the page's. What it prints both above and below stays: which one was meant is not known.
    """
    place = _place(paragraphs[0], blocks) if paragraphs else 0
    above = {without_spaces(block.text) for block in blocks[:place]}
    if not above or without_spaces(paragraphs[-1]) not in above:
        return paragraphs
    above -= {without_spaces(block.text) for block in blocks[place:]}
    behind = list(takewhile(lambda paragraph: without_spaces(paragraph) in above, reversed(paragraphs[1:])))
    return (*reversed(behind), *paragraphs[: len(paragraphs) - len(behind)])


def _place(first: str, blocks: Sequence[Block]) -> int:
    """The block that opens the first paragraph, which may be made of several; 0 where there is none."""
    opening = without_spaces(first)
    return next(
        (at for at, block in enumerate(blocks) if block.text and opening.startswith(without_spaces(block.text))), 0
    )
