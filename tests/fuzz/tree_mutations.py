"""Mutations of the tree that a page is: elements moved, doubled, dropped, and taken from other pages."""

from collections.abc import Callable
from functools import partial

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, tostring

from tests.fuzz.draw import Draw
from tests.fuzz.text_mutations import TextMutation

LONGEST_TREE = 400_000  # characters of a page that is taken apart: beyond, only its text is mutated


def move_element(page: str, draw: Draw) -> str:
    """Move an element into another."""
    return _on_tree(page, draw, _move)


def double_element(page: str, draw: Draw) -> str:
    """Put copies of an element into another, as many as 50."""
    return _on_tree(page, draw, _double)


def drop_elements(page: str, draw: Draw) -> str:
    """Leave elements out, or only their tags."""
    return _on_tree(page, draw, _drop)


def graft(page: str, draw: Draw) -> str:
    """Put an element of another page in."""
    other = _tree(draw.original().text[:LONGEST_TREE])
    return page if other is None else _on_tree(page, draw, partial(_graft, _any_of(other, draw)))


def _move(elements: list[HtmlElement], draw: Draw) -> None:
    moved, target = draw.random.choice(elements), draw.random.choice(elements)
    if moved not in {target, *target.iterancestors()}:
        target.insert(draw.place(len(target)), moved)


def _double(elements: list[HtmlElement], draw: Draw) -> None:
    doubled, target = draw.random.choice(elements), draw.random.choice(elements)
    text = tostring(doubled)
    for _ in range(min(draw.count(50), max(1, 200_000 // len(text)))):
        target.append(_copied(text))


def _drop(elements: list[HtmlElement], draw: Draw) -> None:
    for element in draw.random.sample(elements, min(len(elements), draw.count(10))):
        if element.getparent() is not None:
            draw.random.choice((element.drop_tree, element.drop_tag))()


def _graft(other: HtmlElement, elements: list[HtmlElement], draw: Draw) -> None:
    draw.random.choice(elements).append(_copied(tostring(other)))


def _copied(text: bytes) -> HtmlElement:
    return document_fromstring(b"<div>" + text + b"</div>")


def _on_tree(page: str, draw: Draw, act: Callable[[list[HtmlElement], Draw], None]) -> str:
    """Let `act` change the elements of the page; one that is no tree, or that lxml will not write, stays as it is."""
    tree = _tree(page)
    elements = _elements(tree) if tree is not None else []
    if tree is None or not elements:
        return page
    try:
        act(elements, draw)
        return str(tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))
    except ValueError:  # lxml reads control characters, but does not write them
        return page


def _tree(page: str) -> HtmlElement | None:
    if len(page) > LONGEST_TREE:
        return None
    try:
        return document_fromstring(page.encode("utf-8", "replace"))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _elements(tree: HtmlElement) -> list[HtmlElement]:
    return [one for one in tree.iterdescendants() if isinstance(one.tag, str)]


def _any_of(tree: HtmlElement, draw: Draw) -> HtmlElement:
    return draw.random.choice(_elements(tree) or [tree])


TREE_MUTATIONS: tuple[TextMutation, ...] = (move_element, double_element, drop_elements, graft)
