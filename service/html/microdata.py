"""Microdata and RDFa of a page: the schema.org article that its elements mark, as a node like JSON-LD's."""

from collections.abc import Iterator, Sequence

from lxml import etree

from service.html.blocks import Walk
from service.html.element_text import text_in
from service.html.json_ld import ARTICLE_TYPES, Node, local_name
from service.html.margins import in_margin
from service.html.paths import elements_at

# Beyond what pages have: an article of them marks 20 things.
MOST_ITEMS, MOST_PROPERTIES, MOST_INNER = 20, 200, 20
MOST_HEADINGS = 3

# By attribute: to ask it of each element takes three times as long.
_ITEMS, _TYPED = elements_at("descendant-or-self::*/@itemtype/.."), elements_at("descendant-or-self::*/@typeof/..")
_PROPERTIES = elements_at("descendant::*[@itemprop or @property]")
_OWNER = elements_at("ancestor::*[@itemscope or @typeof][1]")
# Where an element's value stands that is not its text (HTML, microdata, "values"; RDFa Lite).
_ADDRESSES = ("href", "src", "data")
# What holds the article itself, or what stands beside it.
_TEXTS = frozenset(("articlebody", "text", "comment", "review"))


def microdata_articles(page: Walk) -> list[Node]:
    """The articles that a page marks, each by the properties that are its own; in a margin those with a headline."""
    marked = _ITEMS(page.tree)[:MOST_ITEMS]
    marked += _around(page.tagged["h1"]) if page.tagged["h1"] else _TYPED(page.tree)[:MOST_ITEMS]
    items = [item for item in marked if not _types(item).isdisjoint(ARTICLE_TYPES)]
    nodes = [{"@type": sorted(_types(item)), **_properties(item)} for item in items]
    return [node for item, node in zip(items, nodes, strict=True) if "headline" in node or not in_margin(item)]


def _around(headings: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """What is around the first headings and has a type in RDFa: to look through the page takes too long."""
    around = (one for heading in headings[:MOST_HEADINGS] for one in heading.iterancestors())
    return (one for one in dict.fromkeys(around) if one.get("typeof") and not one.get("itemtype"))


def _types(item: etree._Element) -> set[str]:
    said = item.get("itemtype") or item.get("typeof")
    return {local_name(name) for name in said.split()} if said else set()


def _properties(item: etree._Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for element in _PROPERTIES(item)[:MOST_PROPERTIES]:
        if _OWNER(element)[-1:] != [item]:
            continue
        for name in _names(element):
            values = found.setdefault(name, [])
            if isinstance(values, list) and (value := _value(element)) is not None:
                values.append(value)
    return {name: values for name, values in found.items() if values}


def _names(element: etree._Element) -> Iterator[str]:
    names = (element.get("itemprop") or element.get("property") or "").split()
    return (local for name in names if (local := local_name(name)) and local.lower() not in _TEXTS)


def _value(element: etree._Element) -> object:
    """The value of a property: an item of its own, what its attributes say, or its text."""
    if element.get("itemscope") is not None or element.get("typeof"):
        inner = [one for one in _PROPERTIES(element)[:MOST_INNER] if _OWNER(one)[-1:] == [element]]
        node: dict[str, object] = {"@type": sorted(_types(element))}
        for one in inner:
            for name in _names(one):
                node.setdefault(name, _plain_value(one))
        return node if len(node) > 1 else {**node, "name": text_in(element)}
    return _plain_value(element)


def _plain_value(element: etree._Element) -> str | None:
    if content := element.get("content") or element.get("datetime"):
        return content
    text = text_in(element)
    if text:
        return text
    return next((said for name in _ADDRESSES if (said := element.get(name))), None)
