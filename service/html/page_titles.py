"""Titles of a page that say nothing of its article ("Home"), and the line that heads its copy in their place."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml import etree

from service.characters import squeeze
from service.dates import parse_printed_date
from service.html.blocks import Block
from service.html.byline_words import lead_length
from service.html.element_text import text_in
from service.layout.shapes import ends_sentence
from service.words import fold, is_unspaced, phrases

# Sentences of more characters are copy; a headline has no fewer words.
LONGEST_LABEL, FEWEST_WORDS, MOST_BLOCKS, MOST_BOLD, MOST_COPY = 80, 3, 20, 3, 20_000
# A word says something from so many letters on; one that is inflected begins as another form of it does.
_LETTERS = 4
_EDGES = " \t.,:;!|\u2013\u2014-"
_HEADINGS = ("h2", "h3", "h4")
_BOLD = ("b", "strong", "big", "font")
# What programs call a page that nobody has titled, beside the words on the buttons and in the menus of papers.
_NAMES = frozenset((
    "homepage", "home page", "index", "index page", "main page", "start page", "front page", "welcome", "website",
    "web site", "untitled", "untitled document", "untitled page", "no title", "new page", "new page 1", "page title",
    "document", "page 1", "blank page", "article", "default", "title", "test", "startseite", "willkommen",
    "accueil", "bienvenue", "sans titre", "inicio", "p\u00e1gina principal", "in\u00edcio", "sin t\u00edtulo",
    "pagina iniziale", "benvenuti", "unbenanntes dokument", "\u0433\u043b\u0430\u0432\u043d\u0430\u044f",
))  # fmt: skip


def is_page_name(text: str) -> bool:
    """Whether a title names a page of any site, or a section, and no article: "Home", "Untitled Document"."""
    folded = fold(text.strip(_EDGES))
    return folded in _NAMES or any(folded in phrases("layout", name) for name in ("control", "section"))


def copy_of(blocks: Sequence[Block]) -> str:
    """The words of the first of a page's copy, folded, with a space before each; empty where it has none."""
    words = _words(fold(" ".join(block.text for block in blocks if _is_copy(block))[:MOST_COPY]))
    return "".join(f" {word}" for word in words)


def shares_word(text: str, copy: str) -> bool:
    """Whether a title and the words of the copy have one in common; also where that cannot be told.

    That is so in scripts without spaces, of words that are all short, and of a page without copy.
    """
    folded = fold(text)
    words = {word for word in _words(folded) if len(word) >= _LETTERS}
    if not words or not copy or any(map(is_unspaced, folded)):
        return True
    return any(f" {word[:_LETTERS]}" in copy for word in words)


def heading_of_copy(blocks: Sequence[Block], copy: str) -> str | None:
    """The first heading above the copy that shares a word with it; else the first bold or large line that does.

    None where what stands there is a byline or a date, or where the page has no copy.
    """
    above = list(islice(takewhile(lambda block: not _is_copy(block), blocks), MOST_BLOCKS)) if copy else []
    headings = (block.text for block in above if block.tag in _HEADINGS)
    for heading in (*headings, *(line for block in above for line in _bold_lines(block))):
        words = len(heading.split())
        if words < FEWEST_WORDS or is_page_name(heading) or lead_length(f"{heading} ", None):
            continue
        if not parse_printed_date(heading) and shares_word(heading, copy):
            return heading
    return None


def _bold_lines(block: Block) -> Iterator[str]:
    """The text with which a block opens, where it is bold or large."""
    if block.kind or block.element is None:
        return
    for element in islice(block.element.iter(*_BOLD), MOST_BOLD):
        text = squeeze(text_in(element) or "")
        if text and _stands_out(element) and block.text.startswith(text):
            yield text


def _stands_out(element: etree._Element) -> bool:
    size = element.get("size", "")
    return element.tag in {"b", "strong", "big"} or size.lstrip("+") in {"4", "5", "6", "7"}


def _is_copy(block: Block) -> bool:
    long = not block.kind and len(block.text) > LONGEST_LABEL and block.tag not in _HEADINGS
    return long and ends_sentence(block.text)


def _words(folded: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in folded).split()
