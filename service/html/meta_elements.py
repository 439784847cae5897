"""What the head of a page declares in meta and link elements, by lower-case name."""

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree
from tld import get_fld

from service.html.values import host_of

# Beyond what pages have (the most was 160): the rest of a hostile page is not read.
MOST_ELEMENTS = 2_000
MOST_VALUES = 50

# Of links those that say something of the article, not of how the page is shown.
_LINKED = {rel: f"link {rel}" for rel in ("canonical", "license")}
_SUBDOMAIN = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


class MetaElements:
    """The meta and link elements that a page has: name to values, in the order of the page."""

    def __init__(self, elements: Iterable[etree._Element]) -> None:
        self._values: dict[str, list[str]] = {}
        for element in islice(elements, MOST_ELEMENTS):
            told = element.get
            if content := told("content"):
                self._add((told("property") or told("name") or told("itemprop") or "").lower().split(), content)
            elif (rels := told("rel")) and not _LINKED.keys().isdisjoint(rels.lower().split()):
                self._add([_LINKED[rel] for rel in rels.lower().split() if rel in _LINKED], told("href") or "")

    def items(self) -> Iterable[tuple[str, list[str]]]:
        """Every name with its values, in the order of the page."""
        return self._values.items()

    def all(self, name: str) -> list[str]:
        """Every value of that name; a link's is `link canonical`, say."""
        return self._values.get(name, [])

    def first(self, names: Iterable[str]) -> str | None:
        """The first value of the first of these names that has one."""
        for name in names:
            if values := self._values.get(name):
                return values[0]
        return None

    def _add(self, names: Iterable[str], content: str) -> None:
        content = content.strip()
        for name in names if content else ():
            values = self._values.get(name)
            if values is None:
                self._values[name] = [content]
            elif len(values) < MOST_VALUES:
                values.append(content)


def site_of(url: str) -> str | None:
    """The host of an absolute http(s) URL, without the labels that only say how it is served; None for any other."""
    host = host_of(url)
    return _SUBDOMAIN.sub("", host) if host else None


def same_site(one: str, other: str) -> bool:
    """Whether two absolute URLs are on one site: the same host, or one below the other in a domain of one owner."""
    first, second = site_of(one), site_of(other)
    if first is None or second is None:
        return False
    if first == second:
        return True
    return (first.endswith(f".{second}") or second.endswith(f".{first}")) and _domain(first) == _domain(second)


def _domain(host: str) -> str:
    """The part of a host that somebody registered, or was given by a house of many sites ("ada.github.io").

    By Mozilla's list of public suffixes, which `tld` holds; a suffix that it does not hold is one label.
    """
    found: str | None = get_fld(f"https://{host}", fail_silently=True)
    return found or ".".join(host.split(".")[-2:])
