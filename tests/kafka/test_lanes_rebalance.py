"""Members of the group that come and go, on a real Kafka: no partition is left with two owners, or with none."""

import asyncio
from collections import Counter

import pytest
from aiokafka import AIOKafkaProducer

from deploy.kafka import StandingKafka
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import (
    LaneService,
    Producers,
    feed,
    logged,
    new_settings,
    numbered,
    recoveries,
    until,
    until_answered,
)


@pytest.mark.parametrize(
    ("sent", "comes_back"),
    [(False, True), (False, False), (True, False)],
    ids=["the commit ends in time", "the commit never ends", "the commit ends and is not heard of"],
)
async def test_a_partition_revoked_during_its_commit_is_neither_lost_nor_doubled(
    kafka: StandingKafka, make_topic: MakeTopic, monkeypatch: pytest.MonkeyPatch, sent: bool, comes_back: bool
) -> None:
    """A second member joins while a transaction has its messages and its offset, and its end is not known yet."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2)
    hangs, go_on = asyncio.Event(), asyncio.Event()
    commit = AIOKafkaProducer.commit_transaction

    async def hang_once(self: AIOKafkaProducer) -> None:
        once = not hangs.is_set()
        hangs.set()
        if once and not sent:
            await go_on.wait()
        await commit(self)
        if once and sent:
            await go_on.wait()

    monkeypatch.setattr(AIOKafkaProducer, "commit_transaction", hang_once)
    async with LaneService(settings) as first:
        await first.until_ready()
        positions = await feed(settings, numbered(10, 2))
        await hangs.wait()
        async with LaneService(settings) as second:
            await first.until_because("not assigned")
            if comes_back:
                go_on.set()
            await until_answered(settings, positions)
            await asyncio.gather(first.until_ready(), second.until_ready())
            positions += await feed(settings, numbered(10, 2))
            await until_answered(settings, positions)


async def test_a_partition_that_goes_and_comes_back_is_gone_on_with(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """The one that stays keeps its producer over both rebalances, the one that moves gets a new one each time."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2)
    producers, others = Producers(settings), Producers(settings)
    async with logged() as log, LaneService(settings, new_producer=producers) as first:
        await first.until_ready()
        positions = await feed(settings, numbered(10, 2))
        await until_answered(settings, positions)
        assert producers.made == {0: 1, 1: 1}
        async with LaneService(settings, new_producer=others) as second:
            await asyncio.gather(first.until_lanes(1), second.until_lanes(1))
            positions += await feed(settings, numbered(10, 2))
            await until_answered(settings, positions)
            (moved,) = others.made
        await first.until_lanes(2)
        positions += await feed(settings, numbered(10, 2))
        await until_answered(settings, positions)
    assert others.made == {moved: 1}
    assert producers.made == Counter({moved: 2, 1 - moved: 1})
    assert recoveries(log) == []


async def test_a_replica_without_a_partition_is_ready(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """More replicas than partitions: all are ready, and one takes over when the other goes."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 1)
    async with LaneService(settings) as first:
        await first.until_lanes(1)
        async with LaneService(settings) as second:
            await until(lambda: both_ready_with(first, second), lambda lanes: sorted(lanes) == [0, 1])
            positions = await feed(settings, numbered(10))
            await until_answered(settings, positions)
            await first.stop()
            await second.until_lanes(1)
            positions += await feed(settings, numbered(10))
            await until_answered(settings, positions)


async def both_ready_with(first: LaneService, second: LaneService) -> list[int]:
    """How many lanes run in each, once both are ready."""
    if await first.because() or await second.because():
        return []
    return [await first.running(), await second.running()]
