"""Where processor time goes while articles are answered: looks at everything that runs, and what lies between two."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.families import family_seconds
from tests.benchmarks.processes import cpu_seconds


@dataclass(frozen=True, slots=True)
class Look:
    """How many articles were answered at a moment (s), and the processor time (s) that each had used by then."""

    answered: int
    at: float
    main: float
    workers: float
    broker: float
    bench: float


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor time (µs) that an article took of each; and how many cores were busy with it all on average."""

    main: float
    workers: float
    broker: float
    bench: float
    cores: float

    @property
    def whole(self) -> float:
        """All of it (µs)."""
        return self.main + self.workers + self.broker + self.bench


def look(answered: int, pid: int, broker_pid: int | None = None) -> Look:
    """Look now at a main process with its workers, at the broker where there is one, and at this process."""
    family = family_seconds(pid)
    broker = cpu_seconds(broker_pid) if broker_pid else 0.0
    return Look(answered, time.monotonic(), family.main, family.workers, broker, time.process_time())


def spent_between(looks: Sequence[Look]) -> Spent:
    """What was spent from the first to the last of several looks."""
    first, last = looks[0], looks[-1]
    articles = last.answered - first.answered
    seconds = [getattr(last, name) - getattr(first, name) for name in ("main", "workers", "broker", "bench")]
    main, workers, broker, bench = (1e6 * each / articles for each in seconds)
    return Spent(main, workers, broker, bench, sum(seconds) / (last.at - first.at))
