"""A page's body, headline, authors and date by the rules of trafilatura and htmldate."""

import gc
import logging
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from courlan.meta import clear_caches as clear_courlan
from htmldate import find_date
from htmldate.meta import reset_caches as clear_htmldate
from justext.utils import get_stoplist, get_stoplists  # type: ignore[import-untyped]  # it publishes none
from lxml.html import HtmlElement
from trafilatura import bare_extraction, external
from trafilatura.deduplication import is_similar_domain
from trafilatura.metadata import extract_author, extract_title
from trafilatura.settings import Document
from trafilatura.utils import line_processing, trim

from service.article import ArticleDate, Found
from service.html.blocks import Block, printed_blocks
from service.html.printed_date import find_printed
from service.html.values import people, text_of, title_parts
from service.layout.bylines import read_byline

# The share that is right on those pages of the fitting half that declare no headline or no author, rounded down.
HEADLINE_CONFIDENCE, AUTHORS_CONFIDENCE = 0.8, 0.6
# htmldate refuses dates after its last day, which is today unless it is told: a step knows no clock.
LAST_DAY = "2199-12-31"
# A longer body of one paragraph is one; a body of the page's blocks is made of them but for its spaces.
_HEADINGS = frozenset(("h1", "h2", "h3"))
LONGEST_LUMP, LUMP_SHARE = 10_000, 0.9
# The caches of trafilatura and its libraries hold thousands of texts of any length, for ever. They are cleared after
# this many characters of HTML: every 60 pages or so, so that it costs little, and hostile pages cannot pile up.
CHARACTERS_BETWEEN_CLEARINGS = 16_000_000

# Both say as an error what is nothing to an operator: that a page has no text.
logging.getLogger("layout").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_body(page: HtmlElement, url: str | None, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The body's paragraphs, empty where trafilatura finds none; list items and sub-headings are paragraphs too.

    `blocks` are the page's. The default balance of precision and recall measured best on the fitting half of both
    sets; comments are cut.
    """
    document = bare_extraction(page, url=url, include_comments=False, include_tables=True)
    if not isinstance(document, Document):
        return ()
    paragraphs = tuple(block.text for block in printed_blocks(document.body))
    return _take_apart(paragraphs[0], blocks) if len(paragraphs) == 1 else paragraphs


def _take_apart(lump: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The blocks of a body of one paragraph: of a short page trafilatura makes all text one, menus too."""
    if len(lump) > LONGEST_LUMP:
        return (lump,)
    parts = [block for block in blocks if block.text in lump]
    if sum(len(block.text) for block in parts) < LUMP_SHARE * len(lump):
        return (lump,)
    return tuple(block.text for block in parts if not block.kind)


def read_headline(page: HtmlElement, blocks: Sequence[Block]) -> Found[str] | None:
    """What the page prints as its headline: its only `h1`, an element named as one, or a part of its title."""
    printed = _part_of_title(page, blocks) or text_of(extract_title(page))
    return Found(printed, "layout", printed, HEADLINE_CONFIDENCE) if printed else None


def read_title(page: HtmlElement) -> tuple[str, ...]:
    """The parts of the page's title: headline, site and section, in any order."""
    title = text_of(page.findtext(".//title"))
    return title_parts(title) if title else ()


def _part_of_title(page: HtmlElement, blocks: Sequence[Block]) -> str | None:
    """Of a page without headings, the part of its title that it prints last: the site's name stands above it."""
    parts = read_title(page)
    if len(parts) < 2 or any(block.tag in _HEADINGS for block in blocks):  # noqa: PLR2004  # one part is all headline
        return None
    return next(reversed(dict.fromkeys(block.text for block in blocks if block.text in parts)), None)


def read_authors(page: HtmlElement) -> Found[tuple[str, ...]] | None:
    """The names in elements whose class or id says that an author stands there; two to four times a parse's cost."""
    printed = text_of(extract_author(page))
    byline = read_byline(printed, None) if printed else None
    names = byline.authors if byline else people([printed]) if printed else ()
    return Found(names, "layout", printed, AUTHORS_CONFIDENCE) if printed and names else None


def read_date(page: HtmlElement, url: str | None, modified: AbstractSet[date]) -> Found[ArticleDate] | None:
    """The date by which htmldate takes the page to be published, with the text that prints it.

    None where no text does, and where it is one of the `modified` days that the page declares: htmldate falls back
    to those, and neither a guess nor a later date may stand in for the first. Its search of running text stays off:
    it named a day for 38 of the 39 pages that have none.
    """
    try:
        said = find_date(page, extensive_search=False, original_date=True, url=url, max_date=LAST_DAY)
    except (ValueError, OverflowError, RecursionError):
        return None
    day = date.fromisoformat(said) if said else None
    return find_printed(day, page, url) if day and day not in modified else None


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
            clear_htmldate()
            gc.collect()


caches = _Caches()
