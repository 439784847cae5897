"""The witness: a fresh read-committed read of whole topics, after everything has stopped."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from tests.chaos.articles import EXPECTED_HEADER, ID_HEADER, LANGUAGE_HEADER, RECORD
from tests.chaos.verdict import OutcomeSeen, RawSeen

READ_SECONDS = (
    120.0  # a transaction that its owner left open is ended by its timeout, and holds the reader back till then
)

PARTITIONS = 6

Records = list[ConsumerRecord[Any, Any]]


class Unreadable(Exception):
    """A topic cannot be read to its end; the message says how far it could."""


async def raw_on(servers: str, topic: str, stands_on: Callable[[str, str], tuple[str, ...]]) -> list[RawSeen]:
    """All messages of the raw topic; `stands_on` has the topics of an outcome and a language. Raises Unreadable."""
    seen = []
    for record in await read_topic(servers, topic):
        headers = dict(record.headers)
        position = (record.partition, record.offset)
        expected = _text(headers, EXPECTED_HEADER)
        topics = stands_on(expected, _text(headers, LANGUAGE_HEADER))
        seen.append(RawSeen(position, record.key, _text(headers, ID_HEADER), expected, topics))
    return seen


async def outcomes_on(servers: str, topic: str, raw_topic: str) -> list[OutcomeSeen]:
    """All messages of an output topic. Raises Unreadable."""
    return [_outcome(record, raw_topic) for record in await read_topic(servers, topic)]


async def read_topic(servers: str, topic: str) -> Records:
    """All that is committed on a topic, up to its end, not only to the first open transaction. Raises Unreadable."""
    ends = await ends_of(servers, topic)
    records: Records = []
    async with _consumer(servers, isolation_level="read_committed", auto_offset_reset="earliest") as consumer:
        consumer.assign(list(ends))
        try:
            async with asyncio.timeout(READ_SECONDS):
                while any([await consumer.position(part) < end for part, end in ends.items()]):
                    for batch in (await consumer.getmany(timeout_ms=500)).values():
                        records.extend(batch)
        except TimeoutError as error:
            reached = {part.partition: await consumer.position(part) for part in ends}
            wanted = {part.partition: end for part, end in ends.items()}
            raise Unreadable(f"{topic} ends at {wanted}, and can be read up to {reached} only.") from error
    return records


async def ends_of(servers: str, topic: str) -> dict[TopicPartition, int]:
    """The high watermark of each partition. Raises KafkaError."""
    async with _consumer(servers) as consumer:
        ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions_of(topic))
        return ends


def partitions_of(topic: str) -> list[TopicPartition]:
    """The partitions that every topic of a run has."""
    return [TopicPartition(topic, number) for number in range(PARTITIONS)]


@contextlib.asynccontextmanager
async def _consumer(servers: str, **options: Any) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, enable_auto_commit=False, **options)
    try:
        await consumer.start()
        yield consumer
    finally:
        await consumer.stop()


def _outcome(record: ConsumerRecord[Any, Any], raw_topic: str) -> OutcomeSeen:
    headers = dict(record.headers)
    source = None
    if _text(headers, "copydesk-source-topic") == raw_topic:
        with contextlib.suppress(ValueError):
            partition, offset = (_text(headers, f"copydesk-source-{name}") for name in ("partition", "offset"))
            source = int(partition), int(offset)
    outcome = "tombstone" if record.value is None else _text(headers, "copydesk-error-reason") or RECORD
    article_id = _text(headers, ID_HEADER)
    attempts = int(_text(headers, "copydesk-error-attempts") or 0)
    return OutcomeSeen(record.topic, record.partition, record.offset, record.key, article_id, source, outcome, attempts)


def _text(headers: dict[str, bytes | None], name: str) -> str:
    return (headers.get(name) or b"").decode(errors="replace")
