"""The forms of single values in a message (texts, tags, times, offsets), and how what was not found stays out."""

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

T = TypeVar("T")

# RFC 3339, section 5.6, in the upper case and with the zone that our messages always have.
RFC3339 = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$"


class Part(BaseModel):
    """A part of what Copydesk writes: immutable, and checked strictly, so that no misspelt field leaves the house."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def is_empty(value: object) -> bool:
    """Tell whether a value says nothing: such a field is left out of a record."""
    return not value


@dataclass(frozen=True, slots=True)
class NeverEmpty:
    """Publishes that a collection which stands in a message holds something: an empty one is left out."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add `minItems` or `minProperties` to the collection's JSON schema."""
        published: dict[str, Any] = dict(handler(core_schema))
        return {**published, "minItems" if published["type"] == "array" else "minProperties": 1}


Several = Annotated[tuple[T, ...], Field(exclude_if=is_empty), NeverEmpty()]
"""A list that is left out where it is empty."""

ByName = Annotated[dict[str, T], Field(exclude_if=is_empty), NeverEmpty()]
"""A map by name that is left out where it is empty."""

Flag = Annotated[bool, Field(exclude_if=is_empty)]
"""True, or left out."""

Text = Annotated[str, Field(min_length=1)]

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
"""A stable name for machines, in lower case with hyphens."""

Moment = Annotated[AwareDatetime, WithJsonSchema({"type": "string", "format": "date-time", "pattern": RFC3339})]
"""A time with its zone; UTC is written `Z`."""

LANGUAGE_TAG = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"

LanguageTag = Annotated[str, Field(pattern=LANGUAGE_TAG)]
"""BCP 47."""

Script = Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")]
"""ISO 15924."""

Share = Annotated[float, Field(ge=0, le=1)]

Count = Annotated[int, Field(ge=0)]

OFFSETS = (
    "Offsets count Unicode code points from 0: in `Hi 😀 all` the word `all` is 5 to 8; Java and JavaScript, which "
    "count UTF-16 units, say 6 to 9."
)
"""Said at each field that holds text offsets."""
