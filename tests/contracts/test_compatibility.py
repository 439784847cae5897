"""The compatibility check: it lets optional additions pass, and names everything else."""

import copy
import subprocess
from pathlib import Path
from typing import Any

import pytest

from schemas import compatibility, history
from schemas.compatibility import incompatibilities
from schemas.published import PUBLISHED, as_json, published_schema

OLD: dict[str, Any] = {
    "$id": "urn:copydesk:schema:sample:v1",
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "kind": {"type": "string", "x-known-values": ["page", "feed"]},
        "share": {"type": "number", "minimum": 0, "maximum": 1},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "tags": {"type": "array", "items": {"type": "string"}},
        "by_name": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Part"}},
        "part": {"$ref": "#/$defs/Part"},
    },
    "$defs": {
        "Part": {"type": "object", "properties": {"code": {"type": "string"}, "next": {"$ref": "#/$defs/Part"}}},
    },
}
FIELDS = ("properties",)
PART = ("$defs", "Part", "properties")


def _changed(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The old schema with one place set to a value, or removed by `...`."""
    new = copy.deepcopy(OLD)
    place = new
    for name in path[:-1]:
        place = place[name]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return new


@pytest.mark.parametrize("name", PUBLISHED)
def test_schema_is_compatible_with_itself(name: str) -> None:
    """A published schema breaks nothing of itself."""
    assert incompatibilities(published_schema(name), published_schema(name)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*FIELDS, "mood"), {"type": "string"}),
        ((*FIELDS, "kind", "x-known-values"), ["page", "feed", "layout"]),
        ((*FIELDS, "share", "maximum"), 2),
        ((*FIELDS, "id", "minLength"), ...),
        ((*FIELDS, "id", "description"), "Said better."),
        ((*PART, "mood"), {"type": "string"}),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else "",
)
def test_optional_addition_passes(path: tuple[str, ...], value: Any) -> None:
    """New optional fields, new known values, looser bounds and better words break nothing."""
    assert incompatibilities(OLD, _changed(path, value)) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((*FIELDS, "kind"), ..., "the message: kind was removed"),
        ((*FIELDS, "share", "type"), "string", "share: the type was number, now is string"),
        (("required",), ["id", "kind"], "the message: kind is newly required"),
        (("required",), [], "the message: id is no longer always there"),
        ((*FIELDS, "kind", "x-known-values"), ["page"], "kind: the known value feed was removed"),
        ((*FIELDS, "kind", "x-known-values"), ..., "kind: its known values are no longer said"),
        ((*FIELDS, "id", "x-known-values"), ["a"], "id: its values were open, now are closed"),
        ((*FIELDS, "id", "minLength"), 2, "id: minLength tightened from 1 to 2"),
        ((*FIELDS, "id", "maxLength"), 9, "id: maxLength tightened from nothing to 9"),
        ((*FIELDS, "share", "minimum"), 0.5, "share: minimum tightened from 0 to 0.5"),
        ((*FIELDS, "share", "maximum"), 0.5, "share: maximum tightened from 1 to 0.5"),
        ((*FIELDS, "id", "pattern"), "^a", "id: pattern changed"),
        ((*FIELDS, "id", "format"), "uri", "id: format changed"),
        ((*FIELDS, "id", "enum"), ["a"], "id: enum changed"),
        ((*FIELDS, "note"), {"type": "string"}, "note: null is no longer allowed"),
        ((*FIELDS, "id"), {"anyOf": [{"type": "string", "minLength": 1}, {"type": "null"}]}, "id: null is new"),
        ((*FIELDS, "tags", "items", "type"), "number", "tags[]: the type was string, now is number"),
        ((*FIELDS, "tags", "items"), ..., "tags: items was a schema, now is true"),
        (("additionalProperties",), False, "the message: additionalProperties was true, now is false"),
        (("$id",), "urn:other", "the message: $id changed"),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else "",
)
def test_break_is_named(path: tuple[str, ...], value: Any, said: str) -> None:
    """Each way to break what was promised is found, and said in one line that names the field."""
    assert incompatibilities(OLD, _changed(path, value)) == [said]


def test_break_in_a_part_is_found_wherever_it_is_used() -> None:
    """A change to a part counts at each field that holds it, and a part within itself ends."""
    found = incompatibilities(OLD, _changed((*PART, "code"), ...))
    assert found == ["by_name[]: code was removed", "part: code was removed"]


@pytest.mark.parametrize(
    ("path", "value"),
    [(("required",), []), ((*FIELDS, "id"), {"anyOf": [{"type": "string", "minLength": 1}, {"type": "null"}]})],
    ids=["required", "null"],
)
def test_senders_may_be_asked_for_less(path: tuple[str, ...], value: Any) -> None:
    """In what senders write, a field may become optional, and null may become allowed."""
    assert incompatibilities(OLD, _changed(path, value), written_by="senders") == []


def test_senders_may_not_be_asked_for_more() -> None:
    """In what senders write, a newly required field breaks as it does elsewhere."""
    new = _changed(("required",), ["id", "kind"])
    assert incompatibilities(OLD, new, written_by="senders") == ["the message: kind is newly required"]


def test_models_are_compatible_with_the_last_release() -> None:
    """What the models say now breaks nothing of the last release, or else of the last commit."""
    try:
        revision = history.last_release()
        history.committed_schema("enriched-article", revision)
    except history.NoHistory as error:
        pytest.skip(f"{error} The check needs a git checkout.")
    assert compatibility.main([]) == 0


def test_unknown_revision_is_one_sentence(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A revision that git does not know gives one sentence and exit code 2."""
    monkeypatch.setattr(history, "FOLDER", repository)
    assert compatibility.main(["--against", "no-such-revision"]) == 2
    assert "no-such-revision" in capsys.readouterr().err


def test_release_is_found_by_its_tag(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The schemas of the last release tag are compared, not those of later commits; HEAD where there is no tag."""
    monkeypatch.setattr(history, "FOLDER", repository)
    assert history.last_release() == "HEAD"
    _git(repository, "tag", "v0.1.0")
    (repository / "v1/dead-letter.schema.json").write_text('{"type": "array"}', "utf-8")
    _git(repository, "commit", "-q", "-a", "-m", "later")
    assert history.last_release() == "v0.1.0"
    assert compatibility.main([]) == 1
    assert capsys.readouterr().out == "dead-letter: the message: gone was removed\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository whose one commit has a dead letter with a field more than ours, and no other schema."""
    (tmp_path / "v1").mkdir()
    schema = published_schema("dead-letter")
    schema["properties"]["gone"] = {"type": "string"}
    (tmp_path / "v1/dead-letter.schema.json").write_text(as_json(schema), "utf-8")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *identity, "-c", "tag.gpgsign=false", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
