"""What 128 lanes cost: the time from the start of the service until each has answered, memory, sockets, processor time.

Beside them six lanes, on the same broker: the difference is what a lane costs.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.kafka import Broker
from deploy.kafka.loopback import free_port
from service.stream.offsets import committed
from tests.benchmarks.clients import admin_of, create, fill
from tests.benchmarks.figures import Table
from tests.benchmarks.processes import cpu_seconds, resident_mb, sockets
from tests.benchmarks.systems import Route, is_ready, service

LANES = (6, 128)
LOOK_SECONDS = 0.1
IDLE_SECONDS = 10.0
LONGEST_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Opening:
    """So many lanes opened: seconds since the start of the process, and what it took."""

    lanes: int
    ready_seconds: float
    answered_seconds: float
    own_seconds: float
    broker_seconds: float
    resident_mb: float
    sockets: int
    idle_own: float
    idle_broker: float


async def benchmark(folder: Path) -> Table:
    """Open them with one message waiting in each partition, then leave them idle."""
    with Broker(folder / "kafka") as broker:
        async with admin_of(broker.bootstrap_servers) as admin:
            openings = [await _open(broker, admin, folder, lanes) for lanes in LANES]
    return _table(openings)


async def _open(broker: Broker, admin: AIOKafkaAdminClient, folder: Path, lanes: int) -> Opening:
    route = Route(
        broker.bootstrap_servers, f"group-{lanes}", f"raw-{lanes}", f"enriched-{lanes}", f"dead-letter-{lanes}"
    )
    await create(admin, lanes, route.raw, route.enriched, route.dead_letter)
    await fill(route.servers, route.raw, lanes, lanes)
    broker_pid, port = broker.pid or 0, free_port()
    broker_before, begun = cpu_seconds(broker_pid), time.monotonic()
    ready = answered = 0.0
    with service(port)(route, folder / f"{lanes}.log") as child:
        while not (ready and answered):
            await asyncio.sleep(LOOK_SECONDS)
            child.require_running()
            passed = time.monotonic() - begun
            if passed > LONGEST_SECONDS:
                raise RuntimeError(f"{lanes} lanes did not open in {LONGEST_SECONDS:.0f} s; see {child.log}")
            ready = ready or (passed if await asyncio.to_thread(is_ready, port) else 0.0)
            answered = answered or (passed if await _all_answered(admin, route, lanes) else 0.0)
        own, at_broker = cpu_seconds(child.pid), cpu_seconds(broker_pid)
        await asyncio.sleep(IDLE_SECONDS)
        opening = Opening(
            lanes=lanes,
            ready_seconds=ready,
            answered_seconds=answered,
            own_seconds=own,
            broker_seconds=at_broker - broker_before,
            resident_mb=resident_mb(child.pid),
            sockets=sockets(child.pid),
            idle_own=(cpu_seconds(child.pid) - own) / IDLE_SECONDS,
            idle_broker=(cpu_seconds(broker_pid) - at_broker) / IDLE_SECONDS,
        )
        await asyncio.to_thread(child.terminate)
    return opening


async def _all_answered(admin: AIOKafkaAdminClient, route: Route, lanes: int) -> bool:
    parts = [TopicPartition(route.raw, number) for number in range(lanes)]
    return all((await committed(admin, route.group, parts)).values())


def _table(openings: list[Opening]) -> Table:
    few, many = openings
    more = many.lanes - few.lanes
    kb = 1024 * (many.resident_mb - few.resident_mb) / more
    own_sockets = (many.sockets - few.sockets) / more
    ms = 1000 * (many.answered_seconds - few.answered_seconds) / more
    return Table(
        f"{many.lanes} partitions",
        (
            "lanes",
            "ready after, s",
            "every lane has answered after, s",
            "CPU until then, s",
            "the broker's CPU until then, s",
            "resident MB",
            "sockets",
            "CPU when idle, %",
            "the broker's CPU when idle, %",
        ),
        tuple(
            (
                str(one.lanes),
                f"{one.ready_seconds:.1f}",
                f"{one.answered_seconds:.1f}",
                f"{one.own_seconds:.1f}",
                f"{one.broker_seconds:.1f}",
                f"{one.resident_mb:.0f}",
                str(one.sockets),
                f"{100 * one.idle_own:.1f}",
                f"{100 * one.idle_broker:.1f}",
            )
            for one in openings
        ),
        (
            f"A lane more: {kb:.0f} KB, {own_sockets:.1f} sockets, {ms:.0f} ms until it has answered.",
            "Seconds count from the start of the process: about one of them is Python's imports.",
        ),
    )
