"""The plain-text reader on pages of many languages and layouts, each beside what is expected of it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.article import Findings
from service.characters import clean_characters
from service.layout import read_layout

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


def read(sample: Path) -> tuple[dict[str, Any], dict[str, Any], str]:
    """What the reader finds, what is expected (in the same form), and the body."""
    reading = read_layout(clean_characters(sample.read_text("utf-8")))
    expected = tomllib.loads(sample.with_suffix(".toml").read_text("utf-8"))
    found = fields_of(reading.findings)
    found["furniture"] = [piece.kind for piece in reading.furniture]
    starts = zip(reading.paragraphs, expected["paragraphs"], strict=False)
    found["paragraphs"] = [text[: len(start)] for text, start in starts]
    found["paragraphs"] += reading.paragraphs[len(expected["paragraphs"]) :]
    return found, expected, "\n\n".join(reading.paragraphs)


def fields_of(findings: Findings) -> dict[str, Any]:
    """The fields that were found, in the form in which the expectations are written."""
    names = ("headline", "alternative_headline", "byline", "section")
    found: dict[str, Any] = {name: one.value for name in names if (one := getattr(findings, name))}
    if findings.authors:
        found["authors"] = list(findings.authors.value)
    if findings.dateline:
        found["dateline"] = [findings.dateline.value.as_printed, findings.dateline.value.place]
    if findings.original_source:
        found["source"] = findings.original_source.value.name
    if findings.dates:
        found["dates"] = [[one.value.role, one.value.at.isoformat(), one.value.precision] for one in findings.dates]
    if findings.images:
        found["credits"] = [image.credit for image in findings.images]
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_reads_a_page_as_a_person_would(sample: Path) -> None:
    """Fields, paragraphs and kinds of furniture are those that a person sees on the page."""
    found, expected, body = read(sample)
    contains = expected.pop("contains", [])
    if "byline" not in expected:
        found.pop("byline", None)
    assert found == expected
    assert [text for text in contains if text not in body] == []


def test_there_are_samples() -> None:
    """The samples are found: an empty folder would pass unseen."""
    assert len(SAMPLES) >= 12
