"""A producer that stands in for Kafka's where the stream is tested without a broker."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from service.message import Headers, Origin, RawMessage


@dataclass(frozen=True)
class Written:
    """A message as it was handed to the producer."""

    topic: str
    value: bytes | None
    key: bytes | None
    headers: Headers
    timestamp_ms: int | None

    def header(self, name: str) -> str:
        """The text of the first header of that name."""
        return next((value or b"").decode() for key, value in self.headers if key == name)


@dataclass
class Topics:
    """What was written, and what the broker answers: None to take a message, an error to refuse it."""

    answer: Callable[[Written], Exception | None] = lambda _message: None
    written: list[Written] = field(default_factory=list)
    producers: int = 0

    def new_producer(self) -> "FakeProducer":
        """A producer that writes here."""
        self.producers += 1
        return FakeProducer(self)

    def on(self, topic: str) -> list[Written]:
        """What was written to one topic."""
        return [message for message in self.written if message.topic == topic]


class FakeProducer:
    """Writes to a list; like Kafka's producer it answers a send later than it takes it."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to disconnect from."""

    async def send(  # noqa: PLR0913, PLR0917  # the signature is aiokafka's
        self,
        topic: str,
        value: bytes | None = None,
        key: bytes | None = None,
        partition: int | None = None,  # noqa: ARG002  # likewise
        timestamp_ms: int | None = None,
        headers: Sequence[tuple[str, bytes | None]] | None = None,
    ) -> Awaitable[object]:
        """Take a message."""
        message = Written(topic, value, key, tuple(headers or ()), timestamp_ms)
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        error = self._topics.answer(message)
        if error is None:
            self._topics.written.append(message)
            answer.set_result(None)
        else:
            answer.set_exception(error)
        return answer


def raw(value: bytes | None, key: bytes | None = None, headers: Headers = (), offset: int = 0) -> RawMessage:
    """A raw message that stands on partition 2 of the raw topic."""
    return RawMessage(value, key, headers, Origin("articles.raw.v1", 2, offset, 1_700_000_000_123))
