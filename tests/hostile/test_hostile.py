"""Each hostile article, through real worker processes under the default limits, has the one outcome it must have."""

import asyncio
from functools import partial

import pytest

from schemas.dead_letter import REASONS
from service.outcome import Outcome
from service.pipeline_options import PipelineOptions
from service.workers.limits import Limits
from service.workers.pool import Pool
from tests.hostile.article import HostileArticle
from tests.hostile.checks import failures
from tests.hostile.corpus import CORPUS
from tests.hostile.table import DOCUMENT, document

WORKERS = 2
# The wall limit catches who sleeps; here it would condemn whoever waits for a processor that other tests keep busy.
LIMITS = Limits(wall_seconds=600)
# A worker that ends did so by one of these: none of them is what an article of the corpus may come to.
BY_WORKERS = {"timed-out", "crashed", "out-of-memory", "step-failed"}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """The outcome of each article, by its name: all went through one pool."""
    return asyncio.run(_through_pool())


async def _through_pool() -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    waiting = iter(CORPUS)
    pool = Pool(workers=WORKERS, options=PipelineOptions(), limits=LIMITS)
    await pool.start()

    def note(name: str, _at: int, outcome: Outcome) -> None:
        found[name] = outcome

    async def feed() -> None:
        """Build a message when there is room for it: all of them at once are half a gigabyte."""
        for article in waiting:
            message = await asyncio.to_thread(article.build)
            await pool.process([message], partial(note, article.name))

    try:
        await asyncio.gather(*(feed() for _ in range(WORKERS + 1)))
    finally:
        await pool.stop()
    return found


@pytest.mark.timeout(1200)  # for the whole corpus, which goes through the pool before the first of them
@pytest.mark.parametrize("article", CORPUS, ids=lambda article: article.name)
def test_a_hostile_article_has_the_outcome_that_it_must_have(
    article: HostileArticle, outcomes: dict[str, Outcome]
) -> None:
    """At the first try: none hangs, crashes or fills its worker, and none is a defect of ours."""
    assert failures(article, outcomes[article.name]) == []


def test_the_corpus_is_large_and_each_of_it_has_a_name_of_its_own() -> None:
    """At least sixty, by what the project promises; and none is expected to fail."""
    assert len({article.name for article in CORPUS}) == len(CORPUS) >= 60
    assert {article.outcome for article in CORPUS} <= {"record", "tombstone", *REASONS} - BY_WORKERS


def test_the_document_shows_the_corpus() -> None:
    """What an operator reads is what was tested; `python -m tests.hostile --write` writes it anew."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()
