"""The printed blocks of a tree in order: runs of text that a block element or a line break ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from service.characters import squeeze

# Elements of HTML, and of the tree that trafilatura makes (head, list, item, quote, row), that end a run of text.
# What is not named here is inline.
_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html item legend li list main menu nav
ol option p pre quote row section select summary table tbody tfoot thead tr ul
"""
BLOCK_NAMES = frozenset(_NAMES.split())
CELL_NAMES = frozenset(("td", "th", "cell"))
_BREAKS = frozenset(("br", "lb"))
_HIDDEN = frozenset(("title", "script", "style", "noscript", "template", "svg", "object", "audio", "video", "canvas"))
_LINKS = frozenset(("a", "ref"))
# What a tag does, told by one look into one table: a page has a thousand elements.
_BLOCK, _BREAK, _CELL, _HIDES, _LINK = (1 << bit for bit in range(5))
_NAMED = ((_BLOCK, BLOCK_NAMES), (_BREAK, _BREAKS), (_CELL, CELL_NAMES), (_HIDES, _HIDDEN), (_LINK, _LINKS))
_ROLES = {name: sum(role for role, names in _NAMED if name in names) for _, known in _NAMED for name in known}
# What the nearest of these elements says about the text in it. Within an article a header or footer is not the page's.
_KINDS = {
    "nav": "navigation",
    "menu": "navigation",
    "header": "page-header",
    "footer": "page-footer",
    "aside": "boilerplate",
    "form": "boilerplate",
    "figcaption": "caption",
    "article": "",
    "main": "",
}
# A block is navigation where more than this share of its characters is in links; trafilatura calls a farm 0.9.
LINK_SHARE = 0.8
# So long may a block be whose texts are kept one by one: the lines that are read for names are.
LONGEST_APART = 120
# Ends a run within a text, where a page has too many elements for a tree. Unicode gives it to programs, for such uses.
BLOCK_MARK = "\ufdd0"
_SENTENCE_ENDS = tuple('.!?…:;"”»“。！？।؟۔')  # noqa: RUF001  # the ends of sentences in every script that has its own


@dataclass(frozen=True, slots=True)
class Block:
    """A block's text in one line, the tag that holds it, and its kind of furniture (empty: it may be body).

    Of a short block `texts` are those of its inline elements one by one, where there are several. Two blocks of
    different elements are equal where they print the same.
    """

    tag: str
    text: str
    kind: str
    element: etree._Element | None = field(default=None, compare=False, repr=False)
    texts: tuple[str, ...] = field(default=(), compare=False, repr=False)


class Walk(NamedTuple):
    """What one walk over a tree finds: its printed blocks, and the elements of each tag that was asked for."""

    tree: etree._Element
    blocks: list[Block]
    tagged: dict[str, list[etree._Element]]


def printed_blocks(tree: etree._Element) -> list[Block]:
    """Each block with text, in document order, in time linear in the size of the tree.

    A line break ends a block where a sentence ends before it, or another break follows; else it is a space. The
    cells of a table's row stand in one block with ` | ` between them.
    """
    return walk(tree).blocks


def walk(tree: etree._Element, tags: Collection[str] = ()) -> Walk:
    """The printed blocks, and the elements of these tags: every look through a whole tree takes time."""
    tagged: dict[str, list[etree._Element]] = {tag: [] for tag in tags}
    reader = _Reader()
    start, end = reader.start, reader.end
    open_elements: list[etree._Element] = []
    # What is open is told by the parents: to be told of each end by lxml takes twice as long.
    for element in tree.iter("*"):
        parent = element.getparent()
        while open_elements and open_elements[-1] is not parent:
            end(open_elements.pop())
        tag = element.tag
        if tag in tagged:
            tagged[tag].append(element)
        start(element, tag)
        open_elements.append(element)
    for element in reversed(open_elements):
        end(element)
    reader.flush()
    return Walk(tree, reader.blocks, tagged)


class _Reader:
    """The state of the walk: the blocks and the run of text so far, the open elements that matter, what is hidden."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._run: list[str] = []
        self._linked = 0
        self._length = 0
        self._tags = [""]
        self._elements: list[etree._Element | None] = [None]
        self._kinds = [""]
        self._hidden = 0
        self._links = 0
        self._broken = False

    def start(self, element: etree._Element, tag: str) -> None:
        if role := _ROLES.get(tag):
            if role & _BLOCK:
                self.flush()
                self._tags.append(tag)
                self._elements.append(element)
                self._kinds.append(self._kind_within(tag))
            elif role & _BREAK:
                self._break_line()
            elif role & _CELL:
                self._open_cell()
            self._hidden += role & _HIDES > 0
            self._links += role & _LINK > 0
        if not self._hidden and (text := element.text):
            self._add(text)

    def end(self, element: etree._Element) -> None:
        if role := _ROLES.get(element.tag):
            self._hidden -= role & _HIDES > 0
            self._links -= role & _LINK > 0
            if role & _BLOCK:
                self.flush()
                self._tags.pop()
                self._elements.pop()
                self._kinds.pop()
        if not self._hidden and (text := element.tail):
            self._add(text)

    def flush(self) -> None:
        """End the run."""
        self._broken = False
        if not self._run:
            return
        if self._length:
            kind = self._kinds[-1] or ("navigation" if self._linked > LINK_SHARE * self._length else "")
            self.blocks += _blocks(self._run, self._length, self._tags[-1], kind, self._elements[-1])
            self._linked = self._length = 0
        self._run = []

    def _kind_within(self, tag: str) -> str:
        if tag in {"header", "footer"} and not {"article", "main"}.isdisjoint(self._tags):
            return self._kinds[-1]
        return _KINDS.get(tag, self._kinds[-1])

    def _break_line(self) -> None:
        if self._broken or (self._run and self._run[-1].rstrip().endswith(_SENTENCE_ENDS)):
            self.flush()
        else:
            self._run.append(" ")
            self._broken = True

    def _open_cell(self) -> None:
        if self._run:
            self._run.append(" | ")

    def _add(self, text: str) -> None:
        if size := len(text.strip()):
            self._broken = False
            self._length += size
            self._linked += size if self._links else 0
        elif not self._run:  # what opens a block with white space opens it with nothing
            return
        self._run.append(text)


def _blocks(run: Sequence[str], length: int, tag: str, kind: str, element: etree._Element | None) -> list[Block]:
    """The blocks of a run of text: one, but where marks divide it."""
    whole = "".join(run)
    if BLOCK_MARK in whole:
        lines = (squeeze(part).strip("| ") for part in whole.split(BLOCK_MARK))
        return [Block(tag, line, kind, element) for line in lines if line]
    line = squeeze(whole).strip("| ")
    texts = tuple(run) if length <= LONGEST_APART and len(run) > 1 else ()
    return [Block(tag, line, kind, element, texts)] if line else []
