"""Puts mutants on the raw topic, as far ahead of the service as it needs and no further."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer

from service.message import RawMessage
from tests.chaos.progress import Progress
from tests.fuzz.mutants import Mutants

AHEAD = 400  # messages; a service that is behind is never idle, and a run that is cut short ends soon
BURST = 50
LARGEST_REQUEST = 16 * 1024 * 1024  # its own limit counts bytes that are not compressed yet


class Feed:
    """Sends mutants, each once; `places` says which number stands where (partition, offset) on the raw topic."""

    def __init__(self, servers: str, topic: str, mutants: Mutants, progress: Progress) -> None:
        self.places: dict[tuple[int, int], int] = {}
        self._topic = topic
        self._mutants = mutants
        self._progress = progress
        self._producer_options = {
            "bootstrap_servers": servers,
            "enable_idempotence": True,  # a message that is sent again is not there twice
            "compression_type": "lz4",
            "max_request_size": LARGEST_REQUEST,
        }

    async def send(self, numbers: Sequence[int], until: float) -> None:
        """Send these mutants in their order, until a moment of the monotonic clock."""
        async with AIOKafkaProducer(**self._producer_options) as producer:
            for start in range(0, len(numbers), BURST):
                await self._when_wanted(until)
                if time.monotonic() > until:
                    return
                burst = numbers[start : start + BURST]
                sends = [await hand_over(producer, self._topic, self._mutants[number].message) for number in burst]
                for number, sent in zip(burst, [await send for send in sends], strict=True):
                    self.places[sent.partition, sent.offset] = number

    async def _when_wanted(self, until: float) -> None:
        while len(self.places) - self._progress.answered > AHEAD and time.monotonic() < until:  # noqa: ASYNC110  # a count
            await asyncio.sleep(0.1)


async def hand_over(producer: AIOKafkaProducer, topic: str, message: RawMessage) -> Any:
    """Send one message; aiokafka sends one with neither key nor value only as a batch."""
    headers = list(message.headers)
    if message.value is None and message.key is None:
        batch = producer.create_batch()
        batch.append(timestamp=None, key=None, value=None, headers=headers)
        return await producer.send_batch(batch, topic, partition=0)
    return await producer.send(topic, message.value, message.key, headers=headers)
