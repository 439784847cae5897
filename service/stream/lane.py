"""A lane: takes one input partition's messages in order, has them processed, writes their outcomes and its place.

    opening ──► running ──► draining ──► closed
       ▲           │
       └ recovering ◄  after anything whose outcome is not known; a new producer ends what the old one left open
       └► stopped      where the group's place is not in the log: a person decides

Exactly one task works a lane. It begins with an assignment and ends with the next one.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import structlog
from aiokafka.errors import KafkaError

from service.message import RawMessage
from service.outcome import Outcome
from service.stream.answers import Answers, Refusal, Unanswerable
from service.stream.backoff import Backoff
from service.stream.batch import Answered, Batch, offset_after
from service.stream.input_partition import InputPartition
from service.stream.inquiry import Inquiry, NotThere
from service.stream.offsets import Log, OffsetsUnknown
from service.stream.producer import Fenced, NewProducer, NotWritten, Producer
from service.stream.queue import Limits, Queue
from service.stream.sending import Refused
from service.workers.pool import WorkersUnusable

WRITE_EVERY_SECONDS = 0.5  # under load; what is all answered is written at once
WRITE_RESERVE = 0.4  # share of the time to drain that is kept for a last write
MEMBER_AGAIN_SECONDS = 0.5  # between two looks whether the group still counts us in

log = structlog.get_logger("copydesk.stream")


class Pipeline(Protocol):
    """Where messages are processed."""

    async def process(self, messages: Sequence[RawMessage], answer: Callable[[int, Outcome], None]) -> None:
        """Call `answer` with the place and the outcome of each message, as soon as it is known, in any order."""


class State(StrEnum):
    """What a lane is doing."""

    OPENING = "opening"
    RUNNING = "running"
    RECOVERING = "recovering"
    DRAINING = "draining"
    STOPPED = "stopped"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a lane that ended in order leaves to the next one of its partition: its producer, and where to go on."""

    producer: Producer
    offset: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What all lanes of a service share."""

    pipeline: Pipeline
    answers: Answers
    inquiry: Inquiry
    new_producer: NewProducer
    limits: Limits
    opening: asyncio.Semaphore
    on_written: Callable[[Sequence[Answered]], None]


class OutsideLog(Exception):
    """The group's place is not in the log; the message has both numbers and says what to do."""


class LostPlace(Exception):
    """The log does not hold the position; where to go on is to be found out anew."""


FORESEEN = (NotWritten, NotThere, OffsetsUnknown, LostPlace, Unanswerable, WorkersUnusable, TimeoutError, KafkaError)


