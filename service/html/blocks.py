"""The printed blocks of a tree in order: runs of text that a block element or a line break ends."""

from dataclasses import dataclass, field

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


def printed_blocks(tree: etree._Element) -> list[Block]:
    """Each block with text, in document order, in time linear in the size of the tree.

    A line break ends a block where a sentence ends before it, or another break follows; else it is a space. The
    cells of a table's row stand in one block with ` | ` between them.
    """
    reader = _Reader()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    reader.flush()
    return reader.blocks


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

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCK_NAMES:
            self.flush()
            self._tags.append(tag)
            self._elements.append(element)
            self._kinds.append(self._kind_within(tag))
        elif tag in _BREAKS:
            self._break_line()
        elif tag in CELL_NAMES:
            self._open_cell()
        self._hidden += tag in _HIDDEN
        self._links += tag in _LINKS
        self._add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        self._hidden -= tag in _HIDDEN
        self._links -= tag in _LINKS
        if tag in BLOCK_NAMES:
            self.flush()
            self._tags.pop()
            self._elements.pop()
            self._kinds.pop()
        self._add(element.tail)

    def flush(self) -> None:
        """End the run."""
        self._broken = False
        if not self._run:
            return
        kind = self._kinds[-1] or ("navigation" if self._linked > LINK_SHARE * self._length else "")
        parts = "".join(self._run).split(BLOCK_MARK)
        texts = tuple(self._run) if len(self._run) > 1 == len(parts) and self._length <= LONGEST_APART else ()
        for part in parts:
            if text := squeeze(part).strip("| "):
                self.blocks.append(Block(self._tags[-1], text, kind, self._elements[-1], texts))
        self._run.clear()
        self._linked = self._length = 0

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

    def _add(self, text: str | None) -> None:
        if not text or self._hidden:
            return
        self._run.append(text)
        if not text.isspace():
            self._broken = False
            size = len(text.strip())
            self._length += size
            self._linked += size if self._links else 0
