"""A topic that was made anew while nobody looked: its first messages are not passed over in silence."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from deploy.kafka import StandingKafka
from service.stream.topic_identity import FRESH_SECONDS
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_process import LaneProcess
from tests.kafka.lane_service import (
    Holding,
    LaneService,
    feed,
    new_settings,
    numbered,
    until,
    until_answered,
)
from tests.kafka.test_lanes_log import asleep, delete_raw_topic, make_topic_again, values_on


@pytest.mark.parametrize("count", [5, 40], ids=["shorter than before", "longer than before"])
async def test_a_topic_made_anew_while_the_service_sleeps_is_read_from_its_start_or_complained_of(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path, count: int
) -> None:
    """One that never saw the topic missing does not go on at its old place in silence."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, session_seconds=20)
    with LaneProcess(settings, "passing", tmp_path / "service.log") as service:
        await until_answered(settings, await feed(settings, numbered(20)))
        service.wait_until(200)
        with asleep(service):
            await delete_raw_topic(settings)
            await make_topic_again(make_topic, settings.raw_topic)
            new = [b"anew %d" % n for n in range(count)]
            await feed(settings, {0: new})

        async def came_to_light() -> tuple[list[bytes], int]:
            return await values_on(settings, b"anew"), (await asyncio.to_thread(service.get, "/health/ready"))[0]

        answered_anew, _ = await until(came_to_light, lambda seen: bool(seen[0]) or seen[1] == 503)
        if answered_anew:  # then from the first on
            assert answered_anew[0] == new[0]
            await until(came_to_light, lambda seen: seen[0] == new)


async def test_a_topic_made_anew_behind_a_busy_lane_is_read_from_its_start(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """An article is worked on while its topic goes: what comes of it does not move the group over the new messages."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, batch_size=10)
    pipeline = Holding()
    async with LaneService(settings, pipeline) as service:
        await feed(settings, {0: [b"hold", *(b"old %d" % n for n in range(60))]})  # so many that it pauses
        await asyncio.wait_for(pipeline.holds.wait(), 20)
        await delete_raw_topic(settings)
        await make_topic_again(make_topic, settings.raw_topic)
        new = [b"anew %d" % n for n in range(80)]
        await feed(settings, {0: new})
        await asyncio.sleep(FRESH_SECONDS)
        pipeline.released.set()
        await until(partial(values_on, settings, b"anew"), lambda values: values == new)
        await service.until_ready()
