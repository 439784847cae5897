"""What all lanes of a service share, and what a lane leaves to the next one of its partition."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiokafka import TopicPartition

from service.message import RawMessage
from service.outcome import Outcome
from service.stream.answers import Answers
from service.stream.batch import Answered
from service.stream.by_hand import HandRead
from service.stream.flood_guard import FloodGuard
from service.stream.inquiry import Inquiry
from service.stream.producer import NewProducer, Producer
from service.stream.queue import Limits
from service.stream.topic_limits import TopicLimits


class Pipeline(Protocol):
    """Where messages are processed."""

    async def process(self, messages: Sequence[RawMessage], answer: Callable[[int, Outcome], None]) -> None:
        """Call `answer` with the place and the outcome of each message, as soon as it is known, in any order."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What lanes work with.

    Args:
        pipeline: where messages are processed.
        answers: makes the messages that go out.
        inquiry: asks Kafka.
        read_by_hand: reads what the client cannot parse, from a partition's offset on.
        new_producer: makes the producer of a lane that opens.
        limits: how much a lane holds.
        opening: lets so many lanes open at a time.
        on_written: told of what is committed, and how long (s) it took to write it and to commit.
        flood_guard: weighs outcomes before they are written.
        topic_limits: knows what topics refuse for its size.
    """

    pipeline: Pipeline
    answers: Answers
    inquiry: Inquiry
    read_by_hand: Callable[[TopicPartition, int], Awaitable[HandRead]]
    new_producer: NewProducer
    limits: Limits
    opening: asyncio.Semaphore
    on_written: Callable[[Sequence[Answered], float], None]
    flood_guard: FloodGuard
    topic_limits: TopicLimits


@dataclass(frozen=True, slots=True)
class Kept:
    """What a lane leaves whose last write is known to be committed: its producer, and where to go on.

    `committed` is what it has acknowledged; None where it has written nothing and found no commit.
    """

    producer: Producer
    offset: int
    committed: int | None
