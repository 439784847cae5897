"""`python -m tests.chaos`: the real service on the real broker, while both are struck; a table of what came of it."""

import argparse
import asyncio
import logging
import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom

from deploy.kafka import BrokerError, FetchError, fetch
from tests.chaos.play import Options, play
from tests.chaos.report import save, table
from tests.chaos.result import Result
from tests.chaos.rows import BY_NAME, ROWS
from tests.chaos.services import ROOT

ARTICLES = 20_000
LEAST_FAULTS = 12  # a row; nine rows of them are over a hundred
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the rows; 0 only where nothing is wrong in any."""
    asked = _parser().parse_args(arguments)
    # A shell starts what runs in its background with the signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # that a broker is away is what this is about
    seed = asked.seed if asked.seed is not None else SystemRandom().randrange(1_000_000)
    options = Options(
        seed=seed,
        articles=asked.articles,
        least_faults=asked.faults,
        deadline_seconds=asked.deadline or deadline_for(asked.articles),
        evidence=asked.report.parent / f"{asked.report.stem}-evidence",
        command=tuple(shlex.split(asked.service_command)) if asked.service_command else None,
    )
    try:
        fetch()
        return asyncio.run(_play_rows(asked.row or list(BY_NAME), options, asked.report))
    except (BrokerError, FetchError) as failed:
        _say(str(failed))
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        _say("Interrupted; everything that was started is stopped.")
        return INTERRUPTED


def deadline_for(articles: int) -> float:
    """How long (s) a row may take: measured about 0.015 s an article and 150 s for faults, and then as much again."""
    return 300 + 0.03 * articles


async def _play_rows(names: Sequence[str], options: Options, report: Path) -> int:
    this = asyncio.current_task()
    if this is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, this.cancel)
    _say(f"Seed {options.seed}; {options.articles:,} articles a row.")
    results: list[Result] = []
    for name in names:
        result = await play(BY_NAME[name], options)
        results.append(result)
        _say(f"{name}: {'FAILED' if result.failed else 'ok'}, {result.fault_count} faults, {result.seconds:.0f} s")
        for line in (*([result.stuck] if result.stuck else []), *result.misbehaved):
            _say(f"  {line}")
        save(report, results)  # after each row, so that an interrupted run leaves a table
    sys.stdout.write(f"\n{table(results)}")
    failed = any(result.failed for result in results)
    if failed:
        _say(f"Logs, faults in order and what is wrong are in {options.evidence}.")
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    names = ", ".join(row.name for row in ROWS)
    parser.add_argument("--row", action="append", choices=list(BY_NAME), metavar="NAME", help=f"one of: {names}")
    parser.add_argument("--seed", type=int, help="makes articles and faults; the same again for the same seed")
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"a row ({ARTICLES})")
    parser.add_argument("--faults", type=int, default=LEAST_FAULTS, help=f"at least so many a row ({LEAST_FAULTS})")
    parser.add_argument("--deadline", type=float, metavar="SECONDS", help="for each row; by default from the articles")
    parser.add_argument(
        "--report", type=Path, default=ROOT / ".cache" / "chaos" / "table.md", help="file for the table"
    )
    parser.add_argument(
        "--service-command",
        metavar="COMMAND",
        help="run this in place of `copydesk run`; in rows with poison it must take that, as tests.chaos.sabotage does",
    )
    return parser


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
