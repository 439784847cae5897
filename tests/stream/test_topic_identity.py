"""A topic that was made anew under its name: no lane goes on at its old place, and none stops where that is safe."""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaConnectionError, UnknownTopicOrPartitionError
from structlog.testing import capture_logs

from service.observability.metrics import Metrics
from service.stream import topic_identity
from service.stream.health import Health
from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.stream.offsets import Log
from service.stream.rights import Right
from service.stream.states import State
from service.stream.topic_identity import TopicIdClient, TopicIds, is_another
from service.stream.watch import Watch
from tests.stream.conftest import Stand
from tests.stream.fakes import OTHER, RAW, FakeConsumer, a_while, messages, until

OLD, NEW = uuid4(), uuid4()


class Post:
    """A watch, its lanes and health, on a topic of the id OLD in which the group stands at 10."""

    def __init__(self, stand: Stand) -> None:
        self.kafka = stand.kafka
        self.kafka.topic_ids[RAW.topic] = OLD
        self.kafka.committed[RAW] = 10
        stand.consumer = FakeConsumer(stand.kafka, RAW, OTHER)
        self.lanes = Lanes(partial(Lane, stand.desk))
        self.lanes.attach(stand.consumer.as_consumer)
        self.health = Health(self.lanes, 60)
        self.watch = Watch(stand.inquiry.as_inquiry, self.lanes, self.health, Metrics(), {RAW.topic: Right.READ})

    @property
    def lane(self) -> Lane:
        """The lane of RAW."""
        lane: Lane = dict(self.lanes)[RAW]
        return lane

    async def open(self) -> None:
        """A rebalance ends, and the lane runs or has stopped."""
        await self.lanes.on_partitions_assigned({RAW})
        await until(lambda: self.lane.state in (State.RUNNING, State.STOPPED))

    def make_anew(self, committed: int | None) -> None:
        """The topic is made anew, and what the group has committed since."""
        self.kafka.topic_ids[RAW.topic] = NEW
        self.kafka.committed.pop(RAW)
        if committed is not None:
            self.kafka.committed[RAW] = committed


@pytest.fixture
def post(stand: Stand) -> Post:
    """A watch over a topic that has an id."""
    return Post(stand)


async def test_a_look_stops_a_lane_whose_place_may_be_the_old_topics(post: Post) -> None:
    """Something was committed since: readiness says what has happened and what to do, and nothing is taken."""
    await post.open()
    post.make_anew(committed=40)
    await post.watch.look()
    await until(lambda: post.lane.state is State.STOPPED)
    because = post.health.unready_because or ""
    assert "made anew" in because
    assert "offset 40 " in because
    assert "copydesk offsets --to" in because
    post.lanes.take(RAW, messages(40, 42))
    await a_while()
    assert post.kafka.written == []
    await post.lanes.end(1)


async def test_a_look_takes_a_lane_to_the_start_of_a_topic_in_which_nothing_is_committed(post: Post) -> None:
    """With the old topic the broker has deleted its places, so that none can be meant."""
    await post.open()
    post.make_anew(committed=None)
    await post.watch.look()
    await until(lambda: post.kafka.events[-2:] == ["seek 0", "resume"])
    assert len(post.kafka.producers) == 2, "the old one is fenced before the place is read"
    post.lanes.take(RAW, messages(0, 3))
    await until(lambda: post.kafka.committed.get(RAW) == 3)
    await post.watch.look()
    await a_while()
    assert post.lane.state is State.RUNNING, "its place is the new topic's now"
    await post.lanes.end(1)


async def test_a_look_leaves_a_lane_alone_whose_topic_is_the_same(post: Post) -> None:
    """It goes on with its producer."""
    await post.open()
    await post.watch.look()
    await a_while()
    assert post.lane.state is State.RUNNING
    assert len(post.kafka.producers) == 1
    await post.lanes.end(1)


