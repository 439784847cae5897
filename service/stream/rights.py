"""What this client may do in Kafka, asked before it is needed, and the sentence for a right that it lacks.

A broker says of topics and of a group what the asking client may do with them. aiokafka's own requests do not ask for
that, or lose the answer, so that two are here; the tests ask a real broker.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    IncompatibleBrokerVersion,
    NoError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
    for_code,
)
from aiokafka.protocol.admin import DescribeGroupsRequest_v3, DescribeGroupsResponse_v3
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String

from service.stream.connection import Connection
from service.stream.missing import Denied

NOT_SAID = -(2**31)  # what a broker answers that keeps no account of rights

NO_RIGHT = (
    TopicAuthorizationFailedError,
    GroupAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
    ClusterAuthorizationFailedError,
)


class Right(IntEnum):
    """Kafka's operations of which Copydesk knows, by their codes."""

    READ = 3
    WRITE = 4
    CREATE = 5
    DESCRIBE = 8

    @property
    def word(self) -> str:
        """As Kafka's tools write it."""
        return self.name.title()

    def is_in(self, allowed: int) -> bool:
        """Whether a broker's answer allows it. One that does not even have Describe is no account of rights."""
        return allowed == NOT_SAID or not allowed >> Right.DESCRIBE & 1 or bool(allowed >> self & 1)


def lacks(connection: Connection, right: Right, kind: str, names: Iterable[str]) -> Denied:
    """The sentence for a right that the client lacks on topics, a group, a transactional id or the cluster."""
    what = f"{kind} {', '.join(sorted(names))}".rstrip()
    return Denied(
        f"Kafka at {connection.bootstrap_servers} does not allow {connection.client} what it needs: "
        f"give it the right {right.word} on {what}."
    )


def denied(connection: Connection, error: BaseException, right: Right) -> Denied | None:
    """The sentence for what a broker refused for want of a right; None where that was not the reason."""
    if not isinstance(error, NO_RIGHT):
        return None
    named = error.args[0] if error.args else ""
    names = sorted(named) if isinstance(named, set | frozenset | list | tuple) else [str(named)]
    if isinstance(error, TopicAuthorizationFailedError):
        return lacks(connection, right, "topic", names)
    if isinstance(error, GroupAuthorizationFailedError):
        return lacks(connection, Right.READ, "group", names)
    if isinstance(error, TransactionalIdAuthorizationFailed):
        return lacks(connection, Right.WRITE, "transactional id", names)
    return lacks(connection, right, "the cluster", ())


class _TopicsAnswer(Response):  # type: ignore[misc]  # aiokafka publishes no types
    """Metadata, version 8."""

    API_KEY = 3
    API_VERSION = 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            Array(("node_id", Int32), ("host", String("utf-8")), ("port", Int32), ("rack", String("utf-8"))),
        ),
        ("cluster_id", String("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("name", String("utf-8")),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline", Array(Int32)),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
        ("cluster_authorized_operations", Int32),
    )


class _TopicsQuestion(RequestStruct):  # type: ignore[misc]  # aiokafka publishes no types
    """Metadata, version 8: the first that tells rights."""

    API_KEY = 3
    API_VERSION = 8
    RESPONSE_TYPE = _TopicsAnswer
    SCHEMA = Schema(
        ("topics", Array(String("utf-8"))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class _TopicsRequest(Request[_TopicsQuestion]):  # type: ignore[misc]  # aiokafka publishes no types
    """Builds it."""

    API_KEY = 3

    def __init__(self, topics: Sequence[str]) -> None:
        self._topics = list(topics)

    def build(self, request_struct_class: type[_TopicsQuestion]) -> _TopicsQuestion:
        return request_struct_class(self._topics, False, False, True)


class _GroupQuestion(DescribeGroupsRequest_v3):  # type: ignore[misc]  # aiokafka publishes no types
    """aiokafka reads its answer as one of version 2, without the rights at its end."""

    RESPONSE_TYPE = DescribeGroupsResponse_v3


class _GroupRequest(Request[_GroupQuestion]):  # type: ignore[misc]  # aiokafka publishes no types
    """Builds it."""

    API_KEY = 15

    def __init__(self, group: str) -> None:
        self._group = group

    def build(self, request_struct_class: type[_GroupQuestion]) -> _GroupQuestion:
        return request_struct_class([self._group], True)


async def absent_topics(client: AIOKafkaClient, connection: Connection, needed: Mapping[str, Right]) -> list[str]:
    """Those of the topics that do not exist.

    Args:
        client: one that has been bootstrapped.
        connection: whose rights they are.
        needed: what the client has to do with each topic.

    Raises:
        Denied: it may not do that with one that exists, or may not know of one.
        NotImplementedError, IncompatibleBrokerVersion: the broker, older than 2.3, does not tell.
    """
    answer = await client.send(client.get_random_node(), _TopicsRequest(list(needed)))
    found = {name: (for_code(code), allowed) for code, name, _, _, allowed in answer.topics}
    unknown = [name for name, (error, _) in found.items() if error is TopicAuthorizationFailedError]
    for right in Right:
        lacking = [
            name
            for name, (error, allowed) in found.items()
            if needed[name] is right and (name in unknown or (error is NoError and not right.is_in(allowed)))
        ]
        if lacking:
            raise lacks(connection, right, "topic", lacking)
    return [name for name, (error, _) in found.items() if error is not NoError]


async def require_group(client: AIOKafkaClient, connection: Connection, group: str, coordinator: int) -> None:
    """Make sure that the client may be a member of the group; a broker older than 2.3 is not asked.

    Raises:
        Denied: it may not.
    """
    try:
        answer = await client.send(coordinator, _GroupRequest(group))
    except (NotImplementedError, IncompatibleBrokerVersion):
        return
    ((error_code, *_, allowed),) = answer.groups
    error = for_code(error_code)
    if error is GroupAuthorizationFailedError or (error is NoError and not Right.READ.is_in(allowed)):
        raise lacks(connection, Right.READ, "group", [group])
