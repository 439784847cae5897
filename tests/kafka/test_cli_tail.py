"""`copydesk tail` shows what is committed, from the start or from now on, and ends when it is asked to."""

import asyncio
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Mapping

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from deploy.kafka import StandingKafka
from service.message import Origin, RawMessage
from service.outcome import DeadLetter
from service.stream.dead_letter import dead_letter_messages
from tests.cli.conftest import run_copydesk
from tests.kafka.conftest import MakeTopic

RAW = RawMessage(b"%PDF", b"a-9", (), Origin("raw", 3, 81230, 0))


@pytest.fixture
async def settings(kafka: StandingKafka, make_topic: MakeTopic) -> Mapping[str, str]:
    """Settings with output topics of the test's own."""
    return {
        "COPYDESK_BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "COPYDESK_ENRICHED_TOPIC": await make_topic(3),
        "COPYDESK_DEAD_LETTER_TOPIC": await make_topic(2),
    }


def record(number: int) -> bytes:
    """A record, as much of one as is needed to know it again."""
    return json.dumps({"article_id": f"a-{number}", "language": {"tag": "en"}}).encode()


async def write(settings: Mapping[str, str], *numbers: int, letters: int = 0, abort: bool = False) -> None:
    """Write records and dead letters in one transaction, which is committed or aborted."""
    producer = AIOKafkaProducer(
        bootstrap_servers=settings["COPYDESK_BOOTSTRAP_SERVERS"], transactional_id=f"test-{uuid.uuid4().hex}"
    )
    letter = next(dead_letter_messages(RAW, DeadLetter("undecodable", "decode", "A PDF."), ""))
    await producer.start()
    try:
        await producer.begin_transaction()
        for number in numbers:
            await producer.send_and_wait(settings["COPYDESK_ENRICHED_TOPIC"], record(number))
        for _ in range(letters):
            await producer.send_and_wait(
                settings["COPYDESK_DEAD_LETTER_TOPIC"], letter.value, letter.key, headers=list(letter.headers)
            )
        await (producer.abort_transaction() if abort else producer.commit_transaction())
    finally:
        await producer.stop()


def tail(settings: Mapping[str, str], *arguments: str) -> list[dict[str, object]]:
    """What `copydesk tail` writes, until nothing comes for a second."""
    ended = run_copydesk("tail", "--idle-timeout", 1, *arguments, settings=settings)
    assert (ended.returncode, ended.stderr) == (0, b"")
    return [json.loads(line) for line in ended.stdout.splitlines()]


def names(lines: list[dict[str, object]]) -> list[str]:
    """The articles of records, and `dead_letter` for each of these, sorted."""
    return sorted(str(line.get("article_id", next(iter(line)))) for line in lines)


async def test_records_and_dead_letters_are_read_from_the_beginning(settings: Mapping[str, str]) -> None:
    """All that is committed comes, as JSON where the output is no terminal; what was aborted never does."""
    await write(settings, 1, 2, letters=1)
    await write(settings, 3, letters=1, abort=True)
    await write(settings, 4)
    everything = tail(settings, "--from-beginning")
    assert names(everything) == ["a-1", "a-2", "a-4", "dead_letter"]
    (letter,) = [line["dead_letter"] for line in everything if "dead_letter" in line]
    assert isinstance(letter, dict)
    assert (letter["reason"], letter["key"], letter["source"]["offset"]) == ("undecodable", "a-9", 81230)
    assert names(tail(settings, "--from-beginning", "--only", "records")) == ["a-1", "a-2", "a-4"]
    assert names(tail(settings, "--from-beginning", "--only", "dead-letters")) == ["dead_letter"]
    assert len(tail(settings, "--from-beginning", "--limit", "2")) == 2


async def test_the_topics_of_languages_are_read_too(settings: Mapping[str, str], make_topic: MakeTopic) -> None:
    """They are topics of records; one of the map that is missing is named, as any is."""
    german = await make_topic(1)
    await write(settings, 1, letters=1)
    await write({**settings, "COPYDESK_ENRICHED_TOPIC": german}, 2)
    routed = {**settings, "COPYDESK_LANGUAGE_TOPICS": f"de={german}"}
    assert names(tail(routed, "--from-beginning")) == ["a-1", "a-2", "dead_letter"]
    assert names(tail(routed, "--from-beginning", "--only", "records")) == ["a-1", "a-2"]
    missing = {**settings, "COPYDESK_LANGUAGE_TOPICS": f"de={german}.missing"}
    ended = run_copydesk("tail", "--idle-timeout", 1, settings=missing)
    assert ended.returncode == 1
    assert f"has no topic {german}.missing: create it with `copydesk topics create`" in ended.stderr.decode()


async def test_without_a_word_it_shows_only_what_comes_from_now_on(settings: Mapping[str, str]) -> None:
    """What stood there before is not shown, and what comes is, at once."""
    await write(settings, 0)
    arguments = ("-m", "service.cli", "tail", "--limit", "1")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=subprocess.PIPE, env=os.environ | settings
    )
    number = 0
    while process.returncode is None:  # it does not say when it has begun: records are written until it has shown one
        number += 1
        await write(settings, number)
    (line,) = (await process.communicate())[0].splitlines()
    assert json.loads(line)["article_id"] != "a-0"


async def test_it_leaves_no_trace_on_the_broker(settings: Mapping[str, str]) -> None:
    """It belongs to no group, so that it takes nothing from any."""
    await write(settings, 1)
    admin = AIOKafkaAdminClient(bootstrap_servers=settings["COPYDESK_BOOTSTRAP_SERVERS"])
    await admin.start()
    try:
        before = await admin.list_consumer_groups()
        assert names(tail(settings, "--from-beginning")) == ["a-1"]
        assert await admin.list_consumer_groups() == before
    finally:
        await admin.close()


async def test_it_is_readable_where_that_is_wanted(settings: Mapping[str, str]) -> None:
    """With --no-json the same comes in words."""
    await write(settings, 1, letters=1)
    ended = run_copydesk("tail", "--no-json", "--from-beginning", "--limit", 2, "--idle-timeout", 20, settings=settings)
    said = ended.stdout.decode()
    assert "(no headline) a-1\n  en\n" in said
    assert "DEAD LETTER  undecodable  in decode\n  A PDF.\n  raw/3 at 81230" in said
