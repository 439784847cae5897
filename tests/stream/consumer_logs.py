"""aiokafka's consumer as far as ours leans on it, over logs in memory: a poll that raises loses what it had taken."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError

from service.stream.consumer import CarefulConsumer, Told

Log = dict[int, BaseException | None]  # what stands at an offset: a record, or what reading it raises


class LogsConsumer(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka publishes no types
    """Never connects.

    Attributes:
        logs: each assigned partition's.
        positions: where each assigned partition stands.
        errors: what the next polls raise before they take anything.
        asked: the partitions that each poll was for; none is all.
        sought: each partition that was sought, which costs it what it has fetched ahead.
    """

    def __init__(self, **options: Any) -> None:
        # Not aiokafka's own: nothing that it would make is needed, or would have to be closed.
        self.options = options
        self.logs: dict[TopicPartition, Log] = {}
        self.positions: dict[TopicPartition, int] = {}
        self.errors: deque[Exception] = deque()
        self.asked: list[set[TopicPartition]] = []
        self.sought: list[TopicPartition] = []
        self._held: set[TopicPartition] = set()
        self._changed = asyncio.Event()

    def give(self, partition: TopicPartition, log: Log, position: int = 0) -> None:
        """Assign a partition."""
        self.logs[partition] = log
        self.positions[partition] = position
        self._changed.set()

    def take_away(self, partition: TopicPartition) -> None:
        """Revoke it."""
        del self.logs[partition], self.positions[partition]
        self._held.discard(partition)

    def append(self, partition: TopicPartition, offset: int) -> None:
        """A record comes."""
        self.logs[partition][offset] = None
        self._changed.set()

    def assignment(self) -> set[TopicPartition]:
        """What is assigned."""
        return set(self.positions)

    def paused(self) -> set[TopicPartition]:
        """What is paused of it."""
        return set(self._held)

    def pause(self, *partitions: TopicPartition) -> None:
        """Only what is assigned can be."""
        self._require_assigned(*partitions)
        self._held.update(partitions)

    def resume(self, *partitions: TopicPartition) -> None:
        """Likewise."""
        self._require_assigned(*partitions)
        self._held.difference_update(partitions)
        self._changed.set()

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Likewise."""
        self._require_assigned(partition)
        self.positions[partition] = offset
        self.sought.append(partition)
        self._changed.set()

    async def position(self, partition: TopicPartition) -> int:
        """Where it stands."""
        await asyncio.sleep(0)
        self._require_assigned(partition)
        return self.positions[partition]

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> dict[TopicPartition, list[ConsumerRecord[Any, Any]]]:
        """Take what is there; wait for it where nothing is."""
        self.asked.append(set(partitions))
        try:
            async with asyncio.timeout(timeout_ms / 1000):
                while not (taken := self._take(partitions or tuple(self.logs), max_records)):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return {}
        return taken

    def _take(
        self, partitions: tuple[TopicPartition, ...], most: int | None
    ) -> dict[TopicPartition, list[ConsumerRecord[Any, Any]]]:
        if self.errors:
            raise self.errors.popleft()
        taken: dict[TopicPartition, list[ConsumerRecord[Any, Any]]] = {}
        left = most or 1 << 30
        for partition in partitions:
            if partition in self._held or partition not in self.logs:
                continue
            found = self._records(partition, left)
            if found:
                taken[partition] = found
                self.positions[partition] = found[-1].offset + 1
                left -= len(found)
        return taken

    def _records(self, partition: TopicPartition, most: int) -> list[ConsumerRecord[Any, Any]]:
        ahead = sorted(offset for offset in self.logs[partition] if offset >= self.positions[partition])
        for offset in ahead[:most]:
            error = self.logs[partition][offset]
            if error is not None:
                raise error
        return [_record(partition, offset) for offset in ahead[:most]]

    def _require_assigned(self, *partitions: TopicPartition) -> None:
        if not self.positions.keys() >= set(partitions):
            raise IllegalStateError(f"{partitions} are not all assigned")


class CarefulOnLogs(CarefulConsumer, LogsConsumer):
    """The service's consumer, with this one in aiokafka's place."""


class Ears:
    """Notes what the consumer tells, and does then what the test says."""

    def __init__(self) -> None:
        self.consumers: list[CarefulConsumer] = []
        self.failure: Exception | None = None
        self.outside: list[TopicPartition] = []
        self.unread: list[tuple[TopicPartition, int]] = []
        self.on_unreadable: Callable[[TopicPartition, int], None] = lambda _partition, _offset: None

    def attach(self, consumer: CarefulConsumer) -> None:
        """Note it."""
        self.consumers.append(consumer)

    def failed(self, error: Exception | None) -> None:
        """Note it."""
        self.failure = error

    def out_of_range(self, partition: TopicPartition) -> None:
        """Note it."""
        self.outside.append(partition)

    def unreadable(self, partition: TopicPartition, offset: int) -> None:
        """Note it."""
        self.unread.append((partition, offset))
        self.on_unreadable(partition, offset)


def careful(ears: Told, **logs: Log) -> CarefulOnLogs:
    """A consumer that holds a partition for each log: `p3` is partition 3 of the topic `raw`."""
    consumer = CarefulOnLogs(ears)
    for name, log in logs.items():
        consumer.give(TopicPartition("raw", int(name[1:])), log)
    return consumer


def readable(start: int, end: int) -> Log:
    """A log of records at those offsets, `end` not among them."""
    return dict.fromkeys(range(start, end))


def _record(partition: TopicPartition, offset: int) -> ConsumerRecord[Any, Any]:
    return ConsumerRecord(partition.topic, partition.partition, offset, 0, 0, None, b"", None, 0, 0, ())
