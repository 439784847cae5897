"""A lane: takes one input partition's messages in order, has them processed, writes their outcomes and its place.

    opening ──► running ──► draining ──► closed
       ▲           │
       └ recovering ◄  after anything whose outcome is not known; a new producer ends what the old one left open
       └► stopped      where the group's place is not in the log, or the flood guard has tripped: a person decides

Exactly one task works a lane. It begins with an assignment and ends with the next one.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from service.message import RawMessage
from service.stream.backoff import Backoff
from service.stream.batch import Answered, Batch, Waits
from service.stream.desk import Desk, Kept
from service.stream.flood_guard import Flooded
from service.stream.input_partition import InputPartition
from service.stream.missing import NotThere
from service.stream.offsets import Log
from service.stream.opening import OutsideLog, go_on, open_lane
from service.stream.producer import Fenced, Producer
from service.stream.queue import Queue
from service.stream.sending import Refused
from service.stream.states import FORESEEN, LostPlace, State, Unanswered, Unreadable
from service.stream.topic_identity import is_another
from service.stream.writer import Refusals, Writer

# Between writes under load; what is all answered is written at once. A transaction costs this process 5 ms and the
# broker 10 (measured on six partitions), so that at half a second a tenth of two cores went into them.
WRITE_EVERY_SECONDS = 1.0
LOOK_SECONDS = 0.05  # at a batch of which nothing was written for that long
WRITE_RESERVE = 0.4  # share of the time to drain that is kept for a last write
MEMBER_AGAIN_SECONDS = 0.5  # between two looks whether the group still counts us in

log = structlog.get_logger("copydesk.stream")


class Lane:
    """One partition's lane, for as long as one assignment lasts."""

    def __init__(
        self,
        desk: Desk,
        partition: InputPartition,
        kept: Kept | None,
        let_go: Callable[[Producer], None],
        topic_id: UUID | None = None,
    ) -> None:
        self.topic_id = topic_id  # of the topic that its place is in; at first the lane's before it
        self.state = State.OPENING
        self.trouble: str | None = None
        self.log: Log | None = None
        self._desk = desk
        self._input = partition
        self._kept = kept
        self._let_go = let_go
        self._queue = Queue(partition, desk.limits)
        self._writer: Writer | None = None
        self._batch: Batch | None = None  # in hand
        self._left_at: int | None = None  # the place of its last writer, for its lag while it recovers
        self._refusals: Refusals = {}
        self._caught_up_at = time.monotonic()
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

    def read_by_hand(self, offset: int) -> None:
        """The consumer has paused at an offset that it cannot parse."""
        if self.state is State.RUNNING:
            self._queue.fail(Unreadable(offset))

    def stop(self, because: str) -> None:
        """Take and write nothing more, for good. A write that has begun ends; the rest is given back."""
        if self.state in (State.OPENING, State.RUNNING, State.RECOVERING):
            self._input.pause()
            self._queue.clear()
            self._queue.fail(Flooded(because))
            self.state, self.trouble = State.STOPPED, because

    def look(self, found: Log, settled: int | None, topic_id: UUID | None = None) -> None:
        """Take in what the log is, the position that the lane had before that was asked, and the id after it."""
        shorter = self.log is not None and found.end < self.log.end
        self.log = found
        if shorter or is_another(self.topic_id, topic_id):
            self.lose_place()
            return
        if not self.lag:
            self._caught_up_at = time.monotonic()
        if self._writer is None or self.state is not State.RUNNING or settled is None or self._queue.holds_work:
            return
        if (self._input.settled or 0) < settled:
            return  # it has opened anew since, further in front: what stood there then has still to be answered
        if not found.holds(settled):
            self.lose_place()
        elif settled > self._writer.place:
            self._queue.settle(settled)

    @property
    def lag(self) -> int | None:
        """Messages that stand in the log and are not answered; None where it is not known.

        The end is the last stable offset: what an open transaction holds back is nobody's fault here.
        """
        idle = self.state is State.RUNNING and not self._queue.holds_work
        committed = self._writer.place if self._writer is not None else self._left_at
        place = self._input.settled if idle else committed
        if self.log is None or place is None:
            return None
        return max(0, self.log.stable_end - place)

    @property
    def waits_for(self) -> Waits | None:
        """The message that holds up all behind it; None where no outcome is waited for."""
        return None if self._batch is None else self._batch.waits_for

    @property
    def idle_seconds(self) -> float:
        """How long (s) it has written nothing although there was something to answer."""
        progress = self._writer.progressed_at if self._writer is not None else 0.0
        return time.monotonic() - max(progress, self._caught_up_at)

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
        writer, self._writer = self._writer, None
        if writer is None:
            return self._kept
        if writer.kept is None:
            self._let_go(writer.producer)
        return writer.kept

    async def _run(self) -> None:
        backoff = Backoff()
        while self._drain_by is None:
            try:
                await self._open()
                await self._serve(backoff)
            except (OutsideLog, Flooded) as final:
                self._leave(State.STOPPED, str(final))
                return
            except Exception as failure:  # noqa: BLE001  # a lane that ends would hold its partition for ever
                await self._recover(failure, backoff)

    async def _recover(self, failure: Exception, backoff: Backoff) -> None:
        """Leave what failed behind, and wait until there is sense in opening anew."""
        because = str(failure) or type(failure).__name__
        self._leave(State.RECOVERING, f"The lane of {self._input} opens anew: {because}")
        if not isinstance(failure, FORESEEN):
            log.error("lane failed", partition=str(self._input), exc_info=failure)
        if self._drain_by is not None or self._desk.flood_guard.tripped is not None:
            return
        if isinstance(failure, Fenced):
            await self._until_member()
        elif not isinstance(failure, Refused) or failure.may_pass:  # what is refused is answered otherwise at once
            await asyncio.sleep(backoff.pause())

    async def _open(self) -> None:
        self._desk.flood_guard.check()
        self.state = State.OPENING
        # Asked before the place: where the topic is made anew in between, the next write or look finds it out.
        topic_id = await self._desk.inquiry.topic_id(self._input.name.topic, anew=True)
        anew = is_another(self.topic_id, topic_id)
        kept, self._kept = self._kept, None
        self._writer = await open_lane(self._desk, self._input, kept, self._refusals, self._let_go, made_anew=anew)
        self._desk.flood_guard.check()
        self.topic_id = topic_id
        self._input.seek(self._writer.place)
        self.state, self.trouble = State.RUNNING, None
        self._caught_up_at = time.monotonic()
        self._input.resume()

    async def _serve(self, backoff: Backoff) -> None:
        """Work batch after batch, until the lane is drained."""
        while True:
            try:
                taken = await self._queue.take()
            except Unreadable as unreadable:
                await self._work_by_hand(unreadable.offset, backoff)
                continue
            if taken is None:
                return
            if taken.messages:
                await self._work_off(Batch(taken.messages))
                backoff.reset()
            elif taken.settled is not None:
                # Behind the last message stand only control records. To commit the place behind them too keeps it
                # inside a log whose start moves on, and lets the group's lag reach 0.
                await self._require_topic()
                await self._open_writer.settle(taken.settled)

    @property
    def _open_writer(self) -> Writer:
        assert self._writer is not None  # noqa: S101  # it is open
        return self._writer

    async def _work_off(self, batch: Batch) -> None:
        """Process a batch and write it from the front; whatever is not answered when the lane drains is given back."""
        work = asyncio.ensure_future(self._desk.pipeline.process(batch.undecided, batch.answer))
        self._batch = batch
        try:
            await self._require_topic()  # while it works: the answer serves the write too where that comes soon
            while not batch.is_written:
                await asyncio.wait({work}, timeout=self._patience(self._open_writer.progressed_at))
                self._desk.flood_guard.check()
                if work.done():
                    work.result()
                answered = batch.answered()
                if work.done() and not answered:
                    raise Unanswered("The pipeline has left messages without an outcome.")
                if answered:
                    await self._require_topic()
                    self._desk.flood_guard.weigh(answered)
                    await self._write(answered)
                    batch.wrote(len(answered))
                elif self._drain_by is not None and time.monotonic() >= self._drain_by:
                    return
        finally:
            if not work.done():
                work.cancel()
            self._batch = None
            await asyncio.gather(work, return_exceptions=True)
            self._queue.done()

    async def _write(self, answered: Sequence[Answered]) -> None:
        """Write outcomes; where the broker refuses some, again with another producer: they are answered otherwise then.

        What is in hand stays in hand: for a refusal nothing is read or processed twice.
        """
        while True:
            try:
                await self._open_writer.write(answered)
            except Refused as refused:
                if refused.may_pass:
                    raise
                await self._replace_writer(refused)
            else:
                return

    async def _replace_writer(self, refused: Refused) -> None:
        log.info("refused", partition=str(self._input), because=str(refused))
        before, self._writer = self._open_writer, None
        self._left_at = before.place
        self._caught_up_at = max(self._caught_up_at, before.progressed_at)  # it is not idle since longer than before
        self._let_go(before.producer)
        if refused.is_for_size:
            await self._desk.topic_limits.learn()
        self._writer = await go_on(self._desk, self._input, before, self._refusals, self._let_go)
        self._desk.flood_guard.check()
        await self._require_topic()

    async def _work_by_hand(self, offset: int, backoff: Backoff) -> None:
        """Answer what the client cannot parse, then go on behind it."""
        read = await self._desk.read_by_hand(self._input.name, offset)
        if read.records:
            await self._work_off(Batch.of_hand_read(read.records))
        elif read.next_offset == offset:
            await asyncio.sleep(backoff.pause())
        if self.state is State.RUNNING:
            self._input.seek(read.next_offset)
            self._input.resume()

    async def _require_topic(self) -> None:
        """Write nothing for a topic that was made anew: its messages in front of our place would be passed over."""
        if is_another(self.topic_id, await self._desk.inquiry.topic_id(self._input.name.topic)):
            raise LostPlace(f"the topic of {self._input} was made anew")

    def _patience(self, wrote_at: float) -> float:
        """How long to wait until what is answered by then is written."""
        now = time.monotonic()
        patience = max(LOOK_SECONDS, wrote_at + WRITE_EVERY_SECONDS - now)
        return patience if self._drain_by is None else max(0.0, min(patience, self._drain_by - now))

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
            except Exception:  # the group is asked again
                log.exception("cannot tell whether the group counts us in", partition=str(self._input))
            await asyncio.sleep(MEMBER_AGAIN_SECONDS)

    def _leave(self, state: State, sentence: str) -> None:
        """Stop taking messages, and throw the producer away: what it did last is not known."""
        self._input.pause()
        self._queue.clear()
        self.state, self.trouble = state, sentence
        log.warning("lane", state=state.value, because=sentence)
        writer, self._writer = self._writer, None
        if writer is not None:
            self._left_at = writer.place
            self._let_go(writer.producer)
