"""Memory over a long run: of a main process and each of its workers, by tenths of the way."""

import time
from collections import defaultdict
from statistics import mean

from tests.benchmarks.families import workers_of
from tests.benchmarks.figures import Table
from tests.benchmarks.processes import peak_mb, resident_mb

TENTHS = 10
MAIN = 0  # beside the process ids of workers
FLAT = 0.05
MAIN_MB, WORKER_MB = 150, 250
SAY_EVERY_SECONDS = 60.0


class Growth:
    """Resident memory (MB) as it was seen while so many pages were answered."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self._seen: defaultdict[int, list[list[float]]] = defaultdict(lambda: [[] for _ in range(TENTHS)])
        self._peaks: dict[int, float] = {}
        self._said_at = self._begun = time.monotonic()

    def look(self, answered: int, pid: int) -> str | None:
        """Look now; once a minute, a line on how things stand."""
        for name, process in [(MAIN, pid), *((worker, worker) for worker in workers_of(pid))]:
            try:
                self.saw(answered, name, resident_mb(process), peak_mb(process))
            except (FileNotFoundError, ProcessLookupError, IndexError):
                continue  # ended meanwhile
        if time.monotonic() - self._said_at < SAY_EVERY_SECONDS:
            return None
        self._said_at = time.monotonic()
        rate = answered / (self._said_at - self._begun)
        now = ", ".join(f"{self._last(name):.0f}" for name in sorted(self._seen))
        return f"{answered:,} of {self.pages:,} pages, {rate:.0f} a second; resident MB, main and workers: {now}"

    def saw(self, answered: int, name: int, mb: float, peak: float) -> None:
        """Take down what a process had, and the most that it has had."""
        self._seen[name][min(TENTHS - 1, answered * TENTHS // self.pages)].append(mb)
        self._peaks[name] = peak

    def change(self, name: int) -> float | None:
        """By what share a process grew from the first tenth to the last; None where it was not there in both."""
        first, last = self._seen[name][0], self._seen[name][-1]
        return mean(last) / mean(first) - 1 if first and last else None

    def table(self, title: str, note: str) -> Table:
        """A row for each tenth, and what came of the goals."""
        names = sorted(self._seen)
        rows = [
            (f"{tenth + 1}", *(f"{mean(seen):.1f}" if (seen := self._seen[name][tenth]) else "" for name in names))
            for tenth in range(TENTHS)
        ]
        changes = {name: self.change(name) for name in names}
        rows.append(("last ÷ first", *("" if (by := changes[name]) is None else f"{by:+.1%}" for name in names)))
        rows.append(("peak", *(f"{self._peaks[name]:.0f}" for name in names)))
        return Table(
            title,
            ("tenth", *("main" if name == MAIN else f"worker {name}" for name in names)),
            tuple(rows),
            (
                note,
                "Resident MB, means of looks a second apart; the peak is the most at any moment.",
                f"Goals: within {FLAT:.0%}, main ≤ {MAIN_MB} MB, a worker ≤ {WORKER_MB} MB. {self._verdict(changes)}",
            ),
        )

    def _last(self, name: int) -> float:
        return next((seen[-1] for seen in reversed(self._seen[name]) if seen), 0.0)

    def _verdict(self, changes: dict[int, float | None]) -> str:
        grown = [by for by in changes.values() if by is not None and by > FLAT]
        above = [peak for name, peak in self._peaks.items() if peak > (MAIN_MB if name == MAIN else WORKER_MB)]
        replaced = sum(by is None for by in changes.values())
        return f"{len(grown)} of {len(changes)} grew more, {len(above)} were larger, {replaced} came or went."
