"""Hands messages to a Kafka producer as whole record batches, and awaits every one of them."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidTimestampError,
    KafkaError,
    MessageSizeTooLargeError,
    PolicyViolationError,
    RecordListTooLargeError,
    UnknownError,
)
from aiokafka.partitioner import DefaultPartitioner

from service.settings import Settings
from service.stream.connection import Connection
from service.stream.outgoing import OutgoingMessage

TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)
# No retry changes these answers. UnknownError is how aiokafka shows those that it does not know, such as INVALID_RECORD
# of a compacted topic for a message without a key; and the broker's own failures, which is why it has to come again.
REFUSED = (*TOO_LARGE, InvalidTimestampError, PolicyViolationError, UnknownError)

# Kafka's own way from a key to a partition, murmur2: a consumer may rely on it.
partition_of = DefaultPartitioner()


BATCH_BYTES = 512 * 1024  # uncompressed; half of what a topic takes by default, and aiokafka sends one a partition
RETRY_MS = 20  # aiokafka's 100 would be waited for after a transaction whose end is still being written
CLOSE_SECONDS = 5.0  # stopping a producer waits for a broker that may be gone


class Refused(Exception):
    """The broker will never take some messages: by place, the answer to each that was not taken.

    A batch is refused as a whole, and what follows in its partition fails for the gap: one alone is the guilty one.
    """

    def __init__(self, errors: dict[int, Exception]) -> None:
        kinds = ", ".join(sorted({type(error).__name__ for error in errors.values() if isinstance(error, REFUSED)}))
        super().__init__(f"the broker refuses {len(errors)} messages ({kinds})")
        self.errors = errors
        # Whether it may have been the broker's own failure, and is to be tried again after a pause.
        self.may_pass = any(isinstance(error, UnknownError) for error in errors.values())

    @property
    def is_for_size(self) -> bool:
        """Whether some are too large."""
        return any(isinstance(error, TOO_LARGE) for error in self.errors.values())


def kafka_producer(connection: Connection, settings: Settings, **options: Any) -> AIOKafkaProducer:
    """A producer, not started: a retry inside it neither doubles nor reorders."""
    return AIOKafkaProducer(
        **connection.parameters,
        client_id="copydesk",
        acks="all",
        enable_idempotence=True,
        compression_type=None if settings.compression == "none" else settings.compression,
        max_batch_size=BATCH_BYTES,
        max_request_size=max(settings.enriched_max_bytes, settings.dead_letter_max_bytes),
        retry_backoff_ms=RETRY_MS,
        **options,
    )


async def close(kafka: AIOKafkaProducer) -> None:
    """Disconnect, within a bound; what is still open is thrown away."""
    with contextlib.suppress(TimeoutError, KafkaError):
        await asyncio.wait_for(kafka.stop(), CLOSE_SECONDS)
        return
    await kafka.client.close()


async def send(kafka: AIOKafkaProducer, messages: Sequence[OutgoingMessage]) -> None:
    """Send all messages, in order for each partition they go to, and wait until the broker has them.

    Args:
        kafka: a started producer.
        messages: what to send.

    Raises:
        Refused: some are refused for good.
        KafkaError: anything else.
    """
    packed = await _pack(kafka, messages)
    failed: dict[int, Exception] = {}
    deliveries = [_deliver(kafka, target, batches, failed) for target, batches in packed.items()]
    answers = await asyncio.gather(*deliveries, return_exceptions=True)
    if any(isinstance(error, REFUSED) for error in failed.values()):
        raise Refused(failed)
    for answer in (*failed.values(), *answers):
        if isinstance(answer, BaseException):
            raise answer


Target = tuple[str, int]
Packed = tuple[Any, list[int]]


async def _deliver(
    kafka: AIOKafkaProducer, target: Target, batches: list[Packed], failed: dict[int, Exception]
) -> None:
    """Send one partition's batches, each when the one before is on its way, and await them all.

    A failed send does not fail the transaction's commit, so each answer is looked at; and all are awaited after the
    first that failed too, for aiokafka would log each that nobody looks at.
    """
    topic, partition = target
    sent = [await kafka.send_batch(batch, topic, partition=partition) for batch, _ in batches]
    answers = await asyncio.gather(*sent, return_exceptions=True)
    for answer, (_, places) in zip(answers, batches, strict=True):
        if isinstance(answer, Exception):
            failed.update(dict.fromkeys(places, answer))


async def _pack(kafka: AIOKafkaProducer, messages: Sequence[OutgoingMessage]) -> dict[Target, list[Packed]]:
    """Record batches as large as the producer makes them, by topic and partition, each with its messages' places.

    Whole batches cost a future each, where single sends cost one a message; and a message with neither key nor value,
    which Kafka takes, can be sent in no other way.
    """
    packed: dict[Target, list[Packed]] = {}
    targets: dict[tuple[str, bytes | None], Target] = {}
    for at, message in enumerate(messages):
        target = targets.get((message.topic, message.key))
        if target is None:
            partitions = sorted(await kafka.partitions_for(message.topic))
            target = message.topic, partition_of(message.key, partitions, [])
            targets[message.topic, message.key] = target
        batches = packed.setdefault(target, [])
        if message.alone or not batches or not _append(batches[-1][0], message):
            batches.append((kafka.create_batch(), []))
            _append(batches[-1][0], message)
            if message.alone:
                batches[-1][0].close()
        batches[-1][1].append(at)
    return packed


def _append(batch: Any, message: OutgoingMessage) -> bool:
    """Whether the batch took it; an empty one takes any."""
    headers = list(message.headers)  # aiokafka takes no other sequence
    taken = batch.append(timestamp=message.timestamp_ms, key=message.key, value=message.value, headers=headers)
    return taken is not None
