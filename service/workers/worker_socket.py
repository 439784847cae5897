"""One worker process as the service sees it: messages go in, their outcomes come out, and its end is told."""

import asyncio
from collections import deque
from collections.abc import Callable

from service.outcome import Outcome, Record
from service.workers.endings import Cause, Ending
from service.workers.frames import Frames, frame
from service.workers.job import Job

LAST_WORD_SECONDS = 1.0  # for what a worker has said before its end


class WorkersUnusable(Exception):
    """A fresh worker could not process an article of our own: no article is to blame for that."""


class WorkerKilled(WorkersUnusable):
    """It was killed from outside before it had: another one may do."""


class Worker(asyncio.Protocol):
    """One worker process. The first of the jobs in its hand is worked on, the others wait in its socket."""

    def __init__(
        self, on_answer: Callable[["Worker", Job, Outcome], None], on_end: Callable[["Worker", Ending], None]
    ) -> None:
        self.pid = 0
        self.jobs: deque[Job] = deque()
        self.busy_seconds = 0.0  # with the first of its jobs, as the pool's clock has it
        self.waited_before: float | None = None  # for a processor (s), when the clock first saw it at that job
        self.leaves = False  # it takes no further job
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())  # also where nobody waits
        self.ending_seconds = 0.0  # since its end was asked for, or nothing reaches it any more
        self.condemned: tuple[Job | None, Ending] | None = None  # what this side has ended it for
        self._on_answer = on_answer
        self._on_end = on_end
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None
        self._ending: Ending | None = None

    @property
    def accepts(self) -> bool:
        """Whether it may be given a job: it stays, and its socket is open."""
        return self._transport is not None and not self.leaves

    @property
    def is_ending(self) -> bool:
        """Whether its end is to be told soon."""
        return self._transport is None or self.condemned is not None

    def give(self, job: Job) -> None:
        """Hand it a message."""
        assert self._transport is not None  # noqa: S101  # it accepts
        self.jobs.append(job)
        self._transport.write(frame(job.message))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the way to it."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  # a stream socket's
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take its answers in; the first is that of its first article."""
        for outcome, leaves in self._frames.feed(data):
            if not self.ready.done():
                self._is_ready(outcome)
            elif self.jobs:
                self.busy_seconds, self.waited_before = 0.0, None
                self.leaves = self.leaves or leaves
                self._on_answer(self, self.jobs.popleft(), outcome)

    def connection_lost(self, _: Exception | None) -> None:
        """All that it said is taken in; its end may be told once the operating system's word is there."""
        self._transport = None
        self._tell_end()

    def ended(self, ending: Ending) -> None:
        """The operating system has said how it ended."""
        self._ending = ending
        self._tell_end()
        if self._transport is not None:  # what it has said is there to be read; whoever else holds its end is nobody
            asyncio.get_running_loop().call_later(LAST_WORD_SECONDS, self.close)

    def refuse(self, because: str) -> None:
        """It could not be started."""
        self.ready.set_exception(WorkersUnusable(because))

    def close(self) -> None:
        """Let go of the way to it."""
        if self._transport is not None:
            self._transport.abort()

    def _is_ready(self, outcome: Outcome) -> None:
        if isinstance(outcome, Record):
            self.ready.set_result(None)
        else:
            self.ready.set_exception(WorkersUnusable(f"A worker cannot process an article of our own: {outcome}"))

    def _tell_end(self) -> None:
        ending = self._ending
        if ending is None or self._transport is not None:
            return
        if not self.ready.done():
            unusable = WorkerKilled if ending.cause in {Cause.KILLED, Cause.LOST} else WorkersUnusable
            self.ready.set_exception(
                unusable(f"A worker's first article, one of our own, {ending.clause}. {ending.stderr}".strip())
            )
        self._on_end(self, ending)
