"""What is true of a text that could be a page's headline, other than where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from urllib.parse import unquote, urlsplit

from service.html.blocks import Block
from service.html.sources import Sources

LONGEST_PATH = 500
# Of the blocks of a page those that may print its headline: of the fitting half the last is the 518th.
MOST_BLOCKS = 1_000
_WORD = re.compile(r"\w+")
_BAR = re.compile(r"\s[|\u2013\u2014\u00b7\u00bb]\s|\|")
_WORD_OF_ADDRESS = re.compile(r"[^\W\d_]{3,}")
_NO_WORDS = frozenset(("html", "htm", "php", "aspx"))
_FEWEST_WORDS, _ADDRESS_STEPS = 3, 3
_SHORTEST_OVERLAP = 9
_WORD_COUNTS = ((1, "one word"), (2, "two words"), (4, "few words"), (15, "a line of words"))


@dataclass(slots=True)
class HeadlineCandidate:
    """A text, what it was read from, where it stands (the same words may stand in many places), what is true of it.

    Of the places, `whole` are those that print it without more than the site's name.
    """

    text: str
    as_found: str
    places: dict[str, None] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    truths: set[str] = field(default_factory=set)


def describe(candidates: Sequence[HeadlineCandidate], keys: Sequence[str], sources: Sources, url: str | None) -> None:
    """Add what is true of each candidate, other than where it stands."""
    kind = _kind(sources)
    # Of news the address repeats a title that is made for search engines.
    address = () if kind == "news" else _words_of_address(url)
    for candidate, key in zip(candidates, keys, strict=True):
        truths = candidate.truths
        truths.update(f"{kind}: {_of_kind(place)}" for place in candidate.whole)
        words = set(_WORD.findall(candidate.text.casefold()))
        truths.update(_shape(candidate.text, len(words)))
        if sources.sites.is_name(candidate.text):
            truths.add("site")
        elif sources.sites.is_like(candidate.text):
            truths.add("like site")
        truths.update(_overlaps(key, keys))
        if address:
            share = sum(word in words for word in address) / len(address)
            truths.add(f"{int(share * _ADDRESS_STEPS)} of {_ADDRESS_STEPS} thirds of the address")


def describe_printed(candidates: Sequence[HeadlineCandidate], blocks: Sequence[Block]) -> None:
    """Add which candidates the page prints as blocks of their own."""
    texts = list(
        map(attrgetter("text"), blocks[:MOST_BLOCKS])
    )  # to compare all with the few takes less than to hash them
    for candidate in candidates:
        if candidate.text in texts:
            candidate.truths.add("printed")


def _words_of_address(url: str | None) -> tuple[str, ...]:
    """The words in the address of the page that its headline was made into; none where there are too few."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return ()
    longest = max(path[:LONGEST_PATH].split("/"), key=len)
    words = tuple(word for word in _WORD_OF_ADDRESS.findall(longest.casefold()) if word not in _NO_WORDS)
    return words if len(words) >= _FEWEST_WORDS else ()


def _kind(sources: Sources) -> str:
    if sources.is_news:
        return "news"
    return "article" if sources.article or sources.meta.first(("og:type",)) == "article" else "page"


def _of_kind(place: str) -> str:
    return "h1" if place.endswith(("h1", "h1 of several")) else place


def _shape(text: str, count: int) -> Iterator[str]:
    yield next((name for most, name in _WORD_COUNTS if count <= most), "many words")
    if _BAR.search(text):
        yield "bar"
    if text.endswith(("\u2026", "...")):
        yield "ellipsis"
    if text.isupper():
        yield "capitals"


def _overlaps(key: str, keys: Sequence[str]) -> Iterator[str]:
    """How the words of a candidate stand to those of the others."""
    for other in keys:
        if other == key or min(len(key), len(other)) < _SHORTEST_OVERLAP:
            continue
        if other.startswith(key):
            yield "starts another"
        elif other.endswith(key):
            yield "ends another"
        elif key.startswith(other):
            yield "goes on from another"
        elif key.endswith(other):
            yield "leads up to another"
