"""What classes, ids and ancestors of an element say of a date in it."""

from collections.abc import Iterable, Iterator

from lxml import etree

# Parts of the names that pages give their elements, by what they say.
_NAMED = {
    "date": "date time publi posted issued",
    "change": "updat modif revis edited",
    "meta": "meta byline author info header dateline detail credit attribution intro hero title",
    "other": (
        "comment related recommend sidebar widget footer teaser card grid copyright event more latest popular trending"
        " promo nav menu carousel feed recent item thumb review archive"
    ),
}
_PARTS = {kind: tuple(parts.split()) for kind, parts in _NAMED.items()}
_OWN_NAMES = ("class", "id", "itemprop", "property", "data-testid")
# Of the longest list of class names the start tells enough.
LONGEST_NAMES = 200
# So many ancestors are about the element itself; those farther out lay out the page.
AROUND = 3
# The outermost two are `html` and `body`, whose classes say what the whole page is.
_PAGE = 2
_TAGS = ("article", "header", "footer", "aside", "li", "a", "table")


def hints_of(element: etree._Element) -> Iterator[str]:
    """Truths about the element: `own`, `around` and `far` with a kind of name, `within` a kind of ancestor."""
    if element.tag == "time":
        yield "time element"
    own = _plain(value for name in _OWN_NAMES if (value := element.get(name)))
    lineage = list(element.iterancestors())
    around = _names(lineage[:AROUND])
    for kind in _PARTS:
        if _says(own, kind):
            yield f"own {kind}"
        if _says(around, kind):
            yield f"around {kind}"
    if _says(_names(lineage[AROUND:-_PAGE]), "other"):
        yield "far other"
    tags = {one.tag for one in lineage}
    yield from (f"within {tag}" for tag in _TAGS if tag in tags)


def _names(elements: list[etree._Element]) -> str:
    return _plain(value for one in elements for name in ("class", "id") if (value := one.get(name)))


def _plain(names: Iterable[str]) -> str:
    return " ".join(name[:LONGEST_NAMES] for name in names).lower().replace("timeline", "")


def _says(names: str, kind: str) -> bool:
    return any(part in names for part in _PARTS[kind])
