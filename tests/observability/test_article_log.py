"""The articles' own log lines."""

import errno
import io
import sys

import pytest

from service.message import RawMessage
from service.observability.logging import ArticleLog
from service.outcome import Record


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
