"""What holds of the whole pipeline, for any message: one outcome, valid, the same each time, and nothing vanishes."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.enriched_article import EnrichedArticle
from service import pipeline
from service.cautions import CAUTIONS
from service.message import Origin, RawMessage
from service.outcome import DeadLetter, Outcome, Record, Tombstone
from service.pipeline import process
from service.pipeline_options import PipelineOptions

OPTIONS = PipelineOptions()
SAMPLES = sorted(path for path in Path("deploy/demo/articles").iterdir() if path.suffix in {".html", ".txt"})
TYPES = {".html": b"text/html", ".txt": b"text/plain"}

TEXT = """Market hall reopens after fire

By Odile Farrant

The market hall reopened on Saturday, eleven months after the fire that destroyed its roof.

Traders who had sold from tents all winter said that they had feared the city would give the place up."""


def sample(path: Path) -> RawMessage:
    """A sample article as a bare message."""
    return RawMessage(path.read_bytes(), path.name.encode(), (("content-type", TYPES[path.suffix]),))


def read(outcome: Outcome) -> EnrichedArticle:
    """The record that an outcome is."""
    assert isinstance(outcome, Record), outcome
    return EnrichedArticle.model_validate_json(outcome.value)


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")) | st.none(),
    st.sampled_from([b"application/json", b"text/html", b"text/plain", b"image/png"]),
    st.none() | st.binary(max_size=5),
)
def test_any_message_has_one_outcome(value: bytes | None, content_type: bytes, key: bytes | None) -> None:
    """A valid record, a tombstone or a dead letter that blames the message and not a step."""
    outcome = process(RawMessage(value, key, (("content-type", content_type),)), OPTIONS)
    if isinstance(outcome, Record):
        record = read(outcome)
        assert record.article_id == outcome.article_id
        assert {warning.code for warning in record.warnings} <= set(CAUTIONS)
    else:
        assert isinstance(outcome, DeadLetter | Tombstone)
        assert getattr(outcome, "reason", None) != "step-failed"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_becomes_a_record_whose_offsets_hold(path: Path) -> None:
    """Spans cover the body in order, and the summary is made of the sentences that it points at."""
    record = read(process(sample(path), OPTIONS))
    body = record.body_text
    assert body is not None
    ends = [0, *(span.end for span in record.language_spans)]
    assert all(span.start >= end for span, end in zip(record.language_spans, ends, strict=False))
    assert record.summary is not None
    joiner = "" if record.language.script in {"Jpan", "Hans", "Hant"} else " "
    quoted = [" ".join(body[one.start : one.end].split()) for one in record.summary.sentences]
    assert record.summary.text == joiner.join(quoted)


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.suffix == ".txt"], ids=lambda path: path.name)
def test_every_letter_of_plain_text_has_one_owner(path: Path) -> None:
    """Headline, alternative headline, byline, body and furniture hold all letters and digits, each once."""
    record = read(process(sample(path), OPTIONS))
    owners = [record.headline, record.alternative_headline, record.byline, record.body_text]
    owned = "".join([owner or "" for owner in owners] + [piece.text for piece in record.furniture])
    assert Counter(filter(str.isalnum, owned)) == Counter(filter(str.isalnum, path.read_text()))


def test_the_same_copy_gives_the_same_record_in_every_form() -> None:
    """Bare, in an envelope as text, as bytes of two charsets, or behind a registry's frame."""

    def envelope(**fields: Any) -> bytes:
        return json.dumps({"article_id": "a", "content_type": "text/plain"} | fields).encode()

    def encoded(charset: str) -> bytes:
        return envelope(content_base64=base64.b64encode(TEXT.encode(charset)).decode(), charset=charset)

    bare = RawMessage(TEXT.encode(), headers=(("content-type", b"text/plain"), ("article-id", b"a")))
    others = [envelope(content=TEXT), encoded("utf-16"), encoded("cp1252"), b"\0\0\0\0\1" + envelope(content=TEXT)]
    records = [without_charset(process(message, OPTIONS)) for message in (bare, *map(RawMessage, others))]
    assert records == [records[0]] * len(records)


def without_charset(outcome: Outcome) -> dict[str, Any]:
    """A record but for the charset that its bytes were read in."""
    assert isinstance(outcome, Record)
    record: dict[str, Any] = json.loads(outcome.value)
    record.pop("charset", None)
    record["evidence"].pop("charset", None)
    return record


