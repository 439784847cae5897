"""Fences on a real Kafka: a lane that is fenced comes back by itself, and two that could be never meet."""

import asyncio

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from deploy.kafka import StandingKafka
from service.settings import Settings
from service.stream.connection import connection_of
from service.stream.producer import Commit, Producer, TransactionalProducer
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import (
    LaneService,
    Position,
    Producers,
    feed,
    logged,
    new_settings,
    numbered,
    recoveries,
    until,
    until_answered,
)

PATIENT_SECONDS = 30.0  # more than a broker takes to end a transaction of its own accord: it looks every 10 s


async def test_a_transaction_that_the_broker_ends_is_taken_up_anew(
    kafka: StandingKafka, make_topic: MakeTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fence by the transaction's own timeout: the lane opens again without a rebalance, nothing lost or doubled."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, transaction_seconds=1)
    hung = asyncio.Event()
    commit = AIOKafkaProducer.commit_transaction

    async def hang_once(self: AIOKafkaProducer) -> None:
        if not hung.is_set():
            hung.set()
            await until_nothing_is_open(settings)
        await commit(self)

    def make(partition: TopicPartition, commit: Commit) -> Producer:
        del commit
        producer = TransactionalProducer(connection_of(settings), settings, partition)
        producer._seconds = PATIENT_SECONDS  # noqa: SLF001  # else our own bound, the same second, comes first
        return producer

    monkeypatch.setattr(AIOKafkaProducer, "commit_transaction", hang_once)
    producers = Producers(settings, make=make)
    positions = await feed(settings, numbered(20))
    async with logged() as log, LaneService(settings, new_producer=producers) as service:
        await until_answered(settings, positions)
        await service.until_ready()
        await until_answered(settings, positions + await feed(settings, numbered(5)))
    assert hung.is_set()
    assert ["ProducerFenced" in because for because in recoveries(log)] == [True]
    assert producers.made == {0: 2}
    assert [line["partitions"] for line in log if line["event"] == "assigned"] == [[0]]


async def test_a_stranger_with_the_lanes_id_does_not_start_endless_fencing(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """Another owner's transaction fences the lane at its next write; it comes back once, and ends that transaction."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic)
    stranger = AIOKafkaProducer(
        bootstrap_servers=settings.bootstrap_servers, transactional_id=f"{settings.group}:{settings.raw_topic}:0"
    )
    producers = Producers(settings)
    async with logged() as log, LaneService(settings, new_producer=producers) as service:
        positions = await feed(settings, numbered(10))
        await until_answered(settings, positions)
        await stranger.start()
        await stranger.begin_transaction()
        await stranger.send_and_wait(settings.enriched_topic, b"a stranger's", key=b"0")
        for _ in range(3):
            positions += await feed(settings, numbered(10))
            await until_answered(settings, positions)
        await service.until_ready()
        with pytest.raises(KafkaError):
            await stranger.commit_transaction()
    await stranger.stop()
    assert ["ProducerFenced" in because for because in recoveries(log)] == [True]
    assert producers.made == {0: 2}
    await until_answered(settings, positions)


async def test_groups_and_topics_whose_names_run_together_do_not_fence_each_other(
    kafka: StandingKafka, make_topic: MakeTopic, topic_name: str
) -> None:
    """Group `a` on topic `b.c`, group `a.b` on topic `c`, and two groups on one topic, all at the same time."""
    await make_topic(2, name=f"b.{topic_name}")
    await make_topic(2, name=topic_name)
    pairs = [
        ("a", f"b.{topic_name}"),
        ("a.b", topic_name),
        ("a:b", topic_name),
        ("a.b", f"b.{topic_name}"),
        ("a:b", f"b.{topic_name}"),
    ]
    chosen = [
        await new_settings(
            kafka.bootstrap_servers,
            make_topic,
            raw_topic=topic,
            group=f"{topic_name}.{group}",
            enriched_topic=await make_topic(1),
        )
        for group, topic in pairs
    ]
    async with logged() as log:
        services = [LaneService(settings) for settings in chosen]
        try:
            for service in services:
                await service.__aenter__()
            for service in services:
                await service.until_ready()
            positions: dict[str, list[Position]] = {topic: [] for _, topic in pairs}
            for _ in range(3):
                for topic, settings in {settings.raw_topic: settings for settings in chosen}.items():
                    positions[topic] += await feed(settings, numbered(10, 2))
                for settings in chosen:
                    await until_answered(settings, positions[settings.raw_topic])
        finally:
            await asyncio.gather(*(service.stop() for service in services))
    assert recoveries(log) == []


async def until_nothing_is_open(settings: Settings) -> None:
    """Wait until no transaction is open on the enriched topic, as a read-committed reader sees it."""
    async with (
        AIOKafkaConsumer(bootstrap_servers=settings.bootstrap_servers) as reader,
        AIOKafkaConsumer(bootstrap_servers=settings.bootstrap_servers, isolation_level="read_committed") as committed,
    ):
        parts = [TopicPartition(settings.enriched_topic, one) for one in range(2)]

        async def ends() -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
            return await committed.end_offsets(parts), await reader.end_offsets(parts)

        await until(ends, lambda both: both[0] == both[1] and sum(both[1].values()) > 0, PATIENT_SECONDS)
