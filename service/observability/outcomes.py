"""What is told of messages once their outcomes are committed: counts, latencies and one log line each."""

import time
from collections.abc import Sequence

from service.message import RawMessage
from service.observability.logging import log_outcome
from service.observability.metrics import Metrics
from service.outcome import Outcome


def tell(metrics: Metrics, answered: Sequence[tuple[RawMessage, Outcome]]) -> None:
    """Count and log messages that were answered together, now."""
    if answered:
        metrics.writes.observe(len(answered))
    now_ms = time.time() * 1000
    for message, outcome in answered:
        metrics.count(outcome)
        if message.origin is not None and message.origin.timestamp_ms >= 0:
            metrics.latency.observe(max(0.0, now_ms - message.origin.timestamp_ms) / 1000)
        log_outcome(message, outcome)
