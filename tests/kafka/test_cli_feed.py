"""`copydesk feed` puts every article onto the topic once, in order, and names what it cannot."""

import json
import os
from pathlib import Path

from aiokafka import AIOKafkaConsumer, ConsumerRecord

from deploy.kafka import StandingKafka
from tests.cli.conftest import run_copydesk
from tests.kafka.conftest import MakeTopic

JSON = ("content-type", b"application/json")


async def messages_on(kafka: StandingKafka, topic: str) -> list[ConsumerRecord[bytes, bytes]]:
    """All messages of a topic with one partition, in order."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=kafka.bootstrap_servers, auto_offset_reset="earliest")
    await consumer.start()
    try:
        (partition,) = consumer.assignment()
        end = (await consumer.end_offsets([partition]))[partition]
        found: list[ConsumerRecord[bytes, bytes]] = []
        while await consumer.position(partition) < end:
            found += (await consumer.getmany(timeout_ms=500)).get(partition, [])
        return found
    finally:
        await consumer.stop()


async def test_files_become_messages(kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path) -> None:
    """A folder's files are messages with their bytes, their name as key, and their content type as header."""
    topic = await make_topic()
    page, text = b"<p>\xe9t\xe9</p>", b"The ferry runs again."
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_bytes(page)
    (tmp_path / "sub" / "b.txt").write_bytes(text)
    ended = run_copydesk("feed", tmp_path, "--topic", topic, "--bootstrap-servers", kafka.bootstrap_servers)
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (0, b"", f"2 messages are on {topic}.\n")
    assert [(message.key, message.value, message.headers) for message in await messages_on(kafka, topic)] == [
        (b"a.html", page, (("content-type", b"text/html"),)),
        (b"sub/b.txt", text, (("content-type", b"text/plain"),)),
    ]


async def test_lines_keep_their_order_and_get_their_articles_key(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """Envelopes stand in the order of the lines, keyed by article_id, else url, else not at all; bytes untouched."""
    topic = await make_topic()
    lines = [json.dumps({"article_id": f"a-{number}", "url": "https://e.example/"}).encode() for number in range(500)]
    lines += [
        b'{"url": "https://e.example/1"}',
        b'{"article_id": 7}',
        b"not JSON \xff",
        b"[]",
        b'{"article_id": "\\ud800"}',
    ]
    ended = run_copydesk(
        "feed",
        "--jsonl",
        "-",
        "--topic",
        topic,
        "--bootstrap-servers",
        kafka.bootstrap_servers,
        given=b"\n".join(lines),
    )
    assert ended.returncode == 0
    found = await messages_on(kafka, topic)
    assert [message.value for message in found] == lines
    assert [message.key for message in found[:500]] == [f"a-{number}".encode() for number in range(500)]
    assert [message.key for message in found[500:]] == [b"https://e.example/1", None, None, None, None]
    assert {message.headers for message in found} == {(JSON,)}


async def test_what_the_topic_refuses_is_named_and_the_rest_is_there_once(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """Files over the limit of broker or client are named, exit code 1; no neighbour of theirs is lost or doubled."""
    topic = await make_topic(config={"max.message.bytes": "50000"})
    sizes = {f"{number:02}.txt": 100 for number in range(40)} | {
        "07.txt": 60_000,
        "23.txt": 9_000_000,
        "39.txt": 51_000,
    }
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(os.urandom(size))
    ended = run_copydesk("feed", tmp_path, "--topic", topic, "--bootstrap-servers", kafka.bootstrap_servers)
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines() == [
        f"{tmp_path}/07.txt: too-large: {topic} takes no message of 60000 bytes.",
        f"{tmp_path}/23.txt: too-large: {topic} takes no message of 9000000 bytes.",
        f"{tmp_path}/39.txt: too-large: {topic} takes no message of 51000 bytes.",
        f"37 messages are on {topic}.",
    ]
    keys = sorted(message.key or b"" for message in await messages_on(kafka, topic))
    assert keys == sorted(name.encode() for name, size in sizes.items() if size == 100)


def test_a_missing_topic_is_one_sentence(kafka: StandingKafka, topic_name: str) -> None:
    """Where the topic is not there, nothing is read, and what creates it is named."""
    ended = run_copydesk(
        "feed", "pyproject.toml", "--topic", topic_name, "--bootstrap-servers", kafka.bootstrap_servers
    )
    assert (ended.returncode, ended.stdout) == (1, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert topic_name in line
    assert "`copydesk topics create`" in line
