"""Three witnesses tell an article's fields: structured data, feed, layout. The first to speak of a field is heard."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from service.article import ArticleDate, Dateline, Findings, Found, Image, OriginalSource, Precision
from service.characters import clean_line

_WORD = re.compile(r"\w+")
# Fields that the feed and the page can disagree on, other than the dates.
_COMPARED = ("headline", "authors", "publisher", "section")
_UNRANKED = ("dates", "images")
_FINENESS: dict[Precision, int] = {"year": 0, "month": 1, "day": 2, "minute": 3, "second": 4}


def hear(witnesses: tuple[Findings, ...]) -> Findings:
    """One value a field, from the first witness that has one; of dates and pictures all, each once, in rank order."""
    chosen: dict[str, Any] = {}
    for field in fields(Findings):
        if field.name not in _UNRANKED:
            said = (getattr(witness, field.name) for witness in witnesses)
            chosen[field.name] = next((found for found in said if found is not None), None)
    return Findings(
        **chosen,
        dates=_each_once(date for witness in witnesses for date in witness.dates),
        images=tuple(dict.fromkeys(image for witness in witnesses for image in witness.images)),
    )


def disagreements(page: Findings, feed: Findings) -> tuple[str, ...]:
    """The record's fields in which the feed says something else than the page; case and punctuation do not count."""
    differing = [name for name in _COMPARED if _differ(getattr(page, name), getattr(feed, name))]
    printed, fed = (
        next((date.value for date in witness.dates if date.value.role == "published"), None) for witness in (page, feed)
    )
    if printed and fed and not (_same_time(printed, fed) or _same_time(fed, printed)):
        differing.append("published_at")
    return tuple(differing)


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever their case and punctuation."""
    return one == other or _plain(one) == _plain(other)


def clean_findings(findings: Findings) -> Findings:
    """The same findings with clean characters; a value of which nothing is left was not found."""
    changes: dict[str, Any] = {
        field.name: _clean_found(found)
        for field in fields(Findings)
        if field.name not in _UNRANKED and (found := getattr(findings, field.name)) is not None
    }
    dates = (_clean_found(date) for date in findings.dates)
    changes["dates"] = tuple(date for date in dates if date)
    changes["images"] = tuple(image for image in map(_clean_image, findings.images) if image != Image())
    return replace(findings, **changes)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _differ(one: Found[Any] | None, other: Found[Any] | None) -> bool:
    if one is None or other is None:
        return False
    values = ((found.value,) if isinstance(found.value, str) else found.value for found in (one, other))
    first, second = (frozenset(map(_plain, names)) for names in values)
    return first != second


def _each_once(dates: Iterable[Found[ArticleDate]]) -> tuple[Found[ArticleDate], ...]:
    kept: list[Found[ArticleDate]] = []
    for date in dates:
        if not any(date.value.role == one.value.role and _same_time(one.value, date.value) for one in kept):
            kept.append(date)
    return tuple(kept)


def _same_time(fine: ArticleDate, coarse: ArticleDate) -> bool:
    """Whether the second says no more than the first does: the same time, or the day, month or year that holds it."""
    if _FINENESS[coarse.precision] > _FINENESS[fine.precision]:
        return False
    if coarse.precision in ("minute", "second"):
        return abs(fine.at - coarse.at) < timedelta(minutes=1)
    parts = 1 + _FINENESS[coarse.precision]
    return fine.at.timetuple()[:parts] == coarse.at.timetuple()[:parts]


def _clean_found(found: Found[Any]) -> Found[Any] | None:
    value = _clean_value(found.value)
    if value is None or value in ("", ()):
        return None
    return replace(found, value=value, as_found=clean_line(found.as_found))


def _clean_value(value: Any) -> Any:
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(text for text in map(clean_line, value) if text))
    cleaners: dict[type, Callable[[Any], Any]] = {
        ArticleDate: lambda date: replace(date, as_printed=clean_line(date.as_printed)),
        Dateline: lambda line: Dateline(clean_line(line.as_printed), clean_line(line.place)),
        OriginalSource: _clean_source,
    }
    clean = cleaners.get(type(value))
    return clean(value) if clean else value


def _clean_source(source: OriginalSource) -> OriginalSource | None:
    name = clean_line(source.name)
    return replace(source, name=name, as_printed=clean_line(source.as_printed)) if name else None


def _clean_image(image: Image) -> Image:
    caption, credit, terms = (
        clean_line(text) if text else None for text in (image.caption, image.credit, image.license)
    )
    return replace(image, caption=caption or None, credit=credit or None, license=terms or None)
