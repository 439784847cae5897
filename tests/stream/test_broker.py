"""The broker waits for Kafka, and FastStream makes our consumer for it, with the options that we set."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from structlog.testing import capture_logs

from deploy.kafka.loopback import HOST, free_ports
from service.app import make_app
from service.settings import Settings
from service.stream import broker as broker_module
from service.stream.broker import WaitingBroker
from service.stream.consumer import CarefulConsumer, Told
from service.stream.missing import Denied, NotThere
from service.workers.worker_socket import WorkersUnusable
from tests.stream.fakes import FakeInquiry, FakePipeline, Kafka, until

SOON = 10  # seconds: far more than it takes


@pytest.fixture
def where(settings: Settings) -> Settings:
    """Settings that name two brokers, neither of which is there."""
    first, second = free_ports(2)
    return settings.model_copy(update={"bootstrap_servers": f"{HOST}:{first}, {HOST}:{second}"})


@pytest.fixture
def inquiry() -> FakeInquiry:
    """Answers that all topics are there."""
    return FakeInquiry(Kafka())


@pytest.fixture
async def broker(where: Settings, inquiry: FakeInquiry) -> AsyncIterator[WaitingBroker]:
    """The service's own, not started; it is stopped at the end."""
    broker = make_app(where, inquiry=inquiry.as_inquiry).broker
    assert isinstance(broker, WaitingBroker)
    yield broker
    await broker.stop()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The options of each consumer that is made of ours."""
    options_of_each: list[dict[str, Any]] = []

    class Noted(CarefulConsumer):
        def __init__(self, told: Told, **options: Any) -> None:
            super().__init__(told, **options)
            options_of_each.append(options)

    monkeypatch.setattr(broker_module, "CarefulConsumer", Noted)
    return options_of_each


async def start_until(broker: WaitingBroker, so: Any) -> None:
    """Start, and give it up once it is so; a start that fails for good is an error here."""
    starting = asyncio.create_task(broker.start())
    async with asyncio.timeout(SOON):
        await until(lambda: so() or starting.done())
    if starting.done():
        starting.result()
    starting.cancel()
    await asyncio.wait({starting})


async def test_the_consumer_that_faststream_makes_is_ours_with_every_option(
    broker: WaitingBroker, where: Settings, made: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is put where this version of FastStream makes aiokafka's: one that makes it elsewhere is noticed here."""
    attached: list[CarefulConsumer] = []
    monkeypatch.setattr(broker.lanes, "attach", attached.append)
    await start_until(broker, lambda: made)
    assert isinstance(attached[0], CarefulConsumer)
    session_ms = int(where.session_seconds * 1000)
    options = made[0]
    assert options.pop("client_id").startswith("copydesk-")
    wanted = {
        "bootstrap_servers": [address.strip() for address in where.bootstrap_servers.split(",")],
        "group_id": where.group,
        "enable_auto_commit": False,
        "auto_offset_reset": "none",
        "isolation_level": "read_committed",
        "metadata_max_age_ms": 5_000,
        "fetch_max_bytes": 16 * 1024 * 1024,
        "max_partition_fetch_bytes": 1024 * 1024,
        "fetch_max_wait_ms": 50,
        "session_timeout_ms": session_ms,
        "heartbeat_interval_ms": 500,
        "rebalance_timeout_ms": 30_000,
        "partition_assignment_strategy": (StickyPartitionAssignor,),
    }
    assert {name: options.get(name) for name in wanted} == wanted


async def test_a_start_that_failed_half_way_is_made_anew(broker: WaitingBroker, made: list[dict[str, Any]]) -> None:
    """With our consumer each time; the one that was given up is closed, or it would warn when it is thrown away."""
    await start_until(broker, lambda: len(made) >= 3)
    assert all(options["isolation_level"] == "read_committed" for options in made)


async def test_nothing_is_connected_while_a_topic_is_missing(
    broker: WaitingBroker, inquiry: FakeInquiry, where: Settings, made: list[dict[str, Any]]
) -> None:
    """All three are asked for, again and again."""
    inquiry.missing = NotThere("Kafka has no topic articles.raw.v1.")
    await start_until(broker, lambda: len(inquiry.asked_topics) >= 3)
    assert made == []
    topics = inquiry.asked_topics[0]
    assert set(topics) == {where.raw_topic, where.enriched_topic, where.dead_letter_topic}


