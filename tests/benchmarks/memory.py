"""What the main process holds at full speed, beside the bound that docs/operating.md gives."""

import asyncio
import os
import time
from pathlib import Path

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.kafka import Broker
from tests.benchmarks.clients import admin_of, answered, create
from tests.benchmarks.figures import Table
from tests.benchmarks.processes import peak_mb
from tests.benchmarks.systems import Route, service

PARTITIONS = 6
SHAPES = ((5, 6000), (100, 400), (8100, 8))  # KiB a message, messages a partition; the last just fits its topic
OWN_MB, FETCH_MB, LANE_MB, UNPACKED_MB = 95, 16, 4, 16
LANE_PARTS = 4  # waiting, worked on, outcomes, batches on their way
LOOK_SECONDS = 0.2
LONGEST_SECONDS = 180.0


async def benchmark(folder: Path) -> Table:
    """Let the service answer a topic that was filled beforehand, of small, middling and the largest messages."""
    rows = []
    with Broker(folder / "kafka") as broker:
        async with admin_of(broker.bootstrap_servers) as admin:
            for kib, each in SHAPES:
                route = Route(broker.bootstrap_servers, f"group-{kib}", f"raw-{kib}", f"out-{kib}", f"dead-{kib}")
                await create(admin, PARTITIONS, route.raw, route.enriched, route.dead_letter)
                await _fill(route, kib * 1024, each)
                peak = await _peak(admin, route, each, folder / f"{kib}.log")
                rows.append((f"{kib:,}", f"{each * PARTITIONS:,}", f"{peak:.0f}", str(_bound_mb(kib / 1024))))
    return Table(
        f"Memory of the main process at {PARTITIONS} partitions",
        ("KiB a message", "messages", "peak resident MB", "bound, MB"),
        tuple(rows),
    )


def _bound_mb(message_mb: float) -> int:
    lane = LANE_PARTS * max(LANE_MB, message_mb) + UNPACKED_MB
    return round(OWN_MB + max(FETCH_MB, message_mb) + PARTITIONS * lane)


async def _fill(route: Route, size: int, each: int) -> None:
    """Messages that do not compress, as many on each partition."""
    body = os.urandom(size)
    async with AIOKafkaProducer(bootstrap_servers=route.servers, max_request_size=2**24) as producer:
        for number in range(each):
            sent = [
                await producer.send(route.raw, body, b"%d" % (number * PARTITIONS + part), partition=part)
                for part in range(PARTITIONS)
            ]
            await asyncio.gather(*sent)


async def _peak(admin: AIOKafkaAdminClient, route: Route, each: int, log: Path) -> float:
    parts = [TopicPartition(route.raw, part) for part in range(PARTITIONS)]
    begun = time.monotonic()
    with service()(route, log) as child:
        while await answered(admin, route.group, parts) < each * PARTITIONS:
            child.require_running()
            if time.monotonic() - begun > LONGEST_SECONDS:
                raise RuntimeError(f"not answered in {LONGEST_SECONDS:.0f} s; see {log}")
            await asyncio.sleep(LOOK_SECONDS)
        peak = peak_mb(child.pid)
        await asyncio.to_thread(child.terminate)
    return peak
