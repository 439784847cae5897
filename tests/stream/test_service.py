"""The service on FastStream's test broker: its own handler and lanes, a real worker, outcomes written to a list."""

from collections.abc import AsyncIterator

import pytest
from aiokafka import TopicPartition
from faststream.kafka import TestKafkaBroker

from schemas.enriched_article import EnrichedArticle
from service.app import make_app
from service.settings import Settings
from service.stream.broker import WaitingBroker
from service.stream.offsets import Log
from service.stream.states import State
from tests.stream.fakes import FakeConsumer, FakeInquiry, Kafka, header, until

RAW, ENRICHED, DEAD = "articles.raw.v1", "articles.enriched.v1", "articles.dead-letter.v1"
GERMAN = "articles.de.v1"
FIRST = TopicPartition(RAW, 0)  # where FastStream's test broker puts everything, at offset 0

TEXT = """Market hall reopens after fire

The market hall reopened on Saturday, eleven months after the fire that destroyed its roof.

Traders who had sold from tents all winter said that they had feared the city would give the place up."""


GERMAN_TEXT = """Markthalle nach dem Brand wieder offen

Die Markthalle hat am Samstag wieder geöffnet, elf Monate nach dem Brand, der ihr Dach zerstört hatte.

Händler, die den ganzen Winter aus Zelten verkauft hatten, sagten, sie hätten gefürchtet, die Stadt gebe auf."""


@pytest.fixture
def kafka() -> Kafka:
    """Where outcomes go."""
    return Kafka(logs={FIRST: Log(0, 1, 1)})


@pytest.fixture
async def broker(settings: Settings, kafka: Kafka) -> AsyncIterator[WaitingBroker]:
    """The service's own broker, with one worker, its Kafka replaced by FastStream's, its partition assigned.

    German has a topic of its own.
    """
    app = make_app(
        settings.model_copy(update={"workers": 1, "language_topics": f"de={GERMAN}"}),
        new_producer=kafka.new_producer,
        inquiry=FakeInquiry(kafka).as_inquiry,
    )
    broker = app.broker
    assert isinstance(broker, WaitingBroker)
    async with app.lifespan_context(), TestKafkaBroker(broker):
        broker.lanes.attach(FakeConsumer(kafka, FIRST).as_consumer)
        await broker.lanes.on_partitions_assigned({FIRST})
        await until(lambda: all(lane.state is State.RUNNING for _, lane in broker.lanes))
        yield broker
        await broker.lanes.end(1)
        await broker.lanes.close()


async def test_an_article_becomes_a_record(broker: WaitingBroker, kafka: Kafka) -> None:
    """A bare article in, a valid record out, under its key, and the offset behind it committed."""
    await broker.publish(TEXT.encode(), topic=RAW, key=b"k", headers={"content-type": "text/plain"})
    await until(lambda: kafka.committed.get(FIRST) == 1)
    (message,) = kafka.on(ENRICHED)
    record = EnrichedArticle.model_validate_json(message.value or b"")
    assert record.headline == "Market hall reopens after fire"
    assert record.language.tag == "en"
    assert record.raw is not None
    assert message.key == b"k"
    assert kafka.on(DEAD) == []


async def test_a_rejected_message_becomes_a_dead_letter_and_the_next_goes_on(
    broker: WaitingBroker, kafka: Kafka
) -> None:
    """One bad message stops nothing."""
    await broker.publish(b"{", topic=RAW, key=b"k")
    await broker.publish(TEXT.encode(), topic=RAW, key=b"k", headers={"content-type": "text/plain"})
    await until(lambda: len(kafka.written) == 2)
    (letter,) = kafka.on(DEAD)
    assert (letter.value, header(letter, "copydesk-error-reason")) == (b"{", "invalid-message")
    assert len(kafka.on(ENRICHED)) == 1


async def test_a_takedown_becomes_a_tombstone(broker: WaitingBroker, kafka: Kafka) -> None:
    """A null body passes through FastStream, the lane and a worker, and comes out on each topic of records."""
    await broker.publish(None, topic=RAW, key=b"article-7")
    await until(lambda: kafka.written)
    for topic in (ENRICHED, GERMAN):
        (tombstone,) = kafka.on(topic)
        assert (tombstone.value, tombstone.key) == (None, b"article-7")


async def test_an_article_goes_to_the_topic_of_its_language(broker: WaitingBroker, kafka: Kafka) -> None:
    """And to no other; its header says the language, as that of one on the default topic does."""
    for text in (GERMAN_TEXT, TEXT):
        await broker.publish(text.encode(), topic=RAW, key=b"k", headers={"content-type": "text/plain"})
        await until(lambda: kafka.written)
    await until(lambda: len(kafka.written) == 2)
    assert [header(message, "copydesk-language") for message in kafka.on(GERMAN)] == ["de"]
    assert [header(message, "copydesk-language") for message in kafka.on(ENRICHED)] == ["en"]


async def test_a_message_of_a_partition_that_has_gone_is_left_to_its_next_owner(
    broker: WaitingBroker, kafka: Kafka
) -> None:
    """The handler takes it without an error, and answers nothing."""
    lanes = broker.lanes
    await lanes.on_partitions_revoked({FIRST})
    await broker.publish(TEXT.encode(), topic=RAW, key=b"k", headers={"content-type": "text/plain"})
    await lanes.on_partitions_assigned({FIRST})
    await until(lambda: all(lane.state is State.RUNNING for _, lane in lanes))
    await broker.publish(b"{", topic=RAW, key=b"k")
    await until(lambda: kafka.written)
    assert kafka.on(ENRICHED) == []
