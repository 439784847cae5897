"""Records by language on a real Kafka: one topic each, takedowns on all, and never both or none, whatever dies."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaConnectionError

from deploy.kafka import StandingKafka
from service.message import RawMessage
from service.outcome import Outcome, Record, Tombstone
from service.settings import Settings
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_process import LaneProcess
from tests.kafka.lane_service import (
    LaneService,
    Passing,
    Position,
    Producers,
    Watched,
    logged,
    new_settings,
    recoveries,
    until,
)
from tests.kafka.raw_messages import text
from tests.kafka.service_process import ServiceProcess
from tests.kafka.test_service import read_all, source, until_because

GERMAN = """Neue Brücke für den Verkehr freigegeben, Nummer {n}

Die neue Brücke über den Fluss ist am Dienstag für den Verkehr freigegeben worden, zwei Jahre später als geplant.

Der Bürgermeister sagte, die Stadt habe lange genug gewartet, und die Maut werde im Herbst wieder abgeschafft."""
CHINESE = """新桥正式通车 第{n}号

横跨河流的新桥星期二正式通车。工程比原定计划晚了两年。市长表示市民已经等待得太久。过桥费将在今年秋天取消。

当地居民说他们希望这座桥能够缓解市中心多年来的交通拥堵问题。"""
BY_TAG = ("de", "zh")

Messages = Sequence[tuple[bytes | None, bytes, list[tuple[str, bytes]]]]


async def routed(kafka: StandingKafka, make_topic: MakeTopic, partitions: int = 1, **changes: Any) -> Settings:
    """Settings with topics of their own for German and for Chinese in any script."""
    topics = ",".join([f"{tag}={await make_topic(2)}" for tag in BY_TAG])
    return await new_settings(kafka.bootstrap_servers, make_topic, partitions, language_topics=topics, **changes)


async def send(settings: Settings, partition: int, messages: Messages) -> list[Position]:
    """Put values, keys and headers on one partition of the raw topic; where each stands."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap_servers) as producer:
        sends = [
            await producer.send(settings.raw_topic, value, key, partition=partition, headers=headers)
            for value, key, headers in messages
        ]
        return [(done.partition, done.offset) for done in await asyncio.gather(*sends)]


async def written(settings: Settings) -> dict[str, list[Any]]:
    """All that a fresh read-committed consumer sees, by topic: those of records, the default one first, and letters."""
    topics = (*settings.record_topics.all, settings.dead_letter_topic)
    return {topic: await read_all(settings.bootstrap_servers, topic) for topic in topics}


def answered(by_topic: Mapping[str, Sequence[Any]]) -> set[Position]:
    """Which raw messages have an outcome."""
    return {source(one) for records in by_topic.values() for one in records}


async def until_written(settings: Settings, positions: Sequence[Position]) -> dict[str, list[Any]]:
    """The same, once all these raw messages have an outcome."""
    return await until(
        lambda: written(settings),
        lambda by_topic: set(positions) <= answered(by_topic),
        90,
    )


def languages(records: Sequence[Any]) -> list[str]:
    """The language that each record's header says, sorted; a takedown has none."""
    return sorted((dict(one.headers).get("copydesk-language") or b"none").decode() for one in records)


