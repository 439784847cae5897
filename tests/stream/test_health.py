"""Readiness says in one sentence what keeps the service from taking and answering messages."""

import time
from functools import partial

import pytest

from service.stream import health as healthy
from service.stream.health import HEARD_SECONDS, Health
from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.stream.offsets import Log
from service.stream.states import State
from tests.stream.conftest import Stand
from tests.stream.fakes import RAW, messages, until

PATIENCE = 90.0


@pytest.fixture
def lanes(stand: Stand) -> Lanes:
    """Lanes of one partition."""
    one = Lanes(partial(Lane, stand.desk))
    one.attach(stand.consumer.as_consumer)
    return one


@pytest.fixture
def health(lanes: Lanes) -> Health:
    """The health of a service that waits for nothing."""
    return Health(lanes, PATIENCE, waiting_for=None)


def test_a_service_that_has_only_just_begun_is_not_ready(lanes: Lanes) -> None:
    """It has seen no broker yet."""
    assert Health(lanes, PATIENCE).unready_because == "The service is starting."


def test_what_is_waited_for_is_said(health: Health) -> None:
    """In the words of whoever waits."""
    health.waiting_for = "Kafka has no topic x."
    assert health.unready_because == "Kafka has no topic x."


async def test_a_broker_that_is_silent_is_said(health: Health, lanes: Lanes) -> None:
    """Also where nothing is to do; an answer mends it."""
    await lanes.on_partitions_assigned(set())
    health.heard_at = time.monotonic() - HEARD_SECONDS - 1
    assert health.unready_because == "No Kafka broker has answered for 11 s."
    health.hear()
    assert health.unready_because is None


def test_an_assignment_that_is_not_known_is_said(health: Health) -> None:
    """The group may still be joining."""
    assert health.unready_because == "The consumer group has not assigned partitions yet."


async def test_an_empty_assignment_is_ready(health: Health, lanes: Lanes) -> None:
    """There may be more replicas than partitions."""
    await lanes.on_partitions_assigned(set())
    assert health.unready_because is None


async def test_a_lane_that_opens_is_said(stand: Stand, health: Health, lanes: Lanes) -> None:
    """Ready means that every lane runs."""
    stand.kafka.can_start.clear()
    await lanes.on_partitions_assigned({RAW})
    assert health.unready_because == "The lane of articles.raw.v1/2 is opening."
    stand.kafka.can_start.set()
    await until(lambda: health.unready_because is None)
    await lanes.end(1)


async def test_a_lane_that_stopped_speaks_for_itself(stand: Stand, health: Health, lanes: Lanes) -> None:
    """With what a person has to do."""
    stand.kafka.committed[RAW] = 5000
    await lanes.on_partitions_assigned({RAW})
    await until(lambda: "copydesk offsets --to" in (health.unready_because or ""))
    await lanes.end(1)


async def test_a_lane_that_is_stuck_is_said(stand: Stand, health: Health, lanes: Lanes) -> None:
    """It runs and lags, and has written nothing for longer than its articles may take."""
    stand.pipeline.holds = True
    await lanes.on_partitions_assigned({RAW})
    (lane,) = [lane for _, lane in lanes]
    await until(lambda: lane.state is State.RUNNING)
    lanes.take(RAW, messages(0, 1))
    lane.look(Log(0, 3, 3), None)
    assert health.unready_because is None
    health.patience_seconds = 0.0
    stuck = "The lane of articles.raw.v1/2 lags by 3 messages and writes nothing for 0 s"
    assert health.unready_because == f"{stuck}."
    await until(lambda: stand.pipeline.in_hand)
    assert health.unready_because == f"{stuck}; it waits for the outcome of offset 0."
    await lanes.end(0.1)


async def test_a_message_that_holds_up_its_partition_is_told_after_a_while(
    stand: Stand, health: Health, lanes: Lanes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By where it stands, and for how long; the service is ready all the same."""
    stand.pipeline.holds = True
    await lanes.on_partitions_assigned({RAW})
    (lane,) = [lane for _, lane in lanes]
    await until(lambda: lane.state is State.RUNNING)
    lanes.take(RAW, messages(0, 3))
    await until(lambda: stand.pipeline.in_hand)
    assert health.waits_for == [], "it has only just begun"
    monkeypatch.setattr(healthy, "WAIT_SECONDS", 0.0)
    stand.pipeline.answer(0, 2)
    (told,) = health.waits_for
    assert (told["topic"], told["partition"], told["offset"]) == ("articles.raw.v1", 2, 1)
    assert health.unready_because is None
    stand.pipeline.answer(1)
    await until(lambda: not health.waits_for)
    await lanes.end(1)


async def test_a_lane_without_lag_is_never_stuck(stand: Stand, health: Health, lanes: Lanes) -> None:
    """Nor is one that waits for another's open transaction: what it may read it has answered."""
    stand.kafka.committed[RAW] = 3
    await lanes.on_partitions_assigned({RAW})
    (lane,) = [lane for _, lane in lanes]
    await until(lambda: lane.state is State.RUNNING)
    lane.look(Log(0, 3, 900), None)
    health.patience_seconds = 0.0
    assert health.unready_because is None
    await lanes.end(1)
