"""A pool of worker processes that no article can hurt: it costs itself, and its neighbours never notice.

Each of `workers` processes has one article that it works on, and at most one that waits in its socket. Whatever happens
to a worker is held against the first alone. One that takes long is set aside: another worker takes its place, and it
runs on where the others leave time; where they leave none for long, it is begun anew with a weight like theirs: what a
process has given up, the system does not give back. An article whose worker ended is tried once more, alone in a fresh
one.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from service.message import RawMessage
from service.outcome import Outcome
from service.pipeline_options import PipelineOptions
from service.workers.endings import Cause, Ending
from service.workers.job import Answer, Job, Waiting, Work
from service.workers.limits import Limits
from service.workers.processes import Processes
from service.workers.processor import waited_seconds
from service.workers.worker_socket import Worker, WorkerKilled, WorkersUnusable

AHEAD = 2  # jobs of a worker: one is worked on, and the next is there when that is answered
AHEAD_BYTES = 65_536  # behind a message larger than this none waits
SPARES = 1  # workers that are ready and have nothing to do
# How long an article has its place. Measured on two slow cores: texts of 4 KB take 17 ms in the mean and 110 at most,
# pages of 300 KB take 90 ms and none more than 2 s a MB. A new worker takes 40 ms.
OVERDUE_SECONDS = 0.1
OVERDUE_SECONDS_A_BYTE = 2e-6
TICK_SECONDS = 0.05
LONGEST_TICK_SECONDS = 0.5  # what took longer was this process's own sleep
END_SECONDS = 5.0  # for the word of a worker's end, which its server owes
SILENT_SECONDS = 1.0  # for the end of a worker that has closed its socket
LONGEST_WAIT = 10  # times its limit on time, an article may wait for a processor
# Times its limit on time, in which an article that is slowed down would have all its processor time at the pace that it
# has: where it would take longer it starves. Two busy processes a core leave it a twentieth; this is a fifteenth.
STARVES = 5
AGAIN_SECONDS = 1.0  # after a worker that could not be started

# How a worker's end is told, with the message that it had in hand.
OnEnd = Callable[[Ending, RawMessage | None], None]
# How it is told that a message takes long, and for how long (s) it has been worked on.
OnSetAside = Callable[[RawMessage, float], None]


class Pool:
    """Runs the pipeline on worker processes, and answers each message once.

    Args:
        workers: how many articles are worked on at a time.
        options: the pipeline's options.
        limits: what one article may take.
        pipeline: the name, `module:function`, of what a worker does with a message. Where the module has a function
            `load`, it is called once, before workers are forked.
        most: how many processes there may be, spares and those set aside among them; twice `workers` by default.
        on_end: told of each worker's end.
        on_set_aside: told once of each message that takes long.
    """

    def __init__(  # noqa: PLR0913  # all by name; the last five have defaults
        self,
        *,
        workers: int,
        options: PipelineOptions,
        limits: Limits | None = None,
        pipeline: str = "service.pipeline:process",
        most: int | None = None,
        on_end: OnEnd = lambda _ending, _message: None,
        on_set_aside: OnSetAside = lambda _message, _seconds: None,
    ) -> None:
        self._workers = workers
        self._limits = limits or Limits()
        self._most = max(workers + SPARES, most or 2 * workers)
        self._on_end = on_end
        self._on_set_aside = on_set_aside
        self._processes = Processes(pipeline, options, self._limits, lambda: Worker(self._answered, self._ended))
        self._waiting = Waiting()
        self._suspects: deque[Job] = deque()  # to be tried once more, alone
        self._active: set[Worker] = set()
        self._spares: list[Worker] = []
        self._set_aside: set[Worker] = set()  # with an article that takes long, or one that is tried alone
        self._starts: set[asyncio.Task[None]] = set()
        self._clock: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the workers, and one more than are needed.

        Raises:
            WorkersUnusable: a worker cannot process an article of our own.
        """
        starts = [asyncio.create_task(self._first()) for _ in range(self._workers + SPARES)]
        try:
            self._spares += await asyncio.gather(*starts)
        finally:  # where one fails, the others are not left to go on
            for start in starts:
                start.cancel()
            await asyncio.gather(*starts, return_exceptions=True)
        self._clock = asyncio.create_task(self._keep_time(), name="workers' clock")
        self._staff()

    async def _first(self) -> Worker:
        while True:
            try:
                return await self._processes.fork()
            except WorkerKilled:
                await asyncio.sleep(TICK_SECONDS)

    async def stop(self) -> None:
        """End the workers, also one that is busy: what it held was not acknowledged and comes again."""
        clock, self._clock = self._clock, None
        tasks = [*self._starts, *([clock] if clock else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._fail(WorkersUnusable("The workers are not running."))
        await self._processes.stop()

    async def process(self, messages: Sequence[RawMessage], answer: Answer) -> None:
        """Call `answer` with the place and the outcome of each message, as each is known.

        Raises:
            WorkersUnusable: workers cannot be had now; nothing is known of the messages that are not answered.
        """
        if not messages:
            return
        if self._clock is None:
            raise WorkersUnusable("The workers are not running.")
        work = Work(messages, answer)
        self._waiting.put(work)
        self._staff()
        self._feed_all()
        try:
            await work.done
        finally:
            work.done.cancel()  # where nobody waits any more, what is in hand is told nobody

    def _feed_all(self) -> None:
        for worker in self._active:  # each has one before any has a second
            if worker.accepts and not worker.jobs:
                self._give(worker)
        for worker in self._active:
            self._feed(worker)

    def _feed(self, worker: Worker) -> None:
        while worker.accepts and len(worker.jobs) < AHEAD:
            if worker.jobs and len(worker.jobs[0].message.value or b"") > AHEAD_BYTES:
                return
            if not self._give(worker):
                return

    def _give(self, worker: Worker) -> bool:
        job = self._waiting.take()
        if job is not None:
            worker.give(job)
        return job is not None

    def _answered(self, worker: Worker, job: Job, outcome: Outcome) -> None:
        job.answer(outcome)
        if worker in self._active:
            self._feed(worker)
        elif worker in self._set_aside:
            self._dismiss(worker, None, Ending(Cause.REPLACED, "has kept its worker for long"))

    def _ended(self, worker: Worker, ending: Ending) -> None:
        """A worker is gone: what it worked on is tried again or is a dead letter, what waited is for the others."""
        if self._clock is None:
            return
        self._active.discard(worker)
        self._set_aside.discard(worker)
        if worker in self._spares:
            self._spares.remove(worker)
        jobs = [job for job in worker.jobs if job.is_wanted]
        guilty = worker.jobs[0] if worker.jobs else None
        if worker.condemned is not None:
            condemned, told = worker.condemned
            guilty = guilty if guilty is condemned else None
            # That it had closed its socket says little where its server, and all workers, are gone; but it may be why.
            lost = told.cause is Cause.CRASHED and ending.cause is Cause.LOST
            ending = replace(ending, ours=False) if lost else told
        elif worker.leaves:
            guilty, ending = None, Ending(Cause.REPLACED, "has grown too large")
        self._on_end(ending, guilty.message if guilty is not None else None)
        if guilty is not None and guilty.is_wanted:
            jobs.remove(guilty)
            self._hold_against(guilty, ending)
        self._waiting.put_back(jobs)
        self._staff()
        self._feed_all()

    def _hold_against(self, job: Job, ending: Ending) -> None:
        if not ending.ours:
            job.endings.append(ending)
        letter = job.verdict()
        if letter is not None:
            job.answer(letter)
        elif job.is_suspect:
            self._suspects.append(job)
        else:
            self._waiting.put_back([job])

    def _dismiss(self, worker: Worker, job: Job | None, ending: Ending) -> None:
        worker.leaves = True
        worker.condemned = job, ending
        self._processes.kill(worker)

    def _staff(self) -> None:
        """See that all places are filled and a spare stands by; fresh workers take suspects when no place is free."""
        if self._clock is None:
            return
        while self._spares and len(self._active) < self._workers:
            worker = self._spares.pop()
            self._active.add(worker)
            self._feed(worker)
        self._suspects = deque(job for job in self._suspects if job.is_wanted)
        while self._spares and (suspects := self._to_try()):
            worker = self._spares.pop()
            if worker.accepts:  # else its end is told in a moment
                self._suspects.remove(suspects[0])
                self._slow_down(worker, suspects[0])
                worker.give(suspects[0])
        there = len(self._active) + len(self._set_aside) + len(self._spares) + len(self._starts)
        wanted = self._workers - len(self._active) + len(self._to_try()) + SPARES - len(self._spares)
        for _ in range(min(wanted - len(self._starts), self._most - there)):
            start = asyncio.create_task(self._add(), name="worker's start")
            self._starts.add(start)

    def _to_try(self) -> list[Job]:
        """The suspects that may be tried now: of those that may end all workers one at a time, so that it is known."""
        one_is_tried = any(job.may_end_all for worker in self._set_aside for job in worker.jobs)
        dangerous = [job for job in self._suspects if job.may_end_all]
        return [job for job in self._suspects if not job.may_end_all] + dangerous[: 0 if one_is_tried else 1]

    def _slow_down(self, worker: Worker, job: Job) -> None:
        """Let a worker, with a job in hand that takes long or may do so, run where the others leave time."""
        self._set_aside.add(worker)
        if not job.keeps_weight:
            self._processes.slow_down(worker)

    async def _add(self) -> None:
        """Start a worker, however often it takes; while there is none at all, whoever waits is told so."""
        start = asyncio.current_task()
        assert start is not None  # noqa: S101  # it is run as one
        try:
            worker = await self._processes.fork()
        except WorkerKilled:
            await asyncio.sleep(TICK_SECONDS)
        except Exception as unusable:  # noqa: BLE001  # whatever it is, whoever waits for a worker has to be told
            if not self._active:
                self._fail(WorkersUnusable(str(unusable)))
            await asyncio.sleep(AGAIN_SECONDS)
        else:
            self._spares.append(worker)
        finally:
            self._starts.discard(start)
        self._staff()

    def _fail(self, unusable: WorkersUnusable) -> None:
        works = {job.work for job in self._suspects} | set(self._waiting.clear())
        self._suspects.clear()
        for worker in self._active | self._set_aside:
            works |= {job.work for job in worker.jobs}
        for work in works:
            if not work.done.done():
                work.done.set_exception(unusable)

    async def _keep_time(self) -> None:
        """Set aside what takes long, and end what takes too long.

        The clock stands still while this process does, asleep or stopped: that is no article's fault.
        """
        before = time.monotonic()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = time.monotonic()
            passed, before = min(now - before, LONGEST_TICK_SECONDS), now
            for worker in [*self._active, *self._set_aside, *self._spares]:
                if worker.is_ending:
                    self._await_end(worker, passed)
                elif worker.jobs:
                    self._judge(worker, worker.jobs[0], _kept_seconds(worker, passed))

    def _await_end(self, worker: Worker, passed: float) -> None:
        """End a worker that nothing reaches any more; where its server does not even do that, the server."""
        worker.ending_seconds += passed
        if worker.ending_seconds >= END_SECONDS:
            worker.ending_seconds = 0.0
            self._processes.renew()
        elif worker.condemned is None and worker.ending_seconds >= SILENT_SECONDS:
            clause = "closed the worker's connection to the service"
            self._dismiss(worker, worker.jobs[0] if worker.jobs else None, Ending(Cause.CRASHED, clause))

    def _judge(self, worker: Worker, job: Job, kept: float) -> None:
        waited = worker.busy_seconds - kept
        if kept >= self._limits.wall_seconds:
            clause = f"kept its worker for more than {self._limits.wall_seconds:g} s"
            self._dismiss(worker, job, Ending(Cause.TIMED_OUT, clause))
        elif worker.busy_seconds >= LONGEST_WAIT * self._limits.wall_seconds:
            clause = f"kept its worker for {worker.busy_seconds:.0f} s, in most of which it waited for a processor"
            self._dismiss(worker, job, Ending(Cause.TIMED_OUT, clause))
        elif worker in self._set_aside and not job.keeps_weight and starves(kept, waited, self._limits):
            job.keeps_weight = True
            clause = f"waited for a processor for {waited:.0f} s, slowed down, and is begun anew with its full weight"
            self._dismiss(worker, job, Ending(Cause.REPLACED, clause, ours=True))
        elif kept < _overdue_seconds(job):
            return
        elif not job.is_wanted:
            self._dismiss(worker, None, Ending(Cause.REPLACED, "had an article in hand that was given back"))
        elif worker in self._active:
            self._give_place(worker, job)

    def _give_place(self, worker: Worker, job: Job) -> None:
        """Set a worker aside with the job that takes long; another one takes its place, and what waited behind."""
        if not job.told:
            job.told = True
            self._on_set_aside(job.message, worker.busy_seconds)
        self._active.discard(worker)
        self._slow_down(worker, job)
        self._waiting.put_back([behind for behind in list(worker.jobs)[1:] if behind.is_wanted])
        worker.jobs = deque((job,))
        self._staff()
        self._feed_all()


def starves(kept: float, waited: float, limits: Limits) -> bool:
    """Whether an article that kept its worker for so long (s), and waited for a processor besides, gets nowhere."""
    pace = limits.cpu_seconds / (STARVES * limits.wall_seconds)
    return waited >= limits.wall_seconds and kept < pace * (kept + waited)


def _overdue_seconds(job: Job) -> float:
    """How long a message of its size may keep its place."""
    return OVERDUE_SECONDS + OVERDUE_SECONDS_A_BYTE * len(job.message.value or b"")


def _kept_seconds(worker: Worker, passed: float) -> float:
    """How long its article has kept a worker, running or asleep: to wait for a processor is no article's fault."""
    waited = waited_seconds(worker.pid) or 0.0
    if worker.waited_before is None:  # it began at some time since the last look
        worker.waited_before = waited
        return 0.0
    worker.busy_seconds += passed
    return worker.busy_seconds - (waited - worker.waited_before)
