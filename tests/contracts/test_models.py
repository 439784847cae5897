"""What the models promise: every field explained, nothing empty written, nothing wrong let out."""

import ast
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

import schemas
from schemas import asyncapi, headers
from schemas.dead_letter import REASONS, DeadLetterHeaders, Reason
from schemas.enriched_article import EnrichedArticle
from schemas.evidence import Evidence, Method, RecordWarning, TimestampType
from schemas.language import Language, LanguageSpan
from schemas.outgoing_headers import RecordHeaders
from schemas.publication import DateRole, Precision, Rights
from schemas.published import PUBLISHED, model_schema, published_schema
from schemas.summary import Fingerprint, Summary
from service import article, message

FOLDER = Path(schemas.__file__).parent
FINGERPRINT = Fingerprint(sha256="0" * 64, simhash="0" * 16)


def _record(**fields: Any) -> EnrichedArticle:
    least: dict[str, Any] = {
        "schema_version": "1.0",
        "article_id": "a-1",
        "language": Language(tag="en", script="Latn", confidence=1.0),
        "body_text": "Hi 😀 all.",
        "fingerprint": FINGERPRINT,
        "service_version": "0.1.0",
    }
    return EnrichedArticle(**(least | fields))


def _written(**fields: Any) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(_record(**fields).to_json())
    return written


def _all_fields() -> Iterator[Any]:
    for model in asyncapi.MODELS:
        schema = model_schema(model)
        for name, part in {model.__name__: schema, **schema.get("$defs", {})}.items():
            for field, published in part["properties"].items():
                whole = {**published, "$defs": schema.get("$defs", {})}
                yield pytest.param(whole, id=f"{model.__name__}:{name}.{field}")


@pytest.mark.parametrize("field", list(_all_fields()))
def test_field_is_explained(field: dict[str, Any]) -> None:
    """Each published field has a description that ends as a sentence, and examples that it accepts."""
    assert field["description"].endswith(".")
    assert field["examples"]
    for example in field["examples"]:
        Draft202012Validator(field).validate(example)


@pytest.mark.parametrize("path", ["LanguageSpan.start", "Sentence.end", "LanguageSpan.end", "Sentence.start"])
def test_offset_says_what_it_counts(path: str) -> None:
    """Each field of offsets says that it counts code points, and shows it with an emoji."""
    part, field = path.split(".")
    description = published_schema("enriched-article")["$defs"][part]["properties"][field]["description"]
    assert "code points" in description
    assert "😀" in description


def test_emoji_of_the_explanation_is_counted_right() -> None:
    """The example that explains offsets is right, in code points and in UTF-16 units."""
    text = "Hi 😀 all"
    assert text[5:8] == "all"
    assert text.encode("utf-16-le")[6 * 2 : 9 * 2].decode("utf-16-le") == "all"