class Lane:
    """One partition's lane, for as long as one assignment lasts."""

    def __init__(
        self, desk: Desk, partition: InputPartition, kept: Kept | None, let_go: Callable[[Producer], None]
    ) -> None:
        self.state = State.OPENING
        self.trouble: str | None = None
        self.log: Log | None = None
        self.progressed_at = time.monotonic()
        self._desk = desk
        self._input = partition
        self._kept = kept
        self._let_go = let_go
        self._queue = Queue(partition, desk.limits)
        self._producer: Producer | None = None
        self._uncommitted: int | None = None  # the first offset that is not committed
        self._in_doubt = False  # a write has begun and its end is not known
        self._refusals: dict[int, Refusal] = {}
        self._drain_by: float | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin. The partition is paused and sought before anything is awaited: aiokafka must not choose a place."""
        self._input.pause()
        self._input.seek(self._kept.offset if self._kept else 0)
        self._task = asyncio.create_task(self._run(), name=f"lane {self._input}")

    def offer(self, messages: Sequence[RawMessage]) -> None:
        """Take messages in. One that does not run drops them: it seeks before it runs, and they come again."""
        if self.state is State.RUNNING:
            self._queue.put(messages)

    def lose_place(self) -> None:
        """The log does not hold the position: look where to go on."""
        if self.state is State.RUNNING:
            self._queue.fail(LostPlace(f"the log of {self._input} does not hold the position"))

    def read_by_hand(self, offset: int, error: Exception) -> None:
        """The consumer cannot parse what stands at or behind the offset."""
        if self.state is State.RUNNING:
            self._queue.fail(LostPlace(f"{self._input} cannot be read at offset {offset}: {error}"))

    def look(self, found: Log, settled: int | None) -> None:
        """Take in what the log is, and the position that the lane had before that was asked."""
        self.log = found
        if not self.lag:
            self.progressed_at = time.monotonic()
        if self.state is not State.RUNNING or settled is None or self._queue.holds_work:
            return
        if not found.holds(settled):
            self.lose_place()
        elif self._uncommitted is not None and settled > self._uncommitted:
            self._queue.settle(settled)

    @property
    def lag(self) -> int | None:
        """Messages that stand in the log and are not answered; None where it is not known.

        The end is the last stable offset: what an open transaction holds back is nobody's fault here.
        """
        idle = self.state is State.RUNNING and not self._queue.holds_work
        place = self._input.settled if idle else self._uncommitted
        if self.log is None or place is None:
            return None
        return max(0, self.log.stable_end - place)

    async def drain(self, seconds: float) -> Kept | None:
        """End: finish what is in hand, or give it back when the time (s) is up.

        Returns what the next lane may go on with; None where the last write's end is not known.
        """
        if self._task is None:
            return None
        if self.state is State.RUNNING:
            self.state = State.DRAINING
            self._drain_by = time.monotonic() + seconds * (1 - WRITE_RESERVE)
            self._queue.close()
            await asyncio.wait({self._task}, timeout=seconds)
        self._task.cancel()
        await asyncio.wait({self._task})
        self.state = State.CLOSED
        producer, self._producer = self._producer, None
        if producer is None:
            return self._kept
        if self._in_doubt or self._uncommitted is None:
            self._let_go(producer)
            return None
        return Kept(producer, self._uncommitted)

    async def _run(self) -> None:
        backoff = Backoff()
        while True:
            try:
                await self._open()
                await self._serve(backoff)
            except OutsideLog as outside:
                self._say(State.STOPPED, str(outside))
                self._throw_producer_away()
                return
            except Fenced as fenced:
                self._say(State.RECOVERING, f"The lane of {self._input} was fenced: {fenced}.")
                self._throw_producer_away()
                await self._until_member()
            except Refused as refused:
                self._say(State.RECOVERING, f"The lane of {self._input} opens anew: {refused}.")
                self._throw_producer_away()
            except Exception as failure:  # a lane that ends would hold its partition for ever
                because = str(failure) or type(failure).__name__
                self._say(State.RECOVERING, f"The lane of {self._input} opens anew: {because}")
                if not isinstance(failure, FORESEEN):
                    log.exception("lane failed", partition=str(self._input))
                self._throw_producer_away()
                await asyncio.sleep(backoff.pause())
            else:
                return

    async def _open(self) -> None:
        """Fence, then read the committed offset, then seek: in any other order the offset can be another owner's."""
        self.state, self._uncommitted = State.OPENING, None
        async with self._desk.opening:
            if self._kept is not None:
                kept, self._kept = self._kept, None
                self._producer, offset = kept.producer, kept.offset
            else:
                self._producer = self._desk.new_producer(self._input.name, self._input.commit)
                await self._producer.start()
                self._in_doubt = False
                offset = await self._place()
        self._uncommitted = offset
        self._input.seek(offset)
        self.state, self.trouble = State.RUNNING, None
        self.progressed_at = time.monotonic()
        self._input.resume()
        log.debug("lane open", partition=str(self._input), offset=offset)

    async def _place(self) -> int:
        """The committed offset; the log's start where there is none, always: nothing could skip messages.

        Raises:
            OutsideLog: the log does not hold it.
        """
        committed = await self._desk.inquiry.committed(self._input.name)
        self.log = found = (await self._desk.inquiry.logs([self._input.name]))[self._input.name]
        if committed is None:
            return found.start
        if not found.holds(committed):
            raise OutsideLog(
                f"The group stands at offset {committed} of {self._input}, and its log holds {found.start} to "
                f"{found.end}: stop the service and move the group with `copydesk offsets --to`."
            )
        return committed

    async def _serve(self, backoff: Backoff) -> None:
        """Work batch after batch, until the lane is drained."""
        while True:
            taken = await self._queue.take()
            if taken is None:
                return
            if taken.messages:
                await self._work_off(Batch(taken.messages))
                backoff.reset()
            elif taken.settled is not None:
                # Behind the last message stand only control records. To commit the place behind them too keeps it
                # inside a log whose start moves on, and lets the group's lag reach 0.
                await self._write([], taken.settled)

    async def _work_off(self, batch: Batch) -> None:
        """Process a batch and write it from the front; whatever is not answered when the lane drains is given back."""
        work = asyncio.create_task(self._desk.pipeline.process(batch.messages, batch.answer))
        try:
            while not batch.is_written:
                await asyncio.wait({work}, timeout=self._patience())
                if work.done():
                    work.result()
                answered = batch.answered()
                if answered:
                    await self._write_answered(answered)
                    batch.wrote(len(answered))
                elif self._drain_by is not None and time.monotonic() >= self._drain_by:
                    return
        finally:
            if not work.done():
                work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            self._queue.done()

    def _patience(self) -> float:
        if self._drain_by is None:
            return WRITE_EVERY_SECONDS
        return max(0.0, min(WRITE_EVERY_SECONDS, self._drain_by - time.monotonic()))

    async def _write_answered(self, answered: Sequence[Answered]) -> None:
        """Write outcomes; one that the broker refused before goes alone, so that it is known to be the guilty one."""
        start = 0
        for at, (raw, _) in enumerate(answered):
            if self._refusal(raw) is not None:
                await self._write(answered[start:at])
                await self._write(answered[at : at + 1])
                start = at + 1
        await self._write(answered[start:])

    async def _write(self, answered: Sequence[Answered], next_offset: int | None = None) -> None:
        if not answered and next_offset is None:
            return
        written, outgoing = [], []
        for raw, outcome in answered:
            as_written, message = self._desk.answers.answer(raw, outcome, self._refusal(raw))
            written.append((raw, as_written))
            outgoing.append(message)
        behind = offset_after(answered[-1][0]) if next_offset is None else next_offset
        assert self._producer is not None  # noqa: S101  # it runs
        self._in_doubt = True
        try:
            await self._producer.write(outgoing, behind)
        except Refused as refused:
            self._remember(refused, answered)
            raise
        self._in_doubt = False
        self._uncommitted = behind
        self.progressed_at = time.monotonic()
        if self._refusals:
            self._refusals = {offset: one for offset, one in self._refusals.items() if offset >= behind}
        self._desk.on_written(written)

    def _refusal(self, raw: RawMessage) -> Refusal | None:
        return self._refusals.get(offset_after(raw) - 1) if self._refusals else None

    def _remember(self, refused: Refused, answered: Sequence[Answered]) -> None:
        for at, error in refused.errors.items():
            offset = offset_after(answered[at][0]) - 1
            before = self._refusals.get(offset)
            alone = (before.alone if before else 0) + (len(answered) == 1)
            self._refusals[offset] = Refusal(error, alone)

    async def _until_member(self) -> None:
        """Wait until the group is seen to count us in, after the fence: else two owners fence each other for ever.

        Where it never does, the next rebalance ends this lane.
        """
        while True:
            try:
                if await self._desk.inquiry.is_member():
                    return
            except NotThere as gone:
                self.trouble = str(gone)
            await asyncio.sleep(MEMBER_AGAIN_SECONDS)

    def _say(self, state: State, sentence: str) -> None:
        self._input.pause()
        self._queue.clear()
        self.state, self.trouble = state, sentence
        log.warning("lane", state=state.value, because=sentence)

    def _throw_producer_away(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            self._let_go(producer)
