"""Our key phrases beside those of yake on the same articles: F1 of the first ten and processor time, in one run.

Reported on the half of the articles that nothing was fitted on. A peer that is not installed is left out with a note.
"""

import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from docs.recipes.keyphrase_sets import BEST, Article, f1_at_ten, read_set
from service.article import Findings, NormalisedArticle
from service.languages.tags import primary_subtag
from service.steps.find_keyphrases import find_keyphrases
from tests.benchmarks.figures import Table, percentile
from tests.chaos.prose import story

# Wanted, on the half that is reported on.
WANTED = {"500N-KPCrowd-v1_1": 0.15, "110-PT-BN-KP": 0.29, "WikiNews": 0.29}
GROWTH_BYTES = (1_000, 10_000, 100_000, 1_000_000, 7_000_000)

FindPhrases = Callable[[Article], list[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """The key phrases of an article: their F1, and the processor time that they took (ms)."""

    f1: float
    milliseconds: float


async def quality(folders: Sequence[Path]) -> Table:
    """Ours and the peers' on each set, on its odd half."""
    ways: dict[str, Callable[[str], FindPhrases]] = {"ours": lambda _: _ours}
    notes = [f"Wanted of ours: {', '.join(f'{name} {value}' for name, value in WANTED.items())}; less time than yake."]
    yake = _installed("yake")
    if yake:
        ways["yake"] = lambda language: _yake(yake, language)
    else:
        notes.append("yake is not installed: `pip install` the dependency group `peers`.")
    rows = []
    for folder in folders:
        articles = list(read_set(folder, "odd"))
        for name, way in ways.items():
            runs = [_run(way(primary_subtag(one.tag)), one) for one in articles]
            rows.append((folder.name if name == "ours" else "", name, *_columns(runs)))
    head = ("set (odd half)", "", f"F1@{BEST}", "CPU ms, mean", "median", "p99")
    return Table("Key phrases beside yake", head, tuple(rows), tuple(notes))


async def growth() -> Table:
    """What key phrases of longer and longer texts take."""
    rows = []
    for size in GROWTH_BYTES:
        text = story(Random(7), 1)  # noqa: S311  # no secret
        text = (text * (1 + size // len(text)))[:size]
        article = Article(NormalisedArticle(text, Findings()), "en", [])
        rows.append((f"{size:,}", f"{_run(_ours, article).milliseconds:.2f}"))
    return Table("Key phrases of longer texts", ("bytes", "CPU ms"), tuple(rows))


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _ours(article: Article) -> list[str]:
    return [phrase.text for phrase in find_keyphrases(article.copy, article.tag)]


def _yake(yake: Any, language: str) -> FindPhrases:
    extractor = yake.KeywordExtractor(lan=language, top=BEST)

    def find(article: Article) -> list[str]:
        text = f"{article.headline}\n\n{article.copy.body_text}"
        return [phrase for phrase, _ in extractor.extract_keywords(text)]

    return find


def _run(way: FindPhrases, article: Article) -> Found:
    begun = time.process_time_ns()
    said = way(article)
    taken = (time.process_time_ns() - begun) / 1_000_000
    return Found(f1_at_ten(article.chosen, said), taken)


def _columns(runs: Sequence[Found]) -> Iterator[str]:
    times = [run.milliseconds for run in runs]
    yield f"{sum(run.f1 for run in runs) / len(runs):.3f}"
    yield f"{sum(times) / len(times):.2f}"
    yield from (f"{percentile(times, percent):.2f}" for percent in (50, 99))
