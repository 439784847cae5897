"""What is told of worker processes that end, and of articles that take long: a count, and a line that says which."""

import structlog

from service.message import RawMessage
from service.observability.metrics import Metrics
from service.workers.endings import Cause, Ending

log = structlog.get_logger("copydesk.workers")


def tell_of_worker(metrics: Metrics, ending: Ending, message: RawMessage | None) -> None:
    """Count and log the end of a worker; a replaced one is nothing to look into."""
    metrics.worker_ends.labels(ending.cause.value).inc()
    write = log.info if ending.cause is Cause.REPLACED else log.warning
    said = {"stderr": ending.stderr} if ending.stderr else {}
    write("worker ended", cause=ending.cause.value, because=f"It {ending.clause}.", **_place_of(message), **said)


def tell_of_slow_article(metrics: Metrics, message: RawMessage, seconds: float) -> None:
    """Count and log an article that has been worked on for so long (s) that it is set aside."""
    metrics.set_aside.inc()
    log.info("article takes long", seconds=round(seconds, 2), **_place_of(message))


def _place_of(message: RawMessage | None) -> dict[str, str | int]:
    origin = message.origin if message is not None else None
    return {} if origin is None else {"topic": origin.topic, "partition": origin.partition, "offset": origin.offset}
