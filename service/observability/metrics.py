"""Every metric of the service, declared once with its unit and meaning; docs/reference.md lists them from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from schemas.dead_letter import REASONS
from service.observability.step_durations import StepDurations
from service.outcome import DeadLetter, Outcome, Record
from service.workers.endings import Cause

MESSAGE_BUCKETS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
LATENCY_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)
WRITE_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class Declared:
    """A metric as it is asked for: of a histogram, `_bucket`, `_sum` or `_count` stands behind its name."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    meaning: str


class Metrics:
    """The metrics of one service, in a registry of their own, so that two services in one process do not meet."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.declared: list[Declared] = []
        self._registry = CollectorRegistry()
        self.articles = self._counter(
            "copydesk_articles",
            "Raw messages answered, by outcome (record, dead-letter, tombstone) and, of dead letters, reason.",
            "outcome",
            "reason",
        )
        self.rejected_takedowns = self._counter(
            "copydesk_rejected_takedowns",
            "Takedowns that became dead letters: what they were to take down still stands on the topics of records.",
        )
        self.latency = self._histogram(
            "copydesk_latency_seconds",
            "From a raw message's timestamp to the commit of its outcome, in seconds; messages whose timestamp is more "
            "than 30 days old or an hour ahead are left out.",
            LATENCY_BUCKETS,
        )
        self.steps = self._step_durations(
            "copydesk_step_seconds",
            "How long a step of the pipeline took for an article, in seconds; none for one that ended its worker.",
        )
        self.writes = self._histogram(
            "copydesk_write_messages",
            "Messages that were answered together, in one transaction where delivery is exactly-once.",
            MESSAGE_BUCKETS,
        )
        self.write_duration = self._histogram(
            "copydesk_write_seconds",
            "How long it took to write what was answered together and to commit it, in seconds.",
            WRITE_BUCKETS,
        )
        self.lanes = self._gauge(
            "copydesk_lanes", "Input partitions that this replica has, by what their lane is doing.", "state"
        )
        self.lag = self._gauge(
            "copydesk_lag_messages",
            "Messages of an input partition that can be read and are not answered yet.",
            "partition",
        )
        self.held_back = self._gauge(
            "copydesk_held_back_messages",
            "Messages of an input partition that nobody can read yet: a transaction of their sender is open.",
            "partition",
        )
        self.waits = self._gauge(
            "copydesk_waits_seconds",
            "How long an input partition has waited for the outcome of one message; 0 where it waits for none.",
            "partition",
        )
        self.set_aside = self._counter(
            "copydesk_set_aside_articles",
            "Articles that took so long that another worker took the place of theirs, each counted once.",
        )
        self.ready = self._gauge("copydesk_ready", "1 where the service is ready, else 0.")
        self.flood_guard_tripped = self._gauge(
            "copydesk_flood_guard_tripped",
            "1 where the flood guard has stopped this replica until it is restarted, else 0.",
        )
        self.worker_ends = self._counter(
            "copydesk_worker_ends",
            "Worker processes that have ended, by cause: timed-out, crashed, out-of-memory, killed (from outside), "
            "lost (with their server) or replaced.",
            "cause",
        )
        self._begin_at_zero()

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)

    def _begin_at_zero(self) -> None:
        """Of a series that is not there before its first count, no query sees that count as an increase."""
        for outcome in ("record", "tombstone"):
            self.articles.labels(outcome, "")
        for reason in REASONS:
            self.articles.labels("dead-letter", reason)
        for cause in Cause:
            self.worker_ends.labels(cause.value)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        self.declared.append(Declared(f"{name}_total", "counter", labels, meaning))
        return Counter(name, meaning, labels, registry=self._registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        self.declared.append(Declared(name, "gauge", labels, meaning))
        return Gauge(name, meaning, labels, registry=self._registry)

    def _histogram(self, name: str, meaning: str, buckets: Sequence[float]) -> Histogram:
        self.declared.append(Declared(name, "histogram", (), meaning))
        return Histogram(name, meaning, buckets=buckets, registry=self._registry)

    def _step_durations(self, name: str, meaning: str) -> StepDurations:
        self.declared.append(Declared(name, "histogram", ("step",), meaning))
        durations = StepDurations(name, meaning)
        self._registry.register(durations)
        return durations


def outcome_name(outcome: Outcome) -> str:
    """The outcome's word in metrics and log lines."""
    if isinstance(outcome, Record):
        return "record"
    return "dead-letter" if isinstance(outcome, DeadLetter) else "tombstone"
