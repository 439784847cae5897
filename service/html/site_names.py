"""The names that a page's site goes by: what it calls itself, and what its host is called."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from service.words import MOST_KEPT

# What a host says besides the site's name: how it is served, whose country it is, that it is a site.
_NO_NAMES = frozenset(
    ("www", "m", "amp", "mobile", "com", "org", "net", "gov", "edu", "info", "co", "ac", "blog", "blogs", "news")
)
_SHORTEST_LABEL, _SHORTEST_LIKENESS = 3, 4
# "Stern Magazine" is like stern.de, a sentence that begins with it is not: so much longer a name is.
_LONGER, _SPARE = 3, 8

_NOT_WORD = re.compile(r"[\W_]+")
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
# Between a headline and the names of section and site. A colon divides a headline in itself more often.
SEPARATOR = re.compile(r"\s*[|»•·｜]\s*|\s*::\s*|\s+[-–—:~/‹«<>]+\s+")  # noqa: RUF001  # as titles print them
_MARK = re.compile(r"[|»•·｜:/‹«<>~–—-]")  # noqa: RUF001  # those of a separator
_COLON = re.compile(r"\s*:\s+")


# Titles are compared with one another, and with the names of the site.
@lru_cache(MOST_KEPT)
def dense(text: str) -> str:
    """The letters and digits alone, without case."""
    if text.isascii():  # in a tenth of the time
        return text.encode().translate(None, _ASCII_MARKS).decode().lower()
    return _NOT_WORD.sub("", text).casefold()


@lru_cache(MOST_KEPT)
def separators(title: str) -> tuple[tuple[int, int], ...]:
    """From where to where each separator stands in a title."""
    return tuple(mark.span() for mark in SEPARATOR.finditer(title))


class SiteNames:
    """The names of a site, by which they are told from headlines and authors."""

    def __init__(self, declared: Iterable[str], url: str | None) -> None:
        labels = _labels(url)
        self._hosts = {name for label in labels if len(name := dense(label)) >= _SHORTEST_LABEL}
        hosts = {dense("".join(labels)), dense("".join(labels[-2:]))}
        self._hosts -= _NO_NAMES
        self._names = {_bare(dense(name)) for name in declared} | self._hosts | hosts
        self._names.discard("")

    def with_name(self, name: str) -> "SiteNames":
        """These names and one more."""
        more = SiteNames((name,), None)
        more._names |= self._names
        more._hosts = self._hosts
        return more

    def is_name(self, text: str) -> bool:
        """Whether the text is one of the names; an English article before it does not count."""
        return _bare(dense(text)) in self._names

    def is_like(self, text: str) -> bool:
        """Whether the text begins like one of the names, or one of them like it."""
        said = _bare(dense(text))
        if len(said) < _SHORTEST_LIKENESS:
            return len(said) > 1 and any(host.startswith(said) for host in self._hosts)
        return any(
            len(name) >= _SHORTEST_LIKENESS
            and len(said) <= _LONGER * len(name) + _SPARE
            and (said.startswith(name) or name.startswith(said))
            for name in self._names
        )

    def without_name(self, title: str) -> str:
        """A title without the names before its first separator and behind its last one."""
        return _without(title, self.is_name)

    def without_likeness(self, title: str) -> str:
        """A title without what is like a name there."""
        return _without(title, self.is_like)


def _labels(url: str | None) -> list[str]:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return []
    labels = [label for label in host.split(".") if label]
    return labels[1:] if labels[:1] and labels[0] in {"www", "m"} else labels


def _bare(name: str) -> str:
    return name.removeprefix("the") or name


def _without(title: str, is_site: Callable[[str], bool]) -> str:
    while True:
        cut = _cut(title, is_site)
        if cut is None or not dense(cut):
            return title.strip()
        title = cut


def _cut(title: str, is_site: Callable[[str], bool]) -> str | None:
    """The title without one name; None where none stands at its ends."""
    if not _MARK.search(title):
        return None
    marks = separators(title)
    if marks and is_site(title[marks[-1][1] :]):
        return title[: marks[-1][0]]
    if marks and is_site(title[: marks[0][0]]):
        return title[marks[0][1] :]
    colon = _COLON.search(title)
    return title[colon.end() :] if colon and is_site(title[: colon.start()]) else None
