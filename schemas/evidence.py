"""How a record came about: evidence for its fields, what was cut, warnings, and the raw message it was made from."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.formats import Code, Count, LanguageTag, Moment, Part, Share, Text
from schemas.known_values import KnownValues

Method = Annotated[
    Literal["json-ld", "meta", "microdata", "feed", "layout", "bom", "declared", "detected"], KnownValues()
]
TimestampType = Annotated[Literal["create", "append"], KnownValues()]

AS_FOUND_LIMIT = 500  # code points, by the contract


class Evidence(Part):
    """How a field was found; or, with `absent_because` alone, why it was not."""

    method: Method | None = Field(
        default=None,
        description=(
            "Where the value is from: `json-ld`, `meta` and `microdata` are the page's structured data, `feed` the raw "
            "message's envelope, `layout` how the article is laid out on the page or in the text. Of `charset`: a byte "
            "order mark (`bom`), a header or the envelope (`declared`), the page (`meta`), or the bytes (`detected`). "
            "Of `language`: the text (`detected`), or a declaration where the text leaves two about as likely."
        ),
        examples=["json-ld"],
    )
    as_found: Annotated[str, Field(max_length=AS_FOUND_LIMIT)] | None = Field(
        default=None,
        description=(
            f"The text that the value was read from, {AS_FOUND_LIMIT} code points of it at most. Of `language`: what "
            "page or feed declare, also where the text tells another; where neither does, there is no evidence of it."
        ),
        examples=["By Amara Lindqvist in Tromsø"],
    )
    confidence: Share | None = Field(default=None, description="How sure the value is, from 0 to 1.", examples=[0.9])
    absent_because: Text | None = Field(
        default=None, description="Why no value was found.", examples=["no byline is printed"]
    )

    @model_validator(mode="after")
    def found_or_absent(self) -> Self:
        """Refuse evidence that is neither of a value nor of its absence, or of both."""
        found = (self.method, self.as_found, self.confidence)
        if self.absent_because is None and None in found:
            raise ValueError("evidence has method, as_found and confidence, or absent_because")
        if self.absent_because is not None and found != (None, None, None):
            raise ValueError("evidence of an absent value has nothing but absent_because")
        return self


class Furniture(Part):
    """A printed piece that is not body."""

    kind: Code = Field(
        description=(
            "What it is: `page-header`, `page-footer`, `page-number`, `mail-header`, `navigation`, `boilerplate`, "
            "`caption`, `credit`, `source`; `headline`, `byline`, `section` or `date` where a printed value lost "
            "against a better one. Later versions add kinds."
        ),
        examples=["page-footer"],
    )
    text: Text = Field(description="The piece as printed.", examples=["Nordlys Presse · page 3 of 12"])
    language: LanguageTag | None = Field(
        default=None, description="BCP 47 tag of the piece, where it is long enough for one.", examples=["nb"]
    )


class RecordWarning(Part):
    """Something that a subscriber should know of a record."""

    code: Code = Field(description="A stable code. Later versions add codes.", examples=["feed-disagrees"])
    field: Text | None = Field(default=None, description="The field that it is about.", examples=["published_at"])
    detail: Text | None = Field(
        default=None,
        description="A sentence for a person.",
        examples=["The feed says 2026-03-01, the page 2026-03-02."],
    )


class RawMessage(Part):
    """Where the raw message stands on the stream. Topic, partition and offset name it for ever."""

    topic: Text = Field(description="Its topic.", examples=["articles.raw.v1"])
    partition: Count = Field(description="Its partition.", examples=[3])
    offset: Count = Field(description="Its offset in the partition.", examples=[81230])
    timestamp_at: Moment | None = Field(
        default=None,
        description="Its Kafka timestamp. Absent where it has none.",
        examples=["2026-03-02T07:41:09.512000Z"],
    )
    timestamp_type: TimestampType | None = Field(
        default=None,
        description="`create` where its sender set the timestamp, `append` where the broker did.",
        examples=["create"],
    )
