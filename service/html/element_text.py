"""What an element prints, in one line."""

from html import unescape

from lxml import etree

from service.characters import squeeze
from service.html.paths import is_so, texts_at
from service.html.values import LONGEST_VALUE

# The words of two elements run together where only a style puts a space between them; a line break is a space.
_TEXTS = texts_at("descendant::text()[not(parent::style or parent::script)]")
_PARTS = is_so("descendant::br or descendant::*[self::div or self::p or self::li]")


def text_in(element: etree._Element) -> str | None:
    """The text as a browser runs it together; None where there is none, or too much for a value."""
    return _line((" " if len(element) and _PARTS(element) else "").join(_TEXTS(element)))


def parts_in(element: etree._Element) -> tuple[str, ...]:
    """The texts that stand in it one by one: of each name in a list of names, say."""
    return tuple(text for part in _TEXTS(element) if (text := _line(part)))


def _line(text: str) -> str | None:
    if len(text) > 4 * LONGEST_VALUE:
        return None
    # Pages that escape twice print "&amp;" where they mean "&".
    line = squeeze(unescape(text) if "&" in text else text)
    return line if line and len(line) <= LONGEST_VALUE else None
