"""Two workers beside one, on the same articles and through the same pool: `copydesk process`, in turn.

The command's main process reads, hands out and writes on the same cores: with one worker it has a core to itself.
"""

import asyncio
from pathlib import Path
from statistics import median

from tests.benchmarks.articles import Copy, copy_at_hand
from tests.benchmarks.figures import Table, middle
from tests.benchmarks.looks import spent_between
from tests.benchmarks.process_command import ProcessCommand
from tests.benchmarks.side_by_side import Run

WORKERS = (1, 2)
GOAL = 1.8


async def benchmark(folder: Path, *, texts: int, pages: int, rounds: int) -> Table:
    """Each number of workers in turn, so many times over, on so many plain texts and so many pages."""
    copies, notes = copy_at_hand()
    rows: list[tuple[str, ...]] = []
    for number, copy in enumerate(copies):
        count = texts if number == 0 else pages
        file = folder / f"{number}.jsonl"
        with file.open("wb") as lines:
            lines.writelines(envelope + b"\n" for envelope in copy.cycled(count))
        runs: dict[int, list[Run]] = {workers: [] for workers in WORKERS}
        for _ in range(rounds):
            for workers in WORKERS:
                runs[workers].append(await asyncio.to_thread(_run, workers, file, count))
        rows += _rows(copy, count, runs)
    return Table(
        "Two workers ÷ one, copydesk process",
        (
            "articles",
            "workers",
            "articles a second",
            "÷ one worker",
            "µs CPU each: main",
            "workers",
            "cores busy",
        ),
        tuple(rows),
        (f"Counted from the first line that comes out to the last. Goal: {GOAL}.", *notes),
    )


def _run(workers: int, file: Path, count: int) -> Run:
    with ProcessCommand(workers, file) as command:
        looks = command.looks_until(count)
    return Run(command.rate, spent_between(looks))


def _rows(copy: Copy, count: int, runs: dict[int, list[Run]]) -> list[tuple[str, ...]]:
    anchor = median(run.rate for run in runs[WORKERS[0]])
    return [
        (
            f"{copy.name} ({count:,})",
            str(workers),
            middle([run.rate for run in each], 1),
            f"{median(run.rate for run in each) / anchor:.2f}",
            f"{median(run.spent.main for run in each):,.0f}",
            f"{median(run.spent.workers for run in each):,.0f}",
            f"{median(run.spent.cores for run in each):.2f}",
        )
        for workers, each in runs.items()
    ]
