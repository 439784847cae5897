"""The articles' own log lines."""

import errno
import io
import json
import sys

import pytest

from service.message import RawMessage
from service.observability.logging import ArticleLog
from service.outcome import DeadLetter, Outcome, Record


class FullDisk(io.StringIO):
    """A stream that nothing more can be written to."""

    def flush(self) -> None:
        """Say so, as the operating system does."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the lines are about is committed already."""
    full = FullDisk()
    monkeypatch.setattr(sys, "stderr", full)
    ArticleLog("json", "info").write([(RawMessage(b"text"), Record("1", "en", b"{}"))])
    assert '"article_id": "1"' in full.getvalue()


def lines_of(monkeypatch: pytest.MonkeyPatch, message: RawMessage, outcome: Outcome) -> list[dict[str, object]]:
    """What is written for a message, as JSON."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    ArticleLog("json", "info").write([(message, outcome)])
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("message", "url", "named"),
    [
        (RawMessage(b"x", b"desk-7"), "https://e.example/1", {"key": "desk-7", "url": "https://e.example/1"}),
        (RawMessage(b"x", None, (("url", b"https://e.example/2"),)), None, {"url": "https://e.example/2"}),
        (RawMessage(b"x", b"\xff\n"), None, {"key": "\\xff\n"}),
        (RawMessage(b"x", b"k" * 10_000), None, {"key": "k" * 500}),
        (RawMessage(b"x"), None, {}),
    ],
)
def test_a_dead_letter_is_named_as_its_sender_would(
    monkeypatch: pytest.MonkeyPatch, message: RawMessage, url: str | None, named: dict[str, str]
) -> None:
    """By key and URL where there are any, on one line whatever is in them, and cut where they are long."""
    (line,) = lines_of(monkeypatch, message, DeadLetter("undecodable", "decode", "A PDF.", url=url))
    assert {name: line[name] for name in ("key", "url") if name in line} == named


def test_a_record_is_named_by_its_id_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are thousands a second, and its key stands on the topic."""
    (line,) = lines_of(monkeypatch, RawMessage(b"x", b"desk-7"), Record("article-7", "en", b"{}"))
    assert line["article_id"] == "article-7"
    assert not {"key", "url"} & line.keys()
