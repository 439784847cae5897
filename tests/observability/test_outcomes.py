"""What is counted of messages once their outcomes are committed, and what the metrics say before any has been."""

import io
import sys
import time

import pytest

from service.message import Origin, RawMessage
from service.observability.logging import ArticleLog
from service.observability.metrics import Metrics
from service.observability.outcomes import tell
from service.outcome import DeadLetter, Outcome, Record, Tombstone
from service.pipeline import process
from service.pipeline_options import PipelineOptions

STEPS = ["decode", "extract", "normalise", "tag_language", "summarise", "find_keyphrases", "record"]


@pytest.fixture
def metrics() -> Metrics:
    """Those of a service that has done nothing yet."""
    return Metrics()


def told(metrics: Metrics, monkeypatch: pytest.MonkeyPatch, message: RawMessage, outcome: Outcome) -> list[str]:
    """The exposition's lines after one answer that took a quarter of a second to write."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    tell(metrics, ArticleLog("json", "info"), [(message, outcome)], 0.25)
    return metrics.exposition().decode().splitlines()


def test_counters_begin_at_zero(metrics: Metrics) -> None:
    """Else the first dead letter of a kind, or the first worker's end, is an increase that no query sees."""
    lines = metrics.exposition().decode().splitlines()
    assert 'copydesk_articles_total{outcome="dead-letter",reason="step-failed"} 0.0' in lines
    assert 'copydesk_articles_total{outcome="tombstone",reason=""} 0.0' in lines
    assert 'copydesk_worker_ends_total{cause="killed"} 0.0' in lines
    assert "copydesk_rejected_takedowns_total 0.0" in lines


def test_an_answer_is_counted_with_its_times(metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    """One message by its outcome, its write, and each step that it went through."""
    outcome = Record("a", "en", b"{}", {"decode": 0.002, "record": 0.5})
    lines = told(metrics, monkeypatch, RawMessage(b"x"), outcome)
    assert 'copydesk_articles_total{outcome="record",reason=""} 1.0' in lines
    assert "copydesk_write_seconds_sum 0.25" in lines
    assert 'copydesk_step_seconds_bucket{le="0.0025",step="decode"} 1.0' in lines
    assert 'copydesk_step_seconds_sum{step="record"} 0.5' in lines
    assert "copydesk_rejected_takedowns_total 0.0" in lines


def test_a_takedown_that_is_rejected_is_counted_apart(metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    """No topic of records has it, and the service is ready all the same: somebody has to be told."""
    takedown = RawMessage(None, b"key", origin=Origin("raw", 0, 7, 1))
    lines = told(metrics, monkeypatch, takedown, DeadLetter("record-too-large", "record", "It does not fit."))
    assert "copydesk_rejected_takedowns_total 1.0" in lines
    assert 'copydesk_articles_total{outcome="dead-letter",reason="record-too-large"} 1.0' in lines
    lines = told(metrics, monkeypatch, takedown, Tombstone("a"))
    assert "copydesk_rejected_takedowns_total 1.0" in lines


DAY_MS, NOW_MS = 86_400_000, round(time.time() * 1000)


@pytest.mark.parametrize(
    ("timestamp_ms", "counted"),
    [
        (NOW_MS - 29 * DAY_MS, 1),
        (NOW_MS + 60_000, 1),
        (-1, 0),
        (0, 0),
        (NOW_MS - 31 * DAY_MS, 0),
        (NOW_MS + DAY_MS, 0),
        (NOW_MS * 1000, 0),
    ],
    ids=["four weeks", "a clock ahead", "none", "1970", "an archive's", "tomorrow", "in microseconds"],
)
def test_a_timestamp_that_says_nothing_of_a_wait_is_no_latency(
    metrics: Metrics, monkeypatch: pytest.MonkeyPatch, timestamp_ms: int, counted: int
) -> None:
    """One of years would outweigh all others in the sum."""
    message = RawMessage(b"x", origin=Origin("raw", 0, 7, timestamp_ms))
    lines = told(metrics, monkeypatch, message, Record("a", "en", b"{}"))
    assert f"copydesk_latency_seconds_count {counted}.0" in lines


@pytest.mark.parametrize(
    ("message", "steps"),
    [
        (RawMessage(b"The council met.\n\nIt adjourned at noon.", None, (("content-type", b"text/plain"),)), STEPS),
        (RawMessage(b"...", None, (("content-type", b"text/plain"),)), STEPS[:3]),
        (RawMessage(b"{", b"key"), STEPS[:1]),
        (RawMessage(None, b"key"), STEPS[:1]),
    ],
)
def test_the_pipeline_says_how_long_each_step_took(message: RawMessage, steps: list[str]) -> None:
    """Of a record, a dead letter and a tombstone: the steps that it went through, in order, the last one too."""
    took = process(message, PipelineOptions()).step_seconds
    assert list(took) == steps
    assert all(seconds > 0 for seconds in took.values())
