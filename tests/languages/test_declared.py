"""What the feed or the page declares its language to be."""

import json
from typing import Any

import pytest

from service.message import RawMessage
from service.outcome import Record
from service.pipeline import process
from service.pipeline_options import PipelineOptions

GERMAN = "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke neu zu bauen. Die Arbeiten beginnen im Frühjahr."


OPEN = "Svi su putnici u autobusu ostali neozlijeđeni."  # as good Bosnian as Croatian


def evidence_and_tag(article: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """What the record of an article has of its language."""
    outcome = process(RawMessage(json.dumps(article).encode()), PipelineOptions())
    assert isinstance(outcome, Record)
    record = json.loads(outcome.value)
    return record["evidence"].get("language"), record["language"]


@pytest.mark.parametrize(
    ("article", "as_found"),
    [
        ({"content": GERMAN, "content_type": "text/plain", "language": "fr-CA"}, "fr-CA"),
        ({"content": GERMAN, "content_type": "text/plain", "language": "de"}, "de"),
        ({"content": f"<html lang=it><p>{GERMAN}</p></html>", "content_type": "text/html"}, "it"),
    ],
)
def test_the_text_decides_and_the_declaration_is_evidence(article: dict[str, Any], as_found: str) -> None:
    """A record says what was declared, and that its tag was detected, whether the two agree or not."""
    evidence, language = evidence_and_tag(article)

    assert language["tag"] == "de"
    assert evidence == {"method": "detected", "as_found": as_found, "confidence": language["confidence"]}


def test_a_declaration_that_decides_is_the_method() -> None:
    """Where the text leaves two languages about as likely, the evidence names the witness that was believed."""
    article = {"content": OPEN, "content_type": "text/plain"}
    alone, language = evidence_and_tag(article)
    other = {"hr": "bs", "bs": "hr"}[language["tag"]]

    evidence, swayed = evidence_and_tag({**article, "language": other})

    assert alone is None
    assert swayed["tag"] == other
    assert evidence == {"method": "feed", "as_found": other, "confidence": swayed["confidence"]}
