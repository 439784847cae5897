"""What a page declares about its article: JSON-LD first, then its meta elements, each value with its evidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from lxml import etree

from service.article import Findings, Found, Image, Method, Rights
from service.html import meta_names as names
from service.html.dates import declared_dates
from service.html.json_ld import JsonLd, Node, as_list
from service.html.meta_elements import MetaElements, same_site
from service.html.values import (
    LONGEST_VALUE,
    distinct,
    first_text,
    keywords,
    name_of,
    people,
    text_of,
    url_of,
    without_site,
)

T = TypeVar("T")

# Of what each source says of headlines, authors and dates, the share that is right on the fitting half, rounded.
JSON_LD_CONFIDENCE = 0.9
META_CONFIDENCE = 0.8
# A page's language is its template's as often as its article's.
PAGE_LANGUAGE_CONFIDENCE = 0.5
MOST_IMAGES, MOST_HEADINGS = 20, 20

_FREE = {"true": True, "yes": True, "free": True, "false": False, "no": False, "locked": False}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page's structured data says: about the article, and about the publisher's terms."""

    findings: Findings
    rights: Rights


def read_metadata(page: etree._Element, url: str | None) -> Declared:
    """Read a page's JSON-LD, meta and link elements and `lang`; `url` is where the page came from, where that is known.

    It raises nothing, however broken or hostile they are. A canonical URL is believed only on the site of `url`.
    """
    meta = MetaElements(page)
    canonical = _canonical(meta, url)
    linked = JsonLd(page)
    node = linked.article(frozenset(filter(None, (url, canonical.value if canonical else None)))) or {}
    publisher = _found("json-ld", name_of(linked.resolve(node.get("publisher")))) or _meta_text(meta, names.PUBLISHERS)
    site_names = [*([publisher.value] if publisher else []), *(name for key in names.SITES for name in meta.all(key))]
    findings = Findings(
        headline=_headline(node, meta, site_names, page),
        alternative_headline=_found("json-ld", first_text(node, "alternativeHeadline")),
        authors=_authors(linked, node, meta),
        publisher=publisher,
        section=_found("json-ld", first_text(node, "articleSection")) or _meta_text(meta, names.SECTIONS),
        canonical_url=canonical,
        language=_language(page),
        keywords=_keywords(node, meta),
        is_accessible_for_free=_accessible(node, meta),
        dates=tuple(declared_dates(node, meta)),
        images=_images(linked, node, meta),
    )
    return Declared(findings, _rights(node, meta))


def _found(
    method: Method, value: T | None, as_found: object = None, confidence: float | None = None
) -> Found[T] | None:
    """The value with its evidence, where there is one; without `as_found` it is printed as it is."""
    if value is None or value == ():
        return None
    sure = confidence or (JSON_LD_CONFIDENCE if method == "json-ld" else META_CONFIDENCE)
    return Found(value, method, str(value if as_found is None else as_found)[:LONGEST_VALUE], sure)


def _meta_text(meta: MetaElements, of: Iterable[str]) -> Found[str] | None:
    return _found("meta", text_of(meta.first(of)))


def _headline(node: Node, meta: MetaElements, site_names: Iterable[str], page: etree._Element) -> Found[str] | None:
    printed = _found("json-ld", first_text(node, "headline", "name")) or _meta_text(meta, names.HEADLINES)
    if printed is None:
        return None
    headings = ("".join(map(str, heading.itertext())) for heading in islice(page.iter("h1"), MOST_HEADINGS))
    return replace(printed, value=without_site(printed.value, site_names, filter(None, map(text_of, headings))))


def _authors(linked: JsonLd, node: Node, meta: MetaElements) -> Found[tuple[str, ...]] | None:
    values = [linked.resolve(value) for value in as_list(node.get("author") or node.get("creator"))]
    sources: list[tuple[Method, list[object]]] = [("json-ld", values[:MOST_IMAGES])]
    sources += [("meta", list(meta.all(name))) for name in names.AUTHORS]
    for method, printed in sources:
        said = list(filter(None, map(name_of, printed)))
        if found := _found(method, people(said), "; ".join(said)):
            return found
    return None


def _keywords(node: Node, meta: MetaElements) -> Found[tuple[str, ...]] | None:
    values: list[object] = as_list(node.get("keywords"))
    method: Method = "json-ld"
    if not values:
        method = "meta"
        values = next((list(meta.all(name)) for name in names.KEYWORDS if meta.all(name)), [])
    # One string lists them all: it may be long, though none of them is.
    printed = [text for value in values if (text := value if isinstance(value, str) else name_of(value))]
    words = (text_of(word) or "" for word in keywords(printed))
    return _found(method, distinct(words), ", ".join(printed))


def _accessible(node: Node, meta: MetaElements) -> Found[bool] | None:
    declared = node.get("isAccessibleForFree")
    if isinstance(declared, bool | str):
        return _found("json-ld", _FREE.get(str(declared).lower()), declared)
    tier = meta.first(("article:content_tier", "og:article:content_tier"))
    return _found("meta", _FREE.get(tier.lower()) if tier else None, tier)


def _images(linked: JsonLd, node: Node, meta: MetaElements) -> tuple[Image, ...]:
    images: dict[str, Image] = {}
    for value in as_list(node.get("image"))[:MOST_IMAGES]:
        image = _image(linked.resolve(value))
        if image and image.url:
            images.setdefault(image.url, image)
    if not images and (url := url_of(meta.first(("og:image:secure_url", "og:image:url", "og:image")))):
        images[url] = Image(url)
    return tuple(images.values())


def _image(value: object) -> Image | None:
    url = url_of(value)
    if url is None or not isinstance(value, dict):
        return Image(url) if url else None
    licence = value.get("license")
    return Image(
        url, first_text(value, "caption"), first_text(value, "creditText"), url_of(licence) or text_of(licence)
    )


def _canonical(meta: MetaElements, url: str | None) -> Found[str] | None:
    declared = url_of(meta.first(("link canonical",)))
    if declared is None or (url is not None and not same_site(declared, url)):
        return None
    return _found("meta", declared)


def _language(page: etree._Element) -> Found[str] | None:
    declared = page.get("lang") or page.get("xml:lang") or ""
    tag = declared.strip().replace("_", "-")
    return _found("meta", tag if _LANGUAGE.fullmatch(tag) else None, declared, PAGE_LANGUAGE_CONFIDENCE)


def _rights(node: Node, meta: MetaElements) -> Rights:
    terms = node.get("license")
    robots = ", ".join(distinct(meta.all("robots")))
    return Rights(
        license=url_of(terms) or text_of(terms) or url_of(meta.first(("link license", "dcterms.license"))),
        copyright_notice=first_text(node, "copyrightNotice") or text_of(meta.first(("copyright", "dc.rights"))),
        robots=text_of(robots),
        tdm_reservation=text_of(meta.first(("tdm-reservation",))),
        tdm_policy=url_of(meta.first(("tdm-policy",))),
    )
