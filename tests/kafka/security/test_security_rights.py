"""The rights that docs/operating.md lists are enough, and each that is missing is named in a sentence."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.settings import Settings
from service.stream.rights import Right
from tests.cli.conftest import run_copydesk
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import LaneService, feed, new_settings, numbered, until, until_answered
from tests.kafka.security.secure_kafka import DENY, Grant, Kind, SecureKafka
from tests.kafka.security.test_security_connecting import environment_of, everywhere
from tests.kafka.security.test_security_refusals import SOON, told

Needed = dict[str, Grant]
TRANSACTIONAL = "`Write` on the transactional ids that begin with `<group>:<raw topic>:`"
COMMANDS = {
    "topics create": ("topics", "create", "--partitions", "1"),
    "feed": ("feed", "README.md"),
    "tail": ("tail", "--from-beginning", "--idle-timeout", "0"),
    "offsets": ("offsets",),
    "offsets --to": ("offsets", "--to", "latest", "--yes"),
}


def of_service(settings: Settings) -> Needed:
    """What the service needs, exactly once; by what the documents call it."""
    return {
        "`Read` on the raw topic": Grant(Right.READ, Kind.TOPIC, settings.raw_topic),
        "`Write` on each topic of records": Grant(Right.WRITE, Kind.TOPIC, settings.enriched_topic),
        "`Write` on the dead-letter topic": Grant(Right.WRITE, Kind.TOPIC, settings.dead_letter_topic),
        "`Read` on the group": Grant(Right.READ, Kind.GROUP, settings.group),
        TRANSACTIONAL: Grant(
            Right.WRITE, Kind.TRANSACTIONAL_ID, f"{settings.group}:{settings.raw_topic}:", prefixed=True
        ),
    }


def of_command(command: str, settings: Settings) -> list[Grant]:
    """What a command needs."""
    raw = Kind.TOPIC, settings.raw_topic
    return {
        "feed": [Grant(Right.WRITE, *raw)],
        "tail": [Grant(Right.READ, Kind.TOPIC, topic) for topic in settings.topics[1:]],
        "offsets": [Grant(Right.DESCRIBE, *raw), Grant(Right.DESCRIBE, Kind.GROUP, settings.group)],
        "offsets --to": [
            Grant(Right.READ, *raw),
            Grant(Right.READ, Kind.GROUP, settings.group),
            of_service(settings)[TRANSACTIONAL],
        ],
        "topics create": [Grant(Right.CREATE, Kind.TOPIC, settings.topics[0], prefixed=True)],
    }[command]


MISSING = list(of_service(Settings()))


def test_the_documents_list_these_rights() -> None:
    """Each on a line of its own, and no other."""
    page = Path("docs/operating.md").read_text()
    listed = re.findall(r"^- (`\w+` on .*?)(?:,? (?:where|but) .*)?$", page.partition("## Rights")[2], re.MULTILINE)
    assert listed == MISSING


@pytest.mark.parametrize("delivery", ["exactly-once", "at-least-once"])
async def test_the_service_needs_no_more_than_is_listed(
    kafka: SecureKafka, make_topic: MakeTopic, users: Iterator[str], delivery: str
) -> None:
    """It answers every message and is ready; without transactions it needs no right on their ids."""
    user = next(users)
    settings = await new_settings("", make_topic, delivery=delivery, **kafka.sasl("PLAIN", user))
    needed = of_service(settings)
    if delivery == "at-least-once":
        del needed[TRANSACTIONAL]
    await kafka.grant(user, needed.values())
    open_to_all = everywhere(kafka, settings)
    positions = await feed(open_to_all, numbered(3))
    async with LaneService(settings) as service:
        await until_answered(open_to_all, positions)
        await service.until_ready()


@pytest.mark.parametrize("missing", MISSING)
async def test_each_right_that_is_missing_is_named(
    kafka: SecureKafka, make_topic: MakeTopic, users: Iterator[str], missing: str
) -> None:
    """The start is given up; of transactional ids a lane finds out, and the service is unready."""
    user = next(users)
    settings = await new_settings("", make_topic, **kafka.sasl("PLAIN", user))
    needed = of_service(settings)
    lacking = needed.pop(missing)
    await kafka.grant(user, needed.values())
    async with LaneService(settings) as service:
        if missing == TRANSACTIONAL:
            sentence = await service.until_because("transactional id")
            assert service.given_up == []
        else:
            await until(lambda: told(service), bool, SOON)
            (sentence,) = service.given_up
    kind = lacking.kind.name.lower().replace("_", " ")
    assert f"give it the right {lacking.right.word} on {kind} {lacking.name}" in sentence
    assert f"does not allow user {user} what it needs" in sentence


async def test_a_right_that_is_taken_away_leaves_the_service_unready(
    kafka: SecureKafka, make_topic: MakeTopic, users: Iterator[str]
) -> None:
    """It says which, also before the next message would need it."""
    user = next(users)
    settings = await new_settings("", make_topic, **kafka.sasl("PLAIN", user))
    needed = of_service(settings)
    await kafka.grant(user, needed.values())
    async with LaneService(settings) as service:
        await service.until_ready()
        await kafka.grant(user, [needed["`Write` on each topic of records"]], DENY)
        await service.until_because(f"give it the right Write on topic {settings.enriched_topic}.")
        assert service.given_up == []


async def test_commands_need_what_is_listed_and_name_what_is_missing(
    kafka: SecureKafka, topic_name: str, users: Iterator[str]
) -> None:
    """Each user gets what its command needs, one after the other; before that all commands end with one sentence."""
    topics: dict[str, Any] = {
        "raw_topic": topic_name,
        "enriched_topic": f"{topic_name}.out",
        "dead_letter_topic": f"{topic_name}.dead",
    }
    settings = Settings(group=topic_name, **topics)
    by_command = {command: next(users) for command in COMMANDS}

    async def run(command: str) -> tuple[int, str]:
        environment = environment_of(kafka.sasl("PLAIN", by_command[command]) | topics | {"group": topic_name})
        done = await asyncio.to_thread(run_copydesk, *COMMANDS[command], settings=environment)
        return done.returncode, done.stderr.decode()

    refused = await asyncio.gather(*map(run, COMMANDS))
    for (code, said), user in zip(refused, by_command.values(), strict=True):
        assert (code, said.count("\n")) == (1, 1), said
        assert f"does not allow user {user} what it needs: give it the right " in said
    for command, user in by_command.items():
        await kafka.grant(user, of_command(command, settings))
        code, said = await run(command)
        assert code == 0, (command, said)
