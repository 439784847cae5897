"""Another group that commits offsets by the thousand, so that the group coordinator has much to load after a kill."""

import asyncio
import contextlib

from aiokafka import AIOKafkaConsumer, OffsetAndMetadata, TopicPartition
from aiokafka.errors import KafkaError

from tests.chaos.witness import partitions_of

GROUP = "chaos.other"
BEFORE = 48_000  # commits before the services start. Measured: 8,000 take 0.15 s to load after a kill, these a second
TOGETHER = 50
METADATA = "x" * 4_000  # each commit carries nearly as much as a broker takes, to be longer to load
PAUSE_SECONDS = 0.5


class OtherGroup:
    """`commits` counts what the broker has taken of it, a commit for each partition of the topic."""

    def __init__(self, servers: str, topic: str) -> None:
        self._servers = servers
        self._partitions = partitions_of(topic)
        self.commits = 0

    async def commit_many(self, count: int = BEFORE) -> None:
        """Commit at least so often, as fast as the broker takes it."""
        async with contextlib.AsyncExitStack() as stack:
            consumer = await self._consumer(stack)
            wanted = self.commits + count
            while self.commits < wanted:
                await self._commit_together(consumer)

    async def go_on(self) -> None:
        """Commit for ever, a little at a time; a broker that is away is waited for."""
        while True:
            with contextlib.suppress(KafkaError, OSError):
                async with contextlib.AsyncExitStack() as stack:
                    consumer = await self._consumer(stack)
                    while True:
                        await self._commit_together(consumer)
                        await asyncio.sleep(PAUSE_SECONDS)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _consumer(self, stack: contextlib.AsyncExitStack) -> AIOKafkaConsumer:
        consumer = AIOKafkaConsumer(bootstrap_servers=self._servers, group_id=GROUP, enable_auto_commit=False)
        stack.push_async_callback(consumer.stop)
        await consumer.start()
        consumer.assign(self._partitions)
        return consumer

    async def _commit_together(self, consumer: AIOKafkaConsumer) -> None:
        offsets: dict[TopicPartition, OffsetAndMetadata] = {
            partition: OffsetAndMetadata(self.commits, METADATA) for partition in self._partitions
        }
        await asyncio.gather(*(consumer.commit(offsets) for _ in range(TOGETHER)))
        self.commits += TOGETHER * len(offsets)
