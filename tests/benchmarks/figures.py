"""Figures as they are printed: medians, percentiles, Markdown tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Table:
    """A benchmark's result: what was measured, in rows, and what there is to know of it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"## {self.title}", "", _row(self.head), _row(("---",) * len(self.head)), *map(_row, self.rows)]
        if self.notes:
            lines += ["", *(f"- {note}" for note in self.notes)]
        return "\n".join(lines) + "\n"


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def middle(values: Sequence[float], digits: int = 0) -> str:
    """The median, and in brackets the lowest and the highest, where there are several."""
    if len(values) == 1:
        return f"{values[0]:,.{digits}f}"
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f} – {max(values):,.{digits}f})"  # noqa: RUF001  # a range


def rate_after_first_commits(commits: Sequence[tuple[int, int]]) -> float:
    """Messages a second, of what was written in commits of several lanes at a time.

    What the first commits wrote was worked on before anything was seen. So the count begins when every lane has
    written once: whatever was in hand then had just been written.

    Args:
        commits: the lane of each message, and when it was written (ms).
    """
    firsts: dict[int, int] = {}
    for lane, at_ms in commits:
        firsts[lane] = min(at_ms, firsts.get(lane, at_ms))
    begun, ended = max(firsts.values()), max(at_ms for _, at_ms in commits)
    return 1000 * sum(at_ms > begun for _, at_ms in commits) / (ended - begun)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
