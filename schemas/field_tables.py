"""The field tables of `schemas/README.md`, made from the published schemas so that they cannot drift."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from schemas.dead_letter import REASONS, DeadLetterHeaders
from schemas.enriched_article import EnrichedArticle
from schemas.outgoing_headers import RecordHeaders
from schemas.published import JsonSchema, model_schema
from schemas.raw_article import RawArticle
from schemas.raw_headers import BareArticleHeaders

README = Path(__file__).parent / "README.md"
MODELS: tuple[type[BaseModel], ...] = (
    RawArticle,
    BareArticleHeaders,
    EnrichedArticle,
    RecordHeaders,
    DeadLetterHeaders,
)
_TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def with_tables(readme: str) -> str:
    """The README's text with each table between its marks written anew."""
    tables = {model.__name__: _model_tables(model) for model in MODELS} | {"Reason": _reasons()}
    return _TABLE.sub(lambda mark: f"{mark[1]}{tables[mark[2]]}{mark[3]}", readme)


def _model_tables(model: type[BaseModel]) -> str:
    """A model's table, then one for each of its parts."""
    schema = model_schema(model)
    parts = (f"\n**{name}**: {part['description']}\n\n{_table(part)}" for name, part in schema.get("$defs", {}).items())
    return _table(schema) + "".join(parts)


def _table(schema: JsonSchema) -> str:
    rows = "".join(
        _row(name, field, name in schema.get("required", ())) for name, field in schema["properties"].items()
    )
    return f"| field | form | meaning | example |\n| --- | --- | --- | --- |\n{rows}"


def _row(name: str, field: JsonSchema, required: bool) -> str:
    known = ", ".join(f"`{value}`" for value in _resolved(field).get("x-known-values", ()))
    meaning = field["description"] + (f" Known values: {known}." if known else "")
    shown = f"**`{name}`**" if required else f"`{name}`"
    return f"| {shown} | {_form(field)} | {_cell(meaning)} | {_cell(_example(field))} |\n"


def _resolved(field: JsonSchema) -> JsonSchema:
    """A nullable field without its null."""
    return next((choice for choice in field.get("anyOf", ()) if choice != {"type": "null"}), field)


def _form(field: JsonSchema) -> str:
    field = _resolved(field)
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if field["type"] == "array":
        return f"list of {_form(field['items'])}"
    if field["type"] == "object":
        return f"map of {_form(field['additionalProperties'])}"
    return str(field.get("format", field["type"]))


def _example(field: JsonSchema) -> str:
    example: Any = field["examples"][0]
    return f"`{example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "\\n")


def _reasons() -> str:
    rows = "".join(f"| `{reason}` | {meaning} |\n" for reason, meaning in REASONS.items())
    return f"| reason | meaning |\n| --- | --- |\n{rows}"
