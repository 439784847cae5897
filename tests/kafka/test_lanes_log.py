"""A log that changes under a running lane, on a real Kafka: trimmed, or its topic made anew. Nothing is passed over."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from aiokafka.errors import TopicAlreadyExistsError

from deploy.kafka import StandingKafka
from service.settings import Settings
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_process import LaneProcess
from tests.kafka.lane_service import (
    Holding,
    LaneService,
    admin_of,
    answered,
    check_answered,
    feed,
    move_group,
    new_settings,
    numbered,
    read_outcomes,
    trim,
    until,
    until_answered,
)
from tests.kafka.service_process import ServiceProcess

FETCH_SECONDS = 0.3  # longer than a broker keeps an empty fetch


async def test_a_log_trimmed_past_a_running_lane_stops_it(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """What it holds is answered, then it says both numbers; what was trimmed is not passed over in silence."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2)
    count = 150
    values = numbered(count, 1, size=100_000)  # far more than a lane takes in
    values[0][0] = b"hold"
    positions = await feed(settings, {**values, 1: [b"neighbour"]}, max_request_size=1 << 20)
    pipeline = Holding()
    async with LaneService(settings, pipeline) as service:
        await asyncio.wait_for(pipeline.holds.wait(), 20)
        await trim(settings, 0, count - 3)
        pipeline.released.set()
        because = await service.until_because("stands at offset", f" {count - 3} to {count}")
        got = sorted(offset for partition, offset in await answered(settings) if partition == 0)
        assert 0 < len(got) < count - 3
        assert f"offset {len(got)} " in because
    held = [(0, offset) for offset in range(len(got))]
    await check_answered(settings, [*held, (1, 0)])
    await move_group(settings, {0: count - 3})
    async with LaneService(settings):
        await until_answered(settings, [*held, *[one for one in positions if one[0] == 1 or one[1] >= count - 3]])


async def test_a_log_trimmed_past_an_idle_lane_stops_it(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """A service that slept while messages came and went says so, and does not go on behind them."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic)
    with LaneProcess(settings, "passing", tmp_path / "service.log") as service:
        positions = await feed(settings, numbered(10))
        await until_answered(settings, positions)
        service.wait_until(200)
        with asleep(service):
            await feed(settings, numbered(10))
            await trim(settings, 0, 20)

        async def readiness() -> str:
            return (await asyncio.to_thread(service.get, "/health/ready"))[1]

        await until(readiness, lambda said: "stands at offset 10 " in said and " 20 to 20" in said)
        await check_answered(settings, positions)


@pytest.mark.parametrize("pause", [0, 1], ids=["at once", "after a second"])
@pytest.mark.parametrize("count", [5, 40], ids=["shorter than before", "longer than before"])
async def test_a_topic_made_anew_is_read_from_its_start(
    kafka: StandingKafka, make_topic: MakeTopic, monkeypatch: pytest.MonkeyPatch, count: int, pause: float
) -> None:
    """Deleted and made again while the service runs: each message of the new one is answered."""
    monkeypatch.setattr("service.app.METADATA_MS", 2000)
    settings = await new_settings(kafka.bootstrap_servers, make_topic)
    async with LaneService(settings) as service:
        await until_answered(settings, await feed(settings, numbered(20)))
        await delete_raw_topic(settings)
        await asyncio.sleep(pause)
        await make_topic_again(make_topic, settings.raw_topic)
        new = [b"anew %d" % n for n in range(count)]
        await feed(settings, {0: new})
        await until(partial(values_on, settings, b"anew"), lambda values: values == new)
        await service.until_ready()


async def delete_raw_topic(settings: Settings) -> None:
    """Delete it."""
    async with admin_of(settings) as admin:
        await admin.delete_topics([settings.raw_topic], timeout_ms=20_000)


async def make_topic_again(make_topic: MakeTopic, name: str) -> None:
    """Make a topic as soon as the one of that name is gone."""

    async def made() -> bool:
        try:
            await make_topic(1, name=name)
        except TopicAlreadyExistsError:
            return False
        return True

    await until(made, bool)


async def values_on(settings: Settings, start: bytes) -> list[bytes]:
    """The values of all records that begin so."""
    records, _ = await read_outcomes(settings)
    return [one.value for one in records if one.value.startswith(start)]


@contextmanager
def asleep(service: ServiceProcess) -> Iterator[None]:
    """The process is stopped for the block, its last fetch answered before, and goes on after it."""
    os.kill(service.process.pid, signal.SIGSTOP)
    time.sleep(FETCH_SECONDS)
    try:
        yield
    finally:
        os.kill(service.process.pid, signal.SIGCONT)