def _keywords(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        yield from schema.items()
        for name, inner in schema.items():
            if name != "examples":
                yield from _keywords(inner)
    if isinstance(schema, list):
        for inner in schema:
            yield from _keywords(inner)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_schema_is_open_and_named(name: str) -> None:
    """A published schema is draft 2020-12 under a stable name, and closes neither sets of values nor objects."""
    schema = published_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:copydesk:schema:{name}:v1"
    assert schema["title"]
    assert schema["description"]
    keywords = list(_keywords(schema))
    assert not {"enum", "const"} & {keyword for keyword, _ in keywords}
    assert ("additionalProperties", False) not in keywords


@pytest.mark.parametrize("name", ["enriched-article", "dead-letter"])
def test_what_is_written_has_no_null(name: str) -> None:
    """The schemas of what Copydesk writes know no null."""
    assert ("type", "null") not in list(_keywords(published_schema(name)))


def test_closed_sets_are_published() -> None:
    """The reasons of dead letters are published as known values, and each is explained."""
    reason = published_schema("dead-letter")["properties"][headers.ERROR_REASON]
    assert reason["type"] == "string"
    assert reason["x-known-values"] == list(get_args(Reason)) == list(REASONS)


def test_steps_and_contract_know_the_same_values() -> None:
    """The values that the service's steps can produce are those that the contract publishes."""
    pairs = (
        (Method, article.Method),
        (Precision, article.Precision),
        (DateRole, article.DateRole),
        (TimestampType, message.Origin.__annotations__["timestamp_type"]),
    )
    for published, produced in pairs:
        assert get_args(get_args(published)[0]) == get_args(produced)


def test_nothing_found_is_absent() -> None:
    """Values that were not found are left out: None, an empty list or map, false flags, terms that declare nothing."""
    written = _written(
        headline=None, authors=(), keywords=(), metadata={}, evidence={}, furniture_truncated=False, rights=Rights()
    )
    assert written.keys() == {
        "schema_version",
        "article_id",
        "language",
        "body_text",
        "fingerprint",
        "service_version",
    }


def test_false_and_zero_are_values() -> None:
    """A page that declares itself not free, and a count of none, stay in the record."""
    written = _written(is_accessible_for_free=False, word_count=0)
    assert written["is_accessible_for_free"] is False
    assert written["word_count"] == 0


@given(offset=st.integers(-14 * 60, 14 * 60), microseconds=st.integers(0, 999_999))
def test_times_keep_their_zone(offset: int, microseconds: int) -> None:
    """A time is written by the published pattern, with the zone it has; UTC as Z."""
    zone = timezone(timedelta(minutes=offset))
    at = datetime(2026, 3, 2, 7, 15, tzinfo=zone).replace(microsecond=microseconds)
    written = _written(published_at=at, published_precision="second")
    Draft202012Validator(published_schema("enriched-article")).validate(written)
    read = datetime.fromisoformat(written["published_at"])
    assert read == at
    assert read.utcoffset() == timedelta(minutes=offset)
    assert written["published_at"].endswith("Z") == (offset == 0)


@given(start=st.integers(-3, 12), end=st.integers(-3, 12))
def test_offsets_stay_within_the_body(start: int, end: int) -> None:
    """A span is taken exactly where it lies forward within the body, counted in code points."""
    if 0 <= start < end <= len("Hi 😀 all."):
        span = LanguageSpan(start=start, end=end, tag="en", script="Latn")
        assert _written(language_spans=(span,))["language_spans"][0]["end"] == end
    else:
        with pytest.raises(ValidationError):
            _record(language_spans=(LanguageSpan(start=start, end=end, tag="en", script="Latn"),))


@pytest.mark.parametrize(
    "fields",
    [
        {"heading": "misspelt"},
        {"word_count": "7"},
        {"word_count": 7.0},
        {"published_at": datetime(2026, 3, 2, tzinfo=UTC)},
        {"published_at": datetime(2026, 3, 2), "published_precision": "day"},  # noqa: DTZ001  # no zone is the point
        {"published_precision": "day"},
        {"modified_zone": "assumed"},
        {"fingerprint": None},
        {"body_text": None, "fingerprint": None},
        {"body_text": None, "warnings": (RecordWarning(code="no-body"),)},
        {"evidence": {"headlin": Evidence(absent_because="no headline is printed")}},
        {"headline": "Back", "evidence": {"headline": Evidence(absent_because="no headline is printed")}},
        {"headline": ""},
        {"authors": ("Amara Lindqvist",)},
    ],
    ids="+".join,
)
def test_wrong_record_does_not_leave(fields: dict[str, Any]) -> None:
    """A record that breaks the contract cannot be made."""
    with pytest.raises(ValidationError):
        _record(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"method": "meta"},
        {"method": "meta", "as_found": "Back", "confidence": 1.0, "absent_because": "not printed"},
        {"method": "meta", "as_found": "a" * 501, "confidence": 1.0},
    ],
    ids=["nothing", "half", "both", "long"],
)
def test_wrong_evidence_is_refused(fields: dict[str, Any]) -> None:
    """Evidence is of a value, whole and short, or of its absence: nothing else."""
    with pytest.raises(ValidationError):
        Evidence(**fields)


@pytest.mark.parametrize(
    "fields", [{"method": "model"}, {"method": "lead"}, {"method": "extractive", "model": "example-7b"}], ids=str
)
def test_summary_says_where_it_is_from(fields: dict[str, Any]) -> None:
    """A written summary names its model; a quoted one its sentences, and no model."""
    with pytest.raises(ValidationError):
        Summary(text="Hi.", language="en", **fields)


def test_record_without_body_warns_of_it() -> None:
    """A record warned no-body may stand without body and fingerprint, by model and by published schema."""
    written = _written(body_text=None, fingerprint=None, warnings=(RecordWarning(code="no-body"),))
    Draft202012Validator(published_schema("enriched-article")).validate(written)


def test_models_are_immutable() -> None:
    """No field of a record can be set after it was checked."""
    with pytest.raises(ValidationError):
        _record().headline = "Changed"  # type: ignore[misc]  # that it cannot be assigned is the point


@pytest.mark.parametrize("model", [RecordHeaders, DeadLetterHeaders])
def test_header_models_use_the_named_headers(model: type[BaseModel]) -> None:
    """Every header of a model has a named constant in `schemas.headers`."""
    named = {value for value in vars(headers).values() if isinstance(value, str)}
    assert {field.alias for field in model.model_fields.values()} <= named


def test_schemas_stand_alone() -> None:
    """The contracts import only themselves, pydantic and the standard library: nothing of the service."""
    allowed = {"schemas", "pydantic", "pydantic_core"}
    standard = {"argparse", "collections", "dataclasses", "json", "pathlib", "re", "subprocess", "sys", "typing"}
    imported = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            if isinstance(node, ast.ImportFrom):
                assert node.module
                imported.add(node.module.partition(".")[0])
    assert {"schemas", "pydantic"} <= imported <= allowed | standard
