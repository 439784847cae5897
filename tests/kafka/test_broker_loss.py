"""A service that loses its broker says so, goes on by itself when it is back, and still stops when it is told to."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.kafka import Broker
from service.observability.logging import SELDOM_SECONDS
from tests.kafka.raw_messages import one_of_each
from tests.kafka.service_process import ServiceProcess
from tests.kafka.test_service import send, until_answered

SHUTDOWN_SECONDS = 10
STORM_SECONDS = SELDOM_SECONDS + 2  # a kind of line is written twice in that time
MOST_LINES = 40  # of the Kafka client meanwhile; measured: 14, and 800 that were left out


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A broker of this test's own, which it may stop."""
    with Broker(tmp_path / "kafka") as broker:
        yield broker


@pytest.fixture
async def settings(broker: Broker) -> dict[str, str]:
    """Settings of a service on that broker, its topics made."""
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap_servers)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, 2, 1) for name in ("raw", "enriched", "dead")], timeout_ms=20_000)
    finally:
        await admin.close()
    return {
        "bootstrap_servers": broker.bootstrap_servers,
        "raw_topic": "raw",
        "enriched_topic": "enriched",
        "dead_letter_topic": "dead",
        "max_article_bytes": "100000",
        "shutdown_seconds": str(SHUTDOWN_SECONDS),
        "workers": "1",
    }


async def test_it_goes_on_by_itself_after_a_broker_was_killed(
    settings: dict[str, str], broker: Broker, tmp_path: Path
) -> None:
    """Unready in between, every message before and after has its outcome, and the client's storm of lines stays one."""
    messages = one_of_each(1)
    with ServiceProcess(settings, tmp_path / "service.log") as service:
        await send(broker.bootstrap_servers, "raw", messages, "none")
        await until_answered(settings, len(messages))
        broker.kill()
        killed = time.monotonic()
        assert "No Kafka broker answers" in service.wait_until(503)
        await asyncio.sleep(killed + STORM_SECONDS - time.monotonic())
        lines = [line for line in service.lines() if str(line["logger"]).startswith("aiokafka")]
        assert len(lines) < MOST_LINES
        assert sum(int(str(line.get("left_out", 0))) for line in lines) > MOST_LINES
        broker.restart()
        service.wait_until(200)
        await send(broker.bootstrap_servers, "raw", messages, "none")
        got = await until_answered(settings, 2 * len(messages))
        assert len({position for position, _ in got}) == 2 * len(messages)
        assert service.terminate() == 0


async def test_it_stops_in_time_while_the_broker_is_down(
    settings: dict[str, str], broker: Broker, tmp_path: Path
) -> None:
    """Exit 0 within COPYDESK_SHUTDOWN_SECONDS: whoever waits longer kills it."""
    with ServiceProcess(settings, tmp_path / "service.log") as service:
        service.wait_until(200)
        broker.kill()
        service.wait_until(503)
        began = time.monotonic()
        assert service.terminate() == 0
        assert time.monotonic() - began < SHUTDOWN_SECONDS
