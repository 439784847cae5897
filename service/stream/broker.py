"""A FastStream broker that waits for Kafka and for its topics instead of failing without them."""

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import structlog
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from service.settings import Settings
from service.stream.backoff import Backoff
from service.stream.connection import Connection
from service.stream.consumer import CarefulConsumer
from service.stream.inquiry import Inquiry
from service.stream.lanes import Lanes
from service.stream.missing import Denied, NotThere
from service.stream.rights import Right
from service.stream.topic_limits import TopicLimits
from service.stream.watch import Watch

LOOK_SECONDS, DEAD_SECONDS = 1.0, 10.0  # a consumer whose polls have failed for so long does not come back
RESERVE_SECONDS = 2.0  # of the time to shut down, for the workers and for Python itself to end
# Shares of the rest: lanes finish or give back, the group is left, and connections are closed.
DRAIN_SHARE, LEAVE_SHARE, CLOSE_SHARE = 0.6, 0.2, 0.15

log = structlog.get_logger("copydesk.stream")


class WaitingBroker(KafkaBroker):
    """A KafkaBroker whose start returns once Kafka answers and all topics stand there; until then it says why not.

    What does not pass by itself ends the start: `give_up` is told why. Later it is waited for like anything else.

    Attributes:
        lanes: those of its subscriber.
    """

    def __init__(  # noqa: PLR0913  # each is a part that the composition root makes
        self,
        settings: Settings,
        connection: Connection,
        inquiry: Inquiry,
        lanes: Lanes,
        watch: Watch,
        *,
        limits: TopicLimits,
        give_up: Callable[[str], None],
        **options: Any,
    ) -> None:
        servers = [address.strip() for address in connection.bootstrap_servers.split(",")]
        super().__init__(servers, security=_security(connection), **options)
        self._settings = settings
        self._give_up = give_up
        self._inquiry = inquiry
        self.lanes = lanes
        self._watch = watch
        self._limits = limits
        self._tasks: list[asyncio.Task[None]] = []
        self._never = False

    def never_start(self) -> None:
        """Have `start` do nothing: the service is to end before it has begun."""
        self._never = True

    async def start(self) -> None:
        """Wait, then connect and consume."""
        if self._never:
            return
        try:
            await self._start_consuming(is_first=True)
        except Denied as denied:
            self._give_up(str(denied))
            return
        self._tasks = [asyncio.create_task(self._watch.keep()), asyncio.create_task(self._replace_dead_consumers())]

    async def stop(self, *args: Any, **kwargs: Any) -> None:
        """Drain the lanes, leave the group, disconnect: each within its share of the time, with or without a broker."""
        whole = self._settings.shutdown_seconds
        seconds = max(whole - RESERVE_SECONDS, whole / 2)
        for task in self._tasks:
            task.cancel()
        await self.lanes.end(seconds * DRAIN_SHARE)
        await self._leave(seconds * LEAVE_SHARE, *args, **kwargs)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds * CLOSE_SHARE):
                await asyncio.gather(self.lanes.close(), self._inquiry.close())

    async def _start_consuming(self, *, is_first: bool = False) -> None:
        backoff = Backoff()
        while True:
            try:
                await self._inquiry.require_topics(needed_rights(self._settings))
                await self._inquiry.require_group()
                await self._compare_limits()
                await self.connect()
                self._consume_with_care()
                await super().start()
            except (NotThere, KafkaError, OSError) as missing:
                if is_first and isinstance(missing, Denied):
                    raise
                self._watch.hold(str(missing))
                await super().stop()  # a start that failed half-way holds what it had opened
                await asyncio.sleep(backoff.pause())
            else:
                break
        self._watch.hold(None)
        log.info("consuming", topic=self._settings.raw_topic, group=self._settings.group)

    async def _compare_limits(self) -> None:
        """Tell of each topic that takes less than is set for it: records are cut to the setting, and then refused."""
        for topic, largest in (await self._limits.learn()).items():
            name, limit = self._limits.wanted[topic]
            because = (
                f"The max.message.bytes of {topic} is {largest}, and {name} is {limit}: raise the one or lower the "
                "other; until then the broker refuses what lies between."
            )
            log.warning("a topic takes less than is set", topic=topic, because=because)

    async def _leave(self, seconds: float, *args: Any, **kwargs: Any) -> None:
        with contextlib.suppress(TimeoutError, KafkaError):  # a consumer that has died stops with what it died of
            async with asyncio.timeout(seconds):
                await super().stop(*args, **kwargs)

    async def _replace_dead_consumers(self) -> None:
        """Consume with another consumer where every poll of one fails: its coordination does not outlive a surprise."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self.lanes.failing_seconds < DEAD_SECONDS:
                continue
            log.error("the consumer is dead, another one takes over", because=self.lanes.trouble(0))
            await self.lanes.on_partitions_revoked(set())
            await self._leave(self._settings.shutdown_seconds)
            await self._start_consuming()

    def _consume_with_care(self) -> None:
        """Have FastStream make our consumer, with the options that it would give to aiokafka's."""
        config = self.config.broker_config
        made_by = cast("partial[Any]", config.builder)
        config.builder = partial(CarefulConsumer, self.lanes, **made_by.keywords)


def needed_rights(settings: Settings) -> dict[str, Right]:
    """What the service does with each topic."""
    return {topic: Right.READ if topic == settings.raw_topic else Right.WRITE for topic in settings.topics}


def _security(connection: Connection) -> BaseSecurity | None:
    """The connection's security as FastStream has it: it makes aiokafka's parameters of it again."""
    if connection.security_protocol == "PLAINTEXT":
        return None
    context = connection.ssl_context
    if connection.username is None or connection.password is None:
        return BaseSecurity(ssl_context=context)
    mechanisms = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}
    return mechanisms[connection.sasl_mechanism or ""](connection.username, connection.password, ssl_context=context)
