"""Writes the outcomes of a batch: every send is awaited, and what the broker refuses for good is dead-lettered."""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidTimestampError,
    KafkaError,
    MessageSizeTooLargeError,
    PolicyViolationError,
    RecordListTooLargeError,
)

from schemas.dead_letter import Reason
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record
from service.settings import Settings
from service.stream.dead_letter import dead_letter_messages
from service.stream.outgoing import OutgoingMessage, output_key, record_message, tombstone_message

TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)
REFUSED = (*TOO_LARGE, InvalidTimestampError, PolicyViolationError)  # no retry changes these answers

PUBLISH_SECONDS = 30.0  # an idempotent producer retries without end: this bounds one try at a batch
STOP_SECONDS = 5.0  # stopping a producer waits for a broker that may be gone

Answered = tuple[RawMessage, Outcome]


class NotPublished(Exception):
    """The broker did not take the whole batch; which part of it is unknown, and all of it is to be sent again."""


class Producer(Protocol):
    """What is needed of a Kafka producer."""

    async def start(self) -> None:
        """Connect."""

    async def stop(self) -> None:
        """Disconnect."""

    async def send(self, message: OutgoingMessage) -> Awaitable[object]:
        """Hand a message over; what is returned is done when the broker has it."""


class KafkaProducer:
    """A new, idempotent producer: a retry inside it neither doubles nor reorders."""

    def __init__(self, settings: Settings) -> None:
        self._kafka = AIOKafkaProducer(
            bootstrap_servers=settings.bootstrap_servers,
            client_id="copydesk",
            acks="all",
            enable_idempotence=True,
            compression_type=None if settings.compression == "none" else settings.compression,
            max_request_size=max(settings.enriched_max_bytes, settings.dead_letter_max_bytes),
        )

    async def start(self) -> None:
        """Connect."""
        await self._kafka.start()

    async def stop(self) -> None:
        """Disconnect."""
        await self._kafka.stop()

    async def send(self, message: OutgoingMessage) -> Awaitable[object]:
        """Hand a message over; what is returned is done when the broker has it."""
        headers = list(message.headers)  # aiokafka takes no other sequence
        if message.key is None and message.value is None:
            return await self._send_null(message.topic, message.timestamp_ms, headers)
        sent: Awaitable[object] = await self._kafka.send(
            message.topic, message.value, message.key, timestamp_ms=message.timestamp_ms, headers=headers
        )
        return sent

    async def _send_null(
        self, topic: str, timestamp_ms: int | None, headers: list[tuple[str, bytes | None]]
    ) -> Awaitable[object]:
        """Kafka takes a message with neither key nor value, and so do we; aiokafka sends one only as a batch."""
        batch = self._kafka.create_batch()
        batch.append(timestamp=timestamp_ms, key=None, value=None, headers=headers)
        partition = random.choice(sorted(await self._kafka.partitions_for(topic)))  # noqa: S311  # it spreads load
        sent: Awaitable[object] = await self._kafka.send_batch(batch, topic, partition=partition)
        return sent


class Publisher:
    """Writes outcomes to their topics. After any error the producer is thrown away: its state is unknown."""

    def __init__(self, settings: Settings, new_producer: Callable[[], Producer]) -> None:
        self._settings = settings
        self._new_producer = new_producer
        self._producer: Producer | None = None

    async def publish(self, answered: Sequence[Answered]) -> list[Outcome]:
        """Write the outcome of each raw message, in order; the outcomes as they stand on the topics.

        Raises:
            NotPublished: some may be written and some not.
        """
        outcomes = [outcome for _, outcome in answered]
        errors = await self._send([self._outgoing(message, outcome) for message, outcome in answered])
        for at, error in enumerate(errors):
            if error is not None:
                outcomes[at] = await self._publish_refused(*answered[at])
        return outcomes

    async def stop(self) -> None:
        """Throw the producer away; the next batch gets a new one."""
        producer, self._producer = self._producer, None
        if producer is not None:
            # Nothing is lost where this fails: what it had not delivered is sent again by the next one.
            with contextlib.suppress(TimeoutError, KafkaError):
                await asyncio.wait_for(producer.stop(), STOP_SECONDS)

    def _outgoing(self, message: RawMessage, outcome: Outcome) -> OutgoingMessage:
        if isinstance(outcome, DeadLetter):
            return self._fitting(message, outcome)
        always_article = self._settings.output_key == "article"
        key = output_key(message, outcome.article_id, always_article=always_article)
        topic = self._settings.enriched_topic
        if isinstance(outcome, Record):
            return record_message(message, outcome, topic, key)
        return tombstone_message(message, topic, key)

    def _fitting(self, message: RawMessage, letter: DeadLetter) -> OutgoingMessage:
        forms = list(dead_letter_messages(message, letter, self._settings.dead_letter_topic))
        return next((form for form in forms if form.size <= self._settings.dead_letter_max_bytes), forms[-1])

    async def _publish_refused(self, message: RawMessage, outcome: Outcome) -> Outcome:
        """Send a refused message alone, for it may only have shared a batch with the guilty one; else its dead letter.

        A dead letter that is refused too is sent in its smaller forms.
        """
        if isinstance(outcome, DeadLetter):
            letter = outcome
        else:
            (error,) = await self._send([self._outgoing(message, outcome)])
            if error is None:
                return outcome
            reason: Reason = "record-too-large" if isinstance(error, TOO_LARGE) else "record-refused"
            letter = DeadLetter(reason, "record", f"The broker refuses what was made of it: {type(error).__name__}.")
        for form in dead_letter_messages(message, letter, self._settings.dead_letter_topic):
            if (await self._send([form]))[0] is None:
                return letter
        raise NotPublished(f"{self._settings.dead_letter_topic} refuses a dead letter, even one without a body")

    async def _send(self, messages: Sequence[OutgoingMessage]) -> list[Exception | None]:
        """Send all and await all; for each message None, or the error by which the broker refuses it for good."""
        try:
            async with asyncio.timeout(PUBLISH_SECONDS):
                answers = await self._send_all(messages)
        except (TimeoutError, KafkaError, OSError) as error:
            await self.stop()
            raise NotPublished(f"the broker did not take a batch: {str(error) or type(error).__name__}") from error
        if any(answers):
            await self.stop()
        unknown = next((error for error in answers if error and not isinstance(error, REFUSED)), None)
        if unknown is not None:
            raise NotPublished(f"the broker did not take a message: {unknown}") from unknown
        return answers

    async def _send_all(self, messages: Sequence[OutgoingMessage]) -> list[Exception | None]:
        if self._producer is None:
            producer = self._new_producer()
            self._producer = producer
            await producer.start()
        sends = [await self._hand_over(self._producer, message) for message in messages]
        answers = await asyncio.gather(*sends, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, Exception):
                raise answer
        return [answer if isinstance(answer, Exception) else None for answer in answers]

    @staticmethod
    async def _hand_over(producer: Producer, message: OutgoingMessage) -> Awaitable[object]:
        try:
            return await producer.send(message)
        except TOO_LARGE as error:  # the client's own limit answers at once
            refused: asyncio.Future[object] = asyncio.get_running_loop().create_future()
            refused.set_exception(error)
            return refused