async def test_nothing_is_written_for_a_topic_that_was_made_anew_since_the_last_look(stand: Stand, post: Post) -> None:
    """What a lane had in hand would move the group over the new topic's first messages."""
    stand.pipeline.holds = True
    await post.open()
    post.lanes.take(RAW, messages(10, 12))
    await until(lambda: stand.pipeline.in_hand == [10, 11])
    post.make_anew(committed=None)
    stand.pipeline.answer(10, 11)
    await until(lambda: post.kafka.events[-2:] == ["seek 0", "resume"])
    assert post.kafka.written == []
    assert RAW not in post.kafka.committed
    await post.lanes.end(1)


async def test_no_place_is_settled_in_a_topic_that_was_made_anew_since_the_look(stand: Stand, post: Post) -> None:
    """A look may have been on its way."""
    await post.open()
    stand.consumer.settled[RAW] = 20
    post.lane.look(Log(0, 20, 20), 20, OLD)
    post.make_anew(committed=None)
    await until(lambda: len(post.kafka.producers) == 2)
    await a_while()
    assert RAW not in post.kafka.committed
    await post.lanes.end(1)


@pytest.mark.parametrize("committed", [10, 40, None])
async def test_a_topic_made_anew_during_a_rebalance_is_known_to_the_next_lane(
    post: Post, committed: int | None
) -> None:
    """What the lane before it left is used no more, though the group may stand where that lane left it."""
    await post.open()
    await post.lanes.on_partitions_revoked({RAW})
    post.make_anew(committed)
    await post.open()
    assert post.lane.state is (State.RUNNING if committed is None else State.STOPPED)
    assert len(post.kafka.producers) == 2
    if committed is None:
        assert post.kafka.events[-2:] == ["seek 0", "resume"]
    await post.lanes.end(1)


async def test_a_stopped_lane_stays_stopped_over_a_rebalance(post: Post) -> None:
    """Only a person knows whether the group's place is to be believed."""
    await post.open()
    await post.lanes.on_partitions_revoked({RAW})
    post.make_anew(committed=40)
    for _ in range(2):
        await post.open()
        assert post.lane.state is State.STOPPED
        await post.lanes.on_partitions_revoked({RAW})
    await post.lanes.end(1)


async def test_a_partition_that_was_anothers_meanwhile_is_believed(post: Post) -> None:
    """Who had it then has committed for the topic as it was made anew."""
    await post.open()
    await post.lanes.on_partitions_revoked({RAW})
    await post.lanes.on_partitions_assigned(set())
    post.make_anew(committed=40)
    await post.lanes.on_partitions_revoked(set())
    await post.open()
    assert post.lane.state is State.RUNNING
    assert post.kafka.events[-2:] == ["seek 40", "resume"]
    await post.lanes.end(1)


async def test_a_log_that_has_become_shorter_is_looked_at_anew(post: Post) -> None:
    """Also where the brokers know no ids, and the lane's place is still in it."""
    post.kafka.topic_ids.clear()
    post.kafka.committed[RAW] = 10
    await post.open()
    await post.watch.look()
    post.kafka.committed.pop(RAW)
    post.kafka.logs[RAW] = Log(0, 30, 30)
    await post.watch.look()
    await until(lambda: post.kafka.events[-2:] == ["seek 0", "resume"])
    await post.lanes.end(1)


@dataclass
class Answers:
    """What the brokers say, one after the other; the last again and again."""

    ids: list[UUID | None]
    asked: int = 0

    async def __call__(self) -> UUID | None:
        """The next."""
        self.asked += 1
        await asyncio.sleep(0)
        return self.ids.pop(0) if len(self.ids) > 1 else self.ids[0]


async def test_one_answer_serves_all_who_ask_at_the_same_time() -> None:
    """A hundred lanes that open are one question."""
    topic_ids, ask = TopicIds(), Answers([OLD])
    assert await asyncio.gather(*(topic_ids.current("raw", ask) for _ in range(100))) == [OLD] * 100
    assert ask.asked == 1


