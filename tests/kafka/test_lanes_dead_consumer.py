"""A consumer whose background work has died is replaced, and nothing is lost or doubled."""

import asyncio
from typing import Any, NoReturn

import pytest
from aiokafka.consumer.group_coordinator import GroupCoordinator

from deploy.kafka import StandingKafka
from service.stream import broker
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import LaneService, feed, logged, new_settings, numbered, until_answered

DYING_SECONDS = 2.0  # it has taken its next step by then


async def test_another_consumer_takes_over(
    kafka: StandingKafka, make_topic: MakeTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client's coordination ends for good at an error that it did not foresee; the service goes on."""
    monkeypatch.setattr(broker, "DEAD_SECONDS", 1.0)
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2, session_seconds=6)
    async with logged() as log, LaneService(settings) as service:
        positions = await feed(settings, numbered(10, 2))
        await until_answered(settings, positions)
        with monkeypatch.context() as dying:
            dying.setattr(GroupCoordinator, "ensure_coordinator_known", _die)
            await asyncio.sleep(DYING_SECONDS)
        positions += await feed(settings, numbered(10, 2))
        await until_answered(settings, positions, seconds=40)
        await service.until_ready()
    assert any("another one takes over" in str(line) for line in log)


def _die(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError("a surprise")
