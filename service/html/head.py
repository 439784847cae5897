"""Where the headline of a page stands: its place among the printed blocks, and the elements around it."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from service.html.blocks import Block


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
            around = frozenset() if element is None else frozenset((element, *element.iterancestors()))
            return Head(at, around)
    return Head(0, frozenset())
