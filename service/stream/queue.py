"""What a lane has taken in and not yet worked on; full, it pauses its partition, and that is all of back-pressure."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from service.message import RawMessage
from service.pipeline_options import MIB
from service.stream.hand_records import HEADER_COST
from service.stream.input_partition import InputPartition

MESSAGE_BYTES = 500  # measured: what a raw message takes beside its key, value and headers' values


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a lane holds. Each bound may be passed by one poll's records, or by one message.

    Args:
        batch_messages: that are worked on together.
        batch_bytes: likewise.
        queue_bytes: at which the partition is paused; at half of it, it is resumed.
    """

    batch_messages: int
    batch_bytes: int = 4 * MIB
    queue_bytes: int = 4 * MIB

    @property
    def queue_messages(self) -> int:
        """At which the partition is paused."""
        return 2 * self.batch_messages


@dataclass(frozen=True, slots=True)
class Taken:
    """The next messages to work on; or none, and the place behind which there is nothing to answer."""

    messages: Sequence[RawMessage]
    settled: int | None = None


class Queue:
    """Messages of one partition, in order."""

    def __init__(self, partition: InputPartition, limits: Limits) -> None:
        self._input = partition
        self._limits = limits
        self._messages: deque[tuple[RawMessage, int]] = deque()
        self._bytes = 0
        self._paused = False
        self._working = False
        self._closed = False
        self._failure: Exception | None = None
        self._settled: int | None = None
        self._changed = asyncio.Event()

    @property
    def holds_work(self) -> bool:
        """Whether messages wait here or are being worked on."""
        return self._working or bool(self._messages)

    def put(self, messages: Sequence[RawMessage]) -> None:
        """Take messages in, and pause the partition where that is enough for now."""
        for message in messages:
            size = _size(message)
            self._messages.append((message, size))
            self._bytes += size
        self._settled = None
        self._changed.set()
        if self._bytes >= self._limits.queue_bytes or len(self._messages) >= self._limits.queue_messages:
            self._paused = True
            self._input.pause()

    def settle(self, offset: int) -> None:
        """In front of this place everything is answered, and the lane is idle."""
        self._settled = offset
        self._changed.set()

    def fail(self, failure: Exception) -> None:
        """After what is here nothing more will come; `take` raises this then."""
        self._failure = failure
        self._changed.set()

    def close(self) -> None:
        """The lane drains: what is not yet worked on is given back."""
        self.clear()
        self._closed = True
        self._changed.set()

    def clear(self) -> None:
        """Give back what is here."""
        self._messages.clear()
        self._bytes = 0
        self._failure = self._settled = None
        self._paused = False

    async def take(self) -> Taken | None:
        """The next batch, once there is one; None once the queue is closed."""
        while not self._closed:
            if self._messages:
                self._working = True
                return Taken(self._batch())
            if self._failure is not None:
                failure, self._failure = self._failure, None
                raise failure
            if self._settled is not None:
                settled, self._settled = self._settled, None
                return Taken((), settled)
            self._changed.clear()
            await self._changed.wait()
        return None

    def done(self) -> None:
        """What was taken is worked on no more."""
        self._working = False

    def _batch(self) -> list[RawMessage]:
        batch: list[RawMessage] = []
        size = 0
        while self._messages and len(batch) < self._limits.batch_messages:
            message, its_size = self._messages[0]
            if batch and size + its_size > self._limits.batch_bytes:
                break
            self._messages.popleft()
            batch.append(message)
            size += its_size
        self._bytes -= size
        low = self._bytes <= self._limits.queue_bytes // 2 and len(self._messages) <= self._limits.queue_messages // 2
        if self._paused and low and self._failure is None:
            self._paused = False
            self._input.resume()
        return batch


def _size(message: RawMessage) -> int:
    in_headers = sum(len(name) + len(value or b"") + HEADER_COST for name, value in message.headers)
    return len(message.value or b"") + len(message.key or b"") + in_headers + MESSAGE_BYTES
