"""The dates that a page declares: JSON-LD first, then its meta elements, each with its evidence."""

from collections.abc import Iterator

from service.article import ArticleDate, DateRole, Found, Method
from service.dates import parse_declared_date
from service.html.json_ld import Node, as_list
from service.html.meta_elements import MetaElements
from service.html.values import LONGEST_VALUE, MOST_VALUES

# Of what each source says, the share that is right on the fitting half, rounded.
JSON_LD_CONFIDENCE, META_CONFIDENCE = 0.9, 0.8

_SCHEMA_DATES: dict[DateRole, str] = {"published": "datePublished", "modified": "dateModified"}
# The names under which meta elements declare a date, the most reliable first.
_META_DATES: dict[DateRole, tuple[str, ...]] = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "dcterms.issued",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "citation_publication_date",
        "citation_date",
        "pubdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "date",
    ),
    "modified": (
        "article:modified_time",
        "og:article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "last-modified",
        "lastmod",
    ),
}


def declared_dates(node: Node, meta: MetaElements) -> Iterator[Found[ArticleDate]]:
    """Each declared date; one that says the same day in the same role as one before it says nothing new."""
    for role, meta_names in _META_DATES.items():
        days = set()
        printed: list[tuple[Method, object]] = [("json-ld", value) for value in as_list(node.get(_SCHEMA_DATES[role]))]
        printed += [("meta", value) for name in meta_names for value in meta.all(name)]
        for method, value in printed[:MOST_VALUES]:
            date = parse_declared_date(value, role) if isinstance(value, str) else None
            if isinstance(value, str) and date and (day := date.at.date()) not in days:
                days.add(day)
                sure = JSON_LD_CONFIDENCE if method == "json-ld" else META_CONFIDENCE
                yield Found(date, method, value[:LONGEST_VALUE], sure)
