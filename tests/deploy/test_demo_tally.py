"""The demo is content only where each message that went in has one outcome, and the broken one alone is rejected."""

import json

import pytest

from deploy.demo.tally import count


def record(offset: int, language: str = "en") -> str:
    """A record's line."""
    raw = {"topic": "raw", "partition": 0, "offset": offset}
    return json.dumps({"article_id": f"a-{offset}", "language": {"tag": language}, "raw": raw})


def letter(offset: int, key: str = "broken.json") -> str:
    """A dead letter's line."""
    source = {"topic": "raw", "partition": 0, "offset": offset}
    return json.dumps({"dead_letter": {"reason": "invalid-message", "source": source, "key": key}})


def test_outcomes_are_counted() -> None:
    """Records by language, dead letters by reason, and nothing amiss where all are there."""
    tally = count([record(0), record(1, "fr"), letter(2), record(3)])
    assert tally.languages == {"en": 2, "fr": 1}
    assert tally.reasons == {"invalid-message": 1}
    assert tally.amiss(4, "broken.json") is None


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([record(0), letter(1)], "3 messages went in, and outcomes of 2 came out."),
        ([record(0), record(0), letter(1)], "3 messages went in, and outcomes of 2 came out."),
        ([record(0), record(1), letter(2), record(1)], "3 messages went in, and 4 outcomes came out: some twice."),
        ([record(0), record(1), record(2)], "The dead letters should be broken.json, and are: none."),
        (
            [record(0), letter(1, "a.html"), letter(2)],
            "The dead letters should be broken.json, and are: a.html, broken.json.",
        ),
    ],
)
def test_what_is_amiss_is_said(lines: list[str], sentence: str) -> None:
    """A message that is lost, doubled or wrongly rejected fails the demo with a sentence."""
    assert count(lines).amiss(3, "broken.json") == sentence
