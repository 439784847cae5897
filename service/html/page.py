"""A page of HTML as a tree, safe to work on: not too deep, and parsed once."""

import re

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from service.html.blocks import BLOCK_MARK
from service.html.tags import RAW_TEXT, flatten, thin_out
from service.outcome import Rejected

# lxml's own limit, beyond which it drops the rest of a page in silence.
DEEPEST = 256
# Characters that lxml reads but refuses to write, which trafilatura does, and our own mark; as such and as references.
_UNWRITABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff{BLOCK_MARK}]")
_UNWRITABLE_REFERENCE = re.compile(
    "&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?:;|(?![0-9]))"
    "|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF])(?:;|(?![0-9a-fA-F])))"
)
# trafilatura, justext and htmldate take 0.1 ms and 20 KB an element, and time that grows with the square of what stands
# side by side, of the nesting of lists and tables, and of a paragraph with many inline elements. Of 708 real pages the
# largest has 4,098 elements, 850 in one parent, 55 levels, 7 of lists and tables, and 79,645 characters of text.
MOST_ELEMENTS, MOST_CHILDREN, MOST_TEXT = 6_000, 2_000, 300_000
DEEP, DEEP_LISTS = 80, 15
# What trafilatura wants of an element, without asking in Python for each what it is: lxml.html's own lookup takes 1 us
# whenever an element is come upon.
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
_LISTS = "ul or self::ol or self::dl or self::table or self::blockquote"


def _deeper_than(levels: int) -> etree.XPath:
    """One expression over the levels of the tree: linear, and six times as fast as counting in Python."""
    return etree.XPath("boolean(" + "/*" * (levels + 1) + ")")


_is_too_deep = _deeper_than(DEEPEST)
_is_deep = _deeper_than(DEEP)
_holds_nests = _deeper_than(2 * DEEP_LISTS)
_is_large = etree.XPath(f"count(//*) > {MOST_ELEMENTS}")
_is_wide = etree.XPath(f"boolean(//*[count(*) > {MOST_CHILDREN}])")
_is_nested = etree.XPath(f"boolean(//*[self::{_LISTS}][count(ancestor::*[self::{_LISTS}]) >= {DEEP_LISTS}])")


def parse_page(html: str) -> HtmlElement | None:
    """The tree of a page, without comments and processing instructions; None where there is no element.

    The text is handed over as UTF-8, so what it declares about its encoding, which was decoded, is not believed again.
    Raises Rejected (`too-deep`) where elements are nested deeper than 256.
    """
    text = _UNWRITABLE_REFERENCE.sub(" ", _UNWRITABLE.sub(" ", html))
    text = thin_out(flatten(text))
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    etree.strip_elements(page, *RAW_TEXT, with_tail=False)
    if _is_too_deep(page):
        raise Rejected("too-deep", f"The page nests elements deeper than {DEEPEST} levels.")
    return page


def is_outsize(page: HtmlElement, text_length: int) -> bool:
    """Whether a page is larger or deeper than any real one, so that it should be read in linear time only.

    `text_length` is of the text that it prints, in characters.
    """
    return bool(
        text_length > MOST_TEXT
        or _is_large(page)
        or _is_wide(page)
        or (_holds_nests(page) and (_is_deep(page) or _is_nested(page)))
    )
