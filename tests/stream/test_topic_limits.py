"""What topics are known to refuse for its size: asked of Kafka, and asked again before it counts."""

from collections.abc import Sequence
from random import Random

import pytest

from service.settings import Settings
from service.stream import topic_limits
from service.stream.missing import NotThere
from service.stream.outgoing import OutgoingMessage
from service.stream.topic_limits import TopicLimits

ENRICHED, DEAD = "articles.enriched.v1", "articles.dead-letter.v1"
NOISE = Random(1).randbytes(3000)  # noqa: S311  # it is only not to be packed


class Topics:
    """What Kafka says of topics, and how often it was asked."""

    def __init__(self, **largest: int) -> None:
        self.largest = largest
        self.asked = 0
        self.gone = False

    async def ask(self, topics: Sequence[str]) -> dict[str, int]:
        """As the test says."""
        self.asked += 1
        if self.gone:
            raise NotThere("No broker answers.")
        return {topic: self.largest[topic] for topic in topics if topic in self.largest}


def message(value: bytes, topic: str = ENRICHED) -> OutgoingMessage:
    """A message of that value."""
    return OutgoingMessage(topic, value, b"k", ())


async def test_only_topics_that_take_less_than_is_set_are_known(settings: Settings) -> None:
    """Of others nothing is said, however large a message is."""
    topics = Topics(**{ENRICHED: settings.enriched_max_bytes, DEAD: 2000})
    limits = TopicLimits(settings, topics.ask)
    assert await limits.learn() == {DEAD: 2000}
    assert await limits.refuse(message(NOISE, DEAD))
    assert not await limits.refuse(message(b"a", DEAD))
    assert not await limits.refuse(message(b"." * 3000, DEAD)), "it fits as it is packed"
    assert not await limits.refuse(message(NOISE))
    assert topics.asked == 1


async def test_a_limit_is_asked_for_again_before_it_counts(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have been raised; and where nobody answers, the broker decides."""
    topics = Topics(**{ENRICHED: 2000})
    limits = TopicLimits(settings, topics.ask)
    await limits.learn()
    monkeypatch.setattr(topic_limits, "FRESH_SECONDS", -1.0)
    assert not await limits.refuse(message(b"a"))
    assert topics.asked == 1, "what fits asks nobody"
    assert await limits.refuse(message(NOISE))
    topics.gone = True
    assert not await limits.refuse(message(NOISE))
    topics.gone, topics.largest[ENRICHED] = False, 5000
    assert not await limits.refuse(message(NOISE))


async def test_what_kafka_does_not_say_is_not_known(settings: Settings) -> None:
    """We may not read the topics' settings."""
    limits = TopicLimits(settings, Topics().ask)
    assert await limits.learn() == {}
    assert not await limits.refuse(message(NOISE))
