"""The consumer under FastStream's subscriber: it waits for records, loses none, and tells lanes of what it cannot read.

FastStream sleeps after an empty poll, and five seconds after an error, for all partitions. aiokafka raises for one
partition after it has moved its position over what it had taken from others in the same call.
"""

import asyncio
from typing import Any, Protocol

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import (
    CorruptRecordException,
    IllegalStateError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
    UnsupportedCodecError,
)

from service.stream.unpacking import UnpacksTooFar

POLL_MS = 1000  # an empty poll ends at once when records come, or the consumer stops
LOOK_MS = 500  # how long each partition is given when they are looked at one by one
UNREADABLE = (UnicodeDecodeError, CorruptRecordException, UnsupportedCodecError, UnpacksTooFar)

Batches = dict[TopicPartition, list[ConsumerRecord[Any, Any]]]


class Told(Protocol):
    """Who is told of what the consumer finds."""

    def attach(self, consumer: "CarefulConsumer") -> None:
        """This consumer is the one from now on."""

    def failed(self, error: Exception | None) -> None:
        """Whether the consumer as a whole fails: the error of a poll, or None where one went well."""

    def out_of_range(self, partition: TopicPartition) -> None:
        """The log does not hold the position."""

    def unreadable(self, partition: TopicPartition, offset: int) -> None:
        """What stands at or behind the offset cannot be parsed; the partition is paused there."""


class CarefulConsumer(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka publishes no types
    """An AIOKafkaConsumer whose `getmany` comes back with records, and never with an error of a single partition.

    Attributes:
        settled: the position of each partition when the last poll began, or where it was sought since. All records in
            front of it had been handed to the handler by then, for FastStream polls again only after that.
    """

    def __init__(self, told: Told, **options: Any) -> None:
        super().__init__(**options)
        self.settled: dict[TopicPartition, int] = {}
        self._told = told
        self._seeks: dict[TopicPartition, int] = {}
        self._seeks_at_poll: dict[TopicPartition, int] = {}
        told.attach(self)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Go there; what a poll has taken before, and was not handed over yet, is stale from now on."""
        super().seek(partition, offset)
        self._seeks[partition] = self._seeks.get(partition, 0) + 1
        self.settled[partition] = offset

    def is_stale(self, partition: TopicPartition) -> bool:
        """Whether there was a seek after the poll whose records are being handed over."""
        return self._seeks.get(partition) != self._seeks_at_poll.get(partition)

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> Batches:
        """Records by partition, once there are any. FastStream's short `timeout_ms` is not needed and not heeded."""
        del timeout_ms
        while True:
            await self._settle()
            try:
                batches: Batches = await super().getmany(*partitions, timeout_ms=POLL_MS, max_records=max_records)
            except OffsetOutOfRangeError as error:
                self._put_back(self.assignment())
                for partition in error.args[0]:
                    self._set_aside(partition)
                    self._told.out_of_range(partition)
                continue
            except NoOffsetForPartitionError:
                continue  # one that was assigned a moment ago: its lane has sought and paused it
            except UNREADABLE:
                self._put_back(self.assignment())
                batches = await self._one_by_one()
            except Exception as error:
                self._put_back(self.assignment())
                self._told.failed(error)
                raise
            self._told.failed(None)
            if batches:
                self._seeks_at_poll = dict(self._seeks)
                return batches

    async def _settle(self) -> None:
        """Remember where each partition stands that is assigned now."""
        for partition in self.assignment():
            try:
                self.settled[partition] = await self.position(partition)
            except IllegalStateError:
                continue  # a rebalance has taken it away

    async def _one_by_one(self) -> Batches:
        """One record of each partition that has one; a partition whose next cannot be read is set aside."""
        partitions, seeks = sorted(self.assignment() - self.paused()), dict(self._seeks)
        looks = [super(CarefulConsumer, self).getmany(one, timeout_ms=LOOK_MS, max_records=1) for one in partitions]
        batches: Batches = {}
        for partition, found in zip(partitions, await asyncio.gather(*looks, return_exceptions=True), strict=True):
            if self._seeks.get(partition) != seeks.get(partition):
                self._put_back({partition})  # its lane has gone elsewhere: what was taken there comes again
                continue
            if isinstance(found, dict):
                batches |= found
                continue
            if not isinstance(found, Exception):
                raise found
            self._put_back({partition})
            if isinstance(found, UNREADABLE):
                self._set_aside(partition)
                self._told.unreadable(partition, self.settled[partition])
        return batches

    def _set_aside(self, partition: TopicPartition) -> None:
        if partition in self.assignment():
            self.pause(partition)

    def _put_back(self, partitions: set[TopicPartition]) -> None:
        """Undo what a failed poll moved: back to where it began, or to where a lane has sought since."""
        for partition in (partitions & self.assignment()) - self.paused():
            if partition in self.settled:
                super().seek(partition, self.settled[partition])  # no lane's seek: what it has taken is not stale
