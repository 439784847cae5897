"""What the pool has to do: messages, each to be answered once, and the tries that each has had."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.dead_letter import Reason
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome
from service.workers.endings import Cause, Ending

TRIES = 2  # the second alone, in a fresh worker
KILLS = 3  # from outside, or with the server of all workers; the first ones are not held against an article
FORGIVEN = {Cause.KILLED, Cause.LOST}

REASONS: Mapping[Cause, Reason] = {
    Cause.TIMED_OUT: "timed-out",
    Cause.CRASHED: "crashed",
    Cause.OUT_OF_MEMORY: "out-of-memory",
}

Answer = Callable[[int, Outcome], None]


class Work:
    """Messages that were handed in together.

    Args:
        messages: what to process.
        answer: told the place and the outcome of each.
    """

    def __init__(self, messages: Sequence[RawMessage], answer: Answer) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._messages = messages
        self._answer = answer
        self._next = 0
        self._left = len(messages)

    def next_job(self) -> "Job | None":
        """The next message that nobody has had yet; None behind the last."""
        if self._next == len(self._messages):
            return None
        self._next += 1
        return Job(self, self._next - 1, self._messages[self._next - 1])

    def answer(self, at: int, outcome: Outcome) -> None:
        """Tell an outcome, unless nobody wants it any more."""
        if self.done.done():
            return
        self._answer(at, outcome)
        self._left -= 1
        if not self._left:
            self.done.set_result(None)


@dataclass(slots=True, eq=False)
class Job:
    """One message of a work, and how the workers have ended that had it in hand.

    Attributes:
        told: whether it was told that it takes long.
        keeps_weight: whether it is not slowed down any more, however long it takes.
    """

    work: Work
    at: int
    message: RawMessage
    endings: list[Ending] = field(default_factory=list)
    told: bool = False
    keeps_weight: bool = False

    @property
    def is_wanted(self) -> bool:
        """Whether somebody still waits for its outcome."""
        return not self.work.done.done()

    @property
    def is_suspect(self) -> bool:
        """Whether it may have done harm: the next try is alone, in a fresh worker."""
        return any(ending.cause is not Cause.KILLED for ending in self.endings)

    @property
    def may_end_all(self) -> bool:
        """Whether it was in hand when the server of all workers ended: one of those has maybe done it."""
        return any(ending.cause is Cause.LOST for ending in self.endings)

    def answer(self, outcome: Outcome) -> None:
        """Tell its outcome."""
        self.work.answer(self.at, outcome)

    def verdict(self) -> DeadLetter | None:
        """The dead letter that it is after its worker has ended once more; None where it may be tried again."""
        held = [ending for ending in self.endings if ending.cause not in FORGIVEN]
        if len(held) < TRIES and len(self.endings) - len(held) < KILLS:
            return None
        if len(held) < TRIES:
            last = self.endings[-1].clause
            return DeadLetter("crashed", "worker", f"The article {last}, {KILLS} times.", attempts=len(self.endings))
        first, last = held[0].clause, held[-1].clause
        again = "did so again" if last == first else last
        detail = f"The article {first}; tried once more, alone in a fresh worker, it {again}."
        return DeadLetter(REASONS[held[-1].cause], "worker", detail, attempts=len(self.endings))


@dataclass(slots=True)
class Waiting:
    """The jobs that no worker has: what was begun before goes first, then the works in turn, a message of each."""

    _again: deque[Job] = field(default_factory=deque)
    _works: deque[Work] = field(default_factory=deque)

    def put(self, work: Work) -> None:
        """Take work in."""
        self._works.append(work)

    def put_back(self, jobs: Sequence[Job]) -> None:
        """Take jobs back that a worker had in hand, in their order."""
        self._again.extendleft(reversed(jobs))

    def take(self) -> Job | None:
        """The next job; None where there is none."""
        while self._again:
            job = self._again.popleft()
            if job.is_wanted:
                return job
        while self._works:
            work = self._works.popleft()
            if work.done.done():
                continue
            job_or_none = work.next_job()
            if job_or_none is not None:
                self._works.append(work)
                return job_or_none
        return None

    def clear(self) -> list[Work]:
        """Drop everything; the works that were in it."""
        works = {id(work): work for work in [*self._works, *(job.work for job in self._again)]}
        self._again.clear()
        self._works.clear()
        return list(works.values())
