"""The headers that a sender may set on the raw topic: beside a bare article, and on a tombstone."""

from pydantic import BaseModel, ConfigDict, Field

from schemas import headers
from schemas.formats import Text


class TombstoneHeaders(BaseModel):
    """What names the article that a tombstone takes down. Without either, its key does."""

    model_config = ConfigDict(frozen=True, validate_by_name=True, serialize_by_alias=True, title="Tombstone headers v1")

    article_id: Text | None = Field(
        default=None,
        alias=headers.RAW_ARTICLE_ID,
        description="The sender's own identity of the article.",
        examples=["nordlys-2026-0301-17"],
    )
    url: Text | None = Field(
        default=None,
        alias=headers.RAW_URL,
        description="Where the article was fetched: absolute, http or https.",
        examples=["https://news.example/2026/03/ferry"],
    )


class BareArticleHeaders(TombstoneHeaders):
    """What may stand beside an article that is the message's value itself."""

    model_config = ConfigDict(title="Bare article headers v1")

    content_type: Text | None = Field(
        default=None,
        alias=headers.CONTENT_TYPE,
        description=(
            "`text/html`, `application/xhtml+xml` or `text/plain`, with or without `charset=`. Needed unless the "
            "service's setting COPYDESK_RAW_CONTENT_TYPE says so."
        ),
        examples=["text/html; charset=windows-1252"],
    )
    source: Text | None = Field(
        default=None, alias=headers.RAW_SOURCE, description="Name of the feed or crawl.", examples=["nordlys-rss"]
    )
    fetched_at: Text | None = Field(
        default=None,
        alias=headers.RAW_FETCHED_AT,
        description="When it was crawled, RFC 3339 with a zone.",
        examples=["2026-03-02T07:41:08Z"],
    )
