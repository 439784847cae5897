"""Compiled XPath, with the type of what it finds: one expression over a tree costs less than a walk in Python."""

from collections.abc import Callable
from typing import cast

from lxml import etree


def elements_at(path: str) -> Callable[[etree._Element], list[etree._Element]]:
    """The elements that an expression finds, in the order of the page."""
    return cast("Callable[[etree._Element], list[etree._Element]]", etree.XPath(path))


def texts_at(path: str) -> Callable[[etree._Element], list[str]]:
    """The texts, or values of attributes, that an expression finds."""
    return cast("Callable[[etree._Element], list[str]]", etree.XPath(path, smart_strings=False))


def is_so(path: str) -> Callable[[etree._Element], bool]:
    """Whether an expression is true."""
    return cast("Callable[[etree._Element], bool]", etree.XPath(f"boolean({path})"))
