"""One partition of the raw topic as its lane holds it: the lane alone pauses, seeks and resumes it."""

from aiokafka import TopicPartition

from service.stream.consumer import CarefulConsumer


class InputPartition:
    """The lane's hand on its partition. After a rebalance has taken it away nothing happens any more."""

    def __init__(self, consumer: CarefulConsumer, partition: TopicPartition) -> None:
        self.name = partition
        self._consumer = consumer

    def __str__(self) -> str:
        return f"{self.name.topic}/{self.name.partition}"

    @property
    def settled(self) -> int | None:
        """The position in front of which all records have been handed over; it moves over control records too."""
        return self._consumer.settled.get(self.name)

    def pause(self) -> None:
        """Take no more records."""
        if self.name in self._consumer.assignment():
            self._consumer.pause(self.name)

    def resume(self) -> None:
        """Take records again."""
        if self.name in self._consumer.assignment():
            self._consumer.resume(self.name)

    def seek(self, offset: int) -> None:
        """Go there."""
        if self.name in self._consumer.assignment():
            self._consumer.seek(self.name, offset)

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        """Commit through the group's member; where a rebalance has taken the partition away, the group refuses it."""
        await self._consumer.commit(offsets)
