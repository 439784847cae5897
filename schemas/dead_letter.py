"""The dead letter v1: a raw message that became no record, its body and key untouched, the cause in its headers."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from schemas import headers
from schemas.formats import Text
from schemas.known_values import KnownValues
from schemas.outgoing_headers import OutgoingHeaders

Reason = Literal[
    "invalid-message",
    "too-large",
    "too-deep",
    "undecodable",
    "empty-article",
    "record-too-large",
    "record-refused",
    "timed-out",
    "crashed",
    "out-of-memory",
    "step-failed",
]
"""Why a raw message became no record."""

REASONS: dict[Reason, str] = {
    "invalid-message": "The message is not a raw article by the contract.",
    "too-large": "The content is over the limit on bytes.",
    "too-deep": "The HTML is over the limit on nesting.",
    "undecodable": "The content is of a known binary format, holds NUL characters, or cannot be read as text.",
    "empty-article": "After extraction no letter or digit is left in headline and body.",
    "record-too-large": "The record does not fit the output topic.",
    "record-refused": "The broker refuses the record for good.",
    "timed-out": "The article held its worker past the deadline, twice.",
    "crashed": "The article ended its worker, twice; or it was in hand three times when a worker was killed or lost.",
    "out-of-memory": "The article needed more memory than its worker could have.",
    "step-failed": "A step of the pipeline raised: a defect of Copydesk, named in the detail.",
}
"""What each reason means, for documents and error messages."""


class DeadLetterHeaders(OutgoingHeaders):
    """What Copydesk adds to a dead letter, beside all the headers of the raw message."""

    model_config = ConfigDict(title="Dead letter headers v1")

    source_timestamp_at: str | None = Field(
        default=None,
        alias=headers.SOURCE_TIMESTAMP_AT,
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$",
        description="The raw message's Kafka timestamp (RFC 3339, UTC). The dead letter's own is the time of failure.",
        examples=["2026-03-02T07:41:09.512Z"],
    )
    error_reason: Annotated[Reason, KnownValues()] = Field(
        alias=headers.ERROR_REASON,
        description="Why the message became no record: a stable code.",
        examples=["undecodable"],
    )
    error_step: Text = Field(
        alias=headers.ERROR_STEP,
        description="Pipeline step that gave the message up, or `worker` where the worker around it ended.",
        examples=["decode"],
    )
    error_detail: Text | None = Field(
        default=None,
        alias=headers.ERROR_DETAIL,
        description="The cause in a sentence for a person. Left out where the dead letter would not fit with it.",
        examples=["The content is a PDF document, not text."],
    )
    error_attempts: Annotated[str, Field(pattern=r"^[1-9][0-9]*$")] = Field(
        alias=headers.ERROR_ATTEMPTS,
        description="How often the message was tried at this offset.",
        examples=["1"],
    )
    body_omitted: Annotated[Literal["true"], KnownValues()] | None = Field(
        default=None,
        alias=headers.BODY_OMITTED,
        description="`true` where the body did not fit and was left out: the raw topic still holds it. Else absent.",
        examples=["true"],
    )
