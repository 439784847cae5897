"""A service that is told to stop at a bad moment, on a real Kafka: it is gone in time, and loses nothing."""

import asyncio
import contextlib
import socket
import time
from functools import partial
from pathlib import Path

from deploy.kafka import StandingKafka
from service.settings import Settings
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_process import LaneProcess
from tests.kafka.lane_service import (
    Holding,
    LaneService,
    Producers,
    Watched,
    check_answered,
    committed,
    feed,
    new_settings,
    numbered,
    until,
    until_answered,
)

SHUTDOWN_SECONDS = 5


async def test_a_stop_ends_an_opening(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """Lanes whose producers never start are given up at once, and the next service answers everything."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2, shutdown_seconds=SHUTDOWN_SECONDS)
    positions = await feed(settings, numbered(10, 2))
    begun = asyncio.Event()

    class NeverStarts(Watched):
        async def start(self) -> None:
            begun.set()
            await asyncio.Event().wait()

    async with LaneService(settings, new_producer=Producers(settings, NeverStarts)) as service:
        await asyncio.wait_for(begun.wait(), 20)
        await service.until_because("opening")
        began = time.monotonic()
        await service.stop()
        assert time.monotonic() - began < SHUTDOWN_SECONDS
    async with LaneService(settings):
        await until_answered(settings, positions)


async def test_sigterm_while_the_workers_start_is_a_clean_exit(tmp_path: Path) -> None:
    """At once, though they would take for ever; no broker is asked for anything."""
    settings = Settings(bootstrap_servers="127.0.0.1:1", shutdown_seconds=SHUTDOWN_SECONDS)
    with LaneProcess(settings, "never-ready", tmp_path / "service.log") as service:
        await until(partial(asyncio.to_thread, service.log.read_text), lambda text: '"starting"' in text)
        await asyncio.sleep(1)  # it is in the workers' start by then
        began = time.monotonic()
        assert await asyncio.to_thread(service.terminate) == 0
        assert time.monotonic() - began < 2
        assert [line["event"] for line in service.lines() if line["event"] in {"waiting", "stopped"}] == ["stopped"]


async def test_sigterm_while_lanes_open_is_a_clean_exit(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """Right after the assignment of 48 partitions: exit 0, and the next process answers each message once."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 48)
    positions = await feed(settings, numbered(2, 48))
    with LaneProcess(settings, "passing", tmp_path / "first.log") as service:
        await until(partial(asyncio.to_thread, service.log.read_text), lambda text: '"assigned"' in text)
        assert await asyncio.to_thread(service.terminate) == 0
    with LaneProcess(settings, "passing", tmp_path / "second.log") as service:
        # The first may have answered all while it stopped: what is answered does not show that the second runs.
        await asyncio.to_thread(service.wait_until, 200)
        await until_answered(settings, positions)
        assert await asyncio.to_thread(service.terminate) == 0


async def test_an_article_that_outlasts_the_shutdown_is_given_back(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """What stands in front of it is written, its offset does not move, and the next process begins with it."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, shutdown_seconds=SHUTDOWN_SECONDS)
    values = [b"%d" % n for n in range(10)]
    values[5] = b"hold"
    with LaneProcess(settings, "holding", tmp_path / "first.log") as service:
        await asyncio.to_thread(service.wait_until, 200)
        positions = await feed(settings, {0: values})
        await until_answered(settings, positions[:5])
        began = time.monotonic()
        assert await asyncio.to_thread(service.terminate) == 0
        assert time.monotonic() - began < SHUTDOWN_SECONDS
    await check_answered(settings, positions[:5])
    assert await committed(settings) == 5
    with LaneProcess(settings, "passing", tmp_path / "second.log"):
        await until_answered(settings, positions)


async def test_an_article_that_is_answered_while_the_service_stops_is_written(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """What is in hand is finished and committed; what was not begun is left."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, batch_size=5)
    values = [b"%d" % n for n in range(10)]
    values[3] = b"hold"
    positions = await feed(settings, {0: values})
    pipeline = Holding()
    async with LaneService(settings, pipeline) as service:
        await asyncio.wait_for(pipeline.holds.wait(), 20)
        stopping = asyncio.create_task(service.stop())
        await asyncio.sleep(0.5)
        pipeline.released.set()
        await stopping
    await check_answered(settings, positions[:5])
    assert await committed(settings) == 5
    assert set(pipeline.tries.values()) == {1}


async def test_a_client_that_never_reads_does_not_keep_the_lanes_from_draining(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """The server waits for its connections before the lanes drain: not for ever."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic)
    with LaneProcess(settings, "passing", tmp_path / "service.log") as service:
        service.wait_until(200)
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            client.settimeout(2)
            with contextlib.suppress(TimeoutError):
                while True:
                    client.sendall(b"GET /asyncapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 100)
            assert service.terminate() == 0