async def test_the_topics_of_languages_are_asked_for_too(where: Settings, inquiry: FakeInquiry) -> None:
    """A record that has nowhere to go would hold its whole partition up."""
    routed = where.model_copy(update={"language_topics": "de=german,nb=norwegian,nn=norwegian"})
    inquiry.missing = NotThere("Kafka has no topic german.")
    broker = make_app(routed, inquiry=inquiry.as_inquiry).broker
    assert isinstance(broker, WaitingBroker)
    await start_until(broker, lambda: inquiry.asked_topics)
    await broker.stop()
    assert tuple(inquiry.asked_topics[0]) == routed.topics
    assert set(routed.topics) == {*where.topics, "german", "norwegian"}


async def test_a_topic_that_takes_less_than_is_set_is_told_of(where: Settings, inquiry: FakeInquiry) -> None:
    """By name, with both numbers and what to change; one that takes as much or more is not."""
    routed = where.model_copy(update={"language_topics": "de=german"})
    inquiry.largest = {"german": 1_048_588, where.enriched_topic: routed.enriched_max_bytes, where.dead_letter_topic: 5}
    broker = make_app(routed, inquiry=inquiry.as_inquiry).broker
    assert isinstance(broker, WaitingBroker)
    with capture_logs() as lines:
        await start_until(broker, lambda: [line for line in lines if line["event"] == "waiting"])
    await broker.stop()
    told = {line["topic"]: line["because"] for line in lines if "topic" in line}
    assert told.keys() == {"german", where.dead_letter_topic}
    assert told["german"].startswith("The max.message.bytes of german is 1048588, and COPYDESK_ENRICHED_MAX_BYTES is 8")
    assert "COPYDESK_DEAD_LETTER_MAX_BYTES" in told[where.dead_letter_topic]


async def test_what_does_not_pass_by_itself_ends_the_start(where: Settings, inquiry: FakeInquiry) -> None:
    """It is told once, in the sentence that says what to do, and nothing is tried again."""
    inquiry.missing = Denied("Kafka does not allow it.")
    told: list[str] = []
    broker = make_app(where, inquiry=inquiry.as_inquiry, give_up=told.append).broker
    assert isinstance(broker, WaitingBroker)
    await asyncio.wait_for(broker.start(), SOON)
    await broker.stop()
    assert told == ["Kafka does not allow it."]
    assert len(inquiry.asked_topics) == 1


async def test_what_does_not_pass_by_itself_is_waited_for_once_the_service_has_begun(
    broker: WaitingBroker, inquiry: FakeInquiry, made: list[dict[str, Any]]
) -> None:
    """A consumer that has died is replaced when it is allowed again; until then that is said."""
    inquiry.missing = Denied("Kafka does not allow it.")
    with capture_logs() as lines:
        replacing = asyncio.create_task(broker._start_consuming())  # noqa: SLF001  # as after the death of a consumer
        async with asyncio.timeout(SOON):
            await until(lambda: len(inquiry.asked_topics) >= 2)
        inquiry.missing = None
        async with asyncio.timeout(SOON):
            await until(lambda: made)
        replacing.cancel()
        await asyncio.wait({replacing})
    assert next(line["because"] for line in lines if line["event"] == "waiting") == "Kafka does not allow it."


async def test_workers_that_cannot_start_end_the_start(where: Settings, inquiry: FakeInquiry) -> None:
    """With their sentence and no traceback; no group is joined."""

    class Unusable(FakePipeline):
        async def start(self) -> None:
            raise WorkersUnusable("A worker cannot process an article of our own.")

        async def stop(self) -> None:
            pass

    told: list[str] = []
    app = make_app(where, pipeline=Unusable(), inquiry=inquiry.as_inquiry, give_up=told.append)
    async with app.start_lifespan_context():
        await asyncio.sleep(0.05)
    assert told == ["A worker cannot process an article of our own."]
    assert inquiry.asked_topics == []


async def test_a_service_that_is_told_to_end_while_its_workers_start_joins_no_group(
    where: Settings, inquiry: FakeInquiry
) -> None:
    """It ends at once, though they would take for ever, and asks Kafka nothing."""

    class NeverStarts(FakePipeline):
        async def start(self) -> None:
            await asyncio.Event().wait()

        async def stop(self) -> None:
            pass

    told = False
    app = make_app(where, pipeline=NeverStarts(), inquiry=inquiry.as_inquiry, is_told_to_end=lambda: told)

    async def live() -> None:
        async with app.start_lifespan_context():
            await asyncio.sleep(0.05)

    living = asyncio.create_task(live())
    await asyncio.sleep(0.05)
    told = True
    await asyncio.wait_for(living, SOON)
    assert inquiry.asked_topics == []
