"""What an article costs in the pool beside the pipeline itself: one that does nothing, in process and in the pool.

10 KB in and 5 KB out. Saturated: as six lanes would have it, each with batches of 500. Alone: one article at a time,
the next when the one before is answered.
"""

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from service.message import RawMessage
from service.outcome import Outcome
from service.pipeline_options import PipelineOptions
from service.workers.pool import Pool
from tests.benchmarks import idle_pipeline
from tests.benchmarks.families import family_seconds
from tests.benchmarks.figures import Table, middle, percentile

WORKERS = (1, 2)
LANES = 6
BATCH = 500
BATCHES = 8  # of each lane in a round
ALONE = 2000
IN_PROCESS = 200_000
GOAL_US = 150


@dataclass(frozen=True, slots=True)
class Round:
    """What an article took (µs): saturated in wall time and processor time, and alone from its start to its outcome."""

    wall: float
    main: float
    workers: float
    alone: list[float]


async def benchmark(*, rounds: int) -> Table:
    """Each number of workers in turn, so many times over."""
    plain = min(_in_process() for _ in range(rounds))
    done: dict[int, list[Round]] = {workers: [] for workers in WORKERS}
    for _ in range(rounds):
        for workers in WORKERS:
            done[workers].append(await _round(workers))
    return Table(
        "Overhead of the pool, nothing processed (µs an article)",
        ("workers", "wall, saturated", "CPU: main", "CPU: workers", "CPU: both", "wall, alone: median", "p99"),
        tuple(_row(workers, each, plain) for workers, each in done.items()),
        (
            f"{idle_pipeline.ARTICLE_BYTES:,} bytes in, {idle_pipeline.RECORD_BYTES:,} out.",
            f"Saturated: {LANES} callers, batches of {BATCH}, {LANES * BATCHES * BATCH:,} articles a round.",
            f"The {plain:.2f} µs that the same call takes in process are subtracted. Goal: {GOAL_US} µs.",
        ),
    )


def _in_process() -> float:
    """µs a call of the pipeline in this process."""
    options = PipelineOptions()
    begun = time.perf_counter()
    for _ in range(IN_PROCESS):
        idle_pipeline.answer(idle_pipeline.ARTICLE, options)
    return 1e6 * (time.perf_counter() - begun) / IN_PROCESS


async def _round(workers: int) -> Round:
    pool = Pool(workers=workers, options=PipelineOptions(), pipeline=idle_pipeline.NAME)
    await pool.start()
    try:
        await _lane(pool, 1)  # warm-up
        before, begun = family_seconds(os.getpid()), time.perf_counter()
        own = time.process_time()
        await asyncio.gather(*(_lane(pool, BATCHES) for _ in range(LANES)))
        wall, own = time.perf_counter() - begun, time.process_time() - own
        theirs = family_seconds(os.getpid()).workers - before.workers
        each = 1e6 / (LANES * BATCHES * BATCH)
        return Round(wall * each, own * each, theirs * each, [await _alone(pool) for _ in range(ALONE)])
    finally:
        await pool.stop()


async def _lane(pool: Pool, batches: int) -> None:
    for _ in range(batches):
        await _answered(pool, [idle_pipeline.ARTICLE] * BATCH)


async def _alone(pool: Pool) -> float:
    begun = time.perf_counter()
    await _answered(pool, [idle_pipeline.ARTICLE])
    return 1e6 * (time.perf_counter() - begun)


async def _answered(pool: Pool, messages: list[RawMessage]) -> None:
    """Raises RuntimeError where an answer is not the pipeline's."""
    outcomes: list[Outcome] = []
    keep: Callable[[int, Outcome], None] = lambda _, outcome: outcomes.append(outcome)  # noqa: E731  # a line
    await pool.process(messages, keep)
    if outcomes != [idle_pipeline.RECORD] * len(messages):
        raise RuntimeError(f"{len(messages)} articles in, {len(outcomes)} outcomes, not all of them the pipeline's")


def _row(workers: int, rounds: list[Round], plain: float) -> tuple[str, ...]:
    return (
        str(workers),
        middle([one.wall - plain for one in rounds]),
        middle([one.main for one in rounds]),
        middle([one.workers - plain for one in rounds]),
        middle([one.main + one.workers - plain for one in rounds]),
        middle([median(one.alone) for one in rounds]),
        middle([percentile(one.alone, 99) for one in rounds]),
    )
