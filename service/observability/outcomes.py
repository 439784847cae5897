"""What is told of messages once their outcomes are committed: counts, latencies and one log line each."""

import time
from collections import Counter
from collections.abc import Sequence

from service.message import RawMessage
from service.observability.logging import ArticleLog
from service.observability.metrics import Metrics, outcome_name
from service.outcome import DeadLetter, Outcome

# Kafka keeps a message for seven days by default. What seems to have waited longer than four times that was sent under
# a time of its own, and its "latency" of years would outweigh a million others' in the sum.
LONGEST_SECONDS = 30 * 86_400
# A clock may be ahead of ours; Kafka itself refuses what is more than an hour ahead by default.
AHEAD_SECONDS = 3_600


def tell(metrics: Metrics, log: ArticleLog, answered: Sequence[tuple[RawMessage, Outcome]], seconds: float) -> None:
    """Count and log messages that were answered together, now, and how long their write took."""
    metrics.writes.observe(len(answered))
    metrics.write_duration.observe(seconds)
    now_ms = time.time() * 1000
    ends: Counter[tuple[str, str]] = Counter()
    for message, outcome in answered:
        ends[outcome_name(outcome), outcome.reason if isinstance(outcome, DeadLetter) else ""] += 1
        if message.origin is not None and message.origin.timestamp_ms >= 0:
            latency = (now_ms - message.origin.timestamp_ms) / 1000
            if -AHEAD_SECONDS <= latency <= LONGEST_SECONDS:
                metrics.latency.observe(max(0.0, latency))
        metrics.steps.observe(outcome.step_seconds)
        if message.value is None and isinstance(outcome, DeadLetter):
            metrics.rejected_takedowns.inc()
    log.write(answered)
    for (name, reason), count in ends.items():
        metrics.articles.labels(name, reason).inc(count)
