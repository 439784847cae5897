"""What says that the copy is over: end words, credits of desks, sources, notices of rights."""

from service.layout.credits import is_desk_credit
from service.layout.features import SHORTEST_COPY, copy_size
from service.layout.notices import is_end_word, is_rights
from service.layout.paragraphs import Block
from service.layout.source_lines import is_labelled_source, read_first_published

# Blocks that a page prints below the credit, source or notice that ends its copy.
CLOSING_BLOCKS = 20


def closing_start(blocks: list[Block], start: int, tail: int) -> int:
    """The index of the first block that says that the copy is over, above the tail; the tail's where none does."""
    reach = range(max(start + 1, tail - CLOSING_BLOCKS), tail)
    return next((at for at in reach if _is_over(blocks[:tail], start, at)), tail)


def _is_over(blocks: list[Block], start: int, at: int) -> bool:
    """Whether the copy, which begins at `start`, is over with the block at a place, and none stands below."""
    text = blocks[at].text
    closes = (
        is_end_word(text)
        or is_desk_credit(text)
        or is_labelled_source(text)
        or read_first_published(text)
        or (blocks[at].page_line is None and is_rights(text))
    )
    return bool(closes) and not any(is_copy(blocks, start, at, below) for below in range(at + 1, len(blocks)))


def is_copy(blocks: list[Block], start: int, end: int, at: int) -> bool:
    """Whether a block runs on as the copy between `start` and `end` does: about half as long as its longest or more."""
    size = copy_size(blocks[at].text)
    if size < SHORTEST_COPY[0]:
        return False
    longest = max((copy_size(block.text) for block in blocks[start:end]), default=0)
    return size >= min(max(longest // 2, SHORTEST_COPY[0]), SHORTEST_COPY[1])
