"""What a page says about its article, by structured data and by what it prints, each value with its evidence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from service import cautions
from service.article import Caution, Findings, Found, Method, PassedOver, Rights
from service.html import meta_names as names
from service.html.authors import read_authors
from service.html.blocks import Block
from service.html.byline import read_printed_byline
from service.html.canonical_url import read_canonical_url
from service.html.headline import read_headline
from service.html.images import read_images
from service.html.json_ld import Node, flat
from service.html.keywords import read_keywords
from service.html.rights import read_rights
from service.html.sources import Sources, reading_language
from service.html.values import LONGEST_VALUE, first_text, holds_markup, name_of, text_of

T = TypeVar("T")

# Of what each source says of sections and publishers, the share that is right where it was looked at, rounded.
CONFIDENCES: dict[Method, float] = {"json-ld": 0.9, "microdata": 0.85, "meta": 0.8}
# Of 352 pages of the fitting half those whose root element names the language that its copy is in, rounded down.
PAGE_LANGUAGE_CONFIDENCE = 0.95
# As sure as the same line is in plain text.
BYLINE_CONFIDENCE = 0.8
MOST_CAUTIONS = 5

_FREE = {"true": True, "yes": True, "free": True, "false": False, "no": False, "locked": False}
_TIERS = ("article:content_tier", "og:article:content_tier")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "dcterms.language")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
# Properties that hold lines of text, by the field that they are read for.
_LINES = {
    "headline": "headline",
    "alternativeHeadline": "alternative_headline",
    "author": "authors",
    "publisher": "publisher",
    "articleSection": "section",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page declares, what it prints, its publisher's terms, what was passed over, what was malformed."""

    declared: Findings
    printed: Findings
    rights: Rights
    passed_over: tuple[PassedOver, ...] = ()
    cautions: tuple[Caution, ...] = ()


def read_metadata(
    page: etree._Element, blocks: Sequence[Block], sources: Sources, url: str | None, feed: Findings
) -> Metadata:
    """Read everything but dates that a page from `url` says about its article; `blocks` are what it prints.

    It raises nothing, however broken or hostile the page is. Where the feed speaks of headline or authors too, what the
    page declares of them stands apart from what it prints, so that the feed can rank between.
    """
    headline = read_headline(page, blocks, sources, url, alone=feed.headline is None)
    language = reading_language(page, blocks)
    authors = read_authors(page, blocks, sources, language, alone=feed.authors is None)
    named = authors.declared or authors.printed
    byline = read_printed_byline(blocks, named.value if named else (), language)
    canonical = read_canonical_url(sources.meta, url, sources.article)
    images = read_images(sources, url, byline.credit if byline else None)
    keywords = read_keywords(sources)
    return Metadata(
        declared=Findings(
            headline=headline.declared,
            alternative_headline=_text(sources, "alternativeHeadline"),
            authors=authors.declared,
            publisher=_name(sources, "publisher") or _meta_text(sources, names.PUBLISHERS),
            section=_text(sources, "articleSection") or _meta_text(sources, names.SECTIONS),
            canonical_url=canonical.found,
            language=_language(page, sources),
            keywords=keywords.declared,
            is_accessible_for_free=_accessible(sources),
            images=images.declared,
        ),
        printed=Findings(
            headline=headline.printed,
            byline=_found("layout", byline.as_printed, sure=BYLINE_CONFIDENCE) if byline else None,
            authors=authors.printed,
            keywords=keywords.printed,
            images=images.printed,
        ),
        rights=read_rights(blocks, sources),
        passed_over=(*headline.passed_over, *authors.passed_over, *canonical.passed_over),
        cautions=(*_malformed(sources, authors.left_out), *canonical.cautions),
    )


def _found(method: Method, value: T | None, as_found: object = None, sure: float | None = None) -> Found[T] | None:
    """The value with its evidence, where there is one; without `as_found` it is printed as it is."""
    if value is None or value == ():
        return None
    printed = str(value if as_found is None else as_found)[:LONGEST_VALUE]
    return Found(value, method, printed, sure or CONFIDENCES[method])


def _nodes(sources: Sources) -> Iterator[tuple[Method, Node]]:
    """The article's node in each kind of structured data that has one, the surest first."""
    yield "json-ld", sources.article
    yield "microdata", sources.marked


def _text(sources: Sources, name: str) -> Found[str] | None:
    said = (_found(method, first_text(node, name)) for method, node in _nodes(sources))
    return next(filter(None, said), None)


def _name(sources: Sources, name: str) -> Found[str] | None:
    said = (
        _found(method, name_of(sources.linked.resolve(value)))
        for method, node in _nodes(sources)
        for value in flat(node.get(name))
    )
    return next(filter(None, said), None)


def _meta_text(sources: Sources, of: Iterable[str]) -> Found[str] | None:
    return _found("meta", text_of(sources.meta.first(of)))


def _accessible(sources: Sources) -> Found[bool] | None:
    for method, node in _nodes(sources):
        for declared in flat(node.get("isAccessibleForFree")):
            is_free = _FREE.get(str(declared).lower().rpartition("/")[2]) if isinstance(declared, bool | str) else None
            if found := _found(method, is_free, declared):
                return found
    tier = sources.meta.first(_TIERS)
    return _found("meta", _FREE.get(tier.lower()) if tier else None, tier)


def _language(page: etree._Element, sources: Sources) -> Found[str] | None:
    in_root = page.get("lang") or page.get("xml:lang")
    said = (in_root, sources.meta.first(_LANGUAGES), first_text(sources.article, "inLanguage"))
    for declared in filter(None, said):
        tag = declared.strip().replace("_", "-")
        if _LANGUAGE.fullmatch(tag):
            return _found("meta", tag, declared, PAGE_LANGUAGE_CONFIDENCE)
    return None


def _malformed(sources: Sources, authors_left_out: int) -> Iterator[Caution]:
    """What was broken or too much, each kind of it once."""
    for detail in dict.fromkeys(sources.linked.unread[:MOST_CAUTIONS]):
        yield Caution(cautions.MALFORMED_METADATA, None, detail)
    if authors_left_out:
        yield Caution(cautions.MALFORMED_METADATA, "authors", f"{authors_left_out} more authors were not read.")
    for name, field in _LINES.items():
        if any(map(holds_markup, flat(sources.article.get(name)))):
            yield Caution(cautions.MALFORMED_METADATA, field, "Markup was taken out.")
