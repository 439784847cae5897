"""The dates that a page declares: in JSON-LD, and in meta elements by whatever name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from service.article import ArticleDate, DateRole, Method
from service.dates import parse_declared_date, parse_printed_date
from service.html.date_candidates import LONGEST_FOUND, Candidate
from service.html.json_ld import ARTICLE_TYPES, Node, as_list, types_of
from service.html.own_article import headline_of
from service.html.sources import Sources

# A page declares two to six; of a hostile one the rest is not read.
MOST_DATES, MOST_NODES = 50, 200

# What copy is, other than an article.
_COPY = frozenset(("CreativeWork", "WebContent", "Recipe", "HowTo", "Review", "Question", "Dataset", "DigitalDocument"))
_SCHEMA_DATES: dict[str, DateRole] = {"datePublished": "published", "dateModified": "modified"}
_ARTICLE_DATES = frozenset(
    ("article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished")
)
# A name is of several words; with one of these it is of no date of the article.
_OTHER = re.compile(r"expir|avail|event|start|birth|copyright|review|valid|deadline|access|crawl|fetch|current|build")
_MODIFIED = re.compile(r"modif|updat|revis|last-?mod")
_PUBLISHED = re.compile(r"publi|pub[-_]?date|date[-_.]?pub|issued|posted|post[-_]?date|parsely-pub|release")
_DATED = re.compile(r"(?:^|[.:_-])(?:date|datum|fecha|created|timestamp)$|^date|^citation_.*date")
_NUMBERED = re.compile(r"\d{4}|\d\d?[./-]\d\d?[./-]\d\d|[^\D0-9]")


def declared_dates(sources: Sources) -> Iterator[Candidate]:
    """Each date that the page's structured data declares, that of the article's own node first."""
    return islice(_declared(sources), MOST_DATES)


def _declared(sources: Sources) -> Iterator[Candidate]:
    yield from _of_node(sources.article, "json-ld", "json-ld")
    yield from _of_node(sources.marked, "microdata", "microdata")
    others = (node for node in sources.linked.nodes if node is not sources.article and _is_of_page(node, sources))
    for node in islice(others, MOST_NODES):
        yield from _of_node(node, "json-ld", "json-ld page")
    for name, values in sources.meta.items():
        if kind := _kind(name):
            for value in values:
                yield from _candidate(value, kind[0], "meta", name, kind[1])


def _is_of_page(node: Node, sources: Sources) -> bool:
    """Whether a node is of the page or its copy, not of a thing, an event or another story that it describes."""
    types = types_of(node)
    if types & ARTICLE_TYPES:
        return headline_of(node) not in sources.others
    return not types or bool(types & _COPY) or any(kind.endswith("Page") for kind in types)


def _of_node(node: Node, method: Method, truth: str) -> Iterator[Candidate]:
    for name, role in _SCHEMA_DATES.items():
        for value in as_list(node.get(name))[:MOST_DATES]:
            yield from _candidate(value, role, method, name, truth)


@lru_cache(1024)
def _kind(name: str) -> tuple[DateRole, str] | None:
    """The role that the name of a meta element gives a date, and what is true of it then; None where it gives none."""
    if name in _ARTICLE_DATES:
        return "published", "meta article"
    if name.startswith("link ") or _OTHER.search(name):
        return None
    if _MODIFIED.search(name):
        return "modified", "meta modified"
    if _PUBLISHED.search(name):
        return "published", "meta published"
    return ("published", "meta date") if _DATED.search(name) else None


def _candidate(value: object, role: DateRole, method: Method, name: str, truth: str) -> Iterator[Candidate]:
    if isinstance(value, str) and (date := read_value(value, role)):
        yield Candidate(date, method, value.strip(), name, frozenset((truth,)))


def read_value(value: str, role: DateRole) -> ArticleDate | None:
    """The date that an attribute holds, in a form for machines or for people."""
    if len(value) > LONGEST_FOUND or not _NUMBERED.search(value):
        return None
    if date := parse_declared_date(value, role):
        return date
    printed = parse_printed_date(value)
    return replace(printed, role=role) if printed else None
