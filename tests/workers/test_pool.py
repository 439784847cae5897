"""A bad article costs itself: its neighbours are answered, and no worker outlives its service."""

import asyncio
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record
from service.pipeline_options import MIB, PipelineOptions
from service.workers import pool as pool_module
from service.workers.endings import Cause, Ending
from service.workers.limits import Limits
from service.workers.pool import OVERDUE_SECONDS, OVERDUE_SECONDS_A_BYTE, Pool
from service.workers.worker_socket import WorkersUnusable

POISON = "tests.workers.poison:poison"
LIMITS = Limits(cpu_seconds=1.0, wall_seconds=60.0, memory_bytes=256 * MIB, recycle_bytes=0)
STRICT = Limits(cpu_seconds=60.0, wall_seconds=1.5, memory_bytes=256 * MIB, recycle_bytes=0)
hanging_ends_soon = pytest.mark.parametrize("limits", [STRICT])

Ends = list[tuple[Ending, RawMessage | None]]


@pytest.fixture
def ends() -> Ends:
    """The workers' ends, with what they had in hand."""
    return []


@pytest.fixture
def limits() -> Limits:
    """What one article may take: little processor time, and time enough on a machine that does much else."""
    return LIMITS


@pytest.fixture
async def pool(limits: Limits, ends: Ends) -> AsyncIterator[Pool]:
    """Two workers that poison can hurt."""
    pool = Pool(
        workers=2,
        options=PipelineOptions(),
        limits=limits,
        pipeline=POISON,
        on_end=lambda ending, message: ends.append((ending, message)),
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


async def letter_of(pool: Pool, value: str) -> DeadLetter:
    """The dead letter that a message of that value becomes."""
    (letter,) = await answers(pool, [RawMessage(value.encode())])
    assert isinstance(letter, DeadLetter)
    return letter


async def worker_of(pool: Pool) -> int:
    """The process id of one of its workers."""
    (record,) = await answers(pool, [RawMessage(b"who")])
    assert isinstance(record, Record)
    return int(record.article_id)


async def test_each_message_has_its_own_outcome(pool: Pool, ends: Ends) -> None:
    """However the workers finish."""
    values = [str(number) for number in range(500)]
    assert await outcomes(pool, *values) == values
    assert ends == []


async def test_large_messages_and_small_ones_keep_their_outcomes(pool: Pool) -> None:
    """Of whatever size, and in several batches at a time."""
    values = [f"{number} " + "x" * (number % 7 * 300_000) for number in range(40)]
    batches = await asyncio.gather(*(outcomes(pool, *values[first::4]) for first in range(4)))
    assert batches == [values[first::4] for first in range(4)]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("spin", "timed-out"),
        ("exit", "crashed"),
        ("exit 0", "crashed"),
        ("sys.exit", "crashed"),
        ("raise", "crashed"),
        ("segfault", "crashed"),
        ("abort", "crashed"),
        ("complain", "crashed"),
        ("eat", "out-of-memory"),
        ("eat in silence", "out-of-memory"),
        ("eat at once", "out-of-memory"),
        ("abort for memory", "out-of-memory"),
        ("be killed", "crashed"),
    ],
)
async def test_a_bad_article_is_a_dead_letter_and_its_neighbours_are_records(
    pool: Pool, value: str, reason: str
) -> None:
    """It is tried once more, alone; then the pool goes on."""
    assert await outcomes(pool, "a", "b", value, "c", "d") == ["a", "b", reason, "c", "d"]
    assert await outcomes(pool, "e", "f") == ["e", "f"]


@hanging_ends_soon
@pytest.mark.parametrize("value", ["hang", "be stopped", "ignore signals"])
async def test_an_article_that_keeps_its_worker_without_working_is_a_dead_letter(pool: Pool, value: str) -> None:
    """It takes no processor time; also where it has stopped its worker, or made it deaf."""
    assert await outcomes(pool, "a", value, "b") == ["a", "timed-out", "b"]
    assert await outcomes(pool, "e", "f") == ["e", "f"]


