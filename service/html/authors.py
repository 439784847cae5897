"""A page's authors: the likeliest of the names that it declares, marks and prints, or nobody."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from service.article import Found, Method, PassedOver
from service.html.author_candidates import AuthorCandidate, author_candidates
from service.html.blocks import Block
from service.html.json_ld import MOST_VALUES, as_list
from service.html.ranking import likelihoods
from service.html.sources import Sources
from service.html.values import LONGEST_VALUE

# Of more than these a person learns nothing.
MOST_PASSED_OVER = 8


class Authors(NamedTuple):
    """Whom the page declares as its authors, whom it prints as such, and who lost against these."""

    declared: Found[tuple[str, ...]] | None = None
    printed: Found[tuple[str, ...]] | None = None
    passed_over: tuple[PassedOver, ...] = ()
    left_out: int = 0  # of those that its JSON-LD lists, how many were not read


class _Likely(NamedTuple):
    likelihood: float
    candidate: AuthorCandidate


def read_authors(
    page: etree._Element, blocks: Sequence[Block], sources: Sources, language: str | None, *, alone: bool = True
) -> Authors:
    """The likeliest authors of a page, those declared apart from those printed; `alone` as for its headline."""
    candidates = author_candidates(page, blocks, sources, language)
    likely = likelihoods("authors", [candidate.truths for candidate in candidates])
    ranked = sorted(map(_Likely, likely, candidates), key=lambda one: -one.likelihood)
    likelier = ranked[: next(at for at, one in enumerate(ranked) if not one.candidate.names)]
    best = ranked[0]
    declared = next((one for one in likelier if _method(one.candidate) != "layout"), None)
    printed = next((one for one in likelier if _is_printed(one.candidate)), None)
    if declared and alone and declared is not best:
        declared = None
    chosen = [one.candidate for one in (declared, printed) if one]
    passed_over = tuple(
        _passed_over(one, best, sources)
        for one in ranked
        if one.candidate.names
        and one.candidate not in chosen
        and (one in likelier or _method(one.candidate) != "layout")
    )
    left_out = max(0, len(as_list(sources.article.get("author"))) - MOST_VALUES)
    return Authors(_found(declared), _found(printed, "layout"), passed_over[:MOST_PASSED_OVER], left_out)


def _method(candidate: AuthorCandidate) -> Method:
    """By which kind of structured data the names are declared; `layout` where they are printed alone."""
    methods: tuple[tuple[str, Method], ...] = (("json-ld", "json-ld"), ("meta", "meta"), ("microdata", "microdata"))
    return next(
        (method for kind, method in methods if any(place.startswith(kind) for place in candidate.places)), "layout"
    )


def _is_printed(candidate: AuthorCandidate) -> bool:
    return any(not place.startswith(("json-ld", "meta")) for place in candidate.places)


def _found(likely: _Likely | None, method: Method | None = None) -> Found[tuple[str, ...]] | None:
    if likely is None:
        return None
    candidate, sure = likely.candidate, min(0.99, max(0.01, round(likely.likelihood, 2)))
    return Found(candidate.names, method or _method(candidate), candidate.as_found[:LONGEST_VALUE], sure)


def _passed_over(one: _Likely, best: _Likely, sources: Sources) -> PassedOver:
    if any(map(sources.sites.is_name, one.candidate.names)) and best.candidate.names:
        because = "It is the site's name, and the page names somebody."
    elif best.candidate.names:
        because = f"Others are likelier: {best.likelihood:.0%} against {one.likelihood:.0%}."
    else:
        because = f"That nobody is named is likelier: {best.likelihood:.0%} against {one.likelihood:.0%}."
    return PassedOver("authors", "; ".join(one.candidate.names), ", ".join(one.candidate.places), because)
