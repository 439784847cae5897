"""Every metric of the service, declared once with its unit and meaning."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from service.outcome import DeadLetter, Outcome, Record

LATENCY_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)


class Metrics:
    """The metrics of one service, in a registry of their own, so that two services in one process do not meet."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._articles = Counter(
            "copydesk_articles",
            "Raw messages answered, by outcome (record, dead-letter, tombstone) and, of dead letters, reason.",
            ("outcome", "reason"),
            registry=self._registry,
        )
        self.latency = Histogram(
            "copydesk_latency_seconds",
            "From a raw message's timestamp to the acknowledgement of its outcome, in seconds.",
            buckets=LATENCY_BUCKETS,
            registry=self._registry,
        )
        self.partitions = Gauge(
            "copydesk_assigned_partitions", "Input partitions that this replica reads.", registry=self._registry
        )
        self.ready = Gauge("copydesk_ready", "1 where the service is ready, else 0.", registry=self._registry)
        self.worker_restarts = Counter(
            "copydesk_worker_restarts", "Times that an article took the workers down.", registry=self._registry
        )

    def count(self, outcome: Outcome) -> None:
        """Count one answered message."""
        self._articles.labels(outcome_name(outcome), outcome.reason if isinstance(outcome, DeadLetter) else "").inc()

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)


def outcome_name(outcome: Outcome) -> str:
    """The outcome's word in metrics and log lines."""
    if isinstance(outcome, Record):
        return "record"
    return "dead-letter" if isinstance(outcome, DeadLetter) else "tombstone"
