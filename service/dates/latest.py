"""The last moment that a date of an article can name: two days after it was fetched, or sent to the stream."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service import cautions
from service.article import ArticleDate, Caution, DecodedArticle, Findings, Found, PassedOver

# Clocks and zones differ by a day, and a paper's issue is dated a day ahead.
LEEWAY = timedelta(days=2)
LATE = "It lies more than two days after the article was fetched or sent."


def latest_of(article: DecodedArticle) -> datetime | None:
    """The moment that no date of the article may lie behind; None where nothing tells when it was seen."""
    seen = article.fetched_at or article.received_at
    if seen is None:
        return None
    return seen + LEEWAY if seen < datetime.max.replace(tzinfo=UTC) - 2 * LEEWAY else seen


def is_late(date: ArticleDate, latest: datetime | None) -> bool:
    """Whether the date lies behind that moment."""
    return latest is not None and date.at > latest


def timely(findings: Findings, latest: datetime | None) -> tuple[Findings, tuple[Found[ArticleDate], ...]]:
    """The findings without the dates that lie behind `latest`, and those."""
    late = tuple(date for date in findings.dates if is_late(date.value, latest))
    if not late:
        return findings, ()
    return replace(findings, dates=tuple(date for date in findings.dates if date not in late)), late


def late_date(date: ArticleDate) -> Caution:
    """The caution that a date lies behind it."""
    detail = f"{date.as_printed!r} lies more than two days after the article was fetched or sent; it was not taken."
    return Caution(cautions.FUTURE_DATE, f"{date.role}_at", detail)


def passed_over(late: Found[ArticleDate]) -> PassedOver:
    """What a person is told of a date that lies behind it."""
    return PassedOver(f"{late.value.role}_at", late.as_found, late.method, LATE)
