"""What the topics that are written to take at most, as Kafka says it: what is larger need not be sent to be refused."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from math import inf

from aiokafka.record.default_records import DefaultRecordBatchBuilder

from service.settings import Settings
from service.stream.missing import NotThere
from service.stream.outgoing import OutgoingMessage
from service.stream.unpacking import CODECS

# A limit that was raised counts this soon: until then a record that would fit now is not sent.
FRESH_SECONDS = 5.0
UNCOMPRESSED = 0  # in Kafka's record format

Ask = Callable[[Sequence[str]], Awaitable[Mapping[str, int]]]


class TopicLimits:
    """Knows the topics that take less than is set for them. Of all others it says nothing, and costs nothing.

    Args:
        settings: what is set.
        ask: the largest message (bytes) of each topic; a topic of which we may not know it is left out.
    """

    def __init__(self, settings: Settings, ask: Ask) -> None:
        records = ("COPYDESK_ENRICHED_MAX_BYTES", settings.enriched_max_bytes)
        self.wanted = dict.fromkeys(settings.record_topics.all, records)
        self.wanted[settings.dead_letter_topic] = ("COPYDESK_DEAD_LETTER_MAX_BYTES", settings.dead_letter_max_bytes)
        self._codec = CODECS.get(settings.compression, UNCOMPRESSED)
        self._ask = ask
        self._narrow: dict[str, int] = {}
        self._asked_at = -inf

    async def learn(self) -> dict[str, int]:
        """Ask; the topics that take less than is set for them, each with what it takes (bytes).

        Raises:
            NotThere: nobody answers.
        """
        found = await self._ask(list(self.wanted))
        self._narrow = {topic: largest for topic, largest in found.items() if largest < self.wanted[topic][1]}
        self._asked_at = time.monotonic()
        return self._narrow

    async def refuse(self, message: OutgoingMessage) -> bool:
        """Whether its topic is known to refuse it for its size."""
        if not self._is_over(message):
            return False
        if time.monotonic() - self._asked_at > FRESH_SECONDS:
            try:
                await self.learn()
            except NotThere:  # then the broker decides
                return False
        return self._is_over(message)

    def _is_over(self, message: OutgoingMessage) -> bool:
        limit = self._narrow.get(message.topic)
        return limit is not None and message.size > limit and _packed_size(message, self._codec) > limit


def _packed_size(message: OutgoingMessage, codec: int) -> int:
    """What it takes as a batch of its own (bytes), as the producer packs it: that is what a broker looks at."""
    batch = DefaultRecordBatchBuilder(
        magic=2,
        compression_type=codec,
        is_transactional=1,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=0,
        batch_size=0,
    )
    headers = list(message.headers)
    batch.append(0, timestamp=message.timestamp_ms, key=message.key, value=message.value, headers=headers)
    return len(batch.build())
