"""A steady load: messages sent at their times, whatever becomes of them."""

import asyncio
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer

from tests.benchmarks.clients import PRODUCER, send

JITTER = 0.4  # of the time between two messages: so that no client's own rhythm meets the load's


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A message to be sent so many seconds after the start."""

    after_seconds: float
    number: int
    topic: str
    partition: int


def steady(topic: str, partitions: int, rate: float, numbers: range, phase: float = 0) -> Iterator[Due]:
    """Messages at so many a second, the partition of each drawn; begins `phase` of an interval late."""
    chance = random.Random(numbers.start)  # noqa: S311  # no secret
    for place, number in enumerate(numbers):
        after = (place + phase + JITTER * chance.random()) / rate
        yield Due(after, number, topic, chance.randrange(partitions))


async def play(servers: str, load: Iterable[Due]) -> None:
    """Send each message at its time, and wait until the broker has them all."""
    load = sorted(load)
    async with AIOKafkaProducer(bootstrap_servers=servers, **PRODUCER) as producer:
        for topic in {due.topic for due in load}:
            await producer.partitions_for(topic)
        begin = time.monotonic()
        sent = []
        for due in load:
            await asyncio.sleep(max(0.0, begin + due.after_seconds - time.monotonic()))
            sent.append(await send(producer, due.topic, due.partition, due.number))
        await asyncio.gather(*sent)
