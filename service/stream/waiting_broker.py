"""A FastStream broker that waits for Kafka and for its topics instead of failing without them."""

import asyncio
import contextlib
from functools import partial
from typing import Any, cast

import structlog
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, NoError, for_code
from faststream.kafka import KafkaBroker

from service.settings import Settings
from service.stream.careful_consumer import CarefulConsumer
from service.stream.health import Health

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between two looks
ANSWER_SECONDS = 15.0
WATCH_SECONDS = 5.0
# Shares of the time to shut down: what is in hand is finished, the group left, and the rest is for our own producer.
DRAIN_SHARE, STOP_SHARE = 0.6, 0.8

log = structlog.get_logger("copydesk.stream")


class NotThere(Exception):
    """Kafka or a topic is missing; the message is one sentence that says what to do."""


class WaitingBroker(KafkaBroker):
    """A KafkaBroker whose start returns once Kafka answers and all topics stand there; until then it says why not."""

    def __init__(self, settings: Settings, health: Health, **options: Any) -> None:
        super().__init__(settings.bootstrap_servers, **options)
        self._settings = settings
        self._health = health
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Wait, then connect and consume."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._require_topics()
                await self.connect()
                self._consume_with_care()
                await super().start()
            except (NotThere, KafkaError, OSError) as missing:
                self._say(str(missing))
                await super().stop()  # a start that failed half-way holds what it had opened
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                break
        log.info("consuming", topic=self._settings.raw_topic, group=self._settings.group)
        self._health.waiting_for = None
        self._watch = asyncio.create_task(self._keep_watch())

    async def stop(self, *args: Any, **kwargs: Any) -> None:
        """Stop consuming, within a bound also where the broker is gone."""
        if self._watch is not None:
            self._watch.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._settings.shutdown_seconds * STOP_SHARE):
                await super().stop(*args, **kwargs)

    def _consume_with_care(self) -> None:
        """Have FastStream make our consumer, with the options that it would give to aiokafka's."""
        config = self.config.broker_config
        made_by = cast("partial[Any]", config.builder)
        config.builder = partial(CarefulConsumer, self._health, **made_by.keywords)

    async def _keep_watch(self) -> None:
        """Ask the broker again and again: a consumer that hears nothing cannot tell an idle topic from a lost one."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                await self._require_topics()
            except NotThere as missing:
                self._say(str(missing))
            else:
                if self._health.waiting_for is not None:
                    log.info("the broker answers again")
                self._health.waiting_for = None

    async def _require_topics(self) -> None:
        await require_topics(self._settings.bootstrap_servers, self._settings.topics)

    def _say(self, sentence: str) -> None:
        if self._health.waiting_for != sentence:
            log.warning("waiting", because=sentence)
        self._health.waiting_for = sentence


async def require_topics(bootstrap_servers: str, topics: tuple[str, ...]) -> None:
    """Make sure that Kafka answers and has the topics.

    Raises:
        NotThere: it does not, or has not.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers, client_id="copydesk")
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await admin.start()
            described = await admin.describe_topics(list(topics))
    except (KafkaError, OSError, TimeoutError) as error:
        raise NotThere(
            f"No Kafka broker answers at {bootstrap_servers}: start one there, or set COPYDESK_BOOTSTRAP_SERVERS."
        ) from error
    finally:
        await admin.close()
    missing = [topic["topic"] for topic in described if for_code(topic["error_code"]) is not NoError]
    if missing:
        names = ", ".join(missing)
        raise NotThere(f"Kafka at {bootstrap_servers} has no topic {names}: create it with `copydesk topics create`.")
