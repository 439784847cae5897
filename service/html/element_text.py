"""What an element prints, in one line."""

from html import unescape
from itertools import islice

from lxml import etree

from service.characters import squeeze
from service.html.values import LONGEST_VALUE

# Marked elements may stand in one another: each is read so far, and is too much for a value where it goes on.
MOST_CHARACTERS, MOST_STEPS = 4 * LONGEST_VALUE, 2_000
_HIDDEN = frozenset(("style", "script"))
# The words of two elements run together where only a style puts a space between them; a line break is a space.
_APART = frozenset(("br", "div", "p", "li"))


def text_in(element: etree._Element) -> str | None:
    """The text as a browser runs it together; None where there is none, or too much for a value."""
    texts, apart = _texts(element)
    return _line((" " if apart else "").join(texts))


def parts_in(element: etree._Element, most: int) -> tuple[str, ...]:
    """The first texts that stand in it one by one: of each name in a list of names, say. None where it is too long."""
    return tuple(islice((text for part in _texts(element)[0] if (text := _line(part))), most))


def _texts(element: etree._Element) -> tuple[list[str], bool]:
    """Every text in the element, and whether something in it starts a line; no text where it holds too much."""
    if not len(element):
        text = None if element.tag in _HIDDEN else element.text
        return [text] if text and len(text.strip()) <= MOST_CHARACTERS else [], False
    texts: list[str] = []
    apart, length = False, 0
    for steps, (event, one) in enumerate(etree.iterwalk(element, events=("start", "end"))):
        text = None
        if event == "start":
            apart = apart or (one.tag in _APART and one is not element)
            text = None if one.tag in _HIDDEN else one.text
        elif one is not element:
            text = one.tail
        if text:
            texts.append(text)
            length += len(text.strip())
        if length > MOST_CHARACTERS or steps > MOST_STEPS:
            return [], apart
    return texts, apart


def _line(text: str) -> str | None:
    if len(text) > MOST_CHARACTERS:
        return None
    # Pages that escape twice print "&amp;" where they mean "&".
    line = squeeze(unescape(text) if "&" in text else text)
    return line if line and len(line) <= LONGEST_VALUE else None
