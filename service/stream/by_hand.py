"""Reads one record batch past the client, where the client cannot: each of its messages can then have its outcome."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaConnectionError, KafkaError, NoError, for_code
from aiokafka.protocol.fetch import FetchRequest

from service.message import RawMessage
from service.stream.connection import Connection
from service.stream.hand_records import HEADER_COST, RECORD_COST, HandRecord, records
from service.stream.record_batch import Batch, batches

__all__ = ["HandRead", "HandRecord", "NotReadByHand", "read_by_hand"]

REQUEST_SECONDS = 10.0  # for all that is asked of the broker: connection, leader, batch
MAX_WAIT_MS = 500  # how long the broker waits for a batch; there is one already
READ_COMMITTED = 1
WITH_LOG_START = 5  # version from which the answer names the log's start, in front of what was aborted
WHOLE_BATCH = 1  # byte: the broker gives the first batch whole, however large, and then no other

MOST_RECORDS = 10_000  # that one call gives: each call unpacks the batch from its start
ENOUGH_BYTES = 8 << 20  # after which one call gives no further record: the whole of most batches

# One batch is unpacked at a time, so that the bound on memory is one for the process and not one for each partition.
_unpacker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="by-hand")


class NotReadByHand(Exception):
    """The batch could not be fetched, and may be later; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class HandRead:
    """What stands at an offset and after it, and the offset to go on from.

    There may be more in the batch: `next_offset` is then in the middle of it. Without records there is nothing for us
    up to `next_offset` (an aborted transaction, the mark of its end, what compaction took), or nothing yet where that
    is the offset asked for.
    """

    records: tuple[HandRecord, ...]
    next_offset: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A broker's answer for one partition; the aborted transactions are pairs of producer id and first offset."""

    log_end: int
    aborted: tuple[tuple[int, int], ...]
    data: bytes


async def read_by_hand(
    connection: Connection, partition: TopicPartition, offset: int, *, largest_value: int
) -> HandRead:
    """Read the batch that holds `offset`, from there on, as a read-committed consumer would.

    A record whose value is of more than `largest_value` bytes comes without it, one that cannot be read with a
    sentence that says why; each offset in what cannot be read has one. A call gives at most MOST_RECORDS, and none
    after they take ENOUGH_BYTES. So it holds at most 24 MiB and `largest_value` of records, beside the batch as the
    broker has it. One batch is unpacked at a time, in about a mebibyte; but a block of snappy that has no framing in
    one piece, of at most 64 MiB, and zstd in the window that its encoder chose, of at most 128 MiB (2 MiB by default).

    Raises:
        NotReadByHand: no broker gave the batch within ten seconds; it may do so later.
    """
    try:
        async with asyncio.timeout(REQUEST_SECONDS):
            answer = await _fetch(connection, partition, offset)
            if (batch := _batch(answer, offset)) is not None and not batch.intact:
                answer = await _fetch(connection, partition, offset)  # it may have been the way here
    except TimeoutError:
        raise NotReadByHand(f"{_where(partition, offset)} was not read within {REQUEST_SECONDS:g} seconds.") from None
    except (KafkaError, OSError) as error:
        gone = isinstance(error, KafkaConnectionError)
        because = f"no broker answers at {connection.bootstrap_servers}" if gone else error
        raise NotReadByHand(f"{_where(partition, offset)} cannot be read: {because}") from error
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_unpacker, _read, answer, partition, offset, largest_value)


def _where(partition: TopicPartition, offset: int) -> str:
    return f"The batch at {partition.topic}/{partition.partition} offset {offset}"


async def _fetch(connection: Connection, partition: TopicPartition, offset: int) -> Answer:
    client = AIOKafkaClient(**connection.parameters, client_id="copydesk-by-hand")
    try:
        await client.bootstrap()
        await client.set_topics([partition.topic])
        leader = client.cluster.leader_for_partition(partition)
        if leader is None or leader == -1:
            raise NotReadByHand(f"{_where(partition, offset)} cannot be read: no broker leads its partition.")
        asked = [(partition.topic, [(partition.partition, offset, WHOLE_BATCH)])]
        request = FetchRequest(MAX_WAIT_MS, 1, WHOLE_BATCH, READ_COMMITTED, asked)
        response = await client.send(leader, request)
    finally:
        await client.close()
    ((_, ((_, error_code, end, *fields),)),) = response.topics
    error = for_code(error_code)
    if error is not NoError:
        raise error
    aborted = fields[2] if response.API_VERSION >= WITH_LOG_START else fields[1]
    return Answer(end, tuple(aborted or ()), fields[-1] or b"")


def _read(answer: Answer, partition: TopicPartition, offset: int, largest_value: int) -> HandRead:
    batch = _batch(answer, offset)
    if batch is None and answer.data:
        raise NotReadByHand(f"{_where(partition, offset)} cannot be read: the broker's answer does not hold it.")
    if batch is None:
        return HandRead((), offset)
    if batch.intact and (batch.is_control or _is_aborted(batch, answer)):
        return HandRead((), batch.last_offset + 1)
    taken: list[HandRecord] = []
    held = 0
    with closing(records(batch, partition, offset, largest_value)) as found:
        for record in found:
            taken.append(record)
            held += _size(record.message)
            if len(taken) >= MOST_RECORDS or held >= ENOUGH_BYTES:
                return HandRead(tuple(taken), record.offset + 1)
    return HandRead(tuple(taken), batch.last_offset + 1)


def _batch(answer: Answer, offset: int) -> Batch | None:
    """The batch that holds the offset, or the next one; None where the log has none yet that may be read."""
    for batch in batches(answer.data):
        if batch.last_offset >= offset:
            # What is not intact may claim any number of offsets: no more are in the log than the broker says.
            return batch if batch.intact else replace(batch, last_offset=min(batch.last_offset, answer.log_end - 1))
    return None


def _is_aborted(batch: Batch, answer: Answer) -> bool:
    """The broker names the aborted transactions that end behind the offset asked for, so that this batch is in them."""
    return batch.is_transactional and any(
        producer_id == batch.producer_id and first_offset <= batch.base_offset
        for producer_id, first_offset in answer.aborted
    )


def _size(message: RawMessage) -> int:
    """What it takes of memory, about."""
    in_headers = sum(HEADER_COST + len(name) + len(value or b"") for name, value in message.headers)
    return RECORD_COST + len(message.value or b"") + len(message.key or b"") + in_headers
