"""Values as structured data prints them, read as the plain values that they mean."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from service.characters import squeeze
from service.html.json_ld import Node, flat
from service.words import MOST_KEPT

# A headline, a name or a keyword that is longer is a text in the wrong place.
LONGEST_VALUE = 500
MOST_VALUES = 50

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# Control characters, halves of surrogate pairs, noncharacters; and marks of direction (RFC 3987, section 4.1): with
# them an address reads as another one than it is.
_NO_ADDRESS = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_PLAIN, _PLAIN_HOST = re.compile("[!-~]+"), re.compile("[a-z0-9.-]+")
_IPV6 = re.compile(r"[0-9a-f:.]+")
# Joiners are part of words in some scripts.
_IN_HOSTS = ".-_\u200c\u200d"


def text_of(value: object) -> str | None:
    """A string in one line, without entities and tags; None where there is none, or where it is too long."""
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str) or len(value) > 4 * LONGEST_VALUE:
        return None
    text = unescape(unescape(value)) if "&" in value else value
    text = squeeze(_TAG.sub("", text) if "<" in text else text)
    return text if text and len(text) <= LONGEST_VALUE else None


def name_of(value: object) -> str | None:
    """The name of a node or a plain string."""
    return text_of(value.get("name") if isinstance(value, dict) else value)


def holds_markup(value: object) -> bool:
    """Whether a string, or the name of a node, holds tags."""
    text = value.get("name") if isinstance(value, dict) else value
    if not isinstance(text, str) or ("<" not in text and "&" not in text):
        return False
    return _TAG.search(unescape(text[: 4 * LONGEST_VALUE])) is not None


def url_of(value: object) -> str | None:
    """An absolute http(s) URL."""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
    if not isinstance(value, str) or len(value) > 4 * LONGEST_VALUE:
        return None
    address = value.strip()
    if not _PLAIN.fullmatch(address) and _NO_ADDRESS.search(address):
        return None
    return address if host_of(address) else None


# A page declares one address in several places.
@lru_cache(MOST_KEPT)
def host_of(address: str) -> str | None:
    """The host of an absolute http(s) URL, in small letters; None where a browser could read it as another one."""
    if "\\" in address:  # a browser reads it as a stroke, a library as part of the host
        return None
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    if _PLAIN_HOST.fullmatch(host):
        return host
    if ":" in host:
        return host if _IPV6.fullmatch(host) else None
    return host if all(char.isalnum() or char in _IN_HOSTS or _is_mark(char) for char in host) else None


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def first_text(node: Node, *properties: str) -> str | None:
    """The first of these properties that holds text."""
    values = (text_of(value) for name in properties for value in flat(node.get(name)))
    return next(filter(None, values), None)


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """The first values that are not empty, each once, in order."""
    found: dict[str, None] = {}
    for value in filter(None, values):
        found[value] = None
        if len(found) == MOST_VALUES:
            break
    return tuple(found)
