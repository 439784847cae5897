"""Values as structured data prints them, read as the plain values that they mean."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from urllib.parse import urlsplit

from service.characters import squeeze
from service.html.json_ld import Node, as_list

# A headline, a name or a keyword that is longer is a text in the wrong place.
LONGEST_VALUE = 500
MOST_VALUES = 50
# Of a string that lists keywords, so many are read until there are that many values.
MOST_LISTED = 1_000

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BY = re.compile(r"(?:by|von|por|par|di|av|af|door|przez|oleh)[:\s]\s*(?=\S)", re.IGNORECASE)
_LIST = re.compile(r"\s*[;|]\s*|\s*,\s+(?:and|und|et|y|e|och|og|en)\s+|\s*,\s+|\s+(?:and|und|et|y|e|och|og|en|&)\s+")
_PERSON = re.compile(r"[^\W\d_][\w.'’\-]*(?:\s+[^\W\d_][\w.'’\-]*){1,3}")  # noqa: RUF001  # names are printed with it
_NO_NAME = re.compile(r"https?:|www\.|[/@<>{}]|\.(?:com|org|net)\b", re.IGNORECASE)
# Control characters, halves of surrogate pairs, noncharacters; and marks of direction (RFC 3987, section 4.1): with
# them an address reads as another one than it is.
_NO_ADDRESS = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SEPARATOR = re.compile(r"\s*[|»•·]\s*|\s+[-–—:~]+\s+|\s*:\s+")  # noqa: RUF001  # dashes as titles print them
_NOT_WORD = re.compile(r"[\W_]+")
_LISTED = re.compile("[^,;،、]+")


def text_of(value: object) -> str | None:
    """A string in one line, without entities and tags; None where there is none, or where it is too long."""
    if not isinstance(value, str) or len(value) > 4 * LONGEST_VALUE:
        return None
    text = squeeze(_TAG.sub("", unescape(unescape(value))))
    return text if text and len(text) <= LONGEST_VALUE else None


def name_of(value: object) -> str | None:
    """The name of a node or a plain string."""
    return text_of(value.get("name") if isinstance(value, dict) else value)


def url_of(value: object) -> str | None:
    """An absolute http(s) URL."""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
    if not isinstance(value, str) or len(value) > 4 * LONGEST_VALUE or _NO_ADDRESS.search(value.strip()):
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def first_text(node: Node, *properties: str) -> str | None:
    """The first of these properties that holds text."""
    values = (text_of(value) for name in properties for value in as_list(node.get(name))[:MOST_VALUES])
    return next(filter(None, values), None)


def people(printed: Iterable[str]) -> tuple[str, ...]:
    """The names in printed author values: no addresses and profiles, no "By", lists of full names taken apart."""
    return distinct(name for value in printed for name in _split_names(value))


def keywords(values: Iterable[str]) -> tuple[str, ...]:
    """Keywords, each as printed; one string may list several, apart by commas or semicolons."""
    listed = (islice(_LISTED.finditer(value), MOST_LISTED) for value in values)
    return distinct(squeeze(word[0]) for words in listed for word in words)


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """The first values that are not empty, each once, in order."""
    found: dict[str, None] = {}
    for value in filter(None, values):
        found[value] = None
        if len(found) == MOST_VALUES:
            break
    return tuple(found)


def without_site(headline: str, names: Iterable[str], printed: Iterable[str] = ()) -> str:
    """A headline without the site's name that stands behind (or before) a separator at its end (or start).

    What stands there is the site's where it is one of `names`, or where what is left is one of the headlines that
    the page has `printed` for its reader.
    """
    sites, headings = _squashed_set(names), _squashed_set(printed)
    while _squashed(headline) not in headings and (marks := list(_SEPARATOR.finditer(headline))):
        first, last = marks[0], marks[-1]
        if _squashed(headline[: first.start()]) in headings:
            return headline[: first.start()]
        if _squashed(headline[last.end() :]) in sites or _squashed(headline[: last.start()]) in headings:
            shorter = headline[: last.start()]
        elif _squashed(headline[: first.start()]) in sites:
            shorter = headline[first.end() :]
        else:
            break
        if not _squashed(shorter):
            break
        headline = shorter
    return headline


def title_parts(title: str) -> tuple[str, ...]:
    """A page title, taken apart at its separators: headline, site and section in any order."""
    return tuple(part.strip() for part in _SEPARATOR.split(title) if part.strip())


def _squashed_set(texts: Iterable[str]) -> set[str]:
    return {_squashed(text) for text in texts} - {""}


def _split_names(value: str) -> Iterator[str]:
    text = _BY.sub("", value, count=1) if _BY.match(value) else value
    parts = [part.strip() for part in _LIST.split(text) if part]
    # "Ng, Ada" and "Ada Ng, Reuters" are no lists of full names: they stay as printed.
    names = parts if len(parts) > 1 and all(map(_PERSON.fullmatch, parts)) else [text]
    return (name for name in names if not _NO_NAME.search(name) and any(map(str.isalpha, name)))


def _squashed(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()