def test_the_same_message_gives_the_same_bytes_in_another_process() -> None:
    """Whatever order Python's hashes put sets in."""
    script = (
        "import hashlib;from tests.test_pipeline import *;"
        "print(hashlib.sha256(repr([process(sample(p), OPTIONS) for p in SAMPLES]).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(Path.cwd())}
    other = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    ours = hashlib.sha256(repr([process(sample(path), OPTIONS) for path in SAMPLES]).encode()).hexdigest()
    assert other.stdout.strip() == ours


def test_a_tombstone_names_the_article_that_its_record_named() -> None:
    """By the same header, address or key."""
    for headers, key in [((("article-id", b"x"),), None), ((("url", b"https://a.example/b"),), None), ((), b"k")]:
        record = process(RawMessage(TEXT.encode(), key, (*headers, ("content-type", b"text/plain"))), OPTIONS)
        tombstone = process(RawMessage(None, key, headers), OPTIONS)
        assert isinstance(record, Record)
        assert tombstone == Tombstone(record.article_id)


class Panic(BaseException):
    """What a library in Rust raises: no Exception, so that nobody catches it by accident."""


@pytest.mark.parametrize("kind", [ValueError, Panic])
def test_a_step_that_raises_is_named_and_quotes_no_article(
    monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    """A defect of ours costs one article; the exception's own words may be the article's, and stay out of the log."""

    def summarise(body_text: str, _language: str, *, story_start: int, **_limits: int) -> None:
        raise kind(body_text, story_start)

    monkeypatch.setattr(pipeline, "summarise", summarise)
    letter = process(RawMessage(TEXT.encode(), headers=(("content-type", b"text/plain"),)), OPTIONS)
    assert isinstance(letter, DeadLetter)
    assert (letter.reason, letter.step) == ("step-failed", "summarise")
    assert f"{kind.__name__} in summarise (test_pipeline.py:" in letter.detail
    assert "market" not in letter.detail.lower()


def test_a_step_without_memory_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the article that is too much, not the code that is wrong; its worker is to say so."""

    def extract(_article: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pipeline, "extract", extract)
    with pytest.raises(MemoryError):
        process(RawMessage(TEXT.encode(), headers=(("content-type", b"text/plain"),)), OPTIONS)


def test_a_record_says_where_its_raw_message_stands() -> None:
    """Topic, partition, offset, time and kind of time."""
    origin = Origin("articles.raw.v1", 3, 41, 1_700_000_000_123, "append")
    record = read(process(RawMessage(TEXT.encode(), b"k", (("content-type", b"text/plain"),), origin), OPTIONS))
    assert record.raw is not None
    assert record.raw.model_dump(mode="json") == {
        "topic": "articles.raw.v1",
        "partition": 3,
        "offset": 41,
        "timestamp_at": "2023-11-14T22:13:20.123000Z",
        "timestamp_type": "append",
    }


def plain(options: PipelineOptions, key: bytes | None = None) -> Outcome:
    """What becomes of the text under those options."""
    return process(RawMessage(TEXT.encode(), key, (("content-type", b"text/plain"),)), options)


def test_a_lean_record_has_neither_evidence_nor_furniture() -> None:
    """As COPYDESK_RECORD_DETAIL=lean says; all else is the same."""
    full, lean = read(plain(OPTIONS)), read(plain(PipelineOptions(record_detail="lean")))
    assert full.evidence
    assert (lean.evidence, lean.furniture) == ({}, ())
    assert lean.body_text == full.body_text


def test_a_record_over_its_limit_sheds_until_it_fits() -> None:
    """Furniture, then evidence, with a warning; then it is a dead letter."""
    size = len(read(plain(OPTIONS)).to_json())
    without_evidence = read(plain(PipelineOptions(max_record_bytes=size + 1000)))
    assert without_evidence.evidence == {}
    assert [warning.code for warning in without_evidence.warnings] == ["truncated"]
    letter = plain(PipelineOptions(max_record_bytes=1500))
    assert isinstance(letter, DeadLetter)
    assert (letter.reason, letter.step) == ("record-too-large", "record")


def test_key_and_headers_count_against_the_limit() -> None:
    """They go along with the record."""
    limit = PipelineOptions(max_record_bytes=20_000)
    assert isinstance(plain(limit), Record)
    assert isinstance(plain(limit, key=b"k" * 19_000), DeadLetter)


def test_a_timestamp_past_every_calendar_is_left_out_of_a_record() -> None:
    """The article is as good as any."""
    far = Origin("articles.raw.v1", 0, 0, 2**60)
    record = read(process(RawMessage(TEXT.encode(), b"k", (("content-type", b"text/plain"),), far), OPTIONS))
    assert record.raw is not None
    assert (record.raw.timestamp_at, record.raw.timestamp_type) == (None, None)


@pytest.mark.parametrize(
    ("envelope", "reason"),
    [
        ({"content": "--- ***"}, "empty-article"),
        ({"content_base64": base64.b64encode(b"%PDF-1.7").decode()}, "undecodable"),
        ({"content": "word " * 2_000_000}, "too-large"),
        ({}, "invalid-message"),
    ],
)
def test_a_rejected_article_keeps_its_url_for_the_log(envelope: dict[str, str], reason: str) -> None:
    """In whichever step it was rejected, once its envelope could be read; what is no URL is not kept."""
    for url, kept in (("https://e.example/1", "https://e.example/1"), ("no address", None)):
        outcome = process(RawMessage(json.dumps({**envelope, "url": url}).encode()), OPTIONS)
        assert isinstance(outcome, DeadLetter)
        assert (outcome.reason, outcome.url) == (reason, kept)


def test_the_limits_of_summaries_can_be_set() -> None:
    """As COPYDESK_SUMMARY_MAX_SENTENCES and COPYDESK_SUMMARY_MAX_WORDS say."""
    story = " ".join(f"The council of town number {number} met on Monday to talk of the bridge." for number in range(9))
    message = RawMessage(story.encode(), headers=(("content-type", b"text/plain"),))
    for sentences, words, quoted in ((3, 95, 3), (1, 95, 1), (3, 30, 2)):
        options = replace(OPTIONS, summary_max_sentences=sentences, summary_max_words=words)
        record = process(message, options)
        assert isinstance(record, Record)
        assert len(json.loads(record.value)["summary"]["sentences"]) <= quoted
