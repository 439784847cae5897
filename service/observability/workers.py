"""What is told of worker processes that end: a count, and a line that says which article they had in hand."""

import structlog

from service.message import RawMessage
from service.observability.metrics import Metrics
from service.workers.endings import Cause, Ending

log = structlog.get_logger("copydesk.workers")


def tell_of_worker(metrics: Metrics, ending: Ending, message: RawMessage | None) -> None:
    """Count and log the end of a worker; a replaced one is nothing to look into."""
    metrics.worker_ends.labels(ending.cause.value).inc()
    write = log.info if ending.cause is Cause.REPLACED else log.warning
    origin = message.origin if message is not None else None
    where = {} if origin is None else {"topic": origin.topic, "partition": origin.partition, "offset": origin.offset}
    said = {"stderr": ending.stderr} if ending.stderr else {}
    write("worker ended", cause=ending.cause.value, because=f"It {ending.clause}.", **where, **said)
