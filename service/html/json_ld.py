"""JSON-LD of a page: the schema.org node that describes its article, found in JSON of any quality."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from html import unescape

from lxml import etree

Node = dict[str, object]

# The articles of schema.org 29; a product or an event that a page describes is not its article.
ARTICLE_TYPES = frozenset(
    (
        "Article",
        "AdvertiserContentArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "NewsArticle",
        "OpinionNewsArticle",
        "Report",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "SatiricalArticle",
        "ScholarlyArticle",
        "SocialMediaPosting",
        "TechArticle",
    )
)
# Far beyond what pages have (12 blocks, 0.2 MB each), and read within a fraction of a second.
MOST_BLOCKS, LONGEST_BLOCK, MOST_NODES = 50, 1_000_000, 5_000
MOST_VALUES = 50

_WRAPPING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)?\s*")
_OPENERS = ("{", "[")
_PREFIX = re.compile(r"[/#:]")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# Strict about nothing that can be read all the same: raw line ends stand in strings of many pages.
_decoder = json.JSONDecoder(strict=False)
_MENDS: tuple[Callable[[str], str], ...] = (str, lambda text: _TRAILING_COMMA.sub(r"\1", text), unescape)


class JsonLd:
    """The nodes of the JSON-LD in a page's scripts, with references resolved; and what of it could not be read."""

    def __init__(self, scripts: Iterable[etree._Element]) -> None:
        self.unread: list[str] = []
        self.nodes = tuple(_nodes(scripts, self.unread))
        self._typed = tuple((types_of(node), node) for node in self.nodes)
        self._by_id: dict[str, Node] = {}
        for node in self.nodes:
            identity = node.get("@id")
            # A node that only refers to another says nothing itself.
            if isinstance(identity, str) and len(node) > 1:
                self._by_id.setdefault(identity, node)

    def of(self, types: AbstractSet[str]) -> Iterator[Node]:
        """The nodes of one of these types, in the order of the page."""
        return (node for own, node in self._typed if not own.isdisjoint(types))

    def resolve(self, value: object) -> object:
        """The node that a reference like `{"@id": "#jane"}` stands for; any other value as it is."""
        if isinstance(value, dict) and isinstance(identity := value.get("@id"), str):
            return {**self._by_id.get(identity, {}), **value}
        return value


def types_of(node: Node) -> set[str]:
    """The local names of a node's types: `http://schema.org/NewsArticle` is `NewsArticle`."""
    return {local_name(value) for value in as_list(node.get("@type")) if isinstance(value, str)}


def local_name(name: str) -> str:
    """What stands behind the last stroke, hash or colon of a name."""
    return _PREFIX.split(name)[-1]


def flat(value: object) -> Iterator[object]:
    """A property's values, the first 50 of them, also where lists stand in lists."""
    if isinstance(value, list):
        return _flat(value)
    return iter(() if value is None else (value,))


def _flat(values: list[object]) -> Iterator[object]:
    waiting = deque(values[:MOST_VALUES])
    for _ in range(MOST_VALUES):
        while waiting and isinstance(inner := waiting[0], list):
            waiting.popleft()
            waiting.extendleft(reversed(inner[:MOST_VALUES]))
        if not waiting:
            return
        yield waiting.popleft()


def as_list(value: object) -> list[object]:
    """A property's values: JSON-LD leaves the brackets out where there is one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _nodes(scripts: Iterable[etree._Element], unread: list[str]) -> Iterator[Node]:
    """The top-level nodes, those of graphs, and the main entities of pages; not the articles of a list of teasers."""
    blocks = [script.text or "" for script in scripts if "ld+json" in script.get("type", "").lower()]
    if len(blocks) > MOST_BLOCKS:
        unread.append(f"Of {len(blocks)} blocks of JSON-LD, {MOST_BLOCKS} were read.")
    waiting = deque(_parse(block, unread) for block in blocks[:MOST_BLOCKS])
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value[:MOST_NODES])
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in value)
    if waiting:
        unread.append(f"Of the nodes of JSON-LD, {MOST_NODES} were read.")


def _parse(text: str, unread: list[str]) -> object:
    """The JSON value that a block starts with; None where it holds none, however it is mended."""
    if len(text) > LONGEST_BLOCK:
        unread.append(f"A block of JSON-LD with {len(text)} characters was not read.")
        return None
    if text[:1] not in _OPENERS and (start := _WRAPPING.match(text)):
        text = text[start.end() :]
    for mend in _MENDS:
        try:
            return _decoder.raw_decode(mend(text))[0]
        except (ValueError, RecursionError):  # so does `unescape` where a reference has thousands of digits
            continue
    if text.strip():
        unread.append("A block of JSON-LD holds no JSON.")
    return None
