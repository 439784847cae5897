"""How a closed set of values is published: as a string with its known values, open to those that later versions add."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

KEYWORD = "x-known-values"


@dataclass(frozen=True, slots=True)
class KnownValues:
    """Annotates a `Literal` of strings; we check what we write against it, subscribers see no `enum`."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Replace the `enum` or `const` of the literal's JSON schema by `x-known-values`."""
        published: dict[str, Any] = dict(handler(core_schema))
        values = published.pop("enum", None) or [published["const"]]
        published.pop("const", None)
        return {**published, "type": "string", KEYWORD: list(values)}
