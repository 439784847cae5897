"""A bad article costs itself: its neighbours are answered, and no worker outlives its service."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record
from service.pipeline_options import PipelineOptions
from service.workers.pool import Pool, WorkersUnusable
from tests.workers.poison import poison

WALL_SECONDS = 2.0


@pytest.fixture
def restarts() -> list[int]:
    """One item for each time that the workers were taken down."""
    return []


@pytest.fixture
async def pool(restarts: list[int]) -> AsyncIterator[Pool]:
    """Two workers that poison can hurt."""
    pool = Pool(
        workers=2,
        options=PipelineOptions(),
        wall_seconds=WALL_SECONDS,
        pipeline=poison,
        on_restart=lambda: restarts.append(1),
    )
    await pool.start()
    yield pool
    await pool.stop()


def named(outcome: Outcome) -> str:
    """The record's value, or the dead letter's reason."""
    return outcome.value.decode() if isinstance(outcome, Record) else getattr(outcome, "reason", "")


async def answers(pool: Pool, messages: Sequence[RawMessage]) -> list[Outcome]:
    """The outcome of each message, by its place; each place is answered once."""
    found: dict[int, Outcome] = {}

    def note(at: int, outcome: Outcome) -> None:
        assert at not in found
        found[at] = outcome

    await pool.process(messages, note)
    return [found[at] for at in range(len(messages))]


async def outcomes(pool: Pool, *values: str) -> list[str]:
    """What becomes of messages of those values."""
    return [named(outcome) for outcome in await answers(pool, [RawMessage(value.encode()) for value in values])]


async def test_each_message_has_its_own_outcome(pool: Pool, restarts: list[int]) -> None:
    """However the workers finish."""
    values = [str(number) for number in range(50)]
    assert await outcomes(pool, *values) == values
    assert restarts == []


@pytest.mark.parametrize(("value", "reason"), [("exit", "crashed"), ("segfault", "crashed"), ("hang", "timed-out")])
async def test_a_bad_article_is_a_dead_letter_and_its_neighbours_are_records(
    pool: Pool, restarts: list[int], value: str, reason: str
) -> None:
    """It is tried twice, the second time alone; then the pool goes on."""
    assert await outcomes(pool, "a", "b", value, "c", "d") == ["a", "b", reason, "c", "d"]
    assert len(restarts) == 1
    assert await outcomes(pool, "e", "f") == ["e", "f"]


async def test_an_outcome_is_told_as_soon_as_it_is_known(pool: Pool) -> None:
    """One that hangs does not hold back what is said of the others."""
    told: list[str] = []
    messages = [RawMessage(value) for value in (b"hang", b"a", b"b")]
    await pool.process(messages, lambda at, outcome: told.append(f"{at} {named(outcome)}"))
    assert sorted(told[:2]) == ["1 a", "2 b"]
    assert told[2:] == ["0 timed-out"]


async def test_what_is_given_back_does_not_keep_a_worker_from_the_next(pool: Pool) -> None:
    """A lane that drains cancels its batch: what is in a worker ends there, and nobody is told of it."""
    told: list[int] = []
    batch = [RawMessage(str(number).encode()) for number in range(200)]
    work = asyncio.create_task(pool.process(batch, lambda at, _: told.append(at)))
    while not told:  # noqa: ASYNC110  # the pool sets no event
        await asyncio.sleep(0)
    work.cancel()
    await asyncio.wait({work})
    seen = len(told)
    assert await outcomes(pool, "a", "b", "c") == ["a", "b", "c"]
    assert len(told) == seen < len(batch)


async def test_several_bad_articles_in_one_batch(pool: Pool) -> None:
    """Each has its own reason, and none takes a good one along."""
    got = await outcomes(pool, "exit", "a", "hang", "segfault", "b", "exit")
    assert got == ["crashed", "a", "timed-out", "crashed", "b", "crashed"]


async def test_a_dead_letter_says_how_often_it_was_tried(pool: Pool) -> None:
    """Twice, and that it was the worker that it hurt."""
    (letter,) = await answers(pool, [RawMessage(b"exit")])
    assert isinstance(letter, DeadLetter)
    assert (letter.step, letter.attempts) == ("worker", 2)


async def test_workers_killed_from_outside_cost_no_article(pool: Pool) -> None:
    """What they held is tried again."""
    (record,) = await answers(pool, [RawMessage(b"who")])
    assert isinstance(record, Record)
    os.kill(int(record.article_id), signal.SIGKILL)
    assert await outcomes(pool, "a", "b", "c", "d") == ["a", "b", "c", "d"]


async def test_workers_killed_while_idle_condemn_nobody(pool: Pool) -> None:
    """Also the one for second tries, which stays for the next: whoever comes to a dead worker has not run in it."""
    assert await outcomes(pool, "exit", "a") == ["crashed", "a"]
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join()
    assert await outcomes(pool, "b") == ["b"]


async def test_a_stopped_pool_takes_nothing_and_leaves_no_process() -> None:
    """Stopping ends workers that are busy too."""
    pool = Pool(workers=1, options=PipelineOptions(), wall_seconds=WALL_SECONDS, pipeline=poison)
    await pool.start()
    await pool.stop()
    with pytest.raises(WorkersUnusable):
        await answers(pool, [RawMessage(b"a")])
    assert multiprocessing.active_children() == []


def until(done: Callable[[], bool]) -> None:
    """Wait until it is so; the test's own time limit ends it else."""
    while not done():
        time.sleep(0.05)


STARTER = """
import asyncio
from service.message import RawMessage
from service.pipeline_options import PipelineOptions
from service.workers.pool import Pool
from tests.workers.poison import poison

async def main():
    pool = Pool(workers=2, options=PipelineOptions(), wall_seconds=600, pipeline=poison)
    await pool.start()
    messages = [RawMessage(b"%d" % number) for number in range(20)]
    await pool.process(messages, lambda _, record: print(record.article_id, flush=True))
    print("ready", flush=True)
    await pool.process([RawMessage(b"hang")], print)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_no_worker_outlives_a_service_that_is_killed(tmp_path: Path) -> None:
    """Kill -9 of the parent, one worker of it busy."""
    script = tmp_path / "starter.py"
    script.write_text(STARTER)
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment, text=True) as service:
        assert service.stdout is not None
        workers = {int(line) for line in iter(service.stdout.readline, "ready\n")}
        service.kill()
    assert workers
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
