"""What the feed or the page declares its language to be."""

import json
from typing import Any

import pytest

from service.message import RawMessage
from service.outcome import Record
from service.pipeline import process
from service.pipeline_options import PipelineOptions

GERMAN = "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke neu zu bauen. Die Arbeiten beginnen im Frühjahr."


@pytest.mark.parametrize(
    ("article", "method", "as_found"),
    [
        ({"content": GERMAN, "content_type": "text/plain", "language": "fr-CA"}, "feed", "fr-CA"),
        ({"content": f"<html lang=it><p>{GERMAN}</p></html>", "content_type": "text/html"}, "meta", "it"),
    ],
)
def test_the_declaration_is_evidence(article: dict[str, Any], method: str, as_found: str) -> None:
    """A record says what was declared and by whom, also where its own tag is another."""
    outcome = process(RawMessage(json.dumps(article).encode()), PipelineOptions())
    assert isinstance(outcome, Record)
    record = json.loads(outcome.value)

    assert record["language"]["tag"] == "de"
    assert (record["evidence"]["language"]["method"], record["evidence"]["language"]["as_found"]) == (method, as_found)
