"""A page's headline: the likeliest of the titles that it declares and prints."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from service.article import Found, Method, PassedOver
from service.html.blocks import Block
from service.html.headline_candidates import HeadlineCandidate, headline_candidates
from service.html.ranking import likelihoods
from service.html.site_names import dense
from service.html.sources import Sources
from service.html.values import LONGEST_VALUE

# The place that a candidate's evidence names, of all where it stands: structured data first.
_METHODS: dict[str, Method] = {
    "json-ld": "json-ld",
    "json-ld name": "json-ld",
    "json-ld page": "json-ld",
    "og:title": "meta",
    "twitter:title": "meta",
    "meta": "meta",
    "microdata": "microdata",
}
_PRINTED = frozenset(("h1", "h1 of several", "later h1", "marked"))
# Of more than these a person learns nothing.
MOST_PASSED_OVER = 8


class Headline(NamedTuple):
    """What the page declares as its headline, what it prints as one, and what lost against these."""

    declared: Found[str] | None = None
    printed: Found[str] | None = None
    passed_over: tuple[PassedOver, ...] = ()


def read_headline(
    page: etree._Element, blocks: Sequence[Block], sources: Sources, url: str | None, *, alone: bool = True
) -> Headline:
    """The likeliest headline of a page, and the likeliest that it prints.

    A page that speaks `alone` is judged as a whole: where what it prints is likelier than all that it declares, it
    declares none. Beside a feed, what it declares stands, for it ranks before the feed and what is printed behind.
    """
    candidates = headline_candidates(page, blocks, sources, url)
    if not candidates:
        return Headline()
    likely = likelihoods("headline", [candidate.truths for candidate in candidates])
    ranked = sorted(zip(likely, candidates, strict=True), key=lambda one: -one[0])
    best = ranked[0][1]
    declared = next((one for one in ranked if _is_declared(one[1])), None)
    printed = next((one for one in ranked if one[1].places.keys() & _PRINTED or one[1] is best), None)
    if declared and alone and declared[1] is not best:
        declared = None
    chosen = [one[1] for one in (declared, printed) if one]
    passed_over = [
        _passed_over(likelihood, candidate, ranked[0], sources)
        for likelihood, candidate in ranked
        if candidate.whole and candidate not in chosen
    ]
    return Headline(
        _found(declared, _METHODS), _found(printed, {}), (*passed_over, *_of_others(sources))[:MOST_PASSED_OVER]
    )


def _of_others(sources: Sources) -> Iterator[PassedOver]:
    because = "It is of another story: no title of the page says it."
    return (PassedOver("headline", text, "structured data", because) for text in sources.others)


def _is_declared(candidate: HeadlineCandidate) -> bool:
    return not candidate.places.keys().isdisjoint(_METHODS)


def _found(likely: tuple[float, HeadlineCandidate] | None, methods: dict[str, Method]) -> Found[str] | None:
    if likely is None:
        return None
    likelihood, candidate = likely
    method: Method = next((methods[place] for place in candidate.places if place in methods), "layout")
    return Found(candidate.text, method, candidate.as_found[:LONGEST_VALUE], min(0.99, max(0.01, round(likelihood, 2))))


def _passed_over(
    likelihood: float, candidate: HeadlineCandidate, best: tuple[float, HeadlineCandidate], sources: Sources
) -> PassedOver:
    if sources.sites.is_name(candidate.text):
        because = "It is the site's name."
    elif dense(best[1].text) in dense(candidate.text):
        because = "It says more than the headline alone."
    else:
        because = f"Another is likelier: {best[0]:.0%} against {likelihood:.0%}."
    return PassedOver("headline", candidate.text, ", ".join(candidate.places), because)
