"""Where the headline of a page stands, and its copy: their places among the printed blocks, the elements around."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from service.html.blocks import Block
from service.layout.shapes import ends_sentence

# A paragraph of copy is so long.
SHORTEST_PARAGRAPH = 100
# A sentence of so many is copy where a page has no such paragraph.
SHORTEST_SENTENCE = 40
# Nobody looks at more lines of a page, nor at more characters of its copy.
MOST_LINES, MOST_COPY = 2_000, 10_000


class Head(NamedTuple):
    """The place of a page's first heading, 0 where it has none, and the elements around that, itself among them.

    They hold the article as well: what stands in none of the others is apart from it. None where there is no heading.
    """

    at: int
    around: frozenset[etree._Element]


def head_of(blocks: Sequence[Block]) -> Head:
    """The head of a page that prints these blocks."""
    for at, block in enumerate(blocks):
        if block.tag == "h1":
            element = block.element
            return Head(at, frozenset(() if element is None else (element, *element.iterancestors())))
    return Head(0, frozenset())


def places_of_copy(blocks: Sequence[Block], head: Head) -> list[int]:
    """Where the paragraphs stand of the element, below the headline, that holds most text in its paragraphs."""
    by_parent: dict[etree._Element | None, list[int]] = {}
    for at, block in enumerate(blocks[head.at + 1 : MOST_LINES], head.at + 1):
        if len(block.text) >= SHORTEST_PARAGRAPH and block.element is not None and not block.kind:
            by_parent.setdefault(block.element.getparent(), []).append(at)
    return max(by_parent.values(), key=lambda places: sum(len(blocks[at].text) for at in places), default=[])


def end_of_copy(blocks: Sequence[Block], head: Head, copy: Sequence[int]) -> int:
    """Where the last of the copy's paragraphs stands, or of sentences where all are short; else how many blocks are."""
    if copy:
        return copy[-1]
    below = range(min(len(blocks), MOST_LINES) - 1, head.at, -1)
    return next((at for at in below if _is_short_copy(blocks[at])), len(blocks))


def _is_short_copy(block: Block) -> bool:
    return block.tag == "p" and not block.kind and len(block.text) >= SHORTEST_SENTENCE and ends_sentence(block.text)


def around_article(blocks: Sequence[Block], head: Head, copy: Sequence[int]) -> etree._Element | None:
    """What is right around the smallest element that holds both headline and copy; None where a page lacks either."""
    paragraph = blocks[copy[0]].element if copy else None
    if paragraph is None or not head.around:
        return None
    smallest = next((one for one in paragraph.iterancestors() if one in head.around), None)
    return smallest if smallest is None or smallest.getparent() is None else smallest.getparent()


def text_of_copy(blocks: Sequence[Block]) -> str:
    """The first of what a page prints in paragraphs."""
    paragraphs = (block.text for block in blocks if len(block.text) >= SHORTEST_PARAGRAPH and not block.kind)
    return " ".join(paragraphs)[:MOST_COPY]


def prints_word(copy: str, word: str) -> bool:
    """Whether the copy prints a word as it is, in small letters if it has small ones."""
    at = copy.find(word)
    while at >= 0:
        end = at + len(word)
        if not copy[max(0, at - 1) : at].isalnum() and not copy[end : end + 1].isalnum():
            return True
        at = copy.find(word, end)
    return False
