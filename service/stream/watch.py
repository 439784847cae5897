"""Looks at the brokers every few seconds: a consumer that hears nothing cannot tell an idle topic from a lost one."""

import asyncio
import time
from collections.abc import Mapping

import structlog

from service.observability.metrics import Metrics
from service.stream.health import HEARD_SECONDS, Health
from service.stream.inquiry import Inquiry
from service.stream.lanes import Lanes
from service.stream.missing import NotThere
from service.stream.rights import Right
from service.stream.states import State

LOOK_SECONDS = 2.5  # a lane that gets nothing for twice as long has had its place compared with the log

log = structlog.get_logger("copydesk.stream")


class Watch:
    """Tells health that the brokers answer, and each lane what its log holds."""

    def __init__(
        self, inquiry: Inquiry, lanes: Lanes, health: Health, metrics: Metrics, topics: Mapping[str, Right]
    ) -> None:
        self._inquiry = inquiry
        self._lanes = lanes
        self._health = health
        self._metrics = metrics
        self._topics = topics
        self._held: str | None = None
        self._looked_at = time.monotonic()

    async def keep(self) -> None:
        """Look again and again."""
        while True:
            try:
                await self.look()
            except NotThere as missing:
                self.say(str(missing))
            except Exception:  # the next look may go better, and without one nobody would know
                log.exception("look failed")
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Look once, and measure what is known then.

        Raises:
            NotThere: no broker answers, a topic is missing, or what is needed is not allowed.
        """
        try:
            await self._look()
            self._looked_at = time.monotonic()
            self.say(None)
        finally:
            self._measure()

    async def _look(self) -> None:
        await self._inquiry.require_topics(self._topics)
        places = self._lanes.places()
        if places:
            logs = await self._inquiry.logs(list(places))
            topic_ids = {
                topic: await self._inquiry.topic_id(topic, anew=True) for topic in {one.topic for one in places}
            }
            self._lanes.look(logs, places, topic_ids)
        self._health.hear()

    def hold(self, missing: str | None) -> None:
        """What keeps the service from consuming. It is said until it is held no more, whatever a look finds."""
        self._held = missing
        if missing is not None:
            self.say(missing)

    def say(self, missing: str | None) -> None:
        """What is waited for; None where nothing is."""
        missing = missing or self._held
        if missing != self._health.waiting_for:
            if missing is None:
                log.info("the brokers answer")
            else:
                log.warning("waiting", because=missing)
        self._health.waiting_for = missing

    def _measure(self) -> None:
        """Set the lanes' gauges. What the log held when it could last be looked at is soon no news any more."""
        metrics = self._metrics
        for gauge in (metrics.lanes, metrics.lag, metrics.held_back, metrics.waits):
            gauge.clear()  # a partition that has gone to another replica is its to tell of
        is_fresh = time.monotonic() - self._looked_at <= HEARD_SECONDS
        for state in State:
            metrics.lanes.labels(state.value).set(0)
        for partition, lane in self._lanes:
            metrics.lanes.labels(lane.state.value).inc()
            waits = lane.waits_for
            metrics.waits.labels(partition.partition).set(waits.seconds if waits is not None else 0)
            if is_fresh and lane.lag is not None:
                metrics.lag.labels(partition.partition).set(lane.lag)
            if is_fresh and lane.log is not None:
                metrics.held_back.labels(partition.partition).set(lane.log.end - lane.log.stable_end)
