"""The models as JSON Schema for others: open to what later versions add, and without null in what we write."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from schemas.dead_letter import DeadLetterHeaders
from schemas.enriched_article import EnrichedArticle
from schemas.raw_article import RawArticle

JsonSchema = dict[str, Any]

PUBLISHED: dict[str, type[BaseModel]] = {
    "raw-article": RawArticle,
    "enriched-article": EnrichedArticle,
    "dead-letter": DeadLetterHeaders,
}
"""What is published, by name: the raw article's envelope, the record, and the headers of a dead letter."""


class _Received(GenerateJsonSchema):
    """For what others write: null counts as absent."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # the signature is pydantic's
        """A field's name says as much as a title made of it."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave the model's defaults out: they are its way to say absent."""
        published = super().default_schema(schema)
        published.pop("default", None)
        return published

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Leave the object open: what we write is closed, what others may read is not."""
        published = super().model_schema(schema)
        if published.get("additionalProperties") is False:
            del published["additionalProperties"]
        return published


class _Written(_Received):
    """For what Copydesk writes: what was not found is absent, never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Publish only what stands there where something does."""
        return self.generate_inner(schema["schema"])


def published_schema(name: str) -> JsonSchema:
    """The JSON Schema (draft 2020-12) of one of `PUBLISHED`."""
    generated = model_schema(PUBLISHED[name])
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"urn:copydesk:schema:{name}:v1"}
    return head | {key: generated.pop(key) for key in ("title", "description")} | generated


def model_schema(model: type[BaseModel]) -> JsonSchema:
    """A model's JSON Schema, with the parts that it refers to in `$defs`."""
    generator = _Received if model is RawArticle else _Written
    return model.model_json_schema(schema_generator=generator, ref_template="#/$defs/{model}")


def as_json(document: JsonSchema) -> str:
    """The text of a committed document."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
