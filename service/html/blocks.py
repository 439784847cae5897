"""The printed blocks of a tree in order: runs of text that a block element or a line break ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from service.characters import squeeze

# Elements of HTML, and of the tree that trafilatura makes (head, list, item, quote, row), that end a run of text.
# What is not named here is inline.
_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html item legend li list main menu nav
ol option p pre quote row section select summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th", "cell"))
_BREAKS = frozenset(("br", "lb"))
_HIDDEN = frozenset(("title", "script", "style", "noscript", "template", "svg", "object", "audio", "video", "canvas"))
_LINKS = frozenset(("a", "ref"))
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
_SENTENCE_ENDS = tuple('.!?…:;"”»“。！？।؟۔')  # noqa: RUF001  # the ends of sentences in every script that has its own


@dataclass(frozen=True, slots=True)
class Block:
    """A block's text in one line, the element that holds it, and its kind of furniture (empty: it may be body)."""

    tag: str
    text: str
    kind: str


def printed_blocks(tree: etree._Element) -> Iterator[Block]:
    """Each block with text, in document order, in time linear in the size of the tree.

    A line break ends a block where a sentence ends before it, or another break follows; else it is a space. The
    cells of a table's row stand in one block with ` | ` between them.
    """
    reader = _Reader()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        yield from reader.start(element) if event == "start" else reader.end(element)
    yield from reader.flush()


class _Reader:
    """The state of the walk: the run of text so far, the open elements that matter, what is hidden."""

    def __init__(self) -> None:
        self._run: list[str] = []
        self._linked = 0
        self._length = 0
        self._tags = [""]
        self._kinds = [""]
        self._hidden = 0
        self._links = 0
        self._broken = False

    def start(self, element: etree._Element) -> Iterator[Block]:
        tag = element.tag
        if tag in _BLOCKS:
            yield from self.flush()
            self._tags.append(tag)
            self._kinds.append(self._kind_within(tag))
        elif tag in _BREAKS:
            yield from self._break_line()
        elif tag in _CELLS:
            self._open_cell()
        self._hidden += tag in _HIDDEN
        self._links += tag in _LINKS
        self._add(element.text)

    def end(self, element: etree._Element) -> Iterator[Block]:
        tag = element.tag
        self._hidden -= tag in _HIDDEN
        self._links -= tag in _LINKS
        if tag in _BLOCKS:
            yield from self.flush()
            self._tags.pop()
            self._kinds.pop()
        self._add(element.tail)

    def flush(self) -> Iterator[Block]:
        """End the run."""
        text = squeeze("".join(self._run)).strip("| ")
        if text:
            navigation = self._linked > LINK_SHARE * self._length
            yield Block(self._tags[-1], text, self._kinds[-1] or ("navigation" if navigation else ""))
        self._run.clear()
        self._linked = self._length = 0
        self._broken = False

    def _kind_within(self, tag: str) -> str:
        if tag in {"header", "footer"} and not {"article", "main"}.isdisjoint(self._tags):
            return self._kinds[-1]
        return _KINDS.get(tag, self._kinds[-1])

    def _break_line(self) -> Iterator[Block]:
        if self._broken or (self._run and self._run[-1].rstrip().endswith(_SENTENCE_ENDS)):
            yield from self.flush()
        else:
            self._run.append(" ")
            self._broken = True

    def _open_cell(self) -> None:
        if self._run:
            self._run.append(" | ")

    def _add(self, text: str | None) -> None:
        if not text or self._hidden:
            return
        self._run.append(text)
        if not text.isspace():
            self._broken = False
            size = len(text.strip())
            self._length += size
            self._linked += size if self._links else 0
