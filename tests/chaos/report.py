"""The table of a run in Markdown, and what is kept of each row."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.chaos.result import Result
from tests.chaos.schedule import Kind
from tests.chaos.services import Service

HEAD = (
    "row",
    "services",
    "brokers",
    "faults",
    "articles",
    "seconds",
    "lost",
    "doubled",
    "reordered",
    "misjudged",
    "orphans",
    "outcomes other than records, of as many expected",
    "",
)
MOST_NAMED = 200  # wrong messages that the evidence names of each sort


def table(results: Sequence[Result]) -> str:
    """One line a row, and a total."""
    lines = [HEAD, ("---",) * len(HEAD), *(_cells(result) for result in results)]
    faults = sum(result.fault_count for result in results)
    failed = sum(result.failed for result in results)
    seeds = ", ".join(sorted({str(result.seed) for result in results}))
    total = (
        f"{faults} faults in {len(results)} rows, seed {seeds}: {f'{failed} rows failed' if failed else 'all right'}."
    )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + f"\n\n{total}\n"


def save(path: Path, results: Sequence[Result]) -> None:
    """Write the table to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(table(results), encoding="utf-8")


def keep_evidence(
    folder: Path, result: Result, services: Sequence[Service], broker_logs: Sequence[Path], journal: Sequence[str]
) -> None:
    """Keep what a row leaves: what is wrong in full, the faults in order, and all logs."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "wrong.txt").write_text(_wrong(result), encoding="utf-8")
    (folder / "faults.txt").write_text("\n".join(journal) + "\n", encoding="utf-8")
    for service in services:
        if service.log.exists():
            shutil.copy(service.log, folder / service.log.name)
    for number, log in enumerate(broker_logs, start=1):
        if log.exists():
            shutil.copy(log, folder / f"broker-{number}.log")


def _cells(result: Result) -> tuple[str, ...]:
    verdict = result.verdict
    judged = result.articles > 0
    counts = (verdict.lost, verdict.doubled, verdict.reordered, verdict.misjudged, verdict.orphans)
    reasons = ", ".join(f"{reason} {found}/{expected}" for reason, found, expected in verdict.dead_letters)
    return (
        result.row,
        str(result.services),
        str(result.brokers),
        _by_kind(result.faults),
        f"{result.articles:,}",
        f"{result.seconds:.0f}",
        *(str(len(wrong)) if judged else "?" for wrong in counts),
        reasons,
        "**failed**" if result.failed else "ok",
    )


def _by_kind(faults: Mapping[Kind, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(faults.items())) or "none"


def _wrong(result: Result) -> str:
    verdict = result.verdict
    parts = [f"{result.fault_count} faults, at least {max(1, result.enough)} wanted"]
    if result.stuck:
        parts.append(result.stuck)
    parts += result.misbehaved
    for name in ("lost", "doubled", "reordered", "misjudged", "orphans"):
        wrong = getattr(verdict, name)
        parts.append(f"{name}: {len(wrong)}")
        parts += [f"  {one}" for one in wrong[:MOST_NAMED]]
    return "\n".join(parts) + "\n"
