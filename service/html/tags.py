"""Tags as text, before they are parsed: what makes the parser, or the walk over its tree, take too long is mended."""

import re

from service.html.blocks import BLOCK_MARK, BLOCK_NAMES, CELL_NAMES

# libxml2 takes quadratic time over the attributes of one element: 20,000 of them take a second, 400 take 0.3 ms. No
# element of 708 real pages has more than 73.
MOST_ATTRIBUTES = 400

# A page as the tokenizer of HTML 5, and so libxml2 from 2.14 on, cuts it: a quote opens only behind an equals sign, and
# inside it `<` and `>` are text. Every part is possessive, so that each character is looked at once.
_ATTRIBUTE = (
    r"[\t\n\r /]*+[^\t\n\r />][^\t\n\r />=]*+"
    r"(?:[\t\n\r ]*+=[\t\n\r ]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\r >\"'][^\t\n\r >]*+)?+)?+"
)
_START = r"</?[A-Za-z][^\t\n\r />]*+"
_TAG_END = r"[\t\n\r /]*+(?:>|\Z)"
_FEW = f"{{0,{MOST_ATTRIBUTES}}}+"
_TAG = rf"{_START}(?:{_ATTRIBUTE}){_FEW}{_TAG_END}"
_COMMENT = r"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))"
# Their content is for browsers of another kind, or a reader's to fill in; the parser keeps its markup as text.
RAW_TEXT = ("iframe", "noembed", "noframes", "textarea")
_TEXT_NAMES = ("script", "style", "title", "xmp", *RAW_TEXT)


def _text_element(name: str, attributes: str) -> str:
    """An element whose content is text up to its own end tag; a slash that closes the start tag closes it."""
    start = rf"<{name}(?=[\t\n\r />])(?:{_ATTRIBUTE}){attributes}(?:/*+[\t\n\r ])*+>"
    return rf"{start}[^<]*+(?:<(?!/{name}[\t\n\r />])[^<]*+)*+"


# (No group in it is captured: sre loses count of those in a possessive repeat.)
_TEXT_ELEMENTS = "|".join(_text_element(name, _FEW) for name in _TEXT_NAMES)
_ORDERLY = re.compile(
    rf"(?:[^<]++|(?:<(?=<))++|{_COMMENT}|{_TEXT_ELEMENTS}|{_TAG}|<(?!/?[A-Za-z]|!--))*+", re.IGNORECASE
)
_CROWDED = re.compile(rf"({_START})(?:{_ATTRIBUTE})*+{_TAG_END}", re.IGNORECASE)

# A tree takes 250 bytes and 4 us an element. The largest of 708 real pages has 4,098 elements.
MOST_TAGS = 200_000
_ANY_TAG = rf"(?:{_ATTRIBUTE})*+{_TAG_END}"
_BOGUS = r"<[!?][^>]*+>?|</(?![A-Za-z])[^>]*+>?"  # the parser drops it like a comment
_NO_TAG = rf"(?:[^<]++|{_COMMENT}|{_BOGUS})*+"
_FIRST_TAGS = re.compile(
    rf"{_NO_TAG}(?:(?:{_TEXT_ELEMENTS}|{_START}{_ANY_TAG}|<){_NO_TAG}){{0,{MOST_TAGS}}}+", re.IGNORECASE
)
_LATER_TAG = re.compile(
    rf"{_COMMENT}|{_TEXT_ELEMENTS}|</?(?P<name>[A-Za-z][^\t\n\r />]*+){_ANY_TAG}|{_BOGUS}|(?P<text>(?:<(?=<))++|<)",
    re.IGNORECASE,
)
# Ends what is open and would hide the text behind it; an end tag without its start is ignored.
_PARAGRAPH = "</svg></object></noscript></template></audio></video></canvas><p>"


def flatten(html: str) -> str:
    """The page with its first `MOST_TAGS` tags; of those behind them no more than where a block starts or ends."""
    if html.count("<") <= MOST_TAGS:
        return html
    first = _FIRST_TAGS.match(html)
    end = first.end() if first else len(html)
    return html[:end] + _PARAGRAPH + _LATER_TAG.sub(_flat, html[end:]) if end < len(html) else html


def _flat(tag: re.Match[str]) -> str:
    """What is left of a tag, a comment, or an element that is not printed; what is text stays it."""
    if tag["text"]:
        return "&lt;" * len(tag["text"])
    name = (tag["name"] or "").lower()
    if name in BLOCK_NAMES:
        return BLOCK_MARK
    return " " if name == "br" or name in CELL_NAMES else ""


def thin_out(html: str) -> str:
    """The page without the attributes of each tag that has more than a page could mean."""
    parts, at = [], 0
    while at < len(html):
        orderly = _ORDERLY.match(html, at)
        end = orderly.end() if orderly else at
        parts.append(html[at:end])
        crowded = _CROWDED.match(html, end)
        if crowded is None:
            return "".join((*parts, html[end:]))
        at = _content_end(html, crowded)
        closed = "/" if html.endswith("/>", end, crowded.end()) else ""
        parts += (f"{crowded[1]}{closed}>", html[crowded.end() : at])
    return "".join(parts)


def _content_end(html: str, tag: re.Match[str]) -> int:
    """Where to go on behind a tag: behind what is text there whatever it looks like."""
    name = tag[1][1:].lower()
    if name not in _TEXT_NAMES:
        return tag.end()
    closing = re.compile(rf"</{name}[\t\n\r />]", re.IGNORECASE).search(html, tag.end())
    return closing.start() if closing else len(html)
