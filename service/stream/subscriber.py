"""What FastStream's subscriber does with a batch of records: it hands them to their lanes, and returns."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol, cast

from aiokafka import ConsumerRecord, TopicPartition
from faststream.kafka import KafkaMessage

from service.message import Origin, RawMessage
from service.stream.outgoing import origin_of

TIMESTAMP_TYPE_APPEND = 1  # Kafka's LogAppendTime


class Taker(Protocol):
    """Who the messages are for."""

    def take(self, partition: TopicPartition, messages: Sequence[RawMessage]) -> None:
        """Take the messages of one partition, in order."""


Records = Sequence[ConsumerRecord[Any, Any]]


async def parse(records: Records, original: Callable[[Records], Awaitable[KafkaMessage]]) -> KafkaMessage:
    """A batch for FastStream, which is shown one record without headers: for one that is null it drops the batch."""
    message = await original((replace(records[0], headers=()),))
    message.raw_message = tuple(records)
    return message


async def decode(message: KafkaMessage) -> list[RawMessage]:
    """The raw messages of a batch; what stands in them is read by the pipeline, one by one."""
    return [raw_message(record) for record in cast("Records", message.raw_message)]


class Subscriber:
    """Hands messages to their lanes. It acknowledges nothing: a lane commits what it has answered."""

    def __init__(self, lanes: Taker) -> None:
        self._lanes = lanes

    def take(self, messages: Sequence[RawMessage]) -> None:
        """Sort messages by partition, in order."""
        by_partition: defaultdict[TopicPartition, list[RawMessage]] = defaultdict(list)
        for message in messages:
            origin = origin_of(message)
            by_partition[TopicPartition(origin.topic, origin.partition)].append(message)
        for partition, its_messages in by_partition.items():
            self._lanes.take(partition, its_messages)


def raw_message(record: ConsumerRecord[Any, Any]) -> RawMessage:
    """A record of the raw topic as the pipeline takes it."""
    appended = record.timestamp_type == TIMESTAMP_TYPE_APPEND
    return RawMessage(
        value=record.value,
        key=record.key,
        headers=tuple(record.headers),
        origin=Origin(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            timestamp_ms=-1 if record.timestamp is None else record.timestamp,
            timestamp_type="append" if appended else "create",
        ),
    )
