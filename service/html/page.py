"""A page of HTML as a tree, safe to work on: not too deep, and parsed once."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from service.outcome import Rejected

# lxml's own limit, beyond which it drops the rest of a page in silence.
DEEPEST = 256
# lxml takes quadratic time over the attributes of one element: 20,000 of them take a second, 1,000 a few milliseconds.
MOST_ATTRIBUTES = 1_000
# No 1,000 attributes fit in fewer characters with names of their own.
_CROWDED_TAG = re.compile(r"<[A-Za-z][^<>]{4000,}")
# Characters that lxml reads but refuses to write, which trafilatura does; as themselves and as references.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_UNWRITABLE_REFERENCE = re.compile(
    "&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?:;|(?![0-9]))"
    "|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF])(?:;|(?![0-9a-fA-F])))"
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(r"[^\s/=\"']+|[\"']{2}")
# Their content is for browsers of another kind, or a reader's to fill in; the parser keeps its markup as text.
_RAW_TEXT = ("iframe", "noembed", "noframes", "textarea")
_TAG_NAME = re.compile(r"<[^\s/>]{1,64}")

# trafilatura takes 0.1 ms and 20 KB an element, and time that grows with the square of the nesting of lists and tables.
# The largest of 708 real pages has 4,098 elements, the deepest 56 levels.
MOST_ELEMENTS, DEEP = 30_000, 80


def _deeper_than(levels: int) -> etree.XPath:
    """One expression over the levels of the tree: linear, and six times as fast as counting in Python."""
    return etree.XPath("boolean(" + "/*" * (levels + 1) + ")")


_is_too_deep = _deeper_than(DEEPEST)
_is_deep = _deeper_than(DEEP)
_is_large = etree.XPath(f"count(//*) > {MOST_ELEMENTS}")


def parse_page(html: str) -> HtmlElement | None:
    """The tree of a page, without comments and processing instructions; None where there is no element.

    The text is handed over as UTF-8, so what it declares about its encoding, which was decoded, is not believed again.
    Raises Rejected (`too-deep`) where elements are nested deeper than 256.
    """
    text = _UNWRITABLE_REFERENCE.sub(" ", _UNWRITABLE.sub(" ", html))
    text = _CROWDED_TAG.sub(_thin_out, text)
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    etree.strip_elements(page, *_RAW_TEXT, with_tail=False)
    if _is_too_deep(page):
        raise Rejected("too-deep", f"The page nests elements deeper than {DEEPEST} levels.")
    return page


def is_outsize(page: HtmlElement) -> bool:
    """Whether a page is larger or deeper than any real one, so that it should be read in linear time only."""
    return bool(_is_large(page)) or bool(_is_deep(page))


def _thin_out(tag: re.Match[str]) -> str:
    """A tag as it is, but without any attribute where there are more than a page could mean."""
    bare = _QUOTED.sub('""', tag[0])
    if len(_ATTRIBUTE.findall(bare)) <= 2 * MOST_ATTRIBUTES:
        return tag[0]
    name = _TAG_NAME.match(tag[0])
    return name[0] if name else ""
