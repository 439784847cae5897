"""Outcomes are written in order, what the broker refuses for good is dead-lettered, and any other error is told."""

from collections.abc import Callable

import pytest
from aiokafka.errors import InvalidTimestampError, KafkaTimeoutError, MessageSizeTooLargeError

from service.outcome import DeadLetter, Outcome, Record, Tombstone
from service.settings import Settings
from service.stream.outgoing import OutgoingMessage
from service.stream.publisher import NotPublished, Publisher
from tests.stream.fakes import Topics, header, raw

ENRICHED, DEAD = "articles.enriched.v1", "articles.dead-letter.v1"


async def publish(settings: Settings, topics: Topics, *outcomes: Outcome) -> list[Outcome]:
    """Publish one outcome for each of as many raw messages."""
    publisher = Publisher(settings, topics.new_producer)
    answered = [(raw(f"body {at}".encode(), offset=at), outcome) for at, outcome in enumerate(outcomes)]
    try:
        return await publisher.publish(answered)
    finally:
        await publisher.stop()


def refusing(value: bytes | None, error: Exception) -> Callable[[OutgoingMessage], Exception | None]:
    """Answers of a broker that refuses one value."""
    return lambda message: error if message.value == value else None


async def test_each_outcome_goes_to_its_topic_in_order(settings: Settings, topics: Topics) -> None:
    """Records and tombstones to the enriched topic, dead letters to theirs."""
    outcomes: list[Outcome] = [
        Record("a", "en", b"1"),
        DeadLetter("too-deep", "extract", "x"),
        Tombstone("c"),
        Record("d", "fr", b"4"),
    ]
    assert await publish(settings, topics, *outcomes) == outcomes
    assert [message.value for message in topics.on(ENRICHED)] == [b"1", None, b"4"]
    assert [message.value for message in topics.on(DEAD)] == [b"body 1"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [(MessageSizeTooLargeError(), "record-too-large"), (InvalidTimestampError(), "record-refused")],
)
async def test_a_record_that_the_broker_refuses_for_good_is_dead_lettered(
    settings: Settings, topics: Topics, error: Exception, reason: str
) -> None:
    """Its neighbours are written and the raw message is kept."""
    topics.answer = refusing(b"bad", error)
    ended = await publish(settings, topics, Record("a", "en", b"good"), Record("b", "en", b"bad"))
    assert [getattr(outcome, "reason", "record") for outcome in ended] == ["record", reason]
    assert [message.value for message in topics.on(ENRICHED)] == [b"good"]
    (letter,) = topics.on(DEAD)
    assert (letter.value, header(letter, "copydesk-error-reason")) == (b"body 1", reason)


async def test_a_record_refused_for_a_neighbour_is_written_when_it_is_sent_alone(
    settings: Settings, topics: Topics
) -> None:
    """Kafka refuses a whole batch for one of its records."""
    refusals = iter([InvalidTimestampError()])
    topics.answer = lambda _message: next(refusals, None)
    assert await publish(settings, topics, Record("a", "en", b"1")) == [Record("a", "en", b"1")]
    assert topics.producers == 2


async def test_any_other_error_is_told_and_the_producer_thrown_away(settings: Settings, topics: Topics) -> None:
    """Its outcome is unknown; the next try gets a new producer."""
    topics.answer = refusing(b"1", KafkaTimeoutError())
    publisher = Publisher(settings, topics.new_producer)
    answered = [(raw(b"x"), Record("a", "en", b"1"))]
    with pytest.raises(NotPublished):
        await publisher.publish(answered)
    topics.answer = lambda _message: None
    await publisher.publish(answered)
    await publisher.stop()
    assert topics.producers == 2
    assert [message.value for message in topics.on(ENRICHED)] == [b"1"]


async def test_a_dead_letter_over_the_limit_goes_without_its_body(settings: Settings, topics: Topics) -> None:
    """A compressed message can unpack past any limit; the raw topic still holds the body."""
    small = settings.model_copy(update={"dead_letter_max_bytes": 600})
    publisher = Publisher(small, topics.new_producer)
    await publisher.publish([(raw(b"x" * 5000, b"k"), DeadLetter("too-large", "decode", "too much"))])
    await publisher.stop()
    (letter,) = topics.on(DEAD)
    assert (letter.value, letter.key, header(letter, "copydesk-body-omitted")) == (b"", b"k", "true")


async def test_a_dead_letter_that_the_topic_refuses_is_sent_smaller(settings: Settings, topics: Topics) -> None:
    """The topic's own limit may be lower than the setting."""
    topics.answer = lambda message: MessageSizeTooLargeError() if message.value else None
    letter = DeadLetter("undecodable", "decode", "binary")
    assert await publish(settings, topics, letter) == [letter]
    assert [message.value for message in topics.on(DEAD)] == [b""]


async def test_a_dead_letter_refused_in_every_form_stops_the_batch(settings: Settings, topics: Topics) -> None:
    """It is never dropped: the batch is tried again, and the service says so."""
    topics.answer = lambda _message: MessageSizeTooLargeError()
    with pytest.raises(NotPublished, match="refuses a dead letter"):
        await publish(settings, topics, DeadLetter("undecodable", "decode", "binary"))
