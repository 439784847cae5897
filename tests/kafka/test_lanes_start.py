"""Where a lane begins, on a real Kafka: where the group has committed, else at the earliest, never elsewhere."""

import asyncio
from typing import Any

import pytest

from deploy.kafka import StandingKafka
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import (
    LaneService,
    Producers,
    Watched,
    check_answered,
    feed,
    move_group,
    new_settings,
    numbered,
    trim,
    until_answered,
)

PARTITIONS = 12
LATE = 8  # the partitions from here on open last


async def test_without_a_commit_each_of_12_partitions_starts_at_the_earliest(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """None is skipped, although the first lanes have committed before the last are opened."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, PARTITIONS)
    positions = await feed(settings, numbered(20, PARTITIONS))
    first_committed = asyncio.Event()
    committed_before_opening = []

    class LastOpensLate(Watched):
        async def start(self) -> None:
            if self.partition >= LATE:
                await first_committed.wait()
                committed_before_opening.append(self.partition)
            await super().start()

        async def write(self, messages: Any, next_offset: int) -> None:
            await super().write(messages, next_offset)
            if self.partition < LATE:
                first_committed.set()

    async with LaneService(settings, new_producer=Producers(settings, LastOpensLate)):
        await until_answered(settings, positions)
    assert sorted(committed_before_opening) == list(range(LATE, PARTITIONS))


async def test_a_group_moved_to_the_latest_before_its_first_start_begins_there(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """Nothing older is processed, all that is newer is."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2)
    await feed(settings, numbered(10, 2))
    await move_group(settings, {0: 10, 1: 10})
    async with LaneService(settings) as service:
        await service.until_ready()
        await until_answered(settings, await feed(settings, numbered(5, 2)))


@pytest.mark.parametrize(("place", "log_start"), [(2, 5), (100, 0)], ids=["before the log", "behind its end"])
async def test_a_commit_outside_the_log_stops_its_lane_alone(
    kafka: StandingKafka, make_topic: MakeTopic, place: int, log_start: int
) -> None:
    """Unready with the numbers, nothing written for it, the others go on; moved by a person, it goes on too."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2)
    positions = await feed(settings, numbered(10, 2))
    await move_group(settings, {0: place})
    if log_start:
        await trim(settings, 0, log_start)
    others = [position for position in positions if position[0] == 1]
    async with LaneService(settings) as service:
        because = await service.until_because(f"offset {place} ", f" {log_start} to 10")
        assert "copydesk offsets" in because
        await until_answered(settings, others)
        assert await service.because() == because
    await check_answered(settings, others)
    await move_group(settings, {0: log_start})
    async with LaneService(settings) as service:
        await until_answered(settings, [one for one in positions if one[0] == 1 or one[1] >= log_start])
        await service.until_ready()
