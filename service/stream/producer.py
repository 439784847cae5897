"""What a lane writes with: outcomes and the offset behind them, together or not at all; or, at least once, in turn."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from aiokafka import TopicPartition
from aiokafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    IllegalOperation,
    InvalidProducerEpoch,
    KafkaError,
    ProducerFenced,
    RebalanceInProgressError,
    UnknownMemberIdError,
)

from service.settings import Settings
from service.stream.connection import Connection
from service.stream.missing import Denied
from service.stream.outgoing import OutgoingMessage
from service.stream.rights import Right, denied
from service.stream.sending import close, kafka_producer, send

# A producer whose transaction has failed says so in several ways.
DIED = (KafkaError, OSError, AssertionError, IllegalOperation)

# A broker answers a commit before it has written the transaction's end everywhere. Whoever begins the next one in that
# time is turned away, and aiokafka waits 20 ms then. Measured at 300 messages a second on six lanes: a third of the
# transactions are turned away without this pause, 7 % with it, and a write takes 15 ms on average, not 23.
END_SECONDS = 0.005

FENCED = (
    ProducerFenced,
    InvalidProducerEpoch,
    CommitFailedError,
    IllegalGenerationError,
    UnknownMemberIdError,
    RebalanceInProgressError,
)


class Fenced(Exception):
    """Another owner has taken the partition over, or the broker has ended our transaction itself."""


class NotWritten(Exception):
    """Something failed: what was being written may stand there or not."""


class Producer(Protocol):
    """What a lane needs of a producer. After any exception it is of no use any more."""

    async def start(self) -> None:
        """Connect; where it is transactional, fence the partition's earlier owner and end what it left open."""

    async def write(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        """Write the messages and commit the offset behind what they answer.

        Raises:
            Fenced: by another owner, or by the broker.
            Refused: the broker will never take some of them; nothing was written.
            NotWritten: whether anything was written is not known.
        """

    async def close(self) -> None:
        """Disconnect, within a bound."""


Commit = Callable[[dict[TopicPartition, int]], Awaitable[None]]
NewProducer = Callable[[TopicPartition, Commit], Producer]


def new_lane_producer(
    connection: Connection, settings: Settings, partition: TopicPartition, commit: Commit
) -> Producer:
    """The producer of one lane, for the delivery that is set."""
    if settings.delivery == "exactly-once":
        return TransactionalProducer(connection, settings, partition)
    return IdempotentProducer(connection, settings, partition, commit)


class _KafkaProducer:
    """What both have in common: bounds on every wait."""

    def __init__(self, connection: Connection, settings: Settings, **options: Any) -> None:
        self._connection = connection
        self._seconds = settings.transaction_seconds
        self._kafka = kafka_producer(connection, settings, **options)

    async def start(self) -> None:
        """Connect."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._kafka.start()
        except KafkaError as error:
            if (lacking := self._lacking(error)) is not None:
                raise lacking from error
            raise

    async def close(self) -> None:
        """Disconnect; what is still open is thrown away."""
        await close(self._kafka)

    async def _bounded(self, writing: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await writing
        except FENCED as error:
            raise Fenced(str(error) or type(error).__name__) from error
        except TimeoutError as late:
            raise NotWritten(f"the broker did not take it all within {self._seconds:g} s") from late
        except DIED as error:
            raise NotWritten(str(self._lacking(error) or error) or type(error).__name__) from error

    def _lacking(self, error: BaseException) -> Denied | None:
        return denied(self._connection, error, Right.WRITE)


class TransactionalProducer(_KafkaProducer):
    """Messages and offset in one Kafka transaction, under an id that each owner of the partition shares."""

    def __init__(self, connection: Connection, settings: Settings, partition: TopicPartition) -> None:
        super().__init__(
            connection,
            settings,
            # A colon stands in no topic's name, so that no two groups can meet in an id.
            transactional_id=f"{settings.group}:{partition.topic}:{partition.partition}",
            transaction_timeout_ms=int(settings.transaction_seconds * 1000),
        )
        self._group = settings.group
        self._partition = partition
        self._ended_at = 0.0

    async def write(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        """Write in one transaction."""
        await self._bounded(self._write(messages, next_offset))

    async def _write(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        await asyncio.sleep(max(0.0, self._ended_at + END_SECONDS - time.monotonic()))
        await self._kafka.begin_transaction()
        # In this order: a broker verifies one request of a producer at a time. It turns away an offset that comes while
        # it verifies messages (measured: 6 % of transactions, each 20 ms later then).
        await send(self._kafka, messages)
        await self._kafka.send_offsets_to_transaction({self._partition: next_offset}, self._group)
        await self._kafka.commit_transaction()
        self._ended_at = time.monotonic()


class IdempotentProducer(_KafkaProducer):
    """Messages first, then the offset through the group's own member: at least once."""

    def __init__(self, connection: Connection, settings: Settings, partition: TopicPartition, commit: Commit) -> None:
        super().__init__(connection, settings)
        self._partition = partition
        self._commit = commit

    async def write(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        """Write, then commit."""
        await self._bounded(self._write(messages, next_offset))

    async def _write(self, messages: Sequence[OutgoingMessage], next_offset: int) -> None:
        await send(self._kafka, messages)
        await self._commit({self._partition: next_offset})