async def test_only_the_guilty_article_is_tried_again(pool: Pool, ends: Ends) -> None:
    """Two workers end for it, and none for its neighbours."""
    values = [str(number) for number in range(200)]
    assert await outcomes(pool, *values[:50], "segfault", *values[50:]) == [*values[:50], "crashed", *values[50:]]
    held = [message.value for ending, message in ends if message is not None and ending.cause is Cause.CRASHED]
    assert held == [b"segfault", b"segfault"]


@pytest.mark.parametrize("value", ["close and hang", "leave a child"])
async def test_whoever_holds_a_workers_socket_no_neighbour_waits_for_it(pool: Pool, value: str) -> None:
    """A worker that closes it, or leaves it to a process of its own, is ended, and that process with it."""
    before = children_of(os.getpid())
    assert await asyncio.wait_for(outcomes(pool, value, "a", "b"), 20.0) == ["crashed", "a", "b"]
    assert children_of(os.getpid()) == before, "the server that workers are forked from is another"


@hanging_ends_soon
async def test_an_outcome_is_told_as_soon_as_it_is_known(pool: Pool) -> None:
    """One that hangs does not hold back what is said of the others, also of the one that waited behind it."""
    told: list[str] = []
    messages = [RawMessage(value) for value in (b"hang", b"a", b"b", b"c", b"d")]
    await pool.process(messages, lambda at, outcome: told.append(f"{at} {named(outcome)}"))
    assert sorted(told[:4]) == ["1 a", "2 b", "3 c", "4 d"]
    assert told[4:] == ["0 timed-out"]


@hanging_ends_soon
async def test_another_worker_takes_the_place_of_one_that_takes_long(pool: Pool) -> None:
    """With every worker hanging the others' articles are answered before the deadline."""
    hanging = asyncio.create_task(outcomes(pool, "hang", "hang"))
    assert await outcomes(pool, *"abcdef") == list("abcdef")
    assert not hanging.done()
    assert await hanging == ["timed-out", "timed-out"]


async def test_a_slow_article_is_no_bad_one(pool: Pool, ends: Ends) -> None:
    """It takes long enough to be set aside and keeps within its limits; its worker is replaced."""
    assert await outcomes(pool, "sleep 1.4", "a") == ["sleep 1.4", "a"]
    assert await outcomes(pool, "b", "c") == ["b", "c"]
    assert [ending.cause for ending, _ in ends if ending.cause is not Cause.REPLACED] == []


async def test_an_article_that_waits_for_a_processor_keeps_its_place(pool: Pool, ends: Ends) -> None:
    """On a machine that does much else all are slow, and more workers would make it worse."""
    with busy_processors():
        assert await outcomes(pool, "work 0.1", "a") == ["work 0.1", "a"]
    assert ends == []


async def test_an_article_that_sleeps_uses_no_processor_time(pool: Pool) -> None:
    """Its limit on processor time does not run while it sleeps."""
    assert await outcomes(pool, "sleep 1.2") == ["sleep 1.2"]


@hanging_ends_soon
@pytest.mark.parametrize(("seconds", "size"), [(0.25, 100_000), (0.2, 0)])
async def test_a_busy_machine_condemns_nobody(pool: Pool, limits: Limits, seconds: float, size: int) -> None:
    """Neither limit runs while it waits for a processor, at its first place or set aside."""
    message = f"work {seconds}" + " " * size  # a large one may keep its place for longer
    with busy_processors(each=8 if seconds < OVERDUE_SECONDS + OVERDUE_SECONDS_A_BYTE * size else 2):
        began = time.monotonic()
        assert await outcomes(pool, message) == [message]
        assert time.monotonic() - began > limits.wall_seconds


