"""Compiled XPath, with the type of what it finds: one expression over a tree costs less than a walk in Python."""

from collections.abc import Callable
from typing import Any

from lxml import etree


def elements_at(path: str) -> Callable[[etree._Element], list[etree._Element]]:
    """The elements that an expression finds, in the order of the page."""
    compiled: Any = etree.XPath(path)
    find: Callable[[etree._Element], list[etree._Element]] = compiled
    return find


def is_so(path: str) -> Callable[[etree._Element], bool]:
    """Whether an expression is true."""
    compiled: Any = etree.XPath(f"boolean({path})")
    ask: Callable[[etree._Element], bool] = compiled
    return ask
