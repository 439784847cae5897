"""A page's body by the rules of trafilatura."""

import gc
import logging
from collections.abc import Iterator, Sequence

from courlan.meta import clear_caches as clear_courlan
from justext.utils import get_stoplist, get_stoplists  # type: ignore[import-untyped]  # it publishes none
from lxml.html import HtmlElement
from trafilatura import bare_extraction, external
from trafilatura.deduplication import is_similar_domain
from trafilatura.settings import Document
from trafilatura.utils import line_processing, trim

from service.html.blocks import Block, printed_blocks
from service.html.page_order import in_page_order

# A longer body of one paragraph is one; a body of the page's blocks is made of them but for its spaces.
LONGEST_LUMP, LUMP_SHARE = 10_000, 0.9
# The caches of trafilatura and its libraries hold thousands of texts of any length, for ever. They are cleared after
# this many characters of HTML: every 60 pages or so, so that it costs little, and hostile pages cannot pile up.
CHARACTERS_BETWEEN_CLEARINGS = 16_000_000

# It says as an error what is nothing to an operator: that a page has no text.
logging.getLogger("layout").setLevel(logging.CRITICAL)


def read_body(page: HtmlElement, url: str | None, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The body's paragraphs, empty where trafilatura finds none; list items and sub-headings are paragraphs too.

    `blocks` are the page's. The default balance of precision and recall measured best on the fitting half of both
    sets; comments are cut.
    """
    document = bare_extraction(page, url=url, include_comments=False, include_tables=True)
    if not isinstance(document, Document):
        return ()
    paragraphs = tuple(block.text for block in printed_blocks(document.body))
    return _take_apart(paragraphs[0], blocks) if len(paragraphs) == 1 else in_page_order(paragraphs, blocks)


def _take_apart(lump: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The blocks of a body of one paragraph: of a short page trafilatura makes all text one, menus too."""
    if len(lump) > LONGEST_LUMP:
        return (lump,)
    parts = [block for block in blocks if block.text in lump]
    if sum(len(block.text) for block in parts) < LUMP_SHARE * len(lump):
        return (lump,)
    return tuple(block.text for block in parts if not block.kind)


class _Stopwords:
    """The words that justext knows of all languages; it holds them in lower case, once, when it has asked for them.

    trafilatura has a tuple of them, which is 18 MB more, and 2 ms for each page that justext reads: all 154,000 words
    are hashed to find those that it holds.
    """

    def __iter__(self) -> Iterator[str]:
        return (word for language in sorted(get_stoplists()) for word in get_stoplist(language))


external.JT_STOPLIST = _Stopwords()  # type: ignore[assignment]  # None until it is filled


class _Caches:
    """Counts what was read since the caches were last cleared. It changes no result, so a step stays a function."""

    def __init__(self) -> None:
        self._characters = 0

    def have_read(self, html: str) -> None:
        self._characters += len(html)
        if self._characters > CHARACTERS_BETWEEN_CLEARINGS:
            self._characters = 0
            # Those that hold texts. trafilatura would clear justext's words too, which take 0.2 s to read.
            for cached in (trim, line_processing, is_similar_domain):
                cached.cache_clear()
            clear_courlan()
            gc.collect()


caches = _Caches()
