"""Which topics the service needs, with which limits, and how they come to be."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    KafkaConnectionError,
    KafkaError,
    NoError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    for_code,
)

from service.cli.endings import Ended
from service.cli.kafka_client import be_quiet
from service.settings import Settings
from service.stream.connection import Connection
from service.stream.missing import no_broker
from service.stream.rights import Right, lacks
from service.stream.unreachable import why_unreachable

HEADER_ROOM = 64 * 1024  # what a dead letter has beside the raw message that it carries
DEAD_LETTER_HOURS = 30 * 24
HOUR_MS = 60 * 60 * 1000
FOR_EVER = "-1"
BROKERS_DEFAULT = -1  # as Kafka has it (KIP-464)
ANSWER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A topic as it should be; `kept` says in words how long messages stay."""

    name: str
    partitions: int
    config: Mapping[str, str]
    kept: str


def planned(settings: Settings, *, partitions: int, retention_hours: int | None) -> tuple[Plan, ...]:
    """The raw topic, those of records and the dead-letter topic; a `retention_hours` of None keeps records for ever."""
    letter_bytes = settings.dead_letter_max_bytes
    # A message that the raw topic takes must fit the dead-letter topic with the headers that say why it is there.
    raw_bytes = max(letter_bytes - HEADER_ROOM, letter_bytes // 2)
    raw = Plan(settings.raw_topic, partitions, {"max.message.bytes": str(raw_bytes)}, "kept as long as the brokers say")
    letters = Plan(
        settings.dead_letter_topic,
        partitions,
        {
            "max.message.bytes": str(letter_bytes),
            "cleanup.policy": "delete",
            "retention.ms": str(DEAD_LETTER_HOURS * HOUR_MS),
            "message.timestamp.type": "LogAppendTime",
        },
        f"kept for {DEAD_LETTER_HOURS // 24} days from when they are written",
    )
    records = [_of_records(topic, settings, partitions, retention_hours) for topic in settings.record_topics.all]
    return raw, *records, letters


def create_topics(connection: Connection, plans: Sequence[Plan], replication_factor: int | None) -> list[str]:
    """Create what is not there; a sentence for each topic, and one for each limit in which a standing one differs.

    Raises:
        Ended: Kafka does not answer, or refuses.
    """
    be_quiet()
    return asyncio.run(_create(connection, plans, replication_factor or BROKERS_DEFAULT))


def _of_records(topic: str, settings: Settings, partitions: int, retention_hours: int | None) -> Plan:
    compacted = settings.output_key == "article"
    policy = [name for name, wanted in (("compact", compacted), ("delete", not compacted or retention_hours)) if wanted]
    for_ever = "kept for ever" if not compacted else "the latest of each article kept for ever"
    return Plan(
        topic,
        partitions,
        {
            "max.message.bytes": str(settings.enriched_max_bytes),
            "cleanup.policy": ",".join(policy),
            "retention.ms": str(retention_hours * HOUR_MS) if retention_hours else FOR_EVER,
            "retention.bytes": FOR_EVER,
        },
        f"kept for {retention_hours} hours from the time of their raw message" if retention_hours else for_ever,
    )


async def _create(connection: Connection, plans: Sequence[Plan], replication_factor: int) -> list[str]:
    admin = AIOKafkaAdminClient(**connection.parameters, client_id="copydesk")
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await admin.start()
            said: list[str] = []
            for plan in plans:
                said += await _create_one(connection, admin, plan, replication_factor)
            return said
    except (KafkaConnectionError, OSError, TimeoutError) as error:
        raise Ended(str(await why_unreachable(connection) or no_broker(connection.bootstrap_servers))) from error
    except KafkaError as error:
        raise Ended(f"Kafka at {connection.bootstrap_servers} does not create topics: {error}") from error
    finally:
        await admin.close()


async def _create_one(
    connection: Connection, admin: AIOKafkaAdminClient, plan: Plan, replication_factor: int
) -> list[str]:
    # aiokafka takes the broker's default for a mistake, unless there are assignments; none are as good.
    assignments: dict[int, list[int]] | None = {} if replication_factor == BROKERS_DEFAULT else None
    topic = NewTopic(plan.name, plan.partitions, replication_factor, assignments, dict(plan.config))
    answer = await admin.create_topics([topic], timeout_ms=int(ANSWER_SECONDS * 1000))
    ((_, code, because),) = answer.topic_errors
    error = for_code(code)
    if error is NoError:
        return [f"{plan.name}: created, {plan.partitions} partitions; {plan.kept}."]
    if error in {TopicAuthorizationFailedError, ClusterAuthorizationFailedError}:
        raise Ended(str(lacks(connection, Right.CREATE, "topic", [plan.name])))
    if error is not TopicAlreadyExistsError:
        raise Ended(f"Kafka does not create {plan.name}: {because or error.__name__}")
    return [f"{plan.name}: stands already, left as it is.", *await _differences(admin, plan)]


async def _differences(admin: AIOKafkaAdminClient, plan: Plan) -> list[str]:
    (described,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, plan.name)])
    ((code, _, _, _, entries),) = described.resources
    if for_code(code) is not NoError:
        return [f"{plan.name}: its limits cannot be read, for which the right DescribeConfigs on the topic is needed."]
    stands: dict[str, Any] = {entry[0]: entry[1] for entry in entries}
    return [
        f"{plan.name}: its {name} is {stands.get(name)}; copydesk would set {wanted}."
        for name, wanted in plan.config.items()
        if stands.get(name) != wanted
    ]
