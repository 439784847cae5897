"""Takes raw messages in batches, has them processed, writes their outcomes, and only then acknowledges them."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol, cast

import structlog
from aiokafka import ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaMessage

from service.message import Origin, RawMessage
from service.observability.logging import log_outcome
from service.observability.metrics import Metrics
from service.outcome import Outcome
from service.stream.health import Health
from service.stream.outgoing import timestamp_of
from service.stream.publisher import NotPublished, Publisher
from service.workers.pool import WorkersUnusable

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between two tries at a batch
TIMESTAMP_TYPE_APPEND = 1  # Kafka's LogAppendTime

log = structlog.get_logger("copydesk.stream")


class Pipeline(Protocol):
    """Where messages are processed."""

    async def process(self, messages: Sequence[RawMessage]) -> list[Outcome]:
        """The outcome of each message, in the order given."""


class Subscriber:
    """What happens to a batch. Nothing leaves it unanswered: it is tried until its outcomes are written.

    A message is acknowledged after its outcome is written, so a stop in between brings it again: at least once.
    """

    def __init__(self, pipeline: Pipeline, publisher: Publisher, health: Health, metrics: Metrics) -> None:
        self._pipeline = pipeline
        self._publisher = publisher
        self._health = health
        self._metrics = metrics

    async def answer(self, messages: Sequence[RawMessage], acknowledgement: KafkaMessage) -> None:
        """Process the batch, write its outcomes, acknowledge it."""
        outcomes = await self._answered(messages)
        try:
            await acknowledgement.ack()
        except KafkaError as error:
            # Its partitions have another owner by now, or will come back: the batch comes again, and doubles.
            log.warning("not acknowledged", because=str(error) or type(error).__name__, messages=len(messages))
        now_ms = time.time() * 1000
        for message, outcome in zip(messages, outcomes, strict=True):
            self._metrics.count(outcome)
            if (timestamp := timestamp_of(message)) is not None:
                self._metrics.latency.observe(max(0.0, now_ms - timestamp) / 1000)
            log_outcome(message, outcome)

    async def _answered(self, messages: Sequence[RawMessage]) -> list[Outcome]:
        """Try until it is done: to give up would move the group's offset past messages without an outcome."""
        pause = FIRST_PAUSE
        outcomes: list[Outcome] | None = None
        while True:
            try:
                if outcomes is None:
                    outcomes = await self._pipeline.process(messages)
                written = await self._publisher.publish(list(zip(messages, outcomes, strict=True)))
            except Exception as failure:  # FastStream would go on behind what is not answered
                self._health.failing = f"A batch cannot be answered: {str(failure) or type(failure).__name__}"
                foreseen = isinstance(failure, NotPublished | WorkersUnusable)
                log.warning("trying again", because=str(failure), in_seconds=pause, exc_info=not foreseen)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self._health.failing = None
                return written


class Assignment(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """Tells the service's health which partitions it has."""

    def __init__(self, health: Health, metrics: Metrics) -> None:
        self._health = health
        self._metrics = metrics

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:  # noqa: ARG002  # aiokafka's signature
        """A rebalance begins."""
        self._health.assigned = None
        self._health.unreadable.clear()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """A rebalance has ended; there may be nothing for this replica."""
        self._health.assigned = len(assigned)
        self._metrics.partitions.set(len(assigned))
        log.info("assigned", partitions=sorted(partition.partition for partition in assigned))


Records = Sequence[ConsumerRecord[Any, Any]]


async def parse(records: Records, original: Callable[[Records], Awaitable[KafkaMessage]]) -> KafkaMessage:
    """A batch for FastStream, which is not shown the headers: for one that is null or not UTF-8 it drops the batch."""
    message = await original(tuple(replace(record, headers=()) for record in records))
    message.raw_message = tuple(records)
    return message


async def decode(message: KafkaMessage) -> list[RawMessage]:
    """The raw messages of a batch; what stands in them is read by the pipeline, one by one."""
    return [raw_message(record) for record in cast("Records", message.raw_message)]


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
