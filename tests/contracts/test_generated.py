"""The committed documents are what the models say."""

import json
from pathlib import Path

import pytest

from schemas import field_tables, generate
from schemas.enriched_article import EnrichedArticle

README = field_tables.README.read_text("utf-8")


def test_committed_documents_are_current() -> None:
    """Each committed schema, the AsyncAPI document and the README's tables equal what the models generate."""
    assert generate.drifted() == []


def test_check_tells_drift_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` on documents that are not there exits with 1 and one sentence that names them and the remedy."""
    monkeypatch.setattr(generate, "FOLDER", tmp_path / "v1")
    assert generate.main(["--check"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "enriched-article.schema.json" in said
    assert "python -m schemas.generate" in said


def test_writing_ends_drift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `schemas.generate` writes passes its own check, and is JSON."""
    readme = tmp_path / "README.md"
    readme.write_text("Words stay.\n\n<!-- table: Reason -->\nstale\n<!-- end of table -->\n", "utf-8")
    monkeypatch.setattr(generate, "README", readme)
    monkeypatch.setattr(generate, "FOLDER", tmp_path / "v1")
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    assert json.loads((tmp_path / "v1/asyncapi.json").read_text("utf-8"))["asyncapi"] == "3.0.0"
    text = readme.read_text("utf-8")
    assert text.startswith("Words stay.\n")
    assert "stale" not in text
    assert "| `undecodable` |" in text


@pytest.mark.parametrize("name", [*(model.__name__ for model in field_tables.MODELS), "Reason"])
def test_readme_holds_every_table(name: str) -> None:
    """No table can be dropped from the README: its mark stands there once."""
    assert README.count(f"<!-- table: {name} -->") == 1


def test_mapping_names_every_field_once() -> None:
    """The mapping to schema.org and ninjs has exactly the record's fields, in their order."""
    section = README.partition("## Mapping to")[2].partition("\n## ")[0]
    rows = [line.split("|")[1].strip(" `") for line in section.splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(EnrichedArticle.model_fields)
    assert len(rows) == len(set(rows))
