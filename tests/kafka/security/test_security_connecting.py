"""Each way in works, for the service and for every command that talks to Kafka."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiokafka import TopicPartition

from service.settings import Settings
from service.stream.by_hand import read_by_hand
from service.stream.connection import connection_of
from tests.cli.conftest import run_copydesk
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import LaneService, feed, new_settings, numbered, until_answered
from tests.kafka.security.secure_kafka import PASSWORD, USER, SecureKafka
from tests.kafka.service_process import ServiceProcess

TEXT = b"The ferries sail again on Monday, after eleven weeks in which nobody could cross the strait at Helmsund."

WAYS: dict[str, Callable[[SecureKafka], dict[str, Any]]] = {
    "TLS": lambda kafka: kafka.tls(),
    "mutual TLS": lambda kafka: kafka.mutual(),
    "PLAIN": lambda kafka: kafka.sasl("PLAIN"),
    "SCRAM-SHA-256": lambda kafka: kafka.sasl("SCRAM-SHA-256"),
    "SCRAM-SHA-512": lambda kafka: kafka.sasl("SCRAM-SHA-512"),
    "SCRAM without TLS": lambda kafka: {
        "bootstrap_servers": kafka.at("BARE"),
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_username": USER,
        "sasl_password_file": str(kafka.password_file),
    },
}


def everywhere(kafka: SecureKafka, settings: Settings) -> Settings:
    """The same topics and group, for the test's own clients."""
    return Settings(
        bootstrap_servers=kafka.bootstrap_servers,
        **{name: getattr(settings, name) for name in ("group", "raw_topic", "enriched_topic", "dead_letter_topic")},
    )


@pytest.mark.parametrize("way", WAYS)
async def test_the_service_runs_over_each_way_in(kafka: SecureKafka, make_topic: MakeTopic, way: str) -> None:
    """Every message gets its outcome in a transaction: consumer, producers and all questions get in."""
    settings = await new_settings("", make_topic, **WAYS[way](kafka))
    open_to_all = everywhere(kafka, settings)
    positions = await feed(open_to_all, numbered(3))
    async with LaneService(settings) as service:
        await until_answered(open_to_all, positions)
        await service.until_ready()
        assert service.given_up == []
    read = await read_by_hand(connection_of(settings), TopicPartition(settings.raw_topic, 0), 0, largest_value=100)
    assert len(read.records) == 3


async def test_a_certificate_that_is_not_made_to_the_letter_is_taken_where_that_is_set(
    kafka: SecureKafka, make_topic: MakeTopic
) -> None:
    """With COPYDESK_TLS_STRICT=false."""
    settings = await new_settings("", make_topic, tls_strict=False, **kafka.tls("LAX"))
    async with LaneService(settings) as service:
        await service.until_ready()


async def test_every_command_gets_in(kafka: SecureKafka, topic_name: str) -> None:
    """One makes the topics, the next ones fill them, read along, show the group and move it."""
    environment = environment_of(
        kafka.sasl("SCRAM-SHA-512")
        | {"raw_topic": topic_name, "enriched_topic": f"{topic_name}.out", "dead_letter_topic": f"{topic_name}.dead"}
        | {"group": topic_name, "sasl_password_file": str(kafka.password_file)}
    )
    del environment["COPYDESK_SASL_PASSWORD"]
    shown = b""
    for given, *arguments in (
        (b"", "topics", "create", "--partitions", "1"),
        (TEXT, "feed", "-"),
        (b"", "tail", "--from-beginning", "--idle-timeout", "0"),
        (b"", "offsets"),
        (b"", "offsets", "--to", "latest", "--yes"),
    ):
        done = run_copydesk(*arguments, given=given, settings=environment)
        assert done.returncode == 0, (arguments, done.stderr.decode())
        shown = done.stdout
    assert b'"committed": 1' in shown


async def test_no_line_of_the_log_has_a_password_or_an_articles_text(
    kafka: SecureKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """Not even where debug lines are asked for; nor does any endpoint."""
    settings = await new_settings("", make_topic, **kafka.sasl("PLAIN"))
    names = ("group", "raw_topic", "enriched_topic", "dead_letter_topic", "workers")
    chosen = {name: str(getattr(settings, name)) for name in names} | kafka.sasl("PLAIN") | {"log_level": "debug"}
    open_to_all = everywhere(kafka, settings)
    with ServiceProcess(chosen, tmp_path / "log") as service:
        good, bad = b'{"content_type": "text/plain", "content": "%s"}' % TEXT, b'{"content": %s}' % TEXT
        positions = await feed(open_to_all, {0: [good, bad]})
        await until_answered(open_to_all, positions)
        service.wait_until(200)
        said = service.log.read_text() + "".join(service.get(path)[1] for path in ("/metrics", "/asyncapi.json"))
        assert service.terminate() == 0
    said += service.log.read_text()
    assert '"outcome": "record"' in said
    assert '"reason": "invalid-message"' in said
    for secret in (PASSWORD, "Helmsund"):
        assert secret not in said
    assert '"scramSha512"' not in said
    assert '"type": "plain"' in said


def environment_of(settings: Mapping[str, str]) -> dict[str, str]:
    """Settings as a command's environment has them."""
    return {f"COPYDESK_{name.upper()}": value for name, value in settings.items()}
