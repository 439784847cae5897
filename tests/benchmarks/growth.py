"""Memory over a long run: of a main process and its workers, by tenths of the way."""

import time
from collections import defaultdict
from collections.abc import Mapping
from statistics import mean

from tests.benchmarks.families import workers_of
from tests.benchmarks.figures import Table
from tests.benchmarks.processes import peak_mb, resident_mb

TENTHS = 10
MAIN = 0  # beside the process ids of workers
FLAT = 0.05
MAIN_MB, WORKER_MB = 150, 250
SAY_EVERY_SECONDS = 60.0

Sizes = Mapping[int, float]
"""Memory (MB) of the main process and, by process id, of each worker."""


class Growth:
    """Resident memory (MB) as it was seen while so many pages were answered."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self._seen: list[defaultdict[int, list[float]]] = [defaultdict(list) for _ in range(TENTHS)]
        self._peaks: dict[int, float] = {}
        self._said_at = self._begun = time.monotonic()

    def look(self, answered: int, pid: int) -> str | None:
        """Look now; once a minute, a line on how things stand."""
        now: dict[int, float] = {}
        peaks: dict[int, float] = {}
        for name, process in [(MAIN, pid), *((worker, worker) for worker in workers_of(pid))]:
            try:
                now[name], peaks[name] = resident_mb(process), peak_mb(process)
            except (FileNotFoundError, ProcessLookupError, IndexError):
                continue  # ended meanwhile
        self.saw(answered, now, peaks)
        if time.monotonic() - self._said_at < SAY_EVERY_SECONDS:
            return None
        self._said_at = time.monotonic()
        rate = answered / (self._said_at - self._begun)
        sizes = ", ".join(f"{mb:.0f}" for mb in now.values())
        return f"{answered:,} of {self.pages:,} pages, {rate:.1f} a second; resident MB, main and workers: {sizes}"

    def saw(self, answered: int, now: Sizes, peaks: Sizes) -> None:
        """Take down what each process has, and the most that it has had."""
        tenth = self._seen[min(TENTHS - 1, answered * TENTHS // self.pages)]
        for name, mb in now.items():
            tenth[name].append(mb)
        self._peaks.update(peaks)

    def change(self, name: int) -> float | None:
        """By what share a process grew from the first tenth to the last; None where it was not there in both."""
        first, last = self._seen[0].get(name), self._seen[-1].get(name)
        return mean(last) / mean(first) - 1 if first and last else None

    def table(self, title: str, *notes: str) -> Table:
        """A row for each tenth: main process, the workers that were there throughout, and what others there were."""
        lasting = [name for name in sorted(self._peaks) if self.change(name) is not None]
        others = [name for name in self._peaks if name not in lasting]
        rows = [
            (
                f"{number}",
                *(f"{mean(tenth[name]):.1f}" if tenth.get(name) else "" for name in lasting),
                _others(tenth, others),
            )
            for number, tenth in enumerate(self._seen, start=1)
        ]
        rows += [
            ("last ÷ first", *(f"{self.change(name):+.1%}" for name in lasting), ""),
            ("peak", *(f"{self._peaks[name]:.0f}" for name in lasting), self._highest(others)),
        ]
        return Table(
            title,
            ("tenth", *("main" if name == MAIN else f"worker {name}" for name in lasting), "other workers"),
            tuple(rows),
            (
                *notes,
                "Resident MB, means of looks a second apart; the peak is the most at any moment.",
                f"Goals: within {FLAT:.0%}, main ≤ {MAIN_MB} MB, a worker ≤ {WORKER_MB} MB. {self._verdict(lasting)}",
            ),
        )

    def _highest(self, names: list[int]) -> str:
        return f"{max(self._peaks[name] for name in names):.0f}" if names else ""

    def _verdict(self, lasting: list[int]) -> str:
        grown = sum((self.change(name) or 0) > FLAT for name in lasting)
        larger = sum(peak > (MAIN_MB if name == MAIN else WORKER_MB) for name, peak in self._peaks.items())
        return f"Of {len(lasting)} that were there throughout {grown} grew more, and of all {larger} were larger once."


def _others(tenth: Mapping[int, list[float]], names: list[int]) -> str:
    """How many of them there were, and how large they were."""
    sizes = [mb for name in names for mb in tenth.get(name, [])]
    return f"{sum(name in tenth for name in names)}: {mean(sizes):.1f}" if sizes else ""
