"""What a raw message is, as its content type says; and HTML told from plain text where nothing says it."""

import re
from dataclasses import dataclass

from service.article import MediaType

# A document is told by its first markup; what follows this many characters changes no answer.
SNIFFED_CHARACTERS = 64 * 1024

_MEDIA_TYPES: dict[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}
# Each run of white space is taken whole: given back bit by bit, a megabyte of it would take hours.
_CHARSET = re.compile(r""";\s*+charset\s*+=\s*+["']?\s*+([^\s;"']+)""", re.IGNORECASE)

_BLOCKS = (
    "address article aside blockquote br center dd div dl dt fieldset figcaption figure footer form h[1-6] header hr "
    "li main nav ol p pre section table tbody td tfoot th thead tr ul"
).replace(" ", "|")
_INLINES = "a abbr b cite code em font i img q s small span strong sub sup time u video".replace(" ", "|")
_DOCUMENT = "html head body meta title link script style noscript base iframe".replace(" ", "|")
_PREAMBLE = re.compile(r"\A(?:[\s\ufeff]|<!--.*?-->)*+", re.DOTALL)
_FIRST = re.compile(
    rf"<!doctype\s+html\b|<\?xml\s|</?(?:{_DOCUMENT}|{_BLOCKS}|{_INLINES})(?=[\s/>])",
    re.IGNORECASE,
)
# Neither crosses the next angle bracket, so that a text of `<` alone is read once.
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_PAIR = re.compile(rf"<({_INLINES})(?:\s[^<>]*)?>[^<>]*</\1>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ContentType:
    """A content type taken apart: `name` in lower case, and the charset that it declares."""

    name: str
    charset: str | None = None

    @property
    def is_envelope(self) -> bool:
        """Tell whether a message of this type is the JSON envelope."""
        kind, _, suffix = self.name.rpartition("+")
        return self.name == "application/json" or (suffix == "json" and "/" in kind)

    @property
    def media_type(self) -> MediaType | None:
        """The article's own type; None where this is no type of an article."""
        return _MEDIA_TYPES.get(self.name)


def parse_content_type(text: str) -> ContentType:
    """Take a content type such as `text/html; charset=utf-8` apart; any text gives one."""
    charset = _CHARSET.search(text)
    return ContentType(text.split(";", 1)[0].strip().lower(), charset[1] if charset else None)


def sniff_media_type(text: str) -> MediaType:
    """Tell HTML from plain text, in linear time.

    HTML begins with a doctype, an XML declaration or an HTML element (after white space and comments); or is laid out
    by block elements, at least two of them; or is a single line with a pair of tags in it. A `<b>` quoted in copy
    whose paragraphs are lines is none of these.
    """
    head = _PREAMBLE.sub("", text[:SNIFFED_CHARACTERS])
    if _FIRST.match(head):
        return "text/html"
    blocks = _BLOCK.finditer(head)
    if next(blocks, None) and next(blocks, None):
        return "text/html"
    if "\n" not in head.strip() and _PAIR.search(head):
        return "text/html"
    return "text/plain"
