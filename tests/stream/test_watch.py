"""The watch asks the brokers, tells health and lanes what they say, and measures lanes."""

import asyncio
from functools import partial

import pytest

from service.observability.metrics import Metrics
from service.stream import watch as watching
from service.stream.health import Health
from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.stream.missing import NotThere
from service.stream.offsets import Log
from service.stream.rights import Right
from service.stream.states import State
from service.stream.watch import Watch
from tests.stream.conftest import Stand
from tests.stream.fakes import OTHER, RAW, FakeConsumer, messages, until

TOPICS = {"raw": Right.READ, "enriched": Right.WRITE, "dead": Right.WRITE}


class Post:
    """A watch and all that it tells."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        stand.consumer = FakeConsumer(stand.kafka, RAW, OTHER)
        self.lanes = Lanes(partial(Lane, stand.desk))
        self.lanes.attach(stand.consumer.as_consumer)
        self.health = Health(self.lanes, 60)
        self.metrics = Metrics()
        self.watch = Watch(stand.inquiry.as_inquiry, self.lanes, self.health, self.metrics, TOPICS)

    def metric(self, line: str) -> float | None:
        """The value that stands in that line of the exposition; None where there is none."""
        for one in self.metrics.exposition().decode().splitlines():
            if one.startswith(f"{line} "):
                return float(one.removeprefix(line))
        return None


@pytest.fixture
def post(stand: Stand) -> Post:
    """A watch over two partitions."""
    return Post(stand)


async def test_an_answer_is_heard(post: Post) -> None:
    """All topics were asked for, and nothing is waited for any more."""
    post.health.heard_at -= 100
    await post.watch.look()
    assert post.stand.inquiry.asked_topics == [TOPICS]
    assert post.health.waiting_for is None
    await post.lanes.on_partitions_assigned(set())
    assert post.health.unready_because is None


async def test_what_is_missing_is_said_until_it_is_there(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks again and again, whatever a look runs into."""
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.002)
    post.stand.inquiry.missing = NotThere("Kafka has no topic enriched.")
    keeping = asyncio.create_task(post.watch.keep())
    await until(lambda: post.health.waiting_for == "Kafka has no topic enriched.")
    post.stand.inquiry.missing = ZeroDivisionError("a defect")
    seen = len(post.stand.inquiry.asked_topics)
    await until(lambda: len(post.stand.inquiry.asked_topics) > seen + 2)
    post.stand.inquiry.missing = None
    await until(lambda: post.health.waiting_for is None)
    keeping.cancel()


async def test_lanes_are_measured(post: Post) -> None:
    """By state; with lag, and what an open transaction of their sender holds back."""
    post.stand.kafka.logs[RAW] = Log(0, 40, 45)
    post.stand.kafka.committed[RAW] = 33
    post.stand.kafka.committed[OTHER] = 99
    await post.lanes.on_partitions_assigned({RAW, OTHER})
    states = dict(post.lanes)
    await until(lambda: states[RAW].state is State.RUNNING and states[OTHER].state is State.STOPPED)
    await post.watch.look()
    assert post.metric('copydesk_lanes{state="running"}') == 1
    assert post.metric('copydesk_lanes{state="stopped"}') == 1
    assert post.metric('copydesk_lanes{state="opening"}') == 0
    assert post.metric('copydesk_lag_messages{partition="2"}') == 7
    assert post.metric('copydesk_held_back_messages{partition="2"}') == 5
    assert post.metric('copydesk_lag_messages{partition="3"}') is None, "a stopped lane's place is not known"
    await post.lanes.end(1)


async def test_what_the_log_held_is_no_news_while_it_cannot_be_looked_at(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The topic is missing: after a while its lag is no longer told, while what the lanes do is."""
    await post.lanes.on_partitions_assigned({RAW})
    lane = dict(post.lanes)[RAW]
    await until(lambda: lane.state is State.RUNNING)
    await post.watch.look()
    post.stand.inquiry.missing = NotThere("Kafka has no topic raw.")
    with pytest.raises(NotThere):
        await post.watch.look()
    assert post.metric('copydesk_lag_messages{partition="2"}') == 1000, "a moment ago it was so"
    lane.stop("The test wants it so.")
    monkeypatch.setattr(watching, "HEARD_SECONDS", 0.0)
    with pytest.raises(NotThere):
        await post.watch.look()
    assert post.metric('copydesk_lag_messages{partition="2"}') is None
    assert post.metric('copydesk_held_back_messages{partition="2"}') is None
    assert post.metric('copydesk_lanes{state="stopped"}') == 1
    await post.lanes.end(1)


async def test_how_long_a_partition_waits_for_an_outcome_is_measured(post: Post) -> None:
    """The first that is missing, however many behind it are known; else 0."""
    post.stand.pipeline.holds = True
    await post.lanes.on_partitions_assigned({RAW})
    await until(lambda: dict(post.lanes)[RAW].state is State.RUNNING)
    await post.watch.look()
    assert post.metric('copydesk_waits_seconds{partition="2"}') == 0
    post.lanes.take(RAW, messages(0, 2))
    await until(lambda: post.stand.pipeline.in_hand)
    post.stand.pipeline.answer(1)
    await asyncio.sleep(0.05)
    await post.watch.look()
    assert (post.metric('copydesk_waits_seconds{partition="2"}') or 0) >= 0.05
    await post.lanes.end(0.1)


async def test_what_went_to_another_replica_is_not_measured_here(post: Post) -> None:
    """Two would tell of it, and one of them wrongly."""
    await post.lanes.on_partitions_assigned({RAW})
    await until(lambda: dict(post.lanes)[RAW].state is State.RUNNING)
    await post.watch.look()
    assert post.metric('copydesk_lag_messages{partition="2"}') == 1000
    await post.lanes.on_partitions_revoked({RAW})
    await post.lanes.on_partitions_assigned(set())
    await post.watch.look()
    assert post.metric('copydesk_lag_messages{partition="2"}') is None
    assert post.metric('copydesk_held_back_messages{partition="2"}') is None
    assert post.metric('copydesk_lanes{state="running"}') == 0
    await post.lanes.end(1)


async def test_a_look_finds_a_log_that_has_left_a_lane_behind(post: Post) -> None:
    """The consumer would wait there for ever."""
    post.stand.kafka.committed[RAW] = 10
    await post.lanes.on_partitions_assigned({RAW})
    lane = dict(post.lanes)[RAW]
    await until(lambda: lane.state is State.RUNNING)
    post.stand.kafka.logs[RAW] = Log(500, 600, 600)
    await post.watch.look()
    await until(lambda: lane.state is State.STOPPED)
    await post.lanes.end(1)


async def test_what_keeps_the_service_from_consuming_is_said_until_it_does(post: Post) -> None:
    """A look that goes well does not hide it."""
    post.watch.hold("Kafka does not allow it.")
    await post.watch.look()
    assert post.health.waiting_for == "Kafka does not allow it."
    post.watch.hold(None)
    await post.watch.look()
    assert post.health.waiting_for is None
