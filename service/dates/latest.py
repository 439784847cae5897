"""The last moment that a date of an article can name: two days after it was fetched, or sent to the stream."""

from datetime import UTC, datetime, timedelta

from service import cautions
from service.article import ArticleDate, Caution, DecodedArticle

# Clocks and zones differ by a day, and a paper's issue is dated a day ahead.
LEEWAY = timedelta(days=2)


def latest_of(article: DecodedArticle) -> datetime | None:
    """The moment that no date of the article may lie behind; None where nothing tells when it was seen."""
    seen = article.fetched_at or article.received_at
    if seen is None:
        return None
    return seen + LEEWAY if seen < datetime.max.replace(tzinfo=UTC) - 2 * LEEWAY else seen


def is_after(date: ArticleDate, latest: datetime | None) -> bool:
    """Whether the date lies behind that moment."""
    return latest is not None and date.at > latest


def late_date(date: ArticleDate) -> Caution:
    """The caution that a date lies behind it."""
    detail = f"{date.as_printed!r} lies more than two days after the article was fetched or sent; it was not taken."
    return Caution(cautions.FUTURE_DATE, f"{date.role}_at", detail)
