"""`python -m tests.hostile`: the corpus through the pipeline, one after the other, with what each costs."""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from fnmatch import fnmatch

from service.outcome import DeadLetter, Outcome, Record
from service.pipeline import load, process
from service.pipeline_options import PipelineOptions
from service.workers.limits import Limits
from service.workers.worker import WARM_UP
from tests.hostile.article import HostileArticle
from tests.hostile.checks import failures
from tests.hostile.corpus import CORPUS
from tests.hostile.table import DOCUMENT, document

KIB = 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Run or write, as asked; 0 only where each article has the outcome that it must have."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("names", nargs="*", default=["*"], help="names of articles, with * and ? (default: all)")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.name} anew instead, from the corpus")
    asked = parser.parse_args(arguments)
    if asked.write:
        DOCUMENT.write_text(document(), encoding="utf-8")
        return 0
    load()
    process(WARM_UP, PipelineOptions())
    chosen = [article for article in CORPUS if any(fnmatch(article.name, name) for name in asked.names)]
    return 1 if [article.name for article in chosen if not _is_as_expected(article)] else 0


def _is_as_expected(article: HostileArticle) -> bool:
    """Run an article in a process of its own, under the default limits; that process says what came of it."""
    child = os.fork()
    if not child:
        os._exit(_run(article))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        sys.stdout.write(f"{article.name:34} WRONG: ended by signal {os.WTERMSIG(status)}\n")
    return status == 0


def _run(article: HostileArticle) -> int:
    message, limits = article.build(), Limits()
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    began = time.process_time()
    over = int(began + limits.cpu_seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (over, over))
    try:
        outcome: Outcome = process(message, PipelineOptions())
    except MemoryError:
        outcome = DeadLetter("out-of-memory", "worker", "")
    seconds = time.process_time() - began
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB
    wrong = failures(article, outcome)
    said = "record" if isinstance(outcome, Record) else getattr(outcome, "reason", "tombstone")
    sys.stdout.write(f"{article.name:34} {said:17} {seconds:6.2f} s {size:5} MiB\n")
    sys.stdout.write("".join(f"    WRONG: {json.dumps(what)[:300]}\n" for what in wrong))
    sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
