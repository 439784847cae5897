"""What hanging articles did to the articles beside them, from when each was appended and when its outcome was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

AFTERWARDS_MS = 2000.0  # what has piled up behind a hang is worked off then, and is part of the disturbance


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

    def disturbs(self, other: "Answered") -> bool:
        """Whether the other was appended while this one hung, or soon after."""
        return self.appended_ms <= other.appended_ms <= self.seen_ms + AFTERWARDS_MS


def longest_stall_ms(articles: Sequence[Answered], hangs: Sequence[Answered]) -> float:
    """The longest that anything in a partition was waited for that had a hang, the hanging article with it."""
    behind = [
        article.latency_ms
        for article in articles
        if any(hang.partition == article.partition and hang.disturbs(article) for hang in hangs)
    ]
    return max(behind + [hang.latency_ms for hang in hangs])


def beside_ms(articles: Sequence[Answered], hangs: Sequence[Answered]) -> list[float]:
    """Latencies in the other partitions during these hangs."""
    return [
        article.latency_ms
        for article in articles
        if any(hang.partition != article.partition and hang.disturbs(article) for hang in hangs)
    ]


def undisturbed_ms(articles: Sequence[Answered], hangs: Sequence[Answered]) -> list[float]:
    """Latencies in all partitions while nothing hung; `hangs` are all that there were."""
    return [article.latency_ms for article in articles if not any(hang.disturbs(article) for hang in hangs)]
