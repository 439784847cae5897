"""Which of the articles that a page describes is its own: the one that it is titled by, or that names its address."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from service.html.json_ld import Node
from service.html.site_names import dense
from service.html.values import first_text
from service.words import is_unspaced

# Of a page that marks more articles the rest are teasers.
MOST_ARTICLES = 20
# A headline made for machines shares so many of the words of the shorter with a title of the page.
SHARED = 0.4
# A shorter title may stand in any other one.
SHORTEST_TITLE = 9
_SHORTEST_WORD, _PAIR = 4, 2
# Of what speaks for a node each outweighs all that is named behind it.
_NAMED, _TITLED = 4, 2
_WORD = re.compile(r"[^\W_]+")


def own_article(nodes: Iterable[Node], urls: frozenset[str], titles: Sequence[str]) -> Node | None:
    """The node of the page's own article; None where there is none.

    `urls` are the page's addresses, `titles` what it is titled by. Of several nodes the one that names one of `urls` is
    it, else the first whose headline a title bears out, else the first without a headline. A node with another
    headline, which names no address of the page, is of another story; where the page has no title, any may be its own.
    """
    articles = list(islice(nodes, MOST_ARTICLES))
    if len(articles) == 1 and (not titles or is_borne_out(headline_of(articles[0]), titles)):
        return articles[0]
    ours = frozenset(filter(None, map(_address, urls))) if articles else frozenset()
    best, most = None, 0
    for node in articles:
        headline = headline_of(node)
        is_named = any(_address(said) in ours for said in _urls_of(node))
        is_titled = is_borne_out(headline, titles)
        sure = _NAMED * is_named + _TITLED * is_titled + (headline is None or not titles)
        if sure > most:
            best, most = node, sure
    return best


def headline_of(node: Node) -> str | None:
    """What a node is titled."""
    return first_text(node, "headline", "name")


def is_borne_out(headline: str | None, titles: Sequence[str]) -> bool:
    """Whether one of the titles says the headline, a part of it, or much the same in other words."""
    return headline is not None and any(_is_alike(headline, title) for title in titles)


def _is_alike(one: str, other: str) -> bool:
    first, second = dense(one), dense(other)
    shorter, longer = (first, second) if len(first) < len(second) else (second, first)
    if shorter == longer or (len(shorter) >= SHORTEST_TITLE and shorter in longer):
        return True
    ours, theirs = _pieces(one), _pieces(other)
    return len(ours & theirs) >= max(1, SHARED * min(len(ours), len(theirs)))


@lru_cache(64)
def _pieces(text: str) -> frozenset[str]:
    """The words of a title; where they stand without spaces, each pair of characters."""
    letters = dense(text)
    if any(map(is_unspaced, letters)):
        return frozenset(letters[at : at + _PAIR] for at in range(len(letters) - 1))
    return frozenset(word for word in _WORD.findall(text.casefold()) if len(word) >= _SHORTEST_WORD)


def _urls_of(node: Node) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    values = (node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return (value for value in values if isinstance(value, str))


def _address(url: str) -> str | None:
    """An address without what differs between those of one page: the scheme, "www.", a last stroke, a fragment."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if host else None
