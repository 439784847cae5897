"""How likely each of a page's candidates is its date of publication, by what is true of it and of those beside it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.html.date_candidates import Candidate
from service.html.ranking import likelihoods

# What is true of a candidate of each source, and under which name others agree with it.
_SOURCES = {
    "json-ld": "json-ld",
    "json-ld page": "json-ld",
    "meta article": "meta",
    "meta published": "meta",
    "meta date": "meta date",
    "microdata": "microdata",
    "printed": "printed",
    "time value": "time",
    "url": "url",
}
# The candidate that stands for the page having no date of publication.
NONE = frozenset(("none",))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with all that is true of it, and how likely it is the one, from 0 to 1."""

    candidate: Candidate
    truths: frozenset[str]
    likelihood: float


def rank(candidates: Sequence[Candidate], changed: frozenset[dt.date]) -> tuple[list[Ranked], float]:
    """The candidates for the date of publication, the likeliest first, and how likely none of them is it.

    `changed` are the days of a modification.
    """
    truths = truths_of(candidates, changed)
    *likely, none = likelihoods("date", [*truths, NONE])
    ranked = map(Ranked, candidates, truths, likely)
    return sorted(ranked, key=lambda one: -one.likelihood), none


def truths_of(candidates: Sequence[Candidate], changed: frozenset[dt.date]) -> list[frozenset[str]]:
    """What is true of each candidate, with what hangs on the others."""
    sources = [next((_SOURCES[truth] for truth in one.truths if truth in _SOURCES), "") for one in candidates]
    said: dict[str, list[Candidate]] = {}
    for one, source in zip(candidates, sources, strict=True):
        said.setdefault(source, []).append(one)
    url = said.pop("url", [None])[0]
    printed = said.get("printed", [])
    first = next((one for one in printed if not any(truth.startswith("before") for truth in one.truths)), None)
    of_page = {"only day printed"} if len({one.day for one in printed}) == 1 else set()
    found = []
    for one, source in zip(candidates, sources, strict=True):
        more = {f"{_stance(one, said[other])} {other}" for other in said if other != source}
        more |= {*_by_url(one.day, url if url is not one else None), *_by_change(one.day, changed)}
        more |= of_page if source == "printed" else set()
        more |= {"first printed"} if one is first else set()
        found.append(one.truths | more)
    return found


def _stance(one: Candidate, others: Sequence[Candidate]) -> str:
    """Whether a candidate agrees with one of another source: on the day, or on the moment in another zone."""
    if any(one.day == other.day or one.date.at == other.date.at for other in others):
        return "with"
    return "a day beside" if any(abs((one.day - other.day).days) == 1 for other in others) else "against"


def _by_url(day: dt.date, url: Candidate | None) -> Iterator[str]:
    if url is None:
        return
    if url.date.precision == "month":
        yield "url month" if (url.day.year, url.day.month) == (day.year, day.month) else "url other"
    else:
        yield "url day" if url.day == day else "url day beside" if abs((url.day - day).days) == 1 else "url other"


def _by_change(day: dt.date, changed: frozenset[dt.date]) -> Iterator[str]:
    if day in changed:
        yield "day of a change"
    elif changed:
        yield "before the change" if day < min(changed) else "after the change"
