"""A consumer that loses nothing where one message cannot be read, and says which one that is.

aiokafka raises for a message that it cannot parse (a header's name that is not UTF-8) after it has moved its position
over what it had taken from other partitions in the same call: that would be skipped, and committed later.
"""

from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, IllegalStateError

from service.stream.health import Health

LOOK_MS = 1000  # how long each partition is given when they are looked at one by one

log = structlog.get_logger("copydesk.stream")

Batches = dict[TopicPartition, list[ConsumerRecord[Any, Any]]]


class CarefulConsumer(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka publishes no types
    """An AIOKafkaConsumer that takes a call back that failed, and sets the partition aside that made it fail."""

    def __init__(self, health: Health, **options: Any) -> None:
        super().__init__(**options)
        self._copydesk_health = health

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> Batches:
        """Records by partition; after a failure each partition stands where it stood before."""
        before = await self._positions()
        try:
            batches: Batches = await super().getmany(*partitions, timeout_ms=timeout_ms, max_records=max_records)
        except ConsumerStoppedError:
            raise
        except UnicodeDecodeError:
            self._put_back(before)
            return await self._one_by_one(before)
        except Exception:
            self._put_back(before)
            raise
        return batches

    async def _one_by_one(self, before: dict[TopicPartition, int]) -> Batches:
        """The next record of the first partition that has one; a partition whose next cannot be read is set aside."""
        for partition, offset in before.items():
            try:
                batches: Batches = await super().getmany(partition, timeout_ms=LOOK_MS, max_records=1)
            except UnicodeDecodeError as unreadable:
                self._set_aside(partition, offset, unreadable)
                continue
            if batches:
                return batches
        return {}

    def _set_aside(self, partition: TopicPartition, offset: int, unreadable: UnicodeDecodeError) -> None:
        self._put_back({partition: offset})
        self.pause(partition)
        sentence = (
            f"The message at {partition.topic}/{partition.partition} offset {offset} cannot be read "
            f"({unreadable.reason} in a header's name): move the group past it to go on with that partition."
        )
        self._copydesk_health.unreadable[partition.partition] = sentence
        log.error("partition set aside", topic=partition.topic, partition=partition.partition, offset=offset)

    async def _positions(self) -> dict[TopicPartition, int]:
        """Where each partition that is read now stands."""
        positions = {}
        for partition in self.assignment() - self.paused():
            try:
                positions[partition] = await self.position(partition)
            except IllegalStateError:
                continue  # a rebalance has taken it away
        return positions

    def _put_back(self, positions: dict[TopicPartition, int]) -> None:
        for partition in positions.keys() & self.assignment():
            self.seek(partition, positions[partition])