@hanging_ends_soon
async def test_an_article_that_waits_longer_than_its_limit_is_begun_anew_with_its_weight(
    pool: Pool, ends: Ends
) -> None:
    """Else it has a tenth of the others' for as long as the machine is full, and is condemned in the end."""
    with busy_processors(each=8):
        assert await outcomes(pool, "work 0.3", "a") == ["work 0.3", "a"]
    told = [(ending.cause, message.value) for ending, message in ends if message is not None]
    assert told == [(Cause.REPLACED, b"work 0.3")], "it is told once, with the article"


@pytest.mark.parametrize(
    ("kept", "waited", "starves"),
    [
        (0.5, 29.0, False),
        (0.5, 30.0, True),
        (2.0, 30.0, True),
        (2.5, 30.0, False),
        (2.5, 90.0, True),
        (9.0, 90.0, False),
    ],
    ids=[
        "not for long",
        "starves",
        "a sixteenth",
        "a thirteenth",
        "less and less",
        "one that will soon be at its limit",
    ],
)
def test_an_article_starves_where_it_would_not_get_its_processor_time_in_time(
    kept: float, waited: float, starves: bool
) -> None:
    """One that gets on, if slowly, is left as it is: to begin it anew with its full weight costs the others most."""
    assert pool_module.starves(kept, waited, Limits(cpu_seconds=10, wall_seconds=30)) is starves


async def test_an_article_that_takes_long_is_told_once(limits: Limits) -> None:
    """With how long it has taken so far; a second try, or a beginning anew, is not told again."""
    told: list[tuple[bytes | None, float]] = []
    pool = Pool(
        workers=2,
        options=PipelineOptions(),
        limits=limits,
        pipeline=POISON,
        on_set_aside=lambda message, seconds: told.append((message.value, seconds)),
    )
    await pool.start()
    try:
        assert await outcomes(pool, "a", "sleep 0.4", "spin", "b") == ["a", "sleep 0.4", "timed-out", "b"]
    finally:
        await pool.stop()
    # On a machine that is full the others may be slow too.
    slow = [(value, seconds) for value, seconds in told if value in {b"sleep 0.4", b"spin"}]
    assert sorted(value or b"" for value, _ in slow) == [b"sleep 0.4", b"spin"]
    assert all(seconds >= OVERDUE_SECONDS for _, seconds in slow)


async def test_what_is_given_back_does_not_keep_a_worker_from_the_next(pool: Pool) -> None:
    """A lane that drains cancels its batch: what is in a worker ends there, and nobody is told of it."""
    told: list[int] = []
    batch = [RawMessage(str(number).encode()) for number in range(2000)]
    work = asyncio.create_task(pool.process(batch, lambda at, _: told.append(at)))
    while not told:  # noqa: ASYNC110  # the pool sets no event
        await asyncio.sleep(0)
    work.cancel()
    await asyncio.wait({work})
    seen = len(told)
    assert await outcomes(pool, "a", "b", "c") == ["a", "b", "c"]
    assert len(told) == seen < len(batch)


async def test_what_hangs_and_is_given_back_is_not_tried_again(pool: Pool, ends: Ends) -> None:
    """Its worker is ended without waiting for the deadline."""
    work = asyncio.create_task(outcomes(pool, "hang"))
    await asyncio.sleep(0.1)
    work.cancel()
    await asyncio.sleep(1.6)
    assert [ending.cause for ending, _ in ends] == [Cause.REPLACED]


async def test_works_take_turns(pool: Pool) -> None:
    """A few messages of one partition do not wait for hundreds of another's."""
    told: list[str] = []
    long = asyncio.create_task(
        pool.process([RawMessage(b"sleep 0.01")] * 200, lambda _, outcome: told.append(named(outcome)))
    )
    await asyncio.sleep(0.05)
    assert await outcomes(pool, "a", "b", "c") == ["a", "b", "c"]
    assert len(told) < 100
    await long


