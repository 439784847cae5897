"""A broker that falls silent while a service is told to stop: it is gone in time, and nothing is lost or doubled."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.kafka import Broker
from service.settings import Settings
from tests.kafka.lane_process import LaneProcess
from tests.kafka.lane_service import answered, feed, new_settings, numbered, until, until_answered

SHUTDOWN_SECONDS = 5


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A broker that these tests may put to sleep."""
    with Broker(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker


@contextmanager
def asleep(broker: Broker) -> Iterator[None]:
    """No answer comes from the broker in the block."""
    assert broker.pid is not None
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(broker.pid, signal.SIGCONT)


@pytest.mark.timeout(240)  # on a machine that is full the broker alone takes 40 s to start
async def test_sigterm_while_a_commit_hangs_is_an_exit_in_time(broker: Broker, tmp_path: Path) -> None:
    """The broker gives no answer in the middle of writing: exit 0 in time, and later each message has one outcome."""
    settings = await settings_on(broker, batch_size=10, shutdown_seconds=SHUTDOWN_SECONDS, session_seconds=20)
    positions = await feed(settings, numbered(4000, 2))
    with LaneProcess(settings, "slow", tmp_path / "first.log") as service:
        await until(partial(answered, settings), bool)
        with asleep(broker):
            await asyncio.sleep(0.5)
            began = time.monotonic()
            assert await asyncio.to_thread(service.terminate) == 0
            assert time.monotonic() - began < SHUTDOWN_SECONDS
    assert 0 < len(await answered(settings)) < len(positions)
    with LaneProcess(settings, "passing", tmp_path / "second.log") as service:
        await until_answered(settings, positions, 90)  # the session of the one that could not say goodbye among it
        assert await asyncio.to_thread(service.terminate) == 0


async def settings_on(broker: Broker, **changes: Any) -> Settings:
    """Settings of a service on a broker of the test's own, with topics there."""

    async def make(partitions: int = 1, name: str = "") -> str:
        admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap_servers)
        await admin.start()
        try:
            await admin.create_topics([NewTopic(name, partitions, 1)], timeout_ms=20_000)
        finally:
            await admin.close()
        return name

    return await new_settings(
        broker.bootstrap_servers,
        make,
        raw_topic=await make(2, "raw"),
        enriched_topic=await make(2, "enriched"),
        dead_letter_topic=await make(1, "dead"),
        **changes,
    )
