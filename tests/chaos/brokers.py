"""The brokers of a run: one or three, struck one at a time, each back and in step before the next is struck."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, for_code

from deploy.kafka import Cluster
from tests.chaos.witness import PARTITIONS

ASK_SECONDS = 10.0
IN_STEP_SECONDS = 60.0
BETWEEN_ASKS_SECONDS = 0.5
GROUP, TRANSACTION = 0, 1  # Kafka's two types of coordinator
TROUBLE = (KafkaError, OSError, TimeoutError)


class Brokers:
    """`async with Brokers(folder, 3, {}) as brokers:` runs so many Kafka nodes; they are gone at its end."""

    def __init__(self, data: Path, count: int, overrides: Mapping[str, str]) -> None:
        self._cluster = Cluster(data, brokers=count, overrides=overrides)
        # One thread: starting and killing never overlap, and the end waits for a start that is under way.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="brokers")
        self._one_at_a_time = asyncio.Lock()

    @property
    def bootstrap_servers(self) -> str:
        """Where clients reach them."""
        return self._cluster.bootstrap_servers

    @property
    def logs(self) -> list[Path]:
        """The log of each."""
        return [broker.log for broker in self._cluster.brokers]

    async def __aenter__(self) -> Self:
        try:
            await self._in_thread(self._cluster.start)
        except BaseException:
            self._end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._cluster.kill()  # their data goes away with the run

    async def bring_back(self) -> None:
        """Start again what a strike that was cut short has left dead."""
        await self._in_thread(self._cluster.start)
        await self._in_step()

    async def make_topics(self, names: tuple[str, ...]) -> None:
        """Make topics with a copy on each broker."""
        copies = len(self._cluster.brokers)
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap_servers)
        await admin.start()
        try:
            topics = [NewTopic(name, PARTITIONS, copies) for name in names]
            answer = await admin.create_topics(topics, timeout_ms=30_000)
        finally:
            await admin.close()
        for name, code, because in answer.topic_errors:
            if code:
                raise for_code(code)(f"{name}: {because}")
        await self._in_step()

    async def leader_of(self, topic: str, partition: int) -> int | None:
        """The number of the broker, from 0, that leads the partition; None where nobody says."""
        for described in await self._described([topic]) or []:
            for one in described["partitions"]:
                if one["partition"] == partition and one["leader"] > 0:
                    return int(one["leader"]) - 1
        return None

    async def coordinator_of(self, key: str, kind: int) -> int | None:
        """The number of the broker, from 0, that coordinates a group or a transactional id; None where nobody says."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap_servers)
        try:
            async with asyncio.timeout(ASK_SECONDS):
                await admin.start()
                return int(await admin.find_coordinator(key, kind)) - 1
        except TROUBLE:
            return None
        finally:
            await admin.close()

    async def strike(self, find: Callable[[], Awaitable[int | None]], instead: int, away_seconds: float) -> int:
        """Kill the broker that is found, or `instead`, and start it again; its number, from 0.

        It waits its turn, looks who is to be struck only then, and ends when all copies are in step again.
        """
        async with self._one_at_a_time:
            found = await find()
            number = instead if found is None else found
            broker = self._cluster.brokers[number]
            await self._in_thread(broker.kill)
            await asyncio.sleep(away_seconds)
            await self._in_thread(broker.start)
            await self._in_step()
            return number

    async def _in_step(self) -> None:
        """Wait until each partition has a leader and all its copies, a minute at most."""
        for _ in range(int(IN_STEP_SECONDS / BETWEEN_ASKS_SECONDS)):
            described = await self._described(None)
            partitions = [one for topic in described or [] for one in topic["partitions"]]
            if partitions and all(one["leader"] > 0 and len(one["isr"]) == len(one["replicas"]) for one in partitions):
                return
            await asyncio.sleep(BETWEEN_ASKS_SECONDS)

    async def _described(self, topics: list[str] | None) -> list[dict[str, Any]] | None:
        """What a broker says of these topics, or of all; None where none answers."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap_servers)
        try:
            async with asyncio.timeout(ASK_SECONDS):
                await admin.start()
                return list(await admin.describe_topics(topics))
        except TROUBLE:
            return None
        finally:
            await admin.close()

    async def _in_thread(self, act: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, act)