@hanging_ends_soon
async def test_several_bad_articles_in_one_batch(pool: Pool) -> None:
    """Each has its own reason, and none takes a good one along."""
    got = await outcomes(pool, "exit", "a", "hang", "segfault", "b", "exit", "eat at once", "hang", "c")
    assert got == ["crashed", "a", "timed-out", "crashed", "b", "crashed", "out-of-memory", "timed-out", "c"]


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        ("exit", "The article ended its worker with exit status 3; tried once more, alone in a fresh worker, it "),
        ("segfault", "The article ended its worker with SIGSEGV; tried once more, "),
        ("spin", "The article took more than 1 s of processor time; tried once more, "),
        ("eat at once", "The article needed more than the 256 MiB of a worker; tried once more, "),
    ],
)
async def test_a_dead_letter_says_what_the_article_did_and_how_often(pool: Pool, value: str, detail: str) -> None:
    """Twice, and that it was the worker that it hurt."""
    letter = await letter_of(pool, value)
    assert (letter.step, letter.attempts) == ("worker", 2)
    assert letter.detail.startswith(detail)
    assert letter.detail.endswith("it did so again.")


@hanging_ends_soon
async def test_a_dead_letter_says_how_long_the_article_kept_its_workers(pool: Pool) -> None:
    """Where it was that."""
    letter = await letter_of(pool, "hang")
    assert letter.detail.startswith("The article kept its worker for more than 1.5 s; tried once more, ")


async def test_workers_killed_from_outside_cost_no_article(pool: Pool, ends: Ends) -> None:
    """What they held is tried again, and nobody is condemned before the third time."""
    large = "sleep 0.2" + " " * 100_000  # it may keep its place for so long
    for _ in range(5):
        work = asyncio.create_task(outcomes(pool, large, "a"))
        worker = await worker_of(pool)
        os.kill(worker, signal.SIGKILL)
        assert await work == [large, "a"]
    assert {ending.cause for ending, _ in ends} == {Cause.KILLED}


async def test_an_article_that_loses_its_worker_while_it_is_set_aside_is_tried_again(pool: Pool) -> None:
    """By a worker that has nothing to do, though no other message comes."""
    work = asyncio.create_task(outcomes(pool, "sleep 0.6"))
    await asyncio.sleep(0.4)
    server = parent_of(await worker_of(pool))
    for worker in children_of(server):
        if os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, server):
            os.kill(worker, signal.SIGKILL)
    assert await asyncio.wait_for(work, 20) == ["sleep 0.6"]


async def test_kills_at_any_moment_lose_no_message(pool: Pool) -> None:
    """Also between the end of a worker's socket and the word of its end."""
    random = Random(6)  # noqa: S311  # it only strikes
    done: list[str] = []

    async def kill() -> None:
        while True:
            await asyncio.sleep(random.uniform(0, 0.03))
            with suppress(ProcessLookupError, IndexError):
                os.kill(random.choice(children_of(server)), signal.SIGKILL)

    server = parent_of(await worker_of(pool))
    killer = asyncio.create_task(kill())
    values = [f"sleep 0.00{number % 10}" for number in range(100)]
    for _ in range(10):
        done += await asyncio.wait_for(outcomes(pool, *values), 60)
    killer.cancel()
    assert len(done) == 1000


async def test_an_article_whose_workers_are_killed_three_times_is_a_dead_letter(pool: Pool) -> None:
    """So that one that the kernel ends for its memory does not come back for ever."""
    letter = await letter_of(pool, "be killed")
    assert (letter.reason, letter.attempts) == ("crashed", 3)
    assert letter.detail == "The article lost its worker to a SIGKILL from outside, 3 times."


async def test_a_worker_that_has_grown_is_replaced(ends: Ends) -> None:
    """After its article, which is answered, as are those behind it."""
    limits = Limits(memory_bytes=1024 * MIB, recycle_bytes=150 * MIB)
    pool = Pool(
        workers=1,
        options=PipelineOptions(),
        limits=limits,
        pipeline=POISON,
        on_end=lambda ending, message: ends.append((ending, message)),
    )
    await pool.start()
    try:
        before = await worker_of(pool)
        values = ["a", "keep 160", "b", "c", "d"]
        assert await outcomes(pool, *values) == values
        assert await worker_of(pool) != before
        assert (ends[0][0].clause, ends[0][1]) == ("has grown too large", None)
    finally:
        await pool.stop()


