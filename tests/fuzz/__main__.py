"""`python -m tests.fuzz`: mutated pages through the pipeline, then through the real service on a real Kafka.

The same seed makes the same mutants; `--only NUMBER` tries one of them alone, with the traceback of what it raises.
"""

import argparse
import logging
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom

from deploy.kafka import BrokerError, FetchError, fetch
from tests.fuzz import report
from tests.fuzz.mutants import Mutants
from tests.fuzz.one import look_at
from tests.fuzz.originals import originals
from tests.fuzz.pipeline_run import run_pipeline
from tests.fuzz.service_run import run_service
from tests.fuzz.stretch import Judged, Task

MUTATIONS = 10_000
MINUTES = 60.0
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; 0 only where nothing is wrong."""
    asked = _parser().parse_args(arguments)
    for end in (signal.SIGINT, signal.SIGTERM):  # a shell starts its background with the first ignored
        signal.signal(end, signal.default_int_handler)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it tells of every retry at a topic that was just made
    seed = asked.seed if asked.seed is not None else SystemRandom().randrange(1_000_000)
    if asked.only is not None:
        mutant = Mutants(seed, originals(shipped_only=asked.shipped))[asked.only]
        return int(bool(look_at(mutant, asked.write, reduce=asked.reduce).wrong))
    try:
        return _run(seed, asked)
    except (BrokerError, FetchError) as failed:
        _say(str(failed))
        return 1
    except KeyboardInterrupt:
        _say("Interrupted; everything that was started is stopped.")
        return INTERRUPTED


def _run(seed: int, asked: argparse.Namespace) -> int:
    articles = originals(shipped_only=asked.shipped)
    _say(f"Seed {seed}; {len(articles):,} articles to mutate.")
    task = Task(seed, range(asked.start, asked.start + asked.mutations), asked.shipped, again=asked.pipeline)
    half = asked.minutes * 60 if asked.pipeline else asked.minutes * 30
    judged = run_pipeline(task, seconds=half, tell=_tell)
    _say(report.of_pipeline(judged))
    wrong = bool(report.defects(judged))
    if not asked.pipeline:
        fetch()
        with tempfile.TemporaryDirectory(prefix="copydesk-fuzz-") as folder:
            log = asked.log or Path(folder) / "service.log"
            result = run_service(Mutants(seed, articles), judged, seconds=half, log=log)
        _say(report.of_service(result))
        wrong = wrong or bool(result.wrong) or result.fed < len(judged)
    if wrong:
        _say(f"To see one: python -m tests.fuzz --seed {seed}{' --shipped' if asked.shipped else ''} --only NUMBER")
    return int(wrong)


def _tell(judged: Judged) -> None:
    """Say at once what is wrong: a run takes minutes."""
    if judged.wrong:
        _say(f"  {judged.number}: {'; '.join(judged.wrong)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Mutated pages against the service.")
    add = parser.add_argument
    add("--seed", type=int, help="makes the mutants; the same again for the same seed and articles")
    add("--mutations", type=int, default=MUTATIONS, help=f"how many ({MUTATIONS:,})")
    add("--start", type=int, default=0, help="the first one's number (0)")
    add("--minutes", type=float, default=MINUTES, help=f"at most, half of it for the pipeline ({MINUTES:g})")
    add("--pipeline", action="store_true", help="the pipeline alone, without Kafka, and each mutant twice")
    add("--shipped", action="store_true", help="mutate only articles that the project ships")
    add("--log", type=Path, metavar="FILE", help="keep the service's log")
    add("--only", type=int, metavar="NUMBER", help="try this mutant here and now, with tracebacks")
    add("--reduce", action="store_true", help="with --only: make it small, as long as it shows the same defect")
    add("--write", type=Path, metavar="FILE", help="with --only: write its value there")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
