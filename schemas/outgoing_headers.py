"""The headers that Copydesk writes: on every message that goes out, and on records. Each value is UTF-8 text."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas import headers
from schemas.formats import LanguageTag, Text
from schemas.known_values import KnownValues

Whole = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)$")]
"""A whole number in decimal digits."""


class OutgoingHeaders(BaseModel):
    """What Copydesk adds to every message: which raw message it came from, and who made it."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    source_topic: Text = Field(
        alias=headers.SOURCE_TOPIC,
        description="Topic that the raw message stands on.",
        examples=["articles.raw.v1"],
    )
    source_partition: Whole = Field(
        alias=headers.SOURCE_PARTITION,
        description="Partition that the raw message stands on.",
        examples=["3"],
    )
    source_offset: Whole = Field(
        alias=headers.SOURCE_OFFSET,
        description="Offset of the raw message in its partition. Topic, partition and offset together name it.",
        examples=["81230"],
    )
    service_version: Text = Field(
        alias=headers.SERVICE_VERSION,
        description="Version of Copydesk that wrote the message.",
        examples=["0.1.0"],
    )
    replay_count: Whole | None = Field(
        default=None,
        alias=headers.REPLAY_COUNT,
        description="How often the raw message was sent again before: written by whoever replays it, handed on.",
        examples=["1"],
    )
    first_source_topic: Text | None = Field(
        default=None,
        alias=headers.FIRST_SOURCE_TOPIC,
        description="Topic of the raw message at its first try, kept through replays.",
        examples=["articles.raw.v1"],
    )
    first_source_partition: Whole | None = Field(
        default=None,
        alias=headers.FIRST_SOURCE_PARTITION,
        description="Partition of the raw message at its first try, kept through replays.",
        examples=["3"],
    )
    first_source_offset: Whole | None = Field(
        default=None,
        alias=headers.FIRST_SOURCE_OFFSET,
        description="Offset of the raw message at its first try, kept through replays.",
        examples=["79004"],
    )


class RecordHeaders(OutgoingHeaders):
    """What Copydesk adds to an enriched article, beside those of the raw message that do not describe its value."""

    model_config = ConfigDict(title="Enriched article headers v1")

    schema_version: Annotated[str, Field(pattern=r"^1\.[0-9]+$")] = Field(
        alias=headers.SCHEMA_VERSION,
        description="The record's `schema_version`.",
        examples=["1.0"],
    )
    language: LanguageTag = Field(
        alias=headers.LANGUAGE,
        description="Tag of the record's `language`, `und` where there is none.",
        examples=["en"],
    )
    content_type: Annotated[Literal["application/json"], KnownValues()] = Field(
        alias=headers.CONTENT_TYPE,
        description="What the value is.",
        examples=["application/json"],
    )
