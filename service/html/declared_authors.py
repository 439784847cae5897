"""The names that a page declares as its authors: in JSON-LD, microdata, and meta elements of many names."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from service.html import meta_names
from service.html.author_names import names_in
from service.html.json_ld import flat, types_of
from service.html.own_article import headline_of
from service.html.persons import is_person
from service.html.site_names import dense
from service.html.sources import Sources
from service.html.values import MOST_VALUES, name_of, text_of

MOST_PERSONS, MOST_PAGES = 3, 3
_META_NAME = re.compile(r"(?:^|[.:_\-\s])(?:authors?|byl|byline|creator|writers?)(?:[_\-]?names?)?$")
# Who made something else that the page is about, or holds (Open Graph's objects), and whose account or site it is.
_NO_META = re.compile(
    r"^(?:link |twitter:)|(?:^|[.:_\-])(?:music|books?|videos?|movies?|songs?|albums?|images?|photos?|podcasts?|audio"
    r"|products?|games?|apps?|application|software|themes?|plugins?|templates?|web|site|website|comments?)[.:_\-]"
)
_PAGES = frozenset(("WebPage", "ItemPage", "ProfilePage"))
_PERSON = frozenset(("Person",))


class SaidAuthors(NamedTuple):
    """Names, from which text and place, what is true of them; those that are doubtful only bear out others."""

    names: tuple[str, ...]
    as_found: str
    place: str
    truths: frozenset[str] = frozenset()
    doubtful: bool = False


def declared_authors(sources: Sources, language: str | None) -> Iterator[SaidAuthors]:
    """Those of the article's node, of its microdata, of the page's node, then of meta elements in their order."""
    linked, article, meta = sources.linked, sources.article, sources.meta
    values = [linked.resolve(value) for value in flat(article.get("author") or article.get("creator"))]
    houses = [value for value in values if isinstance(value, dict) and "Person" not in types_of(value)]
    of_house = frozenset(("a house",)) if houses else frozenset()
    headlines = {dense(headline_of(node) or "") for node in (article, sources.marked)}
    yield from _of_values(values, "json-ld", language, of_house, headlines)
    yield from _of_values(list(flat(sources.marked.get("author"))), "microdata", language, frozenset(), headlines)
    for node in islice(linked.of(_PAGES), MOST_PAGES):
        yield from _of_values([linked.resolve(one) for one in flat(node.get("author"))], "json-ld page", language)
    for name, contents in meta.items():
        if name in meta_names.AUTHORS or _names_author(name):
            place = f"meta {name}" if name in meta_names.AUTHORS else "meta other"
            yield from _of_values(contents, place, language, frozenset(("meta",)))


def _names_author(name: str) -> bool:
    """Whether a meta element of that name, which is none of the usual ones, gives the author."""
    authoring = "author" in name or "byl" in name or "creator" in name or "writer" in name
    return authoring and bool(_META_NAME.search(name)) and not _NO_META.search(name)


def bare_persons(sources: Sources, language: str | None) -> Iterator[SaidAuthors]:
    """Persons that JSON-LD names without saying what they did: often the site's owner. They only bear out others."""
    persons = list(islice(sources.linked.of(_PERSON), MOST_PERSONS + 1))
    if len(persons) <= MOST_PERSONS:
        said = _of_values(persons, "json-ld person", language)
        yield from (one._replace(doubtful=True) for one in said)


def _of_values(
    values: Sequence[object],
    place: str,
    language: str | None,
    truths: frozenset[str] = frozenset(),
    headlines: Collection[str] = (),
) -> Iterator[SaidAuthors]:
    said = [name for value in values for name in _names_of(value)][:MOST_VALUES]
    # A template that was filled in wrongly has the headline in every property.
    said = [name for name in said if is_person(name) or dense(name) not in headlines]
    if names := names_in(said, language):
        yield SaidAuthors(names, "; ".join(said), place, truths | {place})


def _names_of(value: object) -> Iterator[str]:
    """The names of a node, of which there may be several, or a plain string."""
    names = flat(value.get("name")) if isinstance(value, dict) else (value,)
    return (name for one in names if (name := text_of(one) or name_of(one)))
