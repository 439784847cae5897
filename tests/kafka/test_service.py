"""The service as a process on a real Kafka: nothing is lost, whatever comes in and however it is stopped."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from jsonschema import Draft202012Validator

from deploy.kafka import StandingKafka
from service.settings import Compression
from tests.kafka.conftest import MakeTopic
from tests.kafka.raw_messages import MAX_ARTICLE_BYTES, RECORD, TOMBSTONE, Sent, one_of_each
from tests.kafka.service_process import ServiceProcess

COMPRESSIONS: list[Compression] = ["none", "gzip", "snappy", "lz4", "zstd"]
PARTITIONS = 6
SCHEMA = Draft202012Validator(json.loads(Path("schemas/v1/enriched-article.schema.json").read_text()))

Position = tuple[int, int]
Start = Callable[..., ServiceProcess]


@pytest.fixture
async def settings(kafka: StandingKafka, make_topic: MakeTopic) -> dict[str, str]:
    """Settings of a service with a group and topics of its own."""
    raw = await make_topic(PARTITIONS)
    return {
        "bootstrap_servers": kafka.bootstrap_servers,
        "group": f"group-of-{raw}",
        "raw_topic": raw,
        "enriched_topic": await make_topic(PARTITIONS),
        "dead_letter_topic": await make_topic(1),
        "max_article_bytes": str(MAX_ARTICLE_BYTES),
        "workers": "2",
    }


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts services; each that still runs at the end is killed."""
    started: list[ServiceProcess] = []

    def start(settings: dict[str, str], **changes: str) -> ServiceProcess:
        started.append(ServiceProcess(settings | changes, tmp_path / f"service-{len(started)}.log"))
        return started[-1]

    yield start
    for service in started:
        service.__exit__(None, None, None)


async def send(bootstrap_servers: str, topic: str, messages: list[Sent], compression: Compression) -> list[Position]:
    """Put messages on the raw topic; where each stands."""
    compression_type = None if compression == "none" else compression
    # Its own limit counts bytes that are not compressed yet.
    options = {"compression_type": compression_type, "max_request_size": 2**28}
    async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, **options) as producer:
        sends = [await hand_over(producer, topic, message) for message in messages]
        return [(done.partition, done.offset) for done in [await future for future in sends]]


async def hand_over(producer: AIOKafkaProducer, topic: str, message: Sent) -> Any:
    """Send one message; aiokafka sends one with neither key nor value only as a batch."""
    headers = list(message.headers)
    if message.value is None and message.key is None:
        batch = producer.create_batch()
        batch.append(timestamp=None, key=None, value=None, headers=headers)
        return await producer.send_batch(batch, topic, partition=0)
    return await producer.send(topic, message.value, message.key, headers=headers)


