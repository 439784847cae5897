"""A batch is tried until its outcomes are written, and acknowledged only then."""

from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from aiokafka.errors import CommitFailedError, KafkaTimeoutError
from faststream.kafka import KafkaMessage
from faststream.kafka.message import KafkaAckableMessage

from service.message import RawMessage
from service.observability.metrics import Metrics
from service.outcome import Outcome, Record
from service.settings import Settings
from service.stream import subscriber
from service.stream.health import Health
from service.stream.publisher import Publisher
from service.stream.subscriber import Subscriber, decode, parse, raw_message
from service.workers.pool import WorkersUnusable
from tests.stream.fakes import Topics, raw


class Consumer:
    """Counts the commits that it is asked for, and may refuse them."""

    def __init__(self, topics: Topics, error: Exception | None = None) -> None:
        self.written_at_commit: list[int] = []
        self._topics = topics
        self._error = error

    async def commit(self) -> None:
        """Note how much was written by now."""
        self.written_at_commit.append(len(self._topics.written))
        if self._error is not None:
            raise self._error

    def seek(self, partition: object, offset: int) -> None:
        """Nothing in the service seeks."""


class Pipeline:
    """Makes a record of each message; its first `failures` tries find no workers."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.calls = 0

    async def process(self, messages: Sequence[RawMessage]) -> list[Outcome]:
        """A record that holds the raw value."""
        self.calls += 1
        if self.calls <= self.failures:
            raise WorkersUnusable("no workers")
        return [Record("id", "en", message.value or b"") for message in messages]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriber, "FIRST_PAUSE", 0.0)


def acknowledgement(consumer: Consumer) -> KafkaMessage:
    """What FastStream hands to the handler beside the batch."""
    return KafkaAckableMessage(raw_message=(), body=b"", consumer=consumer)


async def answer(
    settings: Settings, topics: Topics, pipeline: Pipeline, consumer: Consumer, health: Health | None = None
) -> None:
    """Have a batch of two answered."""
    publisher = Publisher(settings, topics.new_producer)
    batch = [raw(b"1", offset=1), raw(b"2", offset=2)]
    await Subscriber(pipeline, publisher, health or Health(), Metrics()).answer(batch, acknowledgement(consumer))
    await publisher.stop()


async def test_it_acknowledges_once_all_outcomes_are_written(settings: Settings, topics: Topics) -> None:
    """Not before: a stop in between must bring the batch again."""
    consumer = Consumer(topics)
    await answer(settings, topics, Pipeline(), consumer)
    assert consumer.written_at_commit == [2]


async def test_it_tries_again_until_the_broker_takes_the_batch(settings: Settings, topics: Topics) -> None:
    """The articles are processed once, the batch is sent again, in order."""
    errors = iter([None, KafkaTimeoutError()])
    topics.answer = lambda _message: next(errors, None)
    pipeline, consumer, health = Pipeline(), Consumer(topics), Health(waiting_for=None, assigned=1)
    await answer(settings, topics, pipeline, consumer, health)
    assert [message.value for message in topics.written] == [b"1", b"1", b"2"]
    assert pipeline.calls == 1
    assert consumer.written_at_commit == [3]
    assert health.unready_because is None


async def test_it_waits_for_workers(settings: Settings, topics: Topics) -> None:
    """No worker to be had is no article's fault."""
    consumer = Consumer(topics)
    await answer(settings, topics, Pipeline(failures=2), consumer)
    assert consumer.written_at_commit == [2]


async def test_a_refused_commit_is_no_failure(settings: Settings, topics: Topics) -> None:
    """The batch is written; another owner may write it again."""
    await answer(settings, topics, Pipeline(), Consumer(topics, CommitFailedError()))
    assert len(topics.written) == 2


def consumer_record(headers: Sequence[tuple[str, bytes | None]], timestamp_type: int = 0) -> ConsumerRecord[Any, Any]:
    """A record as aiokafka gives it."""
    return ConsumerRecord("articles.raw.v1", 1, 9, 17, timestamp_type, b"k", b"v", None, 1, 1, headers)


async def test_a_null_or_binary_header_does_not_cost_the_batch() -> None:
    """FastStream's own parser would decode each header and drop all messages of the batch."""
    records = (consumer_record([("null", None), ("binary", b"\xff")]), consumer_record([]))

    async def original(shown: Sequence[ConsumerRecord[Any, Any]]) -> KafkaMessage:
        assert [record.headers for record in shown] == [(), ()]
        return acknowledgement(Consumer(Topics()))

    messages = await decode(await parse(records, original))
    assert [message.headers for message in messages] == [(("null", None), ("binary", b"\xff")), ()]


@pytest.mark.parametrize(("number", "name"), [(0, "create"), (1, "append")])
def test_a_record_keeps_its_place_and_time(number: int, name: str) -> None:
    """Topic, partition, offset, timestamp and what kind of timestamp it is."""
    origin = raw_message(consumer_record([], number)).origin
    assert origin is not None
    assert (origin.topic, origin.partition, origin.offset, origin.timestamp_ms) == ("articles.raw.v1", 1, 9, 17)
    assert origin.timestamp_type == name
