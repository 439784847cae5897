"""The service's rate beside that of `copydesk process` with the same workers, on the same articles, in turn.

Both work on what was there beforehand, and the broker shares the cores with the service, as do its lanes: the table
says what each takes of them.
"""

from pathlib import Path
from statistics import median

from deploy.kafka import Broker
from tests.benchmarks.articles import Copy, copy_at_hand
from tests.benchmarks.clients import admin_of
from tests.benchmarks.figures import Table, middle
from tests.benchmarks.side_by_side import PARTITIONS, WORKERS, Run, Stage

GOAL = 0.90
PROCESS, SERVICE = "copydesk process", "the service"


async def benchmark(folder: Path, *, texts: int, pages: int, rounds: int) -> Table:
    """Both, in turn, so many times over, on so many plain texts and so many pages."""
    copies, notes = copy_at_hand()
    rows: list[tuple[str, ...]] = []
    with Broker(folder / "kafka") as broker:
        async with admin_of(broker.bootstrap_servers) as admin:
            for number, copy in enumerate(copies):
                count = texts if number == 0 else pages
                stage = Stage(broker, admin, folder, f"raw-{number}", folder / f"{number}.jsonl", count)
                await stage.fill(copy)
                runs = await _take_turns(stage, rounds)
                rows += _rows(copy, stage.count, runs)
                notes.append(_explained(copy, runs))
    return Table(
        f"The service ÷ copydesk process, {WORKERS} workers each",
        (
            "articles",
            "system",
            "articles a second",
            "÷ copydesk process",
            "µs CPU an article: main",
            "workers",
            "broker",
            "bench",
            "cores busy",
        ),
        tuple(rows),
        (
            f"{PARTITIONS} partitions, filled beforehand. Medians of rounds taken in turn (lowest – highest).",  # noqa: RUF001  # a range
            f"Counted from each lane's first write, and from the command's first line, to the last. Goal: {GOAL}.",
            *notes,
        ),
    )


async def _take_turns(stage: Stage, rounds: int) -> dict[str, list[Run]]:
    """Each goes first every other time."""
    runs: dict[str, list[Run]] = {PROCESS: [], SERVICE: []}
    for turn in range(rounds):
        for name in (PROCESS, SERVICE) if turn % 2 == 0 else (SERVICE, PROCESS):
            run = stage.process() if name == PROCESS else stage.serve(f"{stage.topic}-{turn}")
            runs[name].append(await run)
    return runs


def _rows(copy: Copy, count: int, runs: dict[str, list[Run]]) -> list[tuple[str, ...]]:
    anchors = [run.rate for run in runs[PROCESS]]
    rows = []
    for name, each in runs.items():
        rates = [run.rate for run in each]
        ratios = [rate / anchor for rate, anchor in zip(rates, anchors, strict=True)]
        ratio = f"{median(rates) / median(anchors):.3f} ({min(ratios):.3f} – {max(ratios):.3f})"  # noqa: RUF001  # a range
        parts = [median(getattr(run.spent, part) for run in each) for part in ("main", "workers", "broker", "bench")]
        cores = median(run.spent.cores for run in each)
        rows.append(
            (
                f"{copy.name} ({count:,})",
                name,
                middle(rates, 1),
                "1" if name == PROCESS else ratio,
                *(f"{part:,.0f}" for part in parts),
                f"{cores:.2f}",
            )
        )
    return rows


def _explained(copy: Copy, runs: dict[str, list[Run]]) -> str:
    """The ratio taken apart: processor time an article, and how much of the processors was used at all."""
    command, service = ([run.spent for run in runs[name]] for name in (PROCESS, SERVICE))
    best = median(one.whole for one in command) / median(one.whole for one in service)
    busy = median(one.cores for one in service) / median(one.cores for one in command)
    return (
        f"{copy.name}: with the cores equally busy {best:.3f} would be left of the rate, for main process, broker and "
        f"bench take from the workers' cores what the command does not need; the service kept {busy:.3f} times as much "
        "of the cores busy."
    )
