"""`copydesk topics create` makes topics with the limits of the contract, and touches none that stands."""

import uuid
from collections.abc import Mapping

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from deploy.kafka import StandingKafka
from tests.cli.conftest import run_copydesk
from tests.kafka.conftest import MakeTopic


@pytest.fixture
def settings(kafka: StandingKafka) -> Mapping[str, str]:
    """Settings with topics that nobody has created."""
    name = f"test.{uuid.uuid4().hex[:12]}"
    topics = {f"COPYDESK_{kind}_TOPIC": f"{name}.{kind.lower()}" for kind in ("RAW", "ENRICHED", "DEAD_LETTER")}
    return topics | {"COPYDESK_BOOTSTRAP_SERVERS": kafka.bootstrap_servers}


async def config_of(settings: Mapping[str, str], kind: str) -> dict[str, str]:
    """A topic's configuration, as the broker has it, and how many partitions it has."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings["COPYDESK_BOOTSTRAP_SERVERS"])
    await admin.start()
    name = settings[f"COPYDESK_{kind}_TOPIC"]
    try:
        (described,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
        (topic,) = await admin.describe_topics([name])
    finally:
        await admin.close()
    config = {entry[0]: entry[1] for entry in described.resources[0][4]}
    return config | {"partitions": str(len(topic["partitions"]))}


async def test_topics_are_created_with_their_limits(settings: Mapping[str, str]) -> None:
    """Each of the three has its partitions, size and retention, as the broker tells it."""
    ended = run_copydesk("topics", "create", "--partitions", 3, settings=settings)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert [line.split(":")[1].split(",")[0] for line in ended.stdout.decode().splitlines()] == [" created"] * 3
    raw, enriched, letters = [await config_of(settings, kind) for kind in ("RAW", "ENRICHED", "DEAD_LETTER")]
    assert [config["partitions"] for config in (raw, enriched, letters)] == ["3"] * 3
    assert int(raw["max.message.bytes"]) == 8 * 1024 * 1024 - 64 * 1024
    assert (enriched["retention.ms"], enriched["cleanup.policy"]) == ("-1", "delete")
    assert (letters["retention.ms"], letters["message.timestamp.type"]) == (str(30 * 86_400_000), "LogAppendTime")


async def test_the_topics_of_languages_are_created_too(settings: Mapping[str, str]) -> None:
    """With the limits of the default topic of records."""
    german = f"{settings['COPYDESK_ENRICHED_TOPIC']}.de"
    routed = {**settings, "COPYDESK_LANGUAGE_TOPICS": f"de={german}", "COPYDESK_OUTPUT_KEY": "article"}
    ended = run_copydesk("topics", "create", "--partitions", 2, settings=routed)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert f"{german}: created, 2 partitions; the latest of each article kept for ever." in ended.stdout.decode()
    of_german = await config_of({**routed, "COPYDESK_GERMAN_TOPIC": german}, "GERMAN")
    assert of_german == await config_of(routed, "ENRICHED")
    assert of_german["cleanup.policy"] == "compact"


async def test_topics_that_stand_are_left_and_told_of(settings: Mapping[str, str], make_topic: MakeTopic) -> None:
    """A second time all stand, exit code 0; where one differs from what it should be, that is said and not changed."""
    await make_topic(2, {"max.message.bytes": "4242"}, settings["COPYDESK_RAW_TOPIC"])
    run_copydesk("topics", "create", "--partitions", 1, settings=settings)
    ended = run_copydesk("topics", "create", "--partitions", 1, settings=settings)
    assert (ended.returncode, ended.stderr) == (0, b"")
    raw, enriched, letters = (settings[f"COPYDESK_{kind}_TOPIC"] for kind in ("RAW", "ENRICHED", "DEAD_LETTER"))
    assert ended.stdout.decode().splitlines() == [
        f"{raw}: stands already, left as it is.",
        f"{raw}: its max.message.bytes is 4242; copydesk would set {8 * 1024 * 1024 - 64 * 1024}.",
        f"{enriched}: stands already, left as it is.",
        f"{letters}: stands already, left as it is.",
    ]
    config = await config_of(settings, "RAW")
    assert (config["max.message.bytes"], config["partitions"]) == ("4242", "2")


def test_what_kafka_refuses_is_one_sentence(settings: Mapping[str, str]) -> None:
    """More copies than there are brokers cannot be had: Kafka's reason is passed on, exit code 1."""
    ended = run_copydesk("topics", "create", "--replication-factor", 99, settings=settings)
    assert (ended.returncode, ended.stdout) == (1, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith(f"copydesk: Kafka does not create {settings['COPYDESK_RAW_TOPIC']}: ")
    assert "replication factor" in line