async def read_all(bootstrap_servers: str, topic: str) -> list[ConsumerRecord[Any, Any]]:
    """Everything on a topic, read from its start to the end that it has now."""
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap_servers, isolation_level="read_committed", auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        while not (parts := list(consumer.assignment())):  # noqa: ASYNC110  # aiokafka offers no event to wait for
            await asyncio.sleep(0.05)
        ends = await consumer.end_offsets(parts)
        records: list[ConsumerRecord[Any, Any]] = []
        while any([await consumer.position(part) < ends[part] for part in parts]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                records.extend(batch)
        return records
    finally:
        await consumer.stop()


def source(record: ConsumerRecord[Any, Any]) -> Position:
    """Which raw message an output says it came from."""
    headers = dict(record.headers)
    return int(headers["copydesk-source-partition"]), int(headers["copydesk-source-offset"])


async def answers(settings: dict[str, str]) -> list[tuple[Position, str]]:
    """All outcomes on the topics: which raw message, and record, tombstone or the reason."""
    servers = settings["bootstrap_servers"]
    enriched = await read_all(servers, settings["enriched_topic"])
    dead = await read_all(servers, settings["dead_letter_topic"])
    return [(source(one), TOMBSTONE if one.value is None else RECORD) for one in enriched] + [
        (source(one), (dict(one.headers)["copydesk-error-reason"] or b"").decode()) for one in dead
    ]


async def until_answered(settings: dict[str, str], count: int, seconds: float = 90) -> list[tuple[Position, str]]:
    """The outcomes, once so many raw messages have one; or what there is after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        got = await answers(settings)
        if len({position for position, _ in got}) >= count or time.monotonic() > deadline:
            return got
        await asyncio.sleep(0.5)


async def test_every_message_has_its_outcome_over_restarts(settings: dict[str, str], start: Start) -> None:
    """Each form of raw message in each compression, with a SIGTERM and a kill -9 in the middle: nothing is lost."""
    expected: dict[Position, str] = {}
    service = start(settings)
    for turn in range(6):
        compression = COMPRESSIONS[turn % len(COMPRESSIONS)]
        messages = [message for n in range(5) for message in one_of_each(10 * turn + n)]
        positions = await send(settings["bootstrap_servers"], settings["raw_topic"], messages, compression)
        expected |= {at: message.outcome for at, message in zip(positions, messages, strict=True)}
        if turn == 1:
            service.wait_until(200)
            assert service.terminate() == 0
            service = start(settings)
        if turn == 3:
            service.wait_until(200)
            service.kill()
            service = start(settings)
    assert len(expected) >= 500
    got = await until_answered(settings, len(expected))
    assert set(got) == set(expected.items()), "each raw message has its own outcome, and there is no other"
    assert service.terminate() == 0


async def test_a_committed_batch_is_not_processed_again(settings: dict[str, str], start: Start) -> None:
    """After a clean stop a new process goes on where the last one ended."""
    messages = one_of_each(1)
    await send(settings["bootstrap_servers"], settings["raw_topic"], messages, "none")
    service = start(settings)
    first = await until_answered(settings, len(messages))
    assert service.terminate() == 0
    service = start(settings)
    service.wait_until(200)
    await send(settings["bootstrap_servers"], settings["raw_topic"], messages, "none")
    both = await until_answered(settings, 2 * len(messages))
    assert Counter(both) == Counter(set(both))
    assert set(first) < set(both)
    assert service.terminate() == 0


@pytest.mark.parametrize("compression", COMPRESSIONS)
async def test_records_meet_the_published_schema_in_each_compression(
    settings: dict[str, str], start: Start, compression: str
) -> None:
    """What COPYDESK_COMPRESSION names is written, and any client reads a valid record."""
    messages = [message for message in one_of_each(3) if message.outcome == RECORD]
    await send(settings["bootstrap_servers"], settings["raw_topic"], messages, "none")
    service = start(settings, compression=compression)
    await until_answered(settings, len(messages))
    assert service.terminate() == 0
    records = [one.value for one in await read_all(settings["bootstrap_servers"], settings["enriched_topic"])]
    assert len(records) == len(messages)
    for value in records:
        SCHEMA.validate(json.loads(value))


async def test_a_missing_topic_is_waited_for(settings: dict[str, str], start: Start, make_topic: MakeTopic) -> None:
    """Unready with a sentence that names it and the command that makes it; then it goes on by itself."""
    missing = settings["enriched_topic"] + ".later"
    service = start(settings, enriched_topic=missing)
    because = await until_because(service, "has no topic")
    assert missing in because
    assert "copydesk topics create" in because
    assert service.get("/health/live")[0] == 200
    await make_topic(1, name=missing)
    service.wait_until(200)
    assert service.terminate() == 0


async def until_because(service: ServiceProcess, words: str, seconds: float = 30) -> str:
    """The sentence by which it says why it is unready, once it has those words in it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        status, body = service.get("/health/ready")
        if status == 503 and words in (because := str(json.loads(body)["because"])):
            return because
        await asyncio.sleep(0.2)
    raise AssertionError(f"it never said {words!r}; last: {service.get('/health/ready')}")


async def test_an_absent_broker_is_waited_for_and_sigterm_still_stops(start: Start) -> None:
    """Unready with a sentence that names its address; exit 0."""
    service = start({"bootstrap_servers": "127.0.0.1:1", "workers": "1"})
    assert "127.0.0.1:1" in await until_because(service, "No Kafka")
    assert service.terminate() == 0


async def test_endpoints_and_log_lines_tell_what_happened(settings: dict[str, str], start: Start) -> None:
    """Metrics by outcome and reason, the AsyncAPI document with this service's topics, and one log line an article."""
    messages = one_of_each(2)
    await send(settings["bootstrap_servers"], settings["raw_topic"], messages, "none")
    service = start(settings)
    await until_answered(settings, len(messages))
    service.wait_until(200)
    document = json.loads(service.get("/asyncapi.json")[1])
    assert settings["raw_topic"] in {channel["address"] for channel in document["channels"].values()}
    assert service.terminate() == 0
    outcomes = Counter(line.get("reason", line["outcome"]) for line in service.lines() if line["event"] == "article")
    assert outcomes == Counter(message.outcome for message in messages)
