"""Measure the engine on a real broker: `python -m tests.benchmarks [NAME ...] [--report FILE]`.

Nothing here is a test: figures depend on the machine, so they are ratios of systems that took turns in one run.
"""

import argparse
import asyncio
import logging
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from deploy.kafka import fetch
from tests.benchmarks import (
    endurance,
    keyphrases,
    language_confidence,
    language_costs,
    languages,
    latency,
    many_partitions,
    memory,
    metadata,
    normalising,
    pool_overhead,
    rolling_restart,
    scaling,
    service_rate,
    summaries,
    throughput,
)
from tests.benchmarks.figures import Table
from tests.benchmarks.machine import Others, machine

Benchmark = Callable[[Path, argparse.Namespace], Coroutine[Any, Any, Table]]

BENCHMARKS: dict[str, Benchmark] = {
    "throughput": lambda folder, asked: throughput.benchmark(folder, count=asked.messages, rounds=asked.rounds),
    "latency": lambda folder, asked: latency.benchmark(folder, samples=asked.samples),
    "many-partitions": lambda folder, _: many_partitions.benchmark(folder),
    "memory": lambda folder, _: memory.benchmark(folder),
    "rolling-restart": lambda folder, _: rolling_restart.benchmark(folder),
    "service-rate": lambda folder, asked: service_rate.benchmark(
        folder, texts=asked.texts, pages=asked.pages, rounds=asked.rounds
    ),
    "metadata": lambda _, asked: metadata.benchmark(rounds=asked.rounds, articles=tuple(asked.articles)),
    "normalising": lambda _, asked: normalising.benchmark(rounds=asked.rounds),
    "pool-overhead": lambda _, asked: pool_overhead.benchmark(rounds=asked.rounds),
    "scaling": lambda folder, asked: scaling.benchmark(
        folder, texts=asked.texts, pages=asked.pages, rounds=asked.rounds
    ),
    "keyphrases": lambda _, asked: keyphrases.quality(asked.sets),
    "keyphrase-growth": lambda _, __: keyphrases.growth(),
    "summaries": lambda _, asked: summaries.quality(asked.sets),
    "summary-growth": lambda _, asked: summaries.growth(rounds=asked.rounds),
    "languages": lambda _, asked: languages.benchmark(asked.sets),
    "language-costs": lambda _, asked: language_costs.benchmark(asked.sets),
    "language-confidence": lambda _, asked: language_confidence.benchmark(asked.sets),
    "endurance": lambda folder, asked: endurance.benchmark(
        folder, pages=asked.endurance_pages, through=asked.endurance_through
    ),
}
# It takes an hour; they ask for folders.
ONLY_WHEN_NAMED = {"endurance", "keyphrases", "summaries", "languages", "language-costs", "language-confidence"}


def main() -> None:
    """Run what is asked for, print each table as it comes, and keep those so far where a file is named."""
    asked = _parser().parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it tells of every retry at a topic that was just made
    fetch()
    tables = [f"# Benchmarks\n\n{machine()}\n"]
    print(tables[0])  # noqa: T201  # it is what this programme is for
    for name in asked.names or [name for name in BENCHMARKS if name not in ONLY_WHEN_NAMED]:
        others = Others()
        with tempfile.TemporaryDirectory(prefix="copydesk-benchmark-") as folder:
            table = asyncio.run(BENCHMARKS[name](Path(folder), asked))
        tables.append(str(replace(table, notes=(*table.notes, str(others)))))
        print(tables[-1], flush=True)  # noqa: T201  # likewise
        if asked.report:
            asked.report.write_text("\n".join(tables), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure the engine.")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*BENCHMARKS, []], help=", ".join(BENCHMARKS))
    parser.add_argument(
        "--sets", nargs="*", type=Path, default=[], metavar="DIR", help="folders of raw.jsonl.xz and gold.jsonl.xz"
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the tables there too")
    parser.add_argument("--messages", type=int, default=60_000, help="messages of a throughput run (60,000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of throughput, service-rate … (3)")
    parser.add_argument("--samples", type=int, default=1000, help="messages at each rate of latency, at least (1,000)")
    parser.add_argument("--texts", type=int, default=12_000, help="plain texts of a run of the pipeline (12,000)")
    parser.add_argument("--pages", type=int, default=2_250, help="HTML pages of a run of the pipeline (2,250)")
    parser.add_argument("--articles", type=Path, nargs="*", default=[], metavar="FILE", help="pages for metadata, too")
    parser.add_argument("--endurance-pages", type=int, default=100_000, help="pages of endurance (100,000)")
    parser.add_argument(
        "--endurance-through",
        choices=endurance.SYSTEMS,
        default=endurance.SYSTEMS[0],
        help="what they go through: the service at six partitions, or copydesk process",
    )
    return parser


if __name__ == "__main__":
    main()
