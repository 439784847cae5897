"""The raw article v1: the envelope as a sender writes it. The service reads it more tolerantly than this model does."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.formats import Moment, Text
from schemas.known_values import KnownValues
from schemas.publication import Rights

ContentType = Annotated[Literal["text/html", "application/xhtml+xml", "text/plain"], KnownValues()]

HAS_CONTENT: dict[str, Any] = {
    "anyOf": [{"properties": {name: {"type": "string"}}, "required": [name]} for name in ("content", "content_base64")]
}


class SeenRights(Rights):
    """The publisher's terms as the crawler saw them; unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore")


class RawArticle(BaseModel):
    """An article as its sender has it. Only the content is required; unknown fields are ignored, null is absent."""

    model_config = ConfigDict(frozen=True, title="Raw article v1", json_schema_extra=HAS_CONTENT)

    content: str | None = Field(
        default=None,
        description="The article as text: HTML or plain. This or `content_base64` is required.",
        examples=["<article><h1>Ferries sail again</h1><p>Crews returned on Monday. 😀</p></article>"],
    )
    content_base64: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9+/ \t\r\n]*=?[ \t\r\n]*=?[ \t\r\n]*$",
        json_schema_extra={"contentEncoding": "base64"},
        description="The article's bytes in base64 (RFC 4648, section 4). With both, valid bytes win.",
        examples=["RmVycmllcyBzYWlsIGFnYWlu"],
    )
    charset: Text | None = Field(
        default=None,
        description="Charset of the bytes in `content_base64`. Told from the bytes where absent.",
        examples=["windows-1252"],
    )
    content_type: ContentType | None = Field(
        default=None, description="What the content is. Sniffed where absent.", examples=["text/html"]
    )
    article_id: Text | None = Field(
        default=None, description="The sender's own identity of the article.", examples=["nordlys-2026-0301-17"]
    )
    url: Annotated[str, Field(pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]")] | None = Field(
        default=None,
        description="Where the article was fetched: absolute, http or https.",
        examples=["https://news.example/2026/03/ferry?utm_source=feed"],
    )
    source: Text | None = Field(default=None, description="Name of the feed or crawl.", examples=["nordlys-rss"])
    fetched_at: Moment | None = Field(
        default=None,
        description="When it was crawled. Never used as a publication date.",
        examples=["2026-03-02T07:41:08Z"],
    )
    headline: Text | None = Field(
        default=None, description="The headline, as the feed says.", examples=["Ferries sail again"]
    )
    authors: tuple[Text, ...] | None = Field(
        default=None, description="Names of the authors, as the feed says.", examples=[["Amara Lindqvist", "Jon Vik"]]
    )
    published_at: Text | None = Field(
        default=None,
        description=(
            "First publication, as the feed says: RFC 3339 with a zone, or less (`2026-03-02`, `2026`). The date forms "
            "of RSS are read too."
        ),
        examples=["2026-03-02T07:15:00+01:00", "2026-03-02", "Mon, 02 Mar 2026 07:15:00 +0100"],
    )
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$")] | None = Field(
        default=None, description="BCP 47 tag, as the feed says.", examples=["nb", "pt-BR"]
    )
    publisher: Text | None = Field(
        default=None, description="Who publishes it, as the feed says.", examples=["Nordlys Presse"]
    )
    section: Text | None = Field(default=None, description="Its section, as the feed says.", examples=["Transport"])
    keywords: tuple[Text, ...] | None = Field(
        default=None, description="The publisher's keywords, as the feed says.", examples=[["ferries", "strike"]]
    )
    rights: SeenRights | None = Field(
        default=None,
        description="What the crawler saw of the publisher's terms (HTTP headers, robots.txt, TDMRep).",
        examples=[{"robots": "noarchive", "tdm_reservation": "1"}],
    )
    metadata: dict[str, str] | None = Field(
        default=None,
        description="A flat map of the sender's own, handed through untouched. Dropped over 16 KiB.",
        examples=[{"crawl": "2026-10"}],
    )

    @model_validator(mode="after")
    def has_content(self) -> Self:
        """Refuse an envelope without an article in it."""
        if self.content is None and self.content_base64 is None:
            raise ValueError("one of content and content_base64 is required")
        return self
