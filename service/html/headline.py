"""A page's headline: the likeliest of the titles that it declares and prints."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from service.article import Found, Method, PassedOver
from service.html.blocks import Block
from service.html.headline_candidates import headline_candidates
from service.html.headline_truths import HeadlineCandidate
from service.html.page_titles import copy_of, heading_of_copy, is_page_name, shares_word
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
# What a template may fill with the same words on every page.
_TITLE = {"title"}
_TITLES = frozenset(("title", "og:title", "twitter:title"))
# Of the line above the copy of a page that is titled by no words of it. Chosen: no page of the fitting half is one.
HEADING_CONFIDENCE = 0.7
# Of a title that nothing else bears out, at most; and of one that has no word of the copy. Chosen, for the same reason.
TITLE_CONFIDENCE, STRANGE_CONFIDENCE = 0.8, 0.5
_STRANGE = "no word of the copy"
_BEARING_OUT = frozenset(("printed", "2 of 3 thirds of the address", "3 of 3 thirds of the address"))
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
    nameless = [one for one in candidates if one.places.keys() <= _TITLES and is_page_name(one.text)]
    candidates = [one for one in candidates if one not in nameless]
    heading = _heading_instead(candidates, blocks)
    if heading or not candidates:
        return Headline(printed=heading, passed_over=_of_page((*nameless, *candidates)))
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


def _heading_instead(candidates: Sequence[HeadlineCandidate], blocks: Sequence[Block]) -> Found[str] | None:
    """The line above the copy, where a page has but its title, or none, and no word of that is in the copy."""
    if any(one.places.keys() != _TITLE for one in candidates):
        return None
    copy = copy_of(blocks)
    strange = [one for one in candidates if not shares_word(one.text, copy)]
    for one in strange:
        one.truths.add(_STRANGE)
    text = heading_of_copy(blocks, copy) if len(strange) == len(candidates) else None
    return Found(text, "layout", text, HEADING_CONFIDENCE) if text else None


def _of_page(candidates: Sequence[HeadlineCandidate]) -> tuple[PassedOver, ...]:
    because = "It names the page, or the site: the article has none of its words."
    whole = [one for one in candidates if one.whole][:MOST_PASSED_OVER]
    return tuple(PassedOver("headline", one.text, ", ".join(one.places), because) for one in whole)


def _of_others(sources: Sources) -> Iterator[PassedOver]:
    because = "It is of another story: no title of the page says it."
    return (PassedOver("headline", text, "structured data", because) for text in sources.others)


def _is_declared(candidate: HeadlineCandidate) -> bool:
    return not candidate.places.keys().isdisjoint(_METHODS)


def _found(likely: tuple[float, HeadlineCandidate] | None, methods: dict[str, Method]) -> Found[str] | None:
    if likely is None:
        return None
    likelihood, candidate = likely
    if candidate.places.keys() == _TITLE and candidate.truths.isdisjoint(_BEARING_OUT):
        likelihood = min(likelihood, STRANGE_CONFIDENCE if _STRANGE in candidate.truths else TITLE_CONFIDENCE)
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
