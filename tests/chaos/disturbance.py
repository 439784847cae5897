"""What hanging articles did to the articles beside them, from when each was appended and when its outcome was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

AFTERWARDS_MS = 5000.0  # what has piled up behind a hang is worked off then


@dataclass(frozen=True, slots=True)
class Answered:
    """A raw message: where and when it was appended, and when a subscriber saw its outcome (ms since the epoch)."""

    partition: int
    appended_ms: float
    seen_ms: float

    @property
    def latency_ms(self) -> float:
        """From its append to its outcome's visibility."""
        return self.seen_ms - self.appended_ms


def longest_stall_ms(articles: Sequence[Answered], hangs: Sequence[Answered]) -> float:
    """The longest that anything in a partition was waited for that had a hang, the hanging article with it."""
    behind = [
        article.latency_ms
        for article in articles
        if any(
            hang.partition == article.partition and hang.appended_ms <= article.appended_ms <= hang.seen_ms
            for hang in hangs
        )
    ]
    return max(behind + [hang.latency_ms for hang in hangs])


def beside_ms(articles: Sequence[Answered], hangs: Sequence[Answered]) -> list[float]:
    """Latencies in the other partitions of what was appended during these hangs."""
    return [
        article.latency_ms
        for article in articles
        if any(
            hang.partition != article.partition and hang.appended_ms <= article.appended_ms <= hang.seen_ms
            for hang in hangs
        )
    ]


def afterwards_ms(articles: Sequence[Answered], hangs: Sequence[Answered]) -> list[float]:
    """Latencies in the other partitions of what was appended just after these hangs."""
    return [
        article.latency_ms
        for article in articles
        if any(
            hang.partition != article.partition and 0 < article.appended_ms - hang.seen_ms <= AFTERWARDS_MS
            for hang in hangs
        )
    ]


def undisturbed_ms(articles: Sequence[Answered], hangs: Sequence[Answered]) -> list[float]:
    """Latencies in all partitions of what was answered before the first of all hangs."""
    first = min(hang.appended_ms for hang in hangs)
    return [article.latency_ms for article in articles if article.seen_ms < first]
