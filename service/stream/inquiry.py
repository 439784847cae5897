"""Asks Kafka what lanes must know for certain: topics, logs, committed offsets, whether we are still a member."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, NoError, UnknownTopicOrPartitionError, for_code

from service.stream.offsets import Log, committed, logs
from service.stream.topic_identity import TopicIdClient, TopicIds

ANSWER_SECONDS = 10.0
CLOSE_SECONDS = 5.0
LARGEST_MESSAGE = "max.message.bytes"
STABLE = "Stable"  # no rebalance is under way: the assignment is the one that the members know

T = TypeVar("T")


class NotThere(Exception):
    """Kafka or a topic is missing; the message is one sentence that says what to do."""


def no_broker(bootstrap_servers: str) -> str:
    """The sentence for it."""
    return f"No Kafka broker answers at {bootstrap_servers}: start one there, or set COPYDESK_BOOTSTRAP_SERVERS."


@dataclass(slots=True)
class _Clients:
    admin: AIOKafkaAdminClient
    readers: tuple[AIOKafkaConsumer, ...] = ()  # one to the last stable offset, one to the end
    topic_ids: TopicIdClient | None = None


class Inquiry:
    """One set of connections for all questions; it is thrown away after an error, and made anew for the next.

    Args:
        bootstrap_servers: where to ask first.
        group: the consumer group.
        client_id: this process's own, by which it finds itself among the group's members.
    """

    def __init__(self, bootstrap_servers: str, group: str, client_id: str) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._where = {"bootstrap_servers": bootstrap_servers, "client_id": "copydesk-inquiry"}
        self._group = group
        self._client_id = client_id
        self._clients: _Clients | None = None
        self._connecting = asyncio.Lock()
        self._topic_ids = TopicIds()

    async def committed(self, partition: TopicPartition) -> int | None:
        """The group's committed offset; None only where the coordinator says that there is none.

        Raises:
            OffsetsUnknown: no answer says it.
            NotThere: no broker answers.
        """
        return await self._ask(lambda clients: self._committed(clients, partition))

    async def logs(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, Log]:
        """The log of each partition.

        Raises:
            NotThere: no broker answers for all of them.
        """
        return await self._ask(lambda clients: self._logs(clients, partitions))

    async def is_member(self) -> bool:
        """Whether this process is a member of the group now, and no rebalance is under way.

        Raises:
            NotThere: no broker answers.
        """
        return await self._ask(self._is_member)

    async def topic_id(self, topic: str, *, anew: bool = False) -> UUID | None:
        """The id of the topic that has the name now, or had it a moment ago; None where the brokers know of none.

        Raises:
            NotThere: no broker answers, or there is no such topic.
        """
        return await self._topic_ids.current(
            topic, lambda: self._ask(lambda clients: self._topic_id(clients, topic)), anew=anew
        )

    async def require_topics(self, topics: Sequence[str]) -> None:
        """Make sure that Kafka answers and has the topics.

        Raises:
            NotThere: it does not, or has not.
        """
        described = await self._ask(lambda clients: clients.admin.describe_topics(list(topics)))
        missing = [topic["topic"] for topic in described if for_code(topic["error_code"]) is not NoError]
        if missing:
            raise self._no_topic(missing)

    async def largest_messages(self, topics: Sequence[str]) -> dict[str, int]:
        """The largest message (bytes) that each topic takes; a topic whose settings we may not read is left out.

        Raises:
            NotThere: no broker answers.
        """
        return await self._ask(lambda clients: self._largest_messages(clients, topics))

    async def close(self) -> None:
        """Disconnect, within a bound."""
        clients, self._clients = self._clients, None
        if clients is not None:
            ends = [clients.admin.close(), *(reader.stop() for reader in clients.readers)]
            if clients.topic_ids is not None:
                ends.append(clients.topic_ids.close())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*ends, return_exceptions=True), CLOSE_SECONDS)

    async def _committed(self, clients: _Clients, partition: TopicPartition) -> int | None:
        return (await committed(clients.admin, self._group, [partition]))[partition]

    async def _is_member(self, clients: _Clients) -> bool:
        (response,) = await clients.admin.describe_consumer_groups([self._group])
        ((error_code, _, state, _, _, members, *_),) = response.groups
        return for_code(error_code) is NoError and state == STABLE and any(one[1] == self._client_id for one in members)

    async def _largest_messages(self, clients: _Clients, topics: Sequence[str]) -> dict[str, int]:
        asked = [ConfigResource(ConfigResourceType.TOPIC, topic) for topic in topics]
        answers = [one for answer in await clients.admin.describe_configs(asked) for one in answer.resources]
        return {
            topic: int(entry[1])
            for code, _, _, topic, entries in answers
            if for_code(code) is NoError
            for entry in entries
            if entry[0] == LARGEST_MESSAGE
        }

    async def _ask(self, question: Callable[[_Clients], Awaitable[T]]) -> T:
        clients = self._clients
        try:
            async with asyncio.timeout(ANSWER_SECONDS + 1):  # what has a bound of its own speaks first
                clients = await self._connected()
                return await question(clients)
        except (KafkaError, OSError, TimeoutError) as error:
            if clients is self._clients or clients is None:
                await self.close()
            raise NotThere(no_broker(self._bootstrap_servers)) from error

    async def _connected(self) -> _Clients:
        async with self._connecting:
            if self._clients is None:
                self._clients = _Clients(AIOKafkaAdminClient(**self._where))
                await self._clients.admin.start()
            return self._clients

    async def _topic_id(self, clients: _Clients, topic: str) -> UUID | None:
        async with self._connecting:
            if clients.topic_ids is None:
                client = AIOKafkaClient(**self._where)
                clients.topic_ids = TopicIdClient(client)
                await client.bootstrap()
        try:
            return await clients.topic_ids.ask(topic)
        except UnknownTopicOrPartitionError as unknown:
            raise self._no_topic([topic]) from unknown

    def _no_topic(self, names: Sequence[str]) -> NotThere:
        return NotThere(
            f"Kafka at {self._bootstrap_servers} has no topic {', '.join(names)}: "
            "create it with `copydesk topics create`."
        )

    async def _logs(self, clients: _Clients, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, Log]:
        async with self._connecting:
            if not clients.readers:
                clients.readers = tuple(
                    AIOKafkaConsumer(**self._where, isolation_level=level, enable_auto_commit=False)
                    for level in ("read_committed", "read_uncommitted")
                )
                for reader in clients.readers:
                    await reader.start()
        committed_reader, reader = clients.readers
        return await logs(committed_reader, reader, partitions)
