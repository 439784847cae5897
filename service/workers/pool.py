"""A pool of worker processes that a hanging or crashing article cannot take down."""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver, resource_tracker

from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record
from service.pipeline import process
from service.pipeline_options import PipelineOptions
from service.workers.worker import Pipeline, prepare, process_within, warm_up

# Workers are forked from a server that has the pipeline loaded, not from this process with its event loop and threads.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["service.workers.worker"])


# Articles that the executor has beside those in its workers, so that none waits for the next. With more, a worker that
# ends would send more neighbours to their second try, and an early end would find some not yet begun, which Python's
# executor trips over (an InvalidStateError in its thread, to 3.12).
NEXT_UP = 1
FOR_THE_SERVICE = {signal.SIGINT, signal.SIGTERM}


class WorkersUnusable(Exception):
    """A fresh worker could not process an article of our own: no article is to blame for that."""


class Pool:
    """Runs the pipeline on `workers` processes; an article that ends its worker twice is a dead letter.

    Args:
        workers: number of processes.
        options: the pipeline's options.
        wall_seconds: how long (s) one article may keep its worker.
        pipeline: what a worker does with a message; it is sent there, so it is a function of a module.
        on_restart: called each time that an article took all workers down.
    """

    def __init__(
        self,
        *,
        workers: int,
        options: PipelineOptions,
        wall_seconds: float,
        pipeline: Pipeline = process,
        on_restart: Callable[[], None] = lambda: None,
    ) -> None:
        self._workers = workers
        self._options = options
        self._wall_seconds = wall_seconds
        self._executor: ProcessPoolExecutor | None = None
        self._solo: ProcessPoolExecutor | None = None
        self._room = asyncio.Semaphore(workers + NEXT_UP)
        self._alone = asyncio.Lock()
        self._pipeline = pipeline
        self._on_restart = on_restart

    async def start(self) -> None:
        """Start the workers and warm them.

        Raises:
            WorkersUnusable: a worker cannot process an article of our own.
        """
        # Several numeric threads a worker would only fight over its core; the workers inherit this.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        _start_fork_server()
        self._executor = await self._started(self._workers)

    async def stop(self) -> None:
        """End the workers, also one that is busy: what it held was not acknowledged and comes again."""
        executors = [executor for executor in (self._executor, self._solo) if executor is not None]
        self._executor = self._solo = None
        for worker in multiprocessing.active_children():
            worker.kill()  # SIGTERM does not end one that is stopped
        # Their threads are waited for: the program's end would meet one that closes its pipes, and write a traceback.
        for executor in executors:
            await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)

    async def process(self, messages: Sequence[RawMessage], answer: Callable[[int, Outcome], None]) -> None:
        """Call `answer` with the place and the outcome of each message, as each is known.

        Raises:
            WorkersUnusable: workers cannot be had now; nothing is known of the messages that are not answered.
        """
        await asyncio.gather(*(self._answer(at, message, answer) for at, message in enumerate(messages)))

    async def _answer(self, at: int, message: RawMessage, answer: Callable[[int, Outcome], None]) -> None:
        answer(at, await self._process_one(message))

    async def _process_one(self, message: RawMessage) -> Outcome:
        async with self._room:
            executor = self._executor
            if executor is None:
                raise WorkersUnusable("The workers are not running.")
            try:
                return await self._run(executor, message)
            except BrokenProcessPool:
                # One article ended its worker and the pool with it; which one is not known. Each that was in hand is
                # tried once more, alone, where only the guilty one can fail again.
                async with self._alone:
                    await self._replace(executor)
                    return await self._process_alone(message)

    async def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Start workers in place of broken ones, unless another article that was in hand already did."""
        if self._executor is broken:
            self._on_restart()
            broken.shutdown(wait=False)
            self._executor = await self._started(self._workers)

    async def _process_alone(self, message: RawMessage) -> Outcome:
        solo = await self._living_solo()
        began = time.monotonic()
        try:
            return await self._run(solo, message)
        except BrokenProcessPool:
            solo.shutdown(wait=False)
            self._solo = None
            if time.monotonic() - began >= self._wall_seconds:
                detail = f"The article kept its worker for more than {self._wall_seconds:g} s, twice."
                return DeadLetter("timed-out", "worker", detail, attempts=2)
            return DeadLetter("crashed", "worker", "The article ended its worker process, twice.", attempts=2)

    async def _living_solo(self) -> ProcessPoolExecutor:
        """The worker for second tries; a new one where it ended while it was idle, for which no article is to blame."""
        if self._solo is not None:
            try:
                await asyncio.get_running_loop().run_in_executor(self._solo, os.getpid)
            except BrokenProcessPool:
                self._solo.shutdown(wait=False)
                self._solo = None
        self._solo = self._solo or await self._started(1)
        return self._solo

    async def _run(self, executor: ProcessPoolExecutor, message: RawMessage) -> Outcome:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            executor, process_within, self._pipeline, message, self._options, self._wall_seconds
        )

    async def _started(self, workers: int) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(workers, mp_context=CONTEXT, initializer=prepare)
        loop = asyncio.get_running_loop()
        try:
            firsts = [loop.run_in_executor(executor, warm_up) for _ in range(workers)]
            outcomes = await asyncio.gather(*firsts)
        except BrokenProcessPool as broken:
            executor.shutdown(wait=False)
            raise WorkersUnusable("A worker process ended while it processed an article of our own.") from broken
        for outcome in outcomes:
            if not isinstance(outcome, Record):
                executor.shutdown(wait=False)
                raise WorkersUnusable(f"A worker cannot process an article of our own: {outcome}")
        return executor


def _start_fork_server() -> None:
    """Start the server that workers are forked from; Ctrl-C and SIGTERM are for this process, not for one that imports.

    It inherits the blocked signals, and so do the workers, who leave them to this process anyway.
    """
    resource_tracker.ensure_running()  # the server's start would start it too, and unblock the signal in between
    signal.pthread_sigmask(signal.SIG_BLOCK, FOR_THE_SERVICE)
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, FOR_THE_SERVICE)
