"""A producer that stands in for Kafka's where the stream is tested without a broker."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from service.message import Headers, Origin, RawMessage
from service.stream.outgoing import OutgoingMessage


def header(message: OutgoingMessage, name: str) -> str:
    """The text of the first header of that name."""
    return next((value or b"").decode() for key, value in message.headers if key == name)


@dataclass
class Topics:
    """What was written, and what the broker answers: None to take a message, an error to refuse it."""

    answer: Callable[[OutgoingMessage], Exception | None] = lambda _message: None
    written: list[OutgoingMessage] = field(default_factory=list)
    producers: int = 0

    def new_producer(self) -> "FakeProducer":
        """A producer that writes here."""
        self.producers += 1
        return FakeProducer(self)

    def on(self, topic: str) -> list[OutgoingMessage]:
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

    async def send(self, message: OutgoingMessage) -> Awaitable[object]:
        """Take a message."""
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