async def test_the_pool_outlives_its_fork_server(pool: Pool) -> None:
    """All workers end with it; a new one is started, and what they held is tried again."""
    work = asyncio.create_task(outcomes(pool, "sleep 0.5", "a"))
    server = parent_of(await worker_of(pool))
    os.kill(server, signal.SIGKILL)
    assert await work == ["sleep 0.5", "a"]
    assert parent_of(await worker_of(pool)) != server


async def test_a_slow_article_outlives_two_fork_servers(pool: Pool, ends: Ends) -> None:
    """They end for all at once: that is most likely no article's doing."""
    work = asyncio.create_task(outcomes(pool, "sleep 0.8"))
    for _ in range(2):
        os.kill(parent_of(await worker_of(pool)), signal.SIGKILL)
    assert await work == ["sleep 0.8"]
    assert {ending.cause for ending, _ in ends} - {Cause.REPLACED} == {Cause.LOST}


async def test_an_article_that_ends_the_fork_server_is_a_dead_letter_after_the_third_time(pool: Pool) -> None:
    """Whatever was in hand at the time is tried one by one, so that no neighbour is condemned with it."""
    values = ["sleep 0.3", "end the server", "sleep 0.2", *"abcdef"]
    assert await outcomes(pool, *values) == ["sleep 0.3", "crashed", "sleep 0.2", *"abcdef"]
    letter = await letter_of(pool, "end the server")
    assert letter.attempts == 3
    assert letter.detail == "The article lost its worker with the server that all workers are forked from, 3 times."


async def test_a_fork_server_that_we_end_ourselves_is_held_against_nobody(pool: Pool, ends: Ends) -> None:
    """It does not do what it is told, on a machine that is too busy: that may happen any number of times."""
    work = asyncio.create_task(outcomes(pool, "sleep 0.8"))
    for _ in range(4):
        await worker_of(pool)
        pool._processes.renew()  # noqa: SLF001  # what the pool does after a minute of silence
        await asyncio.sleep(0.05)
    assert await work == ["sleep 0.8"]
    assert {ending.cause for ending, _ in ends} - {Cause.REPLACED} == {Cause.LOST}


@hanging_ends_soon
async def test_a_fork_server_that_does_not_do_what_it_is_told_is_replaced(pool: Pool) -> None:
    """It cannot end workers, nor tell of their ends."""
    server = parent_of(await worker_of(pool))
    os.kill(server, signal.SIGSTOP)
    assert await outcomes(pool, "hang", "a", "segfault", "b") == ["timed-out", "a", "crashed", "b"]
    assert not exists(server)


