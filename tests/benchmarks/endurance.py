"""Whether memory stays flat over 100,000 real pages: the main process and each worker, recycling switched off.

The pages go through the whole service at six partitions, or through `copydesk process`. They are fed as they are
answered, and deleted from the topics, so that no disk fills up. Progress goes to standard error.
"""

import asyncio
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from deploy.kafka import Broker
from deploy.kafka.properties import LARGEST_MESSAGE_BYTES
from service.stream.offsets import OffsetsUnknown, committed
from tests.benchmarks.articles import PAGES_MISSING, Copy, web_articles
from tests.benchmarks.clients import PRODUCER, admin_of, create
from tests.benchmarks.figures import Table
from tests.benchmarks.growth import Growth
from tests.benchmarks.process_command import ProcessCommand
from tests.benchmarks.processes import Child
from tests.benchmarks.systems import Route, copydesk

SERVICE, PROCESS = SYSTEMS = ("service", "process")
WORKERS = 2
PARTITIONS = 6
AHEAD = 1200  # pages on the topic that are not answered: so many that every lane always has some
LOOK_SECONDS = 1.0
STUCK_SECONDS = 300.0
SEGMENT_BYTES = {"segment.bytes": str(64 * 1024 * 1024)}  # a segment is deleted as a whole
SETTINGS = {"worker_recycle_bytes": "0", "log_level": "warning"}


async def benchmark(folder: Path, *, pages: int, through: str) -> Table:
    """So many pages of web-articles, over and over again; without those there is nothing to measure."""
    copy = web_articles()
    if copy is None:
        return Table("Endurance", ("",), (), (PAGES_MISSING,))
    growth = Growth(pages)
    begun = time.monotonic()
    if through == PROCESS:
        await asyncio.to_thread(_through_command, copy, growth)
        main = "copydesk process"
    else:
        await _through_service(folder, copy, growth)
        main = f"the service at {PARTITIONS} partitions"
    seconds = time.monotonic() - begun
    return growth.table(
        f"Memory over {pages:,} real pages, {main}, {WORKERS} workers, none recycled",
        f"Pages of web-articles ({len(copy.envelopes)} different ones); {pages / seconds:.0f} a second.",
    )


def _through_command(copy: Copy, growth: Growth) -> None:
    """Feed the command's standard input as it reads it; what it writes is counted and thrown away."""
    settings = {f"COPYDESK_{name.upper()}": value for name, value in SETTINGS.items()}
    with ProcessCommand(WORKERS, settings=settings) as command:
        looked_at = time.monotonic()
        for envelope in copy.cycled(growth.pages):
            command.stdin.write(envelope + b"\n")
            if time.monotonic() - looked_at >= LOOK_SECONDS:
                looked_at = time.monotonic()
                _look(growth, command.answered, command.pid)
        command.stdin.close()
        command.looks_until(growth.pages)


async def _through_service(folder: Path, copy: Copy, growth: Growth) -> None:
    """Keep the service's topic filled until so many pages are answered."""
    with Broker(folder / "kafka") as broker:
        route = Route(broker.bootstrap_servers, "group", "raw", "enriched", "dead-letter")
        options = {**PRODUCER, "max_request_size": LARGEST_MESSAGE_BYTES}
        async with admin_of(broker.bootstrap_servers) as admin:
            await create(admin, PARTITIONS, route.raw, route.enriched, route.dead_letter, settings=SEGMENT_BYTES)
            async with AIOKafkaProducer(bootstrap_servers=route.servers, **options) as producer:
                with copydesk(workers=str(WORKERS), **SETTINGS)(route, folder / "service.log") as child:
                    await _Feed(route, producer, copy, growth.pages).run(admin, child, growth)
                    await asyncio.to_thread(child.terminate)


class _Feed:
    """The pages on their way to the service."""

    def __init__(self, route: Route, producer: AIOKafkaProducer, copy: Copy, count: int) -> None:
        self._route = route
        self._producer = producer
        self._left: Iterator[bytes] = copy.cycled(count)
        self._parts = [TopicPartition(route.raw, number) for number in range(PARTITIONS)]
        self._fed = 0

    async def run(self, admin: AIOKafkaAdminClient, child: Child, growth: Growth) -> None:
        """Feed and look until all is answered. Raises RuntimeError where the service stands still."""
        answered, moved_at, deleted = 0, time.monotonic(), 0
        while answered < growth.pages:
            await self._feed(answered + AHEAD)
            await asyncio.sleep(LOOK_SECONDS)
            child.require_running()
            try:
                places = await committed(admin, self._route.group, self._parts)
            except OffsetsUnknown:  # on a machine that busy the coordinator may take its time; it is asked again
                places = {}
            if (now := sum(place or 0 for place in places.values())) > answered:
                answered, moved_at = now, time.monotonic()
                _look(growth, answered, child.pid)
            if time.monotonic() - moved_at > STUCK_SECONDS:
                raise RuntimeError(f"nothing was answered for {STUCK_SECONDS:.0f} s; see {child.log}")
            if answered - deleted >= growth.pages / 50:
                await self._delete(admin, places)
                deleted = answered

    async def _feed(self, until: int) -> None:
        sent = []
        while self._fed < until and (envelope := next(self._left, None)) is not None:
            part = self._fed % PARTITIONS
            sent.append(await self._producer.send(self._route.raw, envelope, b"%d" % self._fed, partition=part))
            self._fed += 1
        await asyncio.gather(*sent)

    async def _delete(self, admin: AIOKafkaAdminClient, places: Mapping[TopicPartition, int | None]) -> None:
        """Delete what is answered, and what came of it."""
        gone = {part: RecordsToDelete(before_offset=place) for part, place in places.items() if place}
        for topic in (self._route.enriched, self._route.dead_letter):
            gone |= {TopicPartition(topic, number): RecordsToDelete(before_offset=-1) for number in range(PARTITIONS)}
        await admin.delete_records(gone)


def _look(growth: Growth, answered: int, pid: int) -> None:
    """Take memory down, and say how far it is, now and then."""
    if said := growth.look(answered, pid):
        print(said, file=sys.stderr, flush=True)  # noqa: T201  # an hour is long
