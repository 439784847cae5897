"""Every metric of the service, declared once with its unit and meaning."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from service.outcome import DeadLetter, Outcome, Record

WRITE_BUCKETS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
LATENCY_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)


class Metrics:
    """The metrics of one service, in a registry of their own, so that two services in one process do not meet."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.articles = Counter(
            "copydesk_articles",
            "Raw messages answered, by outcome (record, dead-letter, tombstone) and, of dead letters, reason.",
            ("outcome", "reason"),
            registry=self._registry,
        )
        self.latency = Histogram(
            "copydesk_latency_seconds",
            "From a raw message's timestamp to the commit of its outcome, in seconds.",
            buckets=LATENCY_BUCKETS,
            registry=self._registry,
        )
        self.lanes = Gauge(
            "copydesk_lanes",
            "Input partitions that this replica has, by what their lane is doing.",
            ("state",),
            registry=self._registry,
        )
        self.lag = Gauge(
            "copydesk_lag_messages",
            "Messages of an input partition that can be read and are not answered yet.",
            ("partition",),
            registry=self._registry,
        )
        self.held_back = Gauge(
            "copydesk_held_back_messages",
            "Messages of an input partition that nobody can read yet: a transaction of their sender is open.",
            ("partition",),
            registry=self._registry,
        )
        self.writes = Histogram(
            "copydesk_write_messages",
            "Messages that were answered together, in one transaction where delivery is exactly-once.",
            buckets=WRITE_BUCKETS,
            registry=self._registry,
        )
        self.ready = Gauge("copydesk_ready", "1 where the service is ready, else 0.", registry=self._registry)
        self.flood_guard_tripped = Gauge(
            "copydesk_flood_guard_tripped",
            "1 where the flood guard has stopped this replica until it is restarted, else 0.",
            registry=self._registry,
        )
        self.worker_ends = Counter(
            "copydesk_worker_ends",
            "Worker processes that have ended, by cause: timed-out, crashed, out-of-memory, killed (from outside), "
            "lost (with their server) or replaced.",
            ("cause",),
            registry=self._registry,
        )

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)


def outcome_name(outcome: Outcome) -> str:
    """The outcome's word in metrics and log lines."""
    if isinstance(outcome, Record):
        return "record"
    return "dead-letter" if isinstance(outcome, DeadLetter) else "tombstone"
