"""All lanes of the service: opened when partitions are assigned, drained when they are taken away or it ends."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

import structlog
from aiokafka import ConsumerRebalanceListener, TopicPartition

from service.message import RawMessage
from service.stream.batch import Waits
from service.stream.consumer import CarefulConsumer
from service.stream.desk import Kept
from service.stream.input_partition import InputPartition
from service.stream.lane import Lane
from service.stream.offsets import Log
from service.stream.producer import Producer
from service.stream.states import State

# A rebalance waits for every member: what is not finished by then is given back and processed by the next owner.
DRAIN_SECONDS = 3.0

log = structlog.get_logger("copydesk.stream")

NewLane = Callable[[InputPartition, Kept | None, Callable[[Producer], None], UUID | None], Lane]


class Lanes(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """The lanes of the partitions that are assigned now.

    Attributes:
        assigned: how many there are; None while the group has not said it.
        stopped: why all are stopped for good; None where they are not.
    """

    def __init__(self, new_lane: NewLane) -> None:
        self.assigned: int | None = None
        self.stopped: str | None = None
        self._new_lane = new_lane
        self._consumer: CarefulConsumer | None = None
        self._lanes: dict[TopicPartition, Lane] = {}
        self._kept: dict[TopicPartition, Kept] = {}
        self._topic_ids: dict[TopicPartition, UUID | None] = {}
        self._failure: tuple[str, float] | None = None
        self._ending = False
        self._draining: asyncio.Task[None] | None = None
        self._letting_go: set[asyncio.Task[None]] = set()

    def attach(self, consumer: CarefulConsumer) -> None:
        """Work with this consumer from now on."""
        self._consumer, self._failure = consumer, None

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """A rebalance begins: every lane drains."""
        del revoked  # it is all of them: aiokafka rebalances eagerly
        self.assigned = None
        # aiokafka may be stopped while it waits here; the lanes have to be drained all the same.
        self._draining = asyncio.create_task(self._drain(DRAIN_SECONDS))
        await asyncio.shield(self._draining)

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """A rebalance has ended, maybe with nothing for this replica. No await stands in here: see `Lane.start`."""
        kept, self._kept = self._kept, {}
        topic_ids, self._topic_ids = self._topic_ids, {}
        for partition in sorted(assigned):
            hand = self._input(partition)
            if self._ending:
                hand.pause()
                hand.seek(0)
                continue
            lane = self._new_lane(hand, kept.pop(partition, None), self.let_go, topic_ids.get(partition))
            self._lanes[partition] = lane
            lane.start()
        for left in kept.values():
            self.let_go(left.producer)
        self.assigned = len(assigned)
        log.info("assigned", partitions=sorted(partition.partition for partition in assigned))

    def take(self, partition: TopicPartition, messages: Sequence[RawMessage]) -> None:
        """Hand messages to their lane. What was polled before the last seek is dropped: it comes again."""
        lane = self._lanes.get(partition)
        if lane is not None and not (self._consumer is not None and self._consumer.is_stale(partition)):
            lane.offer(messages)

    def failed(self, error: Exception | None) -> None:
        """The consumer's last poll failed with this error, or did not fail."""
        if error is None:
            self._failure = None
        elif self._failure is None:
            self._failure = (str(error) or type(error).__name__, time.monotonic())

    @property
    def failing_seconds(self) -> float:
        """For how long (s) every poll of the consumer has failed."""
        return 0.0 if self._failure is None else time.monotonic() - self._failure[1]

    def out_of_range(self, partition: TopicPartition) -> None:
        """The log does not hold the position."""
        if (lane := self._lanes.get(partition)) is not None:
            lane.lose_place()

    def unreadable(self, partition: TopicPartition, offset: int) -> None:
        """What stands at or behind the offset cannot be parsed."""
        if (lane := self._lanes.get(partition)) is not None:
            lane.read_by_hand(offset)

    def stop(self, because: str) -> None:
        """Stop every lane for good. Those that drain now, or open later, find out from the flood guard."""
        self.stopped = because
        for lane in self._lanes.values():
            lane.stop(because)

    def places(self) -> dict[TopicPartition, int | None]:
        """Each assigned partition, and the position in front of which all has been handed over."""
        return {partition: self._input(partition).settled for partition in self._lanes}

    def look(
        self,
        logs: dict[TopicPartition, Log],
        places: dict[TopicPartition, int | None],
        topic_ids: Mapping[str, UUID | None],
    ) -> None:
        """Tell each lane what its log is, its place before that was asked, and its topic's id after."""
        for partition, found in logs.items():
            if (lane := self._lanes.get(partition)) is not None:
                lane.look(found, places[partition], topic_ids.get(partition.topic))

    def __iter__(self) -> Iterator[tuple[TopicPartition, Lane]]:
        return iter(self._lanes.items())

    def waits(self, seconds: float) -> list[tuple[TopicPartition, Waits]]:
        """What lanes have waited for so long (s), each with its lane's partition."""
        waits = [(partition, lane.waits_for) for partition, lane in self._lanes.items()]
        return [(partition, one) for partition, one in waits if one is not None and one.seconds >= seconds]

    def trouble(self, patience_seconds: float) -> str | None:
        """One sentence on a lane that does not run, or lags and has written nothing for so long (s); else None."""
        if self._failure is not None:
            return f"The consumer fails: {self._failure[0]}"
        for partition, lane in self._lanes.items():
            name = f"{partition.topic}/{partition.partition}"
            if lane.state is not State.RUNNING:
                return lane.trouble or f"The lane of {name} is {lane.state.value}."
            if lane.lag and lane.idle_seconds > patience_seconds:
                waits = lane.waits_for
                behind = "" if waits is None else f"; it waits for the outcome of offset {waits.offset}"
                silent = f"{lane.idle_seconds:.0f} s{behind}"
                return f"The lane of {name} lags by {lane.lag} messages and writes nothing for {silent}."
        return None

    async def end(self, seconds: float) -> None:
        """Drain all lanes for good."""
        self._ending = True
        if self._draining is not None:
            await self._draining
        await self._drain(seconds)
        kept, self._kept = self._kept, {}
        for left in kept.values():
            self.let_go(left.producer)

    async def close(self) -> None:
        """Wait until what was let go is closed; each has a bound of its own."""
        if self._letting_go:
            await asyncio.wait(set(self._letting_go))

    def let_go(self, producer: Producer) -> None:
        """Close a producer without waiting for it."""
        task = asyncio.create_task(producer.close())
        self._letting_go.add(task)
        task.add_done_callback(self._letting_go.discard)

    async def _drain(self, seconds: float) -> None:
        lanes, self._lanes = self._lanes, {}
        kept = await asyncio.gather(*(lane.drain(seconds) for lane in lanes.values()))
        self._topic_ids |= {partition: lane.topic_id for partition, lane in lanes.items()}
        self._kept |= {partition: one for partition, one in zip(lanes, kept, strict=True) if one is not None}

    def _input(self, partition: TopicPartition) -> InputPartition:
        assert self._consumer is not None  # noqa: S101  # it tells of assignments, and is attached when it is made
        return InputPartition(self._consumer, partition)
