"""Asks Kafka what lanes must know for certain: topics, logs, committed offsets, whether we are still a member."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar
from uuid import UUID

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    IncompatibleBrokerVersion,
    KafkaConnectionError,
    KafkaError,
    NodeNotReadyError,
    NoError,
    UnknownTopicOrPartitionError,
    for_code,
)

from service.stream.connection import Connection
from service.stream.missing import NotThere
from service.stream.offsets import Log, committed, logs
from service.stream.rights import Right, absent_topics, denied, lacks, require_group
from service.stream.topic_identity import TopicIdClient, TopicIds
from service.stream.unreachable import why_unreachable

ANSWER_SECONDS = 10.0
CLOSE_SECONDS = 5.0
LARGEST_MESSAGE = "max.message.bytes"
FRESH_SECONDS = 1.0  # why Kafka is out of reach is looked for once for all who ask at a time
STABLE = "Stable"  # no rebalance is under way: the assignment is the one that the members know

T = TypeVar("T")


@dataclass(slots=True)
class _Clients:
    admin: AIOKafkaAdminClient
    readers: tuple[AIOKafkaConsumer, ...] = ()  # one to the last stable offset, one to the end
    client: AIOKafkaClient | None = None  # for questions that the others do not ask
    topic_ids: TopicIdClient | None = None


class Inquiry:
    """One set of connections for all questions; it is thrown away after an error, and made anew for the next.

    Args:
        connection: how Kafka is reached.
        group: the consumer group.
        client_id: this process's own, by which it finds itself among the group's members.
    """

    def __init__(self, connection: Connection, group: str, client_id: str) -> None:
        self._connection = connection
        self._where = {**connection.parameters, "client_id": "copydesk-inquiry"}
        self._group = group
        self._client_id = client_id
        self._clients: _Clients | None = None
        self._connecting = asyncio.Lock()
        self._topic_ids = TopicIds()
        self._looking = asyncio.Lock()
        self._fault: tuple[float, NotThere | None] = -inf, None

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

    async def require_topics(self, needed: Mapping[str, Right]) -> None:
        """Make sure that Kafka answers, has the topics, and allows what is needed of each.

        Raises:
            NotThere: it does not, or has not.
            Denied: it does not allow it.
        """
        missing = await self._ask(lambda clients: self._absent(clients, needed))
        if missing:
            raise self._no_topic(missing)

    async def require_group(self) -> None:
        """Make sure that this process may be a member of the group.

        Raises:
            NotThere: no broker answers.
            Denied: it may not.
        """
        await self._ask(self._require_group)

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
            if clients.client is not None:
                ends.append(clients.client.close())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*ends, return_exceptions=True), CLOSE_SECONDS)

    async def _committed(self, clients: _Clients, partition: TopicPartition) -> int | None:
        return (await committed(clients.admin, self._group, [partition]))[partition]

    async def _absent(self, clients: _Clients, needed: Mapping[str, Right]) -> list[str]:
        try:
            return await absent_topics(await self._client_of(clients), self._connection, needed)
        except (NotImplementedError, IncompatibleBrokerVersion):  # a broker before 2.3 does not tell of rights
            described = await clients.admin.describe_topics(list(needed))
            return [topic["topic"] for topic in described if for_code(topic["error_code"]) is not NoError]

    async def _require_group(self, clients: _Clients) -> None:
        coordinator = await clients.admin.find_coordinator(self._group)
        await require_group(await self._client_of(clients), self._connection, self._group, coordinator)

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
            raise await self._reason(error) from error

    async def _reason(self, error: Exception) -> NotThere:
        """What was amiss, in a sentence."""
        if isinstance(error, GroupAuthorizationFailedError):  # aiokafka names the group in several ways
            return lacks(self._connection, Right.READ, "group", [self._group])
        if (lacking := denied(self._connection, error, Right.DESCRIBE)) is not None:
            return lacking
        if isinstance(error, KafkaConnectionError | NodeNotReadyError | OSError):  # TimeoutError is one of them
            async with self._looking:
                looked_at, fault = self._fault
                if time.monotonic() - looked_at > FRESH_SECONDS:
                    fault = await why_unreachable(self._connection)
                    self._fault = time.monotonic(), fault
            if fault is not None:
                return type(fault)(*fault.args)  # one that was raised before has a traceback
        return NotThere(f"Kafka at {self._connection.bootstrap_servers} does not answer as it should: {error!r}.")

    async def _connected(self) -> _Clients:
        async with self._connecting:
            if self._clients is None:
                self._clients = _Clients(AIOKafkaAdminClient(**self._where))
                await self._clients.admin.start()
            return self._clients

    async def _client_of(self, clients: _Clients) -> AIOKafkaClient:
        async with self._connecting:
            if clients.client is None:
                clients.client = AIOKafkaClient(**self._where)
                await clients.client.bootstrap()
            return clients.client

    async def _topic_id(self, clients: _Clients, topic: str) -> UUID | None:
        client = await self._client_of(clients)
        if clients.topic_ids is None:
            clients.topic_ids = TopicIdClient(client)
        try:
            return await clients.topic_ids.ask(topic)
        except UnknownTopicOrPartitionError as unknown:
            raise self._no_topic([topic]) from unknown

    def _no_topic(self, names: Sequence[str]) -> NotThere:
        return NotThere(
            f"Kafka at {self._connection.bootstrap_servers} has no topic {', '.join(names)}: "
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