async def test_an_article_that_stops_the_fork_server_and_ends_its_worker_is_a_dead_letter(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server does not tell of that end, so that it is taken for one of ours; three of those are enough."""
    monkeypatch.setattr("service.workers.pool.SILENT_SECONDS", 0.2)
    monkeypatch.setattr("service.workers.pool.END_SECONDS", 1.0)
    assert await outcomes(pool, "stop the server", "a", "b") == ["crashed", "a", "b"]


async def test_where_no_process_can_be_started_the_others_go_on(pool: Pool) -> None:
    """Too many open files in the server, for a while: nothing is held against an article."""
    server = parent_of(await worker_of(pool))
    few = open_files_of(server)
    soft, hard = resource.prlimit(server, resource.RLIMIT_NOFILE)
    resource.prlimit(server, resource.RLIMIT_NOFILE, (few, hard))
    work = asyncio.create_task(outcomes(pool, "sleep 0.5", "segfault", "a"))
    await asyncio.sleep(1.5)
    resource.prlimit(server, resource.RLIMIT_NOFILE, (soft, hard))
    assert await work == ["sleep 0.5", "crashed", "a"]
    assert parent_of(await worker_of(pool)) == server


async def test_an_idle_pool_whose_workers_are_all_killed_answers(pool: Pool) -> None:
    """Fresh ones take their places."""
    for _ in range(6):
        os.kill(await worker_of(pool), signal.SIGKILL)
    assert await outcomes(pool, "b") == ["b"]


async def test_workers_are_the_kernels_first_choice_when_memory_is_short(pool: Pool) -> None:
    """The service and the server of its workers are not."""
    worker = await worker_of(pool)
    assert oom_score_adj(worker) == 1000
    assert oom_score_adj(parent_of(worker)) == oom_score_adj(os.getpid())


async def test_what_a_worker_writes_to_stderr_is_told_with_its_end(pool: Pool, ends: Ends) -> None:
    """Where it crashed, at least; and of an article that complains without end, only the last."""
    await letter_of(pool, "segfault")
    assert "poison.py" in ends[0][0].stderr
    ends.clear()
    await letter_of(pool, "complain")
    assert 0 < len(ends[0][0].stderr) <= 4000


@pytest.mark.parametrize("pipeline", ["tests.workers.nowhere:poison", "tests.workers.poison:nothing"])
async def test_a_pipeline_that_is_not_there_is_said(pipeline: str) -> None:
    """At start."""
    pool = Pool(workers=1, options=PipelineOptions(), pipeline=pipeline)
    with pytest.raises(WorkersUnusable, match="cannot be loaded"):
        await pool.start()
    await pool.stop()


async def test_a_start_that_is_given_up_ends_at_once() -> None:
    """The server that loads the pipeline has no worker yet, and nothing to finish."""
    pool = Pool(workers=2, options=PipelineOptions(), pipeline="tests.workers.slow_to_load:process")
    starting = asyncio.create_task(pool.start())
    await asyncio.sleep(1)
    began = time.monotonic()
    starting.cancel()
    await asyncio.wait({starting})
    await pool.stop()
    assert time.monotonic() - began < 2


async def test_a_stopped_pool_takes_nothing_and_leaves_no_process() -> None:
    """Stopping ends workers that are busy too."""
    pool = Pool(workers=1, options=PipelineOptions(), limits=LIMITS, pipeline=POISON)
    await pool.start()
    worker = await worker_of(pool)
    server = parent_of(worker)
    hanging = asyncio.create_task(outcomes(pool, "hang"))
    await asyncio.sleep(0.1)
    await pool.stop()
    with pytest.raises(WorkersUnusable):
        await hanging
    with pytest.raises(WorkersUnusable):
        await answers(pool, [RawMessage(b"a")])
    assert not exists(worker)
    assert not exists(server)


def open_files_of(pid: int) -> int:
    """How many files a process has open."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def children_of(parent: int) -> list[int]:
    """The processes that it has forked."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


@contextmanager
def busy_processors(each: int = 10) -> Iterator[None]:
    """So many other processes for each processor, of a session each: Linux may share processors out by session."""
    hogs = range(each * len(os.sched_getaffinity(0)))
    hog = [sys.executable, "-c", "print(flush=True)\nwhile True: pass"]
    others = [subprocess.Popen(hog, stdout=subprocess.PIPE, start_new_session=True) for _ in hogs]
    try:
        for other in others:
            assert other.stdout is not None
            other.stdout.readline()
        yield
    finally:
        for other in others:
            other.kill()
            other.communicate()


def exists(pid: int) -> bool:
    """Whether that process is there."""
    return Path(f"/proc/{pid}").exists()


def oom_score_adj(pid: int) -> int:
    """How much the kernel prefers to end it when memory is short."""
    return int(Path(f"/proc/{pid}/oom_score_adj").read_text())


def parent_of(pid: int) -> int:
    """The process that it was forked from."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


NICE = """
import asyncio, os
from service.message import RawMessage
from service.pipeline_options import PipelineOptions
from service.workers.limits import Limits
from service.workers.pool import OVERDUE_SECONDS, Pool

async def main():
    os.nice(10)
    limits = Limits(wall_seconds=1.5)
    pool = Pool(workers=1, options=PipelineOptions(), limits=limits, pipeline="tests.workers.poison:poison")
    await pool.start()
    await pool.process([RawMessage(b"hang")], lambda _, letter: print(letter.reason, letter.attempts))
    await pool.stop()

asyncio.run(main())
"""


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (util-linux) is not there")
def test_a_service_that_is_nice_itself_and_may_not_be_less_so() -> None:
    """A worker that takes long is nicer still."""
    drop = ["setpriv", "--bounding-set=-sys_nice"] if os.getuid() == 0 else []
    ended = subprocess.run(
        [*drop, sys.executable, "-c", NICE],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout == "timed-out 2\n"


MANY = """
import asyncio, os
from pathlib import Path
from service.message import RawMessage
from service.pipeline_options import PipelineOptions
from service.workers.limits import Limits
from service.workers.pool import Pool

async def main():
    pool = Pool(workers=3, options=PipelineOptions(), limits=Limits(), pipeline="tests.workers.poison:poison")
    await pool.start()
    work = asyncio.create_task(pool.process([RawMessage(b"hang")] * 3, print))
    await asyncio.sleep(2)
    server, = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    for worker in Path(f"/proc/{server}/task/{server}/children").read_text().split():
        process = os.getpriority(os.PRIO_PROCESS, int(worker))
        print(process, Path(f"/proc/{worker}/autogroup").read_text().split()[-1])
    await pool.stop()
    work.cancel()

asyncio.run(main())
"""


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="Linux does not part processors by session here")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (util-linux) is not there")
def test_articles_that_take_long_at_the_same_time_are_all_slowed_down() -> None:
    """Without privileges Linux lets the weights of sessions be changed ten times a second, and no more often."""
    drop = ["setpriv", "--bounding-set=-sys_admin,-sys_nice"] if os.getuid() == 0 else []
    niceness = os.getpriority(os.PRIO_PROCESS, 0)
    ended = subprocess.run(
        [*drop, sys.executable, "-c", MANY],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    slow = f"{min(niceness + 10, 19)} 10"
    assert ended.stdout.splitlines().count(slow) == 3, ended.stdout


def test_modules_of_the_current_folder_are_not_run(tmp_path: Path) -> None:
    """Where the program itself does not look for them either."""
    (tmp_path / "json.py").write_text("raise RuntimeError")
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "__init__.py").write_text("raise RuntimeError")
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "service.cli", "process", "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        input="A first line.\n\nThis is what the text says, and it goes on for a while.\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "goes on for a while" in ended.stdout


def until(done: Callable[[], bool]) -> None:
    """Wait until it is so; the test's own time limit ends it else."""
    while not done():
        time.sleep(0.05)


STARTER = """
import asyncio
from service.message import RawMessage
from service.pipeline_options import PipelineOptions
from service.workers.pool import OVERDUE_SECONDS, Pool

async def main():
    pool = Pool(workers=2, options=PipelineOptions(), pipeline="tests.workers.poison:poison")
    await pool.start()
    messages = [RawMessage(b"%d" % number) for number in range(20)]
    await pool.process(messages, lambda _, record: print(record.article_id, flush=True))
    print("ready", flush=True)
    await pool.process([RawMessage(b"hang")], print)

asyncio.run(main())
"""


@pytest.mark.parametrize("stopped", [False, True])
def test_no_worker_outlives_a_service_that_is_killed(stopped: bool) -> None:
    """Kill -9 of the parent, one worker of it busy; also where the server of the workers is stopped."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, "-c", STARTER], stdout=subprocess.PIPE, env=environment, text=True) as ours:
        assert ours.stdout is not None
        workers = {int(line) for line in iter(ours.stdout.readline, "ready\n")}
        servers = {parent_of(worker) for worker in workers}
        for server in servers if stopped else ():
            os.kill(server, signal.SIGSTOP)
        ours.kill()
    assert workers
    until(lambda: not any(map(exists, workers | servers)))
