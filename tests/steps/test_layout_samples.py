"""The plain-text reader on pages of many languages and layouts, each beside what a person sees on it.

Furniture of one kind that stands together is compared as one piece, by the start of the first.
"""

import tomllib
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from service.article import DecodedArticle, ExtractedArticle, Findings, NormalisedArticle
from service.cautions import MOJIBAKE_REPAIRED
from service.characters import squeeze
from service.message import RawMessage
from service.pipeline_options import MIB
from service.steps.decode import decode
from service.steps.normalise import normalise

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
NOT_YET = (Path(__file__).parent / "samples" / "not_yet").read_text("utf-8").split()
VERBATIM = ("contains", "absent")


def read(sample: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is found, as far as the sample says what is expected, and that."""
    decoded = decode(RawMessage(sample.read_bytes()), "text/plain", MIB)
    assert isinstance(decoded, DecodedArticle)
    article = normalise(decoded, ExtractedArticle())
    expected = tomllib.loads(sample.with_suffix(".toml").read_text("utf-8"))
    if "furniture" in expected:
        expected["furniture"] = runs_of(expected["furniture"])
    found = fields_of(article.findings) | body_of(article, expected) | furniture_of(article, expected)
    expected.pop("furniture_languages", None)  # what tagging finds, see the test of tagging
    # That mojibake was repaired shows in the text.
    found["warnings"] = sorted({caution.code for caution in article.cautions} - {MOJIBAKE_REPAIRED})
    expected.setdefault("warnings", [])
    for dates in (found.get("dates", []), expected.get("dates", [])):
        dates.sort()  # a source's date stands first wherever the page prints it
    if "byline" not in expected:
        found.pop("byline", None)
    return found, expected


def fields_of(findings: Findings) -> dict[str, Any]:
    """The fields that were found, in the form in which the expectations are written."""
    names = ("headline", "alternative_headline", "byline", "publisher", "section")
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
        found["images"] = [[one.caption or "", one.credit or "", one.license or ""] for one in findings.images]
    return found


def body_of(article: NormalisedArticle, expected: dict[str, Any]) -> dict[str, Any]:
    """The paragraphs, as far as their starts are given, and which of the pieces stand in the body."""
    paragraphs = article.body_text.split("\n\n")
    found: dict[str, Any] = {"paragraphs": cut_like(paragraphs, expected["paragraphs"])}
    if "contains" in expected:
        found["contains"] = [text for text in expected["contains"] if text in article.body_text]
    if "absent" in expected:
        found["absent"] = [text for text in expected["absent"] if text not in article.body_text]
    return found


def furniture_of(article: NormalisedArticle, expected: dict[str, Any]) -> dict[str, Any]:
    """Kind and start of what was cut; ornaments without a letter or digit are not in the samples."""
    cut = runs_of([[piece.kind, piece.text] for piece in article.furniture if any(map(str.isalnum, piece.text))])
    if not cut and "furniture" not in expected:
        return {}
    starts = cut_like([text for _, text in cut], [text for _, text in expected.get("furniture", ())])
    return {"furniture": [[kind, text] for (kind, _), text in zip(cut, starts, strict=True)]}


def runs_of(furniture: list[list[str]]) -> list[list[str]]:
    """The first of each run of furniture of one kind: where one piece ends and the next begins is a matter of taste."""
    return [next(run) for _, run in groupby(furniture, key=itemgetter(0))]


def cut_like(texts: list[str], starts: list[str]) -> list[str]:
    """Each text as long as the start that stands at its place; those behind the last start are whole."""
    lengths = [len(squeeze(start)) for start in starts]
    return [text[:length] for text, length in zip(texts, lengths, strict=False)] + texts[len(lengths) :]


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(sample, marks=[pytest.mark.xfail(strict=True)] if sample.stem in NOT_YET else [], id=sample.stem)
        for sample in SAMPLES
    ],
)
def test_reads_a_page_as_a_person_would(sample: Path) -> None:
    """Fields, paragraphs and kinds of furniture are those that a person sees on the page."""
    found, expected = read(sample)
    assert found == {name: value if name in VERBATIM else squeezed(value) for name, value in expected.items()}


def squeezed(value: Any) -> Any:
    """The same value with each run of white space as one space."""
    return squeeze(value) if isinstance(value, str) else [squeezed(one) for one in value]


def test_there_are_samples() -> None:
    """The samples are found: an empty folder would pass unseen."""
    assert len(SAMPLES) >= 60
