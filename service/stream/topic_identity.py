"""Asks for the id that Kafka gives each topic it makes: a topic that was made anew keeps its name, and nothing else.

aiokafka's own metadata request ends at version 5, without ids. Its public ways ask for them here in version 10, with
the parts that its other requests are made of; the tests ask a real broker, so that an upgrade that moves them is loud.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from io import BytesIO
from math import inf
from uuid import UUID

import structlog
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import IncompatibleBrokerVersion, KafkaConnectionError, KafkaError, NoError, for_code
from aiokafka.protocol.abstract import AbstractType
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Boolean, CompactArray, CompactString, Int16, Int32, Schema, TaggedFields

FRESH_SECONDS = 0.1  # an answer serves for so long; to delete, make and fill a topic took 0.2 s on an idle broker
BROKER_SECONDS = 2.0  # for one broker; a write waits for the answer, and a broker may hang while others answer
NO_ID = UUID(int=0)  # by name, in a question; not known, in an answer

log = structlog.get_logger("copydesk.stream")


class _Uuid(AbstractType):  # type: ignore[misc]  # aiokafka publishes no types
    """Sixteen bytes."""

    @classmethod
    def encode(cls, value: UUID) -> bytes:
        return value.bytes

    @classmethod
    def decode(cls, data: BytesIO) -> UUID:
        return UUID(bytes=data.read(16))


_BROKER = (
    ("node_id", Int32),
    ("host", CompactString("utf-8")),
    ("port", Int32),
    ("rack", CompactString("utf-8")),
    ("tags", TaggedFields),
)


class _Answer(Response):  # type: ignore[misc]  # aiokafka publishes no types
    """Its beginning, up to the one topic's id: the partitions that follow would only cost time."""

    API_KEY = 3
    API_VERSION = 10
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("brokers", CompactArray(*_BROKER)),
        ("cluster_id", CompactString("utf-8")),
        ("controller_id", Int32),
        ("topics", CompactArray(("error_code", Int16), ("name", CompactString("utf-8")), ("topic_id", _Uuid))),
    )


class _Question(RequestStruct):  # type: ignore[misc]  # aiokafka publishes no types
    """Metadata, version 10."""

    FLEXIBLE_VERSION = True
    API_KEY = 3
    API_VERSION = 10
    RESPONSE_TYPE = _Answer
    SCHEMA = Schema(
        ("topics", CompactArray(("topic_id", _Uuid), ("name", CompactString("utf-8")), ("tags", TaggedFields))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
        ("tags", TaggedFields),
    )


class _TopicIdRequest(Request[_Question]):  # type: ignore[misc]  # aiokafka publishes no types
    """Builds the question for the version that a broker takes."""

    API_KEY = 3

    def __init__(self, topic: str) -> None:
        self._topic = topic

    def build(self, request_struct_class: type[_Question]) -> _Question:
        return request_struct_class([(NO_ID, self._topic, {})], False, False, False, {})


class TopicIdClient:
    """Asks one broker after the other, first the one that answered last.

    Args:
        client: one that has been bootstrapped.
    """

    def __init__(self, client: AIOKafkaClient) -> None:
        self._client = client
        self._answered_last: int | None = None

    async def ask(self, topic: str) -> UUID | None:
        """The topic's id; None where the brokers (before 2.8) know of none.

        Raises:
            UnknownTopicOrPartitionError: there is no such topic; and its like.
            KafkaConnectionError, TimeoutError: none of the brokers answers; and their like.
        """
        unheard: Exception = KafkaConnectionError("no broker is known")
        nodes = [broker.nodeId for broker in self._client.cluster.brokers()]
        for node in sorted(nodes, key=lambda one: (one != self._answered_last, one)):
            try:
                async with asyncio.timeout(BROKER_SECONDS):
                    answer = await self._client.send(node, _TopicIdRequest(topic))
            except (NotImplementedError, IncompatibleBrokerVersion):
                return None
            except (KafkaError, TimeoutError) as error:
                unheard = error
                continue
            self._answered_last = node
            ((error_code, _, topic_id),) = answer.topics
            if topic_id == NO_ID and for_code(error_code) is not NoError:
                raise for_code(error_code)
            return None if topic_id == NO_ID else topic_id
        raise unheard


class TopicIds:
    """The topics' ids as they were heard last."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[float, UUID | None]] = {}
        self._past: set[UUID] = set()
        self._has_told = False
        self._asking = asyncio.Lock()  # what one lane asks is the answer for all

    async def current(
        self, topic: str, ask: Callable[[], Awaitable[UUID | None]], *, anew: bool = False
    ) -> UUID | None:
        """The topic's id, as of FRESH_SECONDS ago at most, or of now; None where brokers know of none, said once."""
        async with self._asking:
            asked_at, before = self._heard.get(topic, (-inf, None))
            now = time.monotonic()
            if now - asked_at < FRESH_SECONDS and not anew:
                return before
            return self._hear(topic, now, await ask())

    def _hear(self, topic: str, asked_at: float, found: UUID | None) -> UUID | None:
        if found is None and not self._has_told:
            self._has_told = True
            log.warning("the brokers know no topic ids: one that is made anew while nobody looks may not be noticed")
        before = self._heard[topic][1] if topic in self._heard else None
        if found is None or found in self._past:
            found = before  # a broker that lags behind the others
        elif before is not None and found != before:
            self._past.add(before)
        self._heard[topic] = asked_at, found
        return found


def is_another(known: UUID | None, found: UUID | None) -> bool:
    """Whether two ids are of different topics; where one is not known, nothing can be said."""
    return None not in (known, found) and known != found
