"""What is told of workers that end, and of articles that take long."""

from structlog.testing import capture_logs

from service.message import Origin, RawMessage
from service.observability.metrics import Metrics
from service.observability.workers import tell_of_slow_article, tell_of_worker
from service.workers.endings import Cause, Ending

ARTICLE = RawMessage(b"x", origin=Origin("raw", 3, 7, 1))
PLACE = {"topic": "raw", "partition": 3, "offset": 7}


def test_an_article_that_takes_long_is_named_by_its_place() -> None:
    """So that whoever sees lag knows what holds a partition up; it is counted."""
    metrics = Metrics()
    with capture_logs() as lines:
        tell_of_slow_article(metrics, ARTICLE, 0.1234)
    assert lines == [{"event": "article takes long", "log_level": "info", "seconds": 0.12, **PLACE}]
    assert "copydesk_set_aside_articles_total 1.0" in metrics.exposition().decode().splitlines()


def test_a_workers_end_is_told_with_the_article_that_it_had_in_hand() -> None:
    """Where it had one; a replaced one is nothing to look into."""
    metrics = Metrics()
    with capture_logs() as lines:
        tell_of_worker(metrics, Ending(Cause.CRASHED, "ended its worker with SIGSEGV", "Segmentation fault"), ARTICLE)
        tell_of_worker(metrics, Ending(Cause.REPLACED, "has grown too large"), None)
    assert [(line["log_level"], line["because"]) for line in lines] == [
        ("warning", "It ended its worker with SIGSEGV."),
        ("info", "It has grown too large."),
    ]
    assert PLACE.items() <= lines[0].items()
    assert "offset" not in lines[1]
