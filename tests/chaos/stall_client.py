"""A client that puts articles on the raw topic at a steady rate, some of which hang, and sees what comes of each."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from tests.benchmarks.clients import PRODUCER
from tests.benchmarks.load import JITTER
from tests.benchmarks.witness import FETCH_WAIT_MS, POLL_MS
from tests.chaos.background import Background
from tests.chaos.disturbance import Answered
from tests.chaos.poison import REASONS, poisoned

RAW, ENRICHED, DEAD_LETTER = TOPICS = ("raw", "enriched", "dead-letter")
PARTITIONS = 6
HEADERS = [("content-type", b"text/plain; charset=utf-8")]
LONGEST_WAIT_SECONDS = 120.0
LOOK_SECONDS = 0.05

Place = tuple[int, int]  # partition and offset of a raw message


class Client:
    """`appended` and `seen` tell of each article by its place, in ms since the epoch."""

    def __init__(self, producer: AIOKafkaProducer, consumer: AIOKafkaConsumer, texts: Sequence[bytes]) -> None:
        self._producer = producer
        self._consumer = consumer
        self._texts = texts
        self._hung: dict[Place, str] = {}
        self.appended: dict[Place, float] = {}
        self.seen: dict[Place, float] = {}

    async def load(self, rate: float) -> None:
        """Send articles at so many a second, for ever."""
        chance = random.Random(rate)  # noqa: S311  # no secret
        begin = time.monotonic()
        for number, text in enumerate(cycle(self._texts)):
            due = begin + (number + JITTER * chance.random()) / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            partition = chance.randrange(PARTITIONS)
            sent = await self._producer.send(RAW, text, partition=partition, headers=HEADERS)
            sent.add_done_callback(lambda acknowledged: self._note(acknowledged.result()))

    async def hang(self, poison: str, partition: int) -> Answered:
        """Send an article that hangs, and wait until it is given up."""
        text = poisoned(self._texts[0], poison)
        place = self._note(await self._producer.send_and_wait(RAW, text, partition=partition, headers=HEADERS))
        self._hung[place] = poison
        await self._until(place)
        return self.answered(place)

    async def until_all_seen(self) -> None:
        """Wait for the outcome of each article that was sent."""
        for place in list(self.appended):
            await self._until(place)

    async def watch(self) -> None:
        """See outcomes, for ever.

        Raises:
            RuntimeError: one is not as it should be.
        """
        while True:
            batches = await self._consumer.getmany(timeout_ms=POLL_MS)
            now = time.time() * 1000
            for record in [record for records in batches.values() for record in records]:
                headers = dict(record.headers)
                place = int(headers["copydesk-source-partition"]), int(headers["copydesk-source-offset"])
                found = headers.get("copydesk-error-reason", b"").decode()
                expected = REASONS[self._hung[place]] if place in self._hung else ""
                if place in self.seen or found != expected:
                    raise RuntimeError(f"{place} came out as {found or 'a record'}, or twice")
                self.seen[place] = now

    def answered(self, place: Place) -> Answered:
        """What became of an article."""
        return Answered(place[0], self.appended[place], self.seen[place])

    async def _until(self, place: Place) -> None:
        async with asyncio.timeout(LONGEST_WAIT_SECONDS):
            while place not in self.seen:  # noqa: ASYNC110  # a dict is all there is to look at
                await asyncio.sleep(LOOK_SECONDS)

    def _note(self, acknowledged: Any) -> Place:
        place = acknowledged.partition, acknowledged.offset
        self.appended[place] = acknowledged.timestamp  # by the broker's clock, which is this machine's
        return place


@asynccontextmanager
async def client_on(servers: str, texts: Sequence[bytes], rate: float) -> AsyncIterator[Client]:
    """A client that sends at this rate, and watches, until the block ends."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=servers,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        fetch_max_wait_ms=FETCH_WAIT_MS,
    )
    async with AIOKafkaProducer(bootstrap_servers=servers, **PRODUCER) as producer, consumer:
        consumer.assign(
            [TopicPartition(topic, part) for topic in (ENRICHED, DEAD_LETTER) for part in range(PARTITIONS)]
        )
        client = Client(producer, consumer, texts)
        async with Background() as watching:
            watching.run(client.watch())
            async with Background() as loading:
                loading.run(client.load(rate))
                yield client
            await client.until_all_seen()
