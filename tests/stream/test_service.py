"""The service on FastStream's test broker: its own handler, real workers, and a producer that writes to a list."""

from collections.abc import AsyncIterator

import pytest
from faststream.kafka import KafkaBroker, TestKafkaBroker

from schemas.enriched_article import EnrichedArticle
from service.app import make_app
from service.settings import Settings
from tests.stream.fakes import Topics, header

RAW, ENRICHED, DEAD = "articles.raw.v1", "articles.enriched.v1", "articles.dead-letter.v1"

TEXT = """Market hall reopens after fire

The market hall reopened on Saturday, eleven months after the fire that destroyed its roof.

Traders who had sold from tents all winter said that they had feared the city would give the place up."""


@pytest.fixture
async def broker(settings: Settings, topics: Topics) -> AsyncIterator[KafkaBroker]:
    """The service's own broker, with one worker, its Kafka replaced by FastStream's."""
    app = make_app(settings.model_copy(update={"workers": 1}), topics.new_producer)
    assert isinstance(app.broker, KafkaBroker)
    async with app.lifespan_context(), TestKafkaBroker(app.broker) as broker:
        yield broker


async def test_an_article_becomes_a_record(broker: KafkaBroker, topics: Topics) -> None:
    """A bare article in, a valid record out, under its key."""
    await broker.publish(TEXT.encode(), topic=RAW, key=b"k", headers={"content-type": "text/plain"})
    (message,) = topics.on(ENRICHED)
    record = EnrichedArticle.model_validate_json(message.value or b"")
    assert record.headline == "Market hall reopens after fire"
    assert record.language.tag == "en"
    assert record.raw is not None
    assert message.key == b"k"
    assert topics.on(DEAD) == []


async def test_a_rejected_message_becomes_a_dead_letter_and_the_next_goes_on(
    broker: KafkaBroker, topics: Topics
) -> None:
    """One bad message stops nothing."""
    await broker.publish(b"{", topic=RAW, key=b"k")
    await broker.publish(TEXT.encode(), topic=RAW, key=b"k", headers={"content-type": "text/plain"})
    (letter,) = topics.on(DEAD)
    assert (letter.value, header(letter, "copydesk-error-reason")) == (b"{", "invalid-message")
    assert len(topics.on(ENRICHED)) == 1
