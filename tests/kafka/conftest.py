"""A real Apache Kafka for the tests of this folder: started once a session, or one that stands elsewhere."""

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

from deploy.kafka import Broker, StandingKafka

ELSEWHERE = "COPYDESK_TEST_KAFKA"  # bootstrap servers of a Kafka to use in place of our own
HERE = Path(__file__).parent

MakeTopic = Callable[..., Awaitable[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs the broker."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("kafka")


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandingKafka]:
    """The session's Kafka: nobody stops it, and each test has topics of its own in it."""
    elsewhere = os.environ.get(ELSEWHERE)
    if elsewhere:
        yield StandingKafka(elsewhere)
        return
    with Broker(tmp_path_factory.mktemp("kafka")) as broker:
        yield StandingKafka(broker.bootstrap_servers)


@pytest.fixture
def topic_name() -> str:
    """A topic name that nobody has used."""
    return f"test.{uuid.uuid4().hex[:12]}"


@pytest.fixture
async def make_topic(kafka: StandingKafka) -> AsyncIterator[MakeTopic]:
    """Make topics that the test's end deletes; the call takes partitions, config and a name, and gives the name."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap_servers)
    await admin.start()
    made: list[str] = []

    async def make(partitions: int = 1, config: Mapping[str, str] | None = None, name: str | None = None) -> str:
        name = name or f"test.{uuid.uuid4().hex[:12]}"
        topic = NewTopic(name, partitions, 1, topic_configs=dict(config or {}))
        answer = await admin.create_topics([topic], timeout_ms=20_000)
        for _, code, message in answer.topic_errors:
            if code:
                raise for_code(code)(message)
        made.append(name)
        return name

    try:
        yield make
        if made:
            await admin.delete_topics(made, timeout_ms=20_000)
    finally:
        await admin.close()