async def test_the_real_service_routes_real_articles(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """Two languages with topics of their own, one without, a takedown and a rejected one, each where it belongs."""
    settings = await routed(kafka, make_topic)
    shared = settings.record_topics.by_tag["de"]
    settings = settings.model_copy(update={"language_topics": f"{settings.language_topics},no={shared}"})
    plain = [("content-type", b"text/plain")]
    articles: list[tuple[bytes | None, bytes, list[tuple[str, bytes]]]] = [
        (form.format(n=n).encode(), b"%d" % n, plain) for n in range(5) for form in (GERMAN, CHINESE, text(n))
    ]
    positions = await send(settings, 0, [*articles, (None, b"gone", []), (b"\0", b"binary", plain)])
    own = {name: str(getattr(settings, name)) for name in settings.model_fields_set}
    with ServiceProcess(own, tmp_path / "service.log") as service:
        by_topic = await until_written(settings, positions)
        document = await asyncio.to_thread(service.get, "/asyncapi.json")
        assert await asyncio.to_thread(service.terminate) == 0
    default, german, chinese, letters = by_topic.values()
    assert languages(default) == ["en"] * 5 + ["none"]
    assert languages(german) == ["de"] * 5 + ["none"]
    assert languages(chinese) == ["none"] + ["zh-Hans"] * 5
    assert [one.key for one in letters] == [b"binary"]
    for records in (default, german, chinese):
        assert [one.key for one in records if one.value is None] == [b"gone"]
    assert all(topic in document[1] for topic in settings.topics)
    (warned,) = [line for line in service.lines() if line["event"] == "a language's topic takes nothing"]
    assert warned["tag"] == "no"


async def test_each_message_has_its_outcome_over_a_kill(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """Over all topics together: a record once on its own topic, a takedown once on each, in the order of its key."""
    settings = await routed(kafka, make_topic, 3)
    expected = await feed_in_turn(settings, 1000)
    with LaneProcess(settings, "routed", tmp_path / "first.log") as service:
        await until(lambda: written(settings), lambda by_topic: len(answered(by_topic)) > len(expected) // 4)
        service.kill()
    assert len(answered(await written(settings))) < len(expected)
    with LaneProcess(settings, "routed", tmp_path / "second.log") as service:
        await until_written(settings, list(expected))
        assert await asyncio.to_thread(service.terminate) == 0
    by_topic = await written(settings)
    found: defaultdict[Position, Counter[str]] = defaultdict(Counter)
    for topic, records in by_topic.items():
        for one in records:
            found[source(one)][topic] += 1
        for partition in range(3):
            offsets = [source(one)[1] for one in records if source(one)[0] == partition]
            assert offsets == sorted(offsets)
    assert found == {position: Counter(topics) for position, topics in expected.items()}


async def feed_in_turn(settings: Settings, count: int) -> dict[Position, tuple[str, ...]]:
    """So many messages on each partition, languages and takedowns in turn, for the pipeline that routes by a word.

    Returns:
        Where each stands, with the topics that it has to come out on.
    """
    topics = settings.record_topics
    turns = ("de", "fr", "zh-Hant", "de-AT", "", "zh", "und")
    expected: dict[Position, tuple[str, ...]] = {}
    for partition in range(3):
        tags = [turns[number % len(turns)] for number in range(count)]
        messages: Messages = [(f"{tag} article".encode() if tag else None, b"%d" % partition, []) for tag in tags]
        for at, tag in zip(await send(settings, partition, messages), tags, strict=True):
            expected[at] = (topics.of(tag),) if tag else topics.all
    return expected


class Mixed(Passing):
    """German records, and takedowns."""

    async def outcome(self, message: RawMessage) -> Outcome:
        """The outcome of one message."""
        return Tombstone("passed") if message.value is None else Record("passed", "de", message.value)


async def test_a_takedown_is_on_all_topics_or_on_none(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """A transaction that ends before its commit shows nothing of it on any topic; the next one all of it."""
    settings = await routed(kafka, make_topic)
    lost = asyncio.Event()

    class LosesFirstCommit(Watched):
        async def write(self, messages: Any, next_offset: int) -> None:
            if not lost.is_set():

                async def lose() -> None:
                    lost.set()
                    raise KafkaConnectionError("lost")

                vars(self.producer)["_kafka"].commit_transaction = lose
            await super().write(messages, next_offset)

    positions = await send(settings, 0, [(None, b"gone", []), (b"article", b"k", [])])
    async with logged() as log, LaneService(settings, Mixed(), Producers(settings, LosesFirstCommit)):
        await until_written(settings, positions)
    assert len(recoveries(log)) == 1
    keys = [sorted(one.key for one in records) for records in (await written(settings)).values()]
    assert keys == [[b"gone"], [b"gone", b"k"], [b"gone"], []]
    for topic in settings.record_topics.all:
        assert await sent_to(settings, topic, b"gone") == 2, "it had been sent before, to each of them"


async def sent_to(settings: Settings, topic: str, key: bytes) -> int:
    """How many messages of that key were sent to a topic, those of aborted transactions counted."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap_servers, auto_offset_reset="earliest")
    await consumer.start()
    try:
        parts = [TopicPartition(topic, number) for number in range(2)]
        consumer.assign(parts)
        ends = await consumer.end_offsets(parts)
        count = 0
        while any([await consumer.position(part) < ends[part] for part in parts]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                count += sum(one.key == key for one in batch)
        return count
    finally:
        await consumer.stop()


async def test_a_topic_of_the_map_that_is_missing_is_waited_for(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """Unready with a sentence that names it and the command that makes it, nothing read; then it goes on by itself."""
    settings = await routed(kafka, make_topic)
    missing = f"{settings.raw_topic}.fr"
    settings = settings.model_copy(update={"language_topics": f"{settings.language_topics},fr={missing}"})
    positions = await send(settings, 0, [(b"fr article", b"k", []), (b"de article", b"k", [])])
    with LaneProcess(settings, "routed", tmp_path / "service.log") as service:
        because = await until_because(service, "has no topic")
        assert because.endswith(f"has no topic {missing}: create it with `copydesk topics create`.")
        assert '"assigned"' not in service.log.read_text()
        await make_topic(1, name=missing)
        await asyncio.to_thread(service.wait_until, 200)
        by_topic = await until_written(settings, positions)
        assert [len(records) for records in by_topic.values()] == [0, 1, 0, 1, 0]
        assert await asyncio.to_thread(service.terminate) == 0


async def test_a_topic_that_takes_less_than_is_set_is_told_of_at_start(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """One of the map as the default one, with both numbers; the service goes on."""
    narrow = await make_topic(1, config={"max.message.bytes": "20000"})
    wide = await make_topic(1, config={"max.message.bytes": str(8 << 20)})
    settings = await new_settings(kafka.bootstrap_servers, make_topic, language_topics=f"de={narrow},nb={wide}")
    async with logged() as log, LaneService(settings) as service:
        await service.until_ready()
    told = {line["topic"]: line["because"] for line in log if line["event"] == "a topic takes less than is set"}
    assert told[narrow].startswith(f"The max.message.bytes of {narrow} is 20000, and COPYDESK_ENRICHED_MAX_BYTES is")
    assert wide not in told
