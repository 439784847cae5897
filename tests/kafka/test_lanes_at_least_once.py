"""At least once, on a real Kafka: without transactions, and nothing is lost when the service is killed."""

import asyncio
from functools import partial
from pathlib import Path

from deploy.kafka import StandingKafka
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_process import LaneProcess
from tests.kafka.lane_service import (
    LaneService,
    answered,
    committed,
    feed,
    logged,
    move_group,
    new_settings,
    numbered,
    recoveries,
    until,
    until_answered,
)


async def test_nothing_is_lost_over_a_kill(kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path) -> None:
    """Killed with -9 amid its work; the next process answers what is left, and goes on behind what was committed."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2, delivery="at-least-once", batch_size=20)
    positions = await feed(settings, numbered(1000, 2))
    with LaneProcess(settings, "slow", tmp_path / "first.log") as service:
        await until(partial(answered, settings), lambda got: len(got) > 100)
        service.kill()
    before = await answered(settings)
    assert len(set(before)) < len(positions)
    with LaneProcess(settings, "passing", tmp_path / "second.log") as service:
        await until(partial(answered, settings), lambda got: set(got) == set(positions))
        assert await asyncio.to_thread(service.terminate) == 0
    got = await answered(settings)
    assert len(got) <= len(positions) + 2 * settings.batch_size, "a batch a partition was in flight at most"
    assert [await committed(settings, one) for one in range(2)] == [1000, 1000]


async def test_it_begins_where_the_group_stands_and_a_second_member_may_join(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """The same rules about offsets; without faults nothing is doubled either, over two rebalances."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2, delivery="at-least-once")
    positions = await feed(settings, numbered(10, 2))
    await move_group(settings, {0: 4})
    positions = [one for one in positions if one[0] == 1 or one[1] >= 4]
    async with logged() as log, LaneService(settings) as first:
        await until_answered(settings, positions)
        async with LaneService(settings) as second:
            await asyncio.gather(first.until_lanes(1), second.until_lanes(1))
            positions += await feed(settings, numbered(10, 2))
            await until_answered(settings, positions)
        await first.until_lanes(2)
        positions += await feed(settings, numbered(10, 2))
        await until_answered(settings, positions)
    assert recoveries(log) == []
