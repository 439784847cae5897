"""Articles from files onto the raw topic: each is there, or is named as left out."""

import asyncio
import json
from collections.abc import Iterable, Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from service.cli.endings import Ended
from service.cli.kafka_client import be_quiet, connection_or_end, topics_or_end
from service.cli.progress import Bar
from service.cli.read_ahead import read_ahead
from service.cli.sources import JSON, Article, Input, Unreadable, read, size_of
from service.message import RawMessage
from service.settings import Settings
from service.stream.connection import Connection
from service.stream.outgoing import OutgoingMessage
from service.stream.rights import Right, denied
from service.stream.sending import TOO_LARGE, Refused, close, kafka_producer, send

AT_A_TIME = 64  # messages whose delivery is awaited together; each may be as large as Kafka takes
DELIVERY_SECONDS = 30.0  # for them together: an idempotent producer retries without end


def feed_paths(paths: Sequence[str], settings: Settings, *, jsonl: bool) -> tuple[int, int]:
    """Write every article to the raw topic.

    Args:
        paths: files, folders, and `-`.
        settings: where Kafka is, and the topic.
        jsonl: each line of each file is an envelope.

    Returns:
        How many are delivered, and how many were left out.
    """
    be_quiet()
    with Bar("Feeding", size_of(paths)) as bar:
        return asyncio.run(_feed(read(paths, all_lines=jsonl), settings, bar))


async def _feed(inputs: Iterable[Input], settings: Settings, bar: Bar) -> tuple[int, int]:
    connection = connection_or_end(settings)
    await topics_or_end(connection, {settings.raw_topic: Right.WRITE})
    feeder = _Feeder(connection, settings, bar)
    try:
        async for batch in read_ahead(inputs, AT_A_TIME):
            await feeder.feed(batch)
    finally:
        await feeder.stop()
    return feeder.fed, feeder.left_out


class _Feeder:
    def __init__(self, connection: Connection, settings: Settings, bar: Bar) -> None:
        self._connection = connection
        self._settings = settings
        self._bar = bar
        self._producer: AIOKafkaProducer | None = None
        self.fed = 0
        self.left_out = 0

    async def feed(self, batch: Sequence[Input]) -> None:
        """Write a batch; what shared it with a refused message is tried once more, alone."""
        articles = []
        for given in batch:
            if isinstance(given, Unreadable):
                self._leave_out(given, f"{given.reason}: {given.detail}")
            else:
                articles.append(given)
        errors = await self._write(articles)
        self.fed += errors.count(None)
        for article, error in zip(articles, errors, strict=True):
            if error is not None:
                await self._feed_alone(article)
        self._bar.show(self.fed + self.left_out, max(given.read_bytes for given in batch))

    async def stop(self) -> None:
        """Throw the producer away: after a refusal its state is unknown."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await close(producer)

    async def _feed_alone(self, article: Article) -> None:
        (error,) = await self._write([article])
        if error is None:
            self.fed += 1
        elif isinstance(error, TOO_LARGE):
            size = len(article.message.value or b"")
            self._leave_out(article, f"too-large: {self._settings.raw_topic} takes no message of {size} bytes.")
        else:
            self._leave_out(article, f"refused: Kafka does not take it: {type(error).__name__}.")

    def _leave_out(self, given: Input, why: str) -> None:
        self.left_out += 1
        self._bar.say(f"{given.place}: {why}")

    async def _write(self, articles: Sequence[Article]) -> list[Exception | None]:
        """Write all and await all; for each None, or why it was not taken."""
        errors: dict[int, Exception] = {}
        try:
            async with asyncio.timeout(DELIVERY_SECONDS):
                await send(await self._started(), [self._outgoing(article.message) for article in articles])
        except Refused as refused:
            errors = refused.errors
            await self.stop()
        except (TimeoutError, KafkaError, OSError) as error:
            raise self._gone(error) from error
        return [errors.get(at) for at in range(len(articles))]

    async def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            self._producer = kafka_producer(self._connection, self._settings)
            await self._producer.start()
        return self._producer

    def _outgoing(self, message: RawMessage) -> OutgoingMessage:
        """The message for the raw topic; an envelope without a key gets its article's, which keeps them in order."""
        key = message.key
        if key is None and message.header("content-type") == JSON:
            key = _identity(message.value or b"")
        return OutgoingMessage(self._settings.raw_topic, message.value, key, message.headers)

    def _gone(self, error: Exception) -> Ended:
        lacking = denied(self._connection, error, Right.WRITE)
        because = str(lacking or error).rstrip(".") or f"no answer within {DELIVERY_SECONDS:g} s"
        return Ended(
            f"Kafka at {self._settings.bootstrap_servers} stopped taking messages ({because}): "
            f"{self.fed} are on {self._settings.raw_topic}, and of those after them nothing is known."
        )


def _identity(envelope: bytes) -> bytes | None:
    try:
        fields = json.loads(envelope)
        named = [fields.get(name) for name in ("article_id", "url")]
        return next((name.encode() for name in named if isinstance(name, str) and name), None)
    except (ValueError, AttributeError, RecursionError):
        return None  # no envelope, or no UTF-8 in it: the service will say so
