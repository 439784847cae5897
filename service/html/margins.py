"""What stands beside an article on its page, by the elements that it is in."""

from lxml import etree

_MARGINS = frozenset(("aside", "nav", "footer"))


def in_margin(element: etree._Element) -> bool:
    """Whether an element is a margin of the page, or stands in one."""
    return element.tag in _MARGINS or any(one.tag in _MARGINS for one in element.iterancestors())
