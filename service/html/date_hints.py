"""What classes, ids and ancestors of an element say of a date in it."""

import re
from collections.abc import Iterator

from lxml import etree

_NAMED = {
    "date": re.compile(r"date|time(?!line)|publi|posted|issued", re.IGNORECASE),
    "change": re.compile(r"updat|modif|revis|edited", re.IGNORECASE),
    "meta": re.compile(
        r"meta|byline|author|info|header|dateline|detail|credit|attribution|intro|hero|title", re.IGNORECASE
    ),
    "other": re.compile(
        r"comment|related|recommend|sidebar|widget|footer|teaser|card|grid|copyright|event|more|latest|popular"
        r"|trending|promo|nav|menu|carousel|feed|recent|item|thumb|review|archive",
        re.IGNORECASE,
    ),
}
_OWN_NAMES = ("class", "id", "itemprop", "property", "data-testid")
# So many ancestors are about the element itself; those farther out lay out the page.
AROUND = 3
# The outermost two are `html` and `body`, whose classes say what the whole page is.
_PAGE = 2
_TAGS = ("article", "header", "footer", "aside", "li", "a", "table")


def hints_of(element: etree._Element) -> Iterator[str]:
    """Truths about the element: `own`, `around` and `far` with a kind of name, `within` a kind of ancestor."""
    if element.tag == "time":
        yield "time element"
    own = " ".join(value for name in _OWN_NAMES if (value := element.get(name)))
    lineage = list(element.iterancestors())
    around = _names(lineage[:AROUND])
    for kind, pattern in _NAMED.items():
        if pattern.search(own):
            yield f"own {kind}"
        if pattern.search(around):
            yield f"around {kind}"
    if _NAMED["other"].search(_names(lineage[AROUND:-_PAGE])):
        yield "far other"
    tags = {one.tag for one in lineage}
    yield from (f"within {tag}" for tag in _TAGS if tag in tags)


def _names(elements: list[etree._Element]) -> str:
    return " ".join(value for one in elements for name in ("class", "id") if (value := one.get(name)))
