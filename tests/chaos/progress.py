"""How far the group is: what it has committed against what stands on the raw topic, by the broker's own words."""

import asyncio

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from tests.chaos.witness import ends_of, partitions_of

LOOK_SECONDS = 5.0
BETWEEN_LOOKS_SECONDS = 1.0


class Progress:
    """Asked again and again by `watch`. An answer that is not there while a broker is down changes nothing."""

    def __init__(self, servers: str, group: str, topic: str) -> None:
        self._servers = servers
        self._group = group
        self._topic = topic
        self._looks = 0
        self.answered = 0
        self.fed = 0

    async def watch(self) -> None:
        """Look once a second, for ever."""
        while True:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._look()
            except (KafkaError, OSError, TimeoutError):
                pass  # a broker is away
            await asyncio.sleep(BETWEEN_LOOKS_SECONDS)

    async def until_all_answered(self) -> None:
        """Wait until two looks from now on have seen that the group has committed to the end of the topic."""
        seen, looks = 0, self._looks
        while seen < 2:  # the first may have begun before the last message was fed
            await asyncio.sleep(BETWEEN_LOOKS_SECONDS / 4)
            if self._looks > looks:
                looks = self._looks
                seen = seen + 1 if self.answered >= self.fed else 0

    async def until_beyond(self, answered: int, within_seconds: float) -> None:
        """Wait until more than that is answered, or there is nothing to answer, or the time is up."""
        for _ in range(int(within_seconds / BETWEEN_LOOKS_SECONDS)):
            if self.answered != answered or self.answered >= self.fed:
                return
            await asyncio.sleep(BETWEEN_LOOKS_SECONDS)

    async def _look(self) -> None:
        partitions = partitions_of(self._topic)
        ends = await ends_of(self._servers, self._topic)
        admin = AIOKafkaAdminClient(bootstrap_servers=self._servers)
        try:
            await admin.start()
            committed = await admin.list_consumer_group_offsets(self._group, partitions=partitions)
        finally:
            await admin.close()
        if all(partition in committed for partition in partitions):  # one that is missing is not known just now
            self.fed = sum(ends.values())
            self.answered = sum(max(0, committed[partition].offset) for partition in partitions)
            self._looks += 1
