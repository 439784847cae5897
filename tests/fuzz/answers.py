"""What stands on the topics after a run: read anew, message by message, and only what a verdict needs is kept."""

import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord

from tests.chaos.verdict import OutcomeSeen, Position, RawSeen
from tests.chaos.witness import READ_SECONDS, Unreadable, ends_of
from tests.fuzz.stretch import RECORD, digest_of_record

SILENCE_SECONDS = READ_SECONDS  # a transaction that its owner left open is ended by its timeout
FETCH_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome on a topic, and the digest of the record that it is."""

    seen: OutcomeSeen
    digest: str


async def raw_messages(servers: str, topic: str) -> list[RawSeen]:
    """All messages of the raw topic; what is expected of them is not said there. Raises Unreadable."""
    return [
        RawSeen((one.partition, one.offset), one.key, _last(one, "article-id"), "")
        async for one in _read(servers, topic)
    ]


async def answers(servers: str, topics: Iterable[str], raw_topic: str) -> list[Answer]:
    """All messages of the output topics. Raises Unreadable."""
    return [_answer(one, raw_topic) for topic in topics async for one in _read(servers, topic)]


def under_their_own_key(found: Iterable[OutcomeSeen], raw: Mapping[Position, RawSeen]) -> list[OutcomeSeen]:
    """The outcomes, without the key of those whose raw message had none: records and tombstones got one."""
    return [
        replace(one, key=None) if one.source and (of := raw.get(one.source)) and of.key is None else one
        for one in found
    ]


def out_of_order(found: Iterable[OutcomeSeen]) -> list[str]:
    """Outputs that stand behind one of a later message of their raw partition, whatever their keys."""
    highest: dict[tuple[str, int, int], int] = defaultdict(lambda: -1)
    late = []
    for one in sorted(found, key=lambda one: (one.topic, one.partition, one.offset)):
        if one.source is None:
            continue
        lane = (one.topic, one.partition, one.source[0])
        if one.source[1] < highest[lane]:
            late.append(f"{one.place} from {one.source}")
        highest[lane] = max(highest[lane], one.source[1])
    return late


async def _read(servers: str, topic: str) -> AsyncIterator[ConsumerRecord[Any, Any]]:
    """All that is committed on a topic up to its end, one after the other. Raises Unreadable."""
    ends = await ends_of(servers, topic)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=servers,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=FETCH_BYTES,
    )
    await consumer.start()
    try:
        consumer.assign(list(ends))
        heard = time.monotonic()
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            for batch in (await consumer.getmany(timeout_ms=500, max_records=200)).values():
                heard = time.monotonic()
                for record in batch:
                    yield record
            if time.monotonic() - heard > SILENCE_SECONDS:
                raise Unreadable(f"{topic} cannot be read to its end.")
    finally:
        await consumer.stop()


def _answer(record: ConsumerRecord[Any, Any], raw_topic: str) -> Answer:
    partition, offset = _last(record, "copydesk-source-partition"), _last(record, "copydesk-source-offset")
    known = _last(record, "copydesk-source-topic") == raw_topic and partition.isdecimal() and offset.isdecimal()
    source = (int(partition), int(offset)) if known else None
    # A dead letter of a tombstone has no value either.
    outcome = _last(record, "copydesk-error-reason") or (RECORD if record.value is not None else "tombstone")
    digest = digest_of_record(record.value) if outcome == RECORD else ""
    seen = OutcomeSeen(
        record.topic, record.partition, record.offset, record.key, _last(record, "article-id"), source, outcome
    )
    return Answer(seen, digest)


def _last(record: ConsumerRecord[Any, Any], name: str) -> str:
    return (dict(record.headers).get(name) or b"").decode(errors="replace")
