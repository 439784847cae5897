"""The dates of a page: of all that it declares and prints, which is its publication, and which a later change."""

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from lxml import etree

from service.article import ArticleDate, Found, PassedOver
from service.characters import squeeze
from service.dates.latest import LATE, is_late
from service.dates.order import settle_orders
from service.dates.zones import settle_zone, unread_zone
from service.html.blocks import Block
from service.html.date_candidates import LONGEST_FOUND, Candidate
from service.html.date_ranking import Ranked, rank
from service.html.declared_dates import declared_dates
from service.html.printed_dates import PrintedDates
from service.html.sources import Sources, reading_language
from service.html.url_date import date_of_url

# Of a change that the page declares, and of one that it prints. Chosen: no gold has them.
DECLARED_CONFIDENCE, PRINTED_CONFIDENCE = 0.9, 0.7
# Of more than these a person learns nothing.
MOST_PASSED_OVER = 8
# A declaration that is about the article itself, and those that are by their names about a publication.
_OWN = frozenset(("json-ld", "meta article"))
_STRONG = _OWN | {"meta published"}
_TIMED = ("minute", "second")


@dataclass(frozen=True, slots=True)
class PageDates:
    """The dates that a page declares of its article, those that it prints, what was passed over, what came too late."""

    declared: tuple[Found[ArticleDate], ...] = ()
    printed: tuple[Found[ArticleDate], ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    late: tuple[ArticleDate, ...] = ()
    others: frozenset[dt.date] = frozenset()  # days of something else than the article, or too late


def date_candidates(
    page: etree._Element, blocks: Sequence[Block], sources: Sources, language: str | None
) -> list[Candidate]:
    """Every date that the page declares or prints near its headline; those in numbers read as the rest of them says.

    Where two declarations agree and a change is declared too, what is printed would decide nothing, and is not read.
    """
    found = list(declared_dates(sources))
    if not _is_settled(found):
        found += PrintedDates(page, blocks, _headlines(page, sources)).candidates()
    settled = settle_orders([one.date for one in found], (), language)
    if any(map(unread_zone, settled)):
        reading = reading_language(page, blocks)
        settled = tuple(settle_zone(date, reading) for date in settled)
    return [replace(one, date=date) if date is not one.date else one for one, date in zip(found, settled, strict=True)]


def _is_settled(declared: Sequence[Candidate]) -> bool:
    """Whether JSON-LD and a meta element declare one day of publication for the article, and something a change."""
    days = {truth: {one.day for one in declared if one.role == "published" and truth in one.truths} for truth in _OWN}
    agreed = len(set.union(*days.values())) == 1 and all(days.values())
    return agreed and any(one.role == "modified" for one in declared)


def _headlines(page: etree._Element, sources: Sources) -> Iterator[str]:
    """The titles that the page gives itself: its headline among the blocks is one of them, or a part of one."""
    title = next(page.iter("title"), None)
    said = (sources.article.get("headline"), *sources.meta.all("og:title"), None if title is None else title.text)
    return (squeeze(title) for title in said if isinstance(title, str))


def read_dates(
    candidates: Sequence[Candidate], url: str | None, latest: dt.datetime | None, *, alone: bool = True
) -> PageDates:
    """Choose among the candidates of a page that came from `url`, of which none may lie behind `latest`.

    A page that speaks `alone` is judged as a whole: where a date that it prints is likelier than all that it declares,
    it declares none. Beside a feed, what it declares stands.
    """
    timely = [one for one in candidates if not is_late(one.date, latest) and not one.of_others]
    late = [one for one in candidates if is_late(one.date, latest) and not one.of_others]
    others = [one for one in candidates if one.of_others]
    pool, changed = for_publication(timely, url)
    ranked, none = rank(pool, changed)
    likely = [one for one in ranked if one.likelihood > none or one.candidate.truths & _OWN]
    declared = [one for one in likely if one.candidate.method != "layout"]
    best = (likely if alone else declared or likely)[:1] or [one for one in ranked if "url" in one.truths]
    chosen = best[0] if best else None
    declares, prints = _publication(chosen, ranked, declared)
    modified = tuple(_modified(timely))
    taken = {found.as_found for found in (*declares, *prints)}
    missed = [] if taken else [one for one in late if one.method == "layout" and one.role == "published"][:1]
    return PageDates(
        declared=(*declares, *(one for one in modified if one.method != "layout")),
        printed=(*prints, *(one for one in modified if one.method == "layout")),
        passed_over=(
            *(_passed_over(one, LATE) for one in late[:MOST_PASSED_OVER]),
            *_outweighed(ranked, chosen, taken),
            *(_passed_over(one, one.of_others) for one in others[:MOST_PASSED_OVER]),
        ),
        late=tuple(one.date for one in (*(one for one in late if one.method != "layout"), *missed)),
        others=frozenset(one.day for one in (*others, *missed)),
    )


def for_publication(candidates: Sequence[Candidate], url: str | None) -> tuple[list[Candidate], frozenset[dt.date]]:
    """The candidates for the date of publication, that of the address among them, and the days of a change.

    A day that is printed without a label and is declared to be that of a change, where an earlier publication is
    declared too, is the change's: it does not stand in for the first.
    """
    candidates = [one for one in candidates if not one.of_others]
    changed = frozenset(one.day for one in candidates if one.role == "modified")
    firsts = {one.day for one in candidates if one.role == "published" and one.truths & _OWN}
    later = {day for day in changed if firsts and day > max(firsts)}
    pool = [one for one in candidates if one.role == "published" and not (one.method == "layout" and one.day in later)]
    if by_url := date_of_url(url):
        pool.append(Candidate(by_url, "layout", url or "", "url", frozenset(("url",))))
    return pool, changed


def _publication(
    best: Ranked | None, ranked: Sequence[Ranked], declared: Sequence[Ranked]
) -> tuple[tuple[Found[ArticleDate], ...], tuple[Found[ArticleDate], ...]]:
    """The date of publication as the page declares it, or as it prints it; behind it, other such declarations."""
    if best is None:
        return (), ()
    same = [one for one in ranked if one.candidate.day == best.candidate.day]
    said = _best_said([one.candidate for one in same], [one.candidate for one in ranked])
    sure = min(0.99, max(0.01, round(sum(one.likelihood for one in same), 2)))
    others = {
        one.candidate.day: one.candidate.found(max(0.01, round(one.likelihood, 2)))
        for one in reversed(declared)
        if one.candidate.truths & _STRONG and one not in same
    }
    found = (said.found(sure), *reversed(others.values()))
    return (found, ()) if any(one.candidate.method != "layout" for one in same) else ((), found)


def _best_said(same: Sequence[Candidate], pool: Sequence[Candidate]) -> Candidate:
    """Of candidates that name one day the one that says most of it: a time with its zone, before all; then declared.

    Of those that name the same moment, the one in the publisher's own zone.
    """
    said = max(
        same,
        key=lambda one: (_is_moment(one.date), one.date.precision not in ("year", "month"), one.method != "layout"),
    )
    if not _is_moment(said.date) or said.date.at.utcoffset():
        return said
    return next(
        (one for one in pool if _is_moment(one.date) and one.date.at.utcoffset() and one.date.at == said.date.at), said
    )


def _is_moment(date: ArticleDate) -> bool:
    return date.precision in _TIMED and not date.zone_assumed


def _modified(candidates: Sequence[Candidate]) -> Iterator[Found[ArticleDate]]:
    """The days of a change: those that the page declares, then the likeliest that it prints."""
    changes = [one for one in candidates if one.role == "modified"]
    declared = {one.day: one for one in reversed(changes) if one.method != "layout"}
    yield from (one.found(DECLARED_CONFIDENCE) for one in reversed(declared.values()))
    printed = [one for one in changes if one.method == "layout" and one.day not in declared]
    ranked, none = rank(printed, frozenset()) if printed else ([], 0.0)
    if ranked and ranked[0].likelihood > none:
        yield ranked[0].candidate.found(PRINTED_CONFIDENCE)


def _outweighed(ranked: Sequence[Ranked], best: Ranked | None, taken: AbstractSet[str]) -> Iterator[PassedOver]:
    """The likeliest of each day that was not taken, with what was against it."""
    days = {best.candidate.day} if best else set()
    for one in ranked:
        if one.candidate.day in days or one.candidate.as_found in taken:
            continue
        days.add(one.candidate.day)
        if len(days) > MOST_PASSED_OVER:
            return
        if best:
            yield _passed_over(
                one.candidate, f"Another is likelier: {best.likelihood:.0%} against {one.likelihood:.0%}."
            )
        else:
            yield _passed_over(
                one.candidate, f"Too little speaks for it: it is right in {one.likelihood:.0%} of such cases."
            )


def _passed_over(candidate: Candidate, because: str) -> PassedOver:
    return PassedOver(f"{candidate.role}_at", candidate.as_found[:LONGEST_FOUND], candidate.place, because)
