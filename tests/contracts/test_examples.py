"""The examples: valid ones pass, invalid ones fail, by the models and by the published schemas alike."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

import schemas
from schemas.enriched_article import EnrichedArticle
from schemas.published import PUBLISHED, published_schema

FOLDER = Path(schemas.__file__).parent / "examples"
VALIDATORS = {name: Draft202012Validator(published_schema(name)) for name in PUBLISHED}
# A quoted summary names no model; evidence of a value says nothing of its absence: these two stand in other examples.
NOT_IN_ONE = {"Summary.model", "Evidence.absent_because"}


def _examples(kind: str, name: str = "*") -> list[Any]:
    paths = sorted(FOLDER.glob(f"{name}/{kind}/*.json"))
    return [pytest.param(path, id=f"{path.parent.parent.name}/{path.stem}") for path in paths]


def _contract(path: Path) -> str:
    return path.parent.parent.name


def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", _examples("valid"))
def test_valid_example_passes(path: Path) -> None:
    """A valid example passes the published schema and the model."""
    VALIDATORS[_contract(path)].validate(_load(path))
    PUBLISHED[_contract(path)].model_validate_json(path.read_bytes())


@pytest.mark.parametrize("path", _examples("invalid"))
def test_invalid_example_fails(path: Path) -> None:
    """An invalid example fails both by the published schema and by the model."""
    assert list(VALIDATORS[_contract(path)].iter_errors(_load(path)))
    with pytest.raises(ValidationError):
        PUBLISHED[_contract(path)].model_validate_json(path.read_bytes())


@pytest.mark.parametrize("path", _examples("valid", "enriched-article"))
def test_record_example_is_as_written(path: Path) -> None:
    """A valid record is what the model writes: same fields, same order, nothing added, nothing lost."""
    record = EnrichedArticle.model_validate_json(path.read_bytes())
    assert json.loads(record.to_json(), object_pairs_hook=list) == json.loads(path.read_bytes(), object_pairs_hook=list)


@pytest.mark.parametrize("path", _examples("valid", "enriched-article"))
def test_record_example_is_true(path: Path) -> None:
    """A valid record's summary is the text at its offsets in code points, and its hash is the body's."""
    record = EnrichedArticle.model_validate_json(path.read_bytes())
    body = record.body_text
    if body is None:
        assert record.warnings[0].code == "no-body"
        return
    assert record.fingerprint is not None
    assert record.fingerprint.sha256 == hashlib.sha256(body.encode()).hexdigest()
    if record.summary is not None and record.summary.sentences:
        assert " ".join(body[one.start : one.end] for one in record.summary.sentences) == record.summary.text


def test_an_example_has_an_emoji_before_an_offset() -> None:
    """One record shows code points and UTF-16 units to differ at the very offsets of its summary."""
    record = EnrichedArticle.model_validate_json(
        (FOLDER / "enriched-article/valid/emoji-before-offset.json").read_bytes()
    )
    assert record.body_text is not None
    assert record.summary is not None
    start = record.summary.sentences[0].start
    assert len(record.body_text[:start].encode("utf-16-le")) // 2 > start


def test_full_record_shows_every_field() -> None:
    """The full record has every field of every part; the two that cannot stand in it stand in another example."""
    schema = published_schema("enriched-article")
    parts = {name: set(part["properties"]) for name, part in schema["$defs"].items()}
    wanted = {f"{name}.{field}" for name, fields in parts.items() for field in fields}
    wanted |= {f"EnrichedArticle.{field}" for field in schema["properties"]}
    full = set(_fields(schema, _load(FOLDER / "enriched-article/valid/full.json"), "EnrichedArticle", schema))
    assert wanted - full == NOT_IN_ONE
    everywhere: set[str] = set()
    for path in (FOLDER / "enriched-article/valid").glob("*.json"):
        everywhere |= set(_fields(schema, _load(path), "EnrichedArticle", schema))
    assert everywhere == wanted


@pytest.mark.parametrize("name", ["raw-article", "dead-letter"])
def test_full_message_shows_every_field(name: str) -> None:
    """The full raw article and the full dead letter have every field of their contract."""
    assert set(_load(FOLDER / name / "valid/full.json")) == set(published_schema(name)["properties"])


def _fields(schema: dict[str, Any], value: Any, name: str, root: dict[str, Any]) -> Iterator[str]:
    """The fields that a value has, as `Part.field`, found along its schema."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = root["$defs"][name]
    if isinstance(value, list):
        for item in value:
            yield from _fields(schema["items"], item, name, root)
    elif isinstance(value, dict) and "properties" in schema:
        for field, inner in value.items():
            yield f"{name}.{field}"
            yield from _fields(schema["properties"][field], inner, name, root)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _fields(schema["additionalProperties"], inner, name, root)


@pytest.mark.parametrize("path", _examples("valid", "enriched-article"))
def test_schemas_are_open_to_later_versions(path: Path) -> None:
    """A record of a later minor version, with a new field and new values of closed sets, passes today's schema."""
    later = _load(path) | {"schema_version": "1.9", "mood": "calm"}
    later["language"]["variant"] = "regional"
    if "summary" in later:
        later["summary"]["method"] = "collage"
    VALIDATORS["enriched-article"].validate(later)