async def test_a_broker_that_lags_behind_does_not_take_an_id_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id that was superseded never comes back."""
    monkeypatch.setattr(topic_identity, "FRESH_SECONDS", 0.0)
    topic_ids, ask = TopicIds(), Answers([OLD, NEW, OLD, None, NEW])
    assert [await topic_ids.current("raw", ask) for _ in range(5)] == [OLD, NEW, NEW, NEW, NEW]


async def test_brokers_without_ids_are_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service goes on without."""
    monkeypatch.setattr(topic_identity, "FRESH_SECONDS", 0.0)
    topic_ids, ask = TopicIds(), Answers([None])
    with capture_logs() as lines:
        assert [await topic_ids.current("raw", ask) for _ in range(3)] == [None] * 3
    assert [line["log_level"] for line in lines] == ["warning"]
    assert not is_another(None, OLD)
    assert not is_another(OLD, None)


GONE = KafkaConnectionError("gone")


def answer_of(error_code: int, topic_id: UUID) -> SimpleNamespace:
    """A broker's answer for one topic."""
    return SimpleNamespace(topics=[(error_code, "raw", topic_id)])


@dataclass
class Cluster:
    """Two brokers, and a client of them.

    Attributes:
        takes: the versions of each request that they take.
        answer: what they say.
        errors: what is heard of a broker instead.
        hangs: who does not answer.
        asked: who was asked, in order.
    """

    takes: dict[int, tuple[int, int]] = field(default_factory=lambda: {3: (0, 13)})
    answer: SimpleNamespace = field(default_factory=lambda: answer_of(0, OLD))
    errors: dict[int, Exception] = field(default_factory=dict)
    hangs: set[int] = field(default_factory=set)
    asked: list[int] = field(default_factory=list)

    @property
    def client(self) -> TopicIdClient:
        """Asks them."""
        return TopicIdClient(cast("AIOKafkaClient", self))

    @property
    def cluster(self) -> "Cluster":
        """Its brokers' list."""
        return self

    def brokers(self) -> set[Any]:
        """Two of them."""
        return {Broker(0), Broker(1)}

    async def send(self, node_id: int, request: Any) -> Any:
        """As aiokafka's connection does it: the version is negotiated first."""
        self.asked.append(node_id)
        if node_id in self.hangs:
            await asyncio.Event().wait()
        if node_id in self.errors:
            raise self.errors[node_id]
        return request.prepare(self.takes) and self.answer


@dataclass(frozen=True, order=True)
class Broker:
    """One of a cluster, under aiokafka's name for its id."""

    nodeId: int  # noqa: N815  # aiokafka's


async def test_a_broker_that_is_too_old_is_no_error() -> None:
    """It takes metadata requests up to version 9."""
    cluster = Cluster(takes={3: (0, 9)})
    assert await cluster.client.ask("raw") is None
    assert cluster.asked == [0]


async def test_a_broker_that_knows_no_ids_yet_is_no_error() -> None:
    """It says so with an id of zeros."""
    assert await Cluster(answer=answer_of(0, UUID(int=0))).client.ask("raw") is None


async def test_a_topic_that_is_not_there_is_an_error() -> None:
    """Which is not the same as one without an id."""
    with pytest.raises(UnknownTopicOrPartitionError):
        await Cluster(answer=answer_of(3, UUID(int=0))).client.ask("raw")


async def test_a_broker_that_does_not_answer_is_asked_last_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is down, or hangs, says nothing of the topic, and holds up one question."""
    monkeypatch.setattr(topic_identity, "BROKER_SECONDS", 0.01)
    for cluster in (Cluster(errors={0: GONE}), Cluster(hangs={0})):
        client = cluster.client
        assert [await client.ask("raw") for _ in range(2)] == [OLD, OLD]
        assert cluster.asked == [0, 1, 1]


async def test_brokers_of_which_none_answers_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known then."""
    monkeypatch.setattr(topic_identity, "BROKER_SECONDS", 0.01)
    with pytest.raises(KafkaConnectionError):
        await Cluster(errors={0: GONE, 1: GONE}).client.ask("raw")
    with pytest.raises(TimeoutError):
        await Cluster(hangs={0, 1}).client.ask("raw")
