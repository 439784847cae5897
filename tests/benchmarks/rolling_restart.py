"""A rolling restart of three services under load: how long a subscriber waited for a partition's next output, at most.

Beside it the same without a restart. A gap is the time between two outputs of messages of one input partition, as a
read-committed reader saw them.
"""

import asyncio
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path

from aiokafka import TopicPartition

from deploy.kafka import Broker
from deploy.kafka.loopback import free_port
from tests.benchmarks.clients import admin_of, answered, create, read
from tests.benchmarks.figures import Table, percentile
from tests.benchmarks.load import play, steady
from tests.benchmarks.processes import Child
from tests.benchmarks.systems import Route, is_ready, service
from tests.benchmarks.witness import seen, start_witness

PARTITIONS = 6
SERVICES = 3
RATE = 200
SETTLE_SECONDS = 5.0  # before the first restart and after each
RUN_SECONDS = 45
WARM_UP_SECONDS = 5
LONGEST_SECONDS = 60.0
LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Restart:
    """How long a service took to end, and its successor to become ready (s)."""

    end_seconds: float
    start_seconds: float


@dataclass(frozen=True, slots=True)
class Replica:
    """One of the services: its place, and the process that it is just now."""

    number: int
    port: int
    child: Child


async def benchmark(folder: Path) -> Table:
    """An undisturbed run, then one with each service restarted."""
    with Broker(folder / "kafka") as broker, ExitStack() as running:
        route = Route(broker.bootstrap_servers, "group", "raw", "enriched", "dead-letter")
        async with admin_of(broker.bootstrap_servers) as admin:
            await create(admin, PARTITIONS, route.raw, route.enriched, route.dead_letter)
            log = folder / "witness.log"
            running.enter_context(start_witness(route.servers, [route.enriched], PARTITIONS, log))
            replicas = [_start(route, folder, number, free_port(), running) for number in range(SERVICES)]
            await asyncio.gather(*(_until_ready(replica) for replica in replicas))
            parts = [TopicPartition(route.raw, number) for number in range(PARTITIONS)]

            async def load(first: int, seconds: int) -> range:
                numbers = range(first, first + RATE * seconds)
                await play(route.servers, steady(route.raw, PARTITIONS, RATE, numbers))
                while await answered(admin, route.group, parts) < numbers.stop:  # noqa: ASYNC110  # nothing tells of it
                    await asyncio.sleep(LOOK_SECONDS)
                return numbers

            warm_up = await load(0, WARM_UP_SECONDS)
            calm = await load(warm_up.stop, RUN_SECONDS)
            restarts = asyncio.create_task(_restart_all(route, folder, replicas, running))
            restless = await load(calm.stop, RUN_SECONDS)
            took = await restarts
            await asyncio.sleep(1)  # what is committed is visible by then
            for replica in replicas:
                await asyncio.to_thread(replica.child.terminate)
        raw = {one.number: one.partition for one in await read(route.servers, route.raw, PARTITIONS)}
        times = [(one.number, one.at_ms) for one in seen(log)]
    return _table(raw, times, (calm, restless), took)


def _start(route: Route, folder: Path, number: int, port: int, running: ExitStack) -> Replica:
    child = running.enter_context(service(port)(route, folder / f"service-{number}.log"))
    return Replica(number, port, child)


async def _until_ready(replica: Replica) -> None:
    async with asyncio.timeout(LONGEST_SECONDS):
        while not await asyncio.to_thread(is_ready, replica.port):  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(LOOK_SECONDS)


async def _restart_all(route: Route, folder: Path, replicas: list[Replica], running: ExitStack) -> list[Restart]:
    """As a deployment does it: end one, start its successor, wait until that is ready, go on."""
    loop = asyncio.get_running_loop()
    took = []
    await asyncio.sleep(SETTLE_SECONDS)
    for place, replica in enumerate(replicas):
        begun = loop.time()
        await asyncio.to_thread(replica.child.terminate)
        ended = loop.time()
        replicas[place] = _start(route, folder, replica.number, replica.port, running)
        await _until_ready(replicas[place])
        took.append(Restart(ended - begun, loop.time() - ended))
        await asyncio.sleep(SETTLE_SECONDS)
    return took


def _gaps(raw: dict[int, int], times: list[tuple[int, float]], numbers: range) -> dict[int, list[float]]:
    """By input partition the times (s) between its outputs, in the order in which they were seen."""
    by_partition: defaultdict[int, list[float]] = defaultdict(list)
    for number, at_ms in times:
        if number in numbers:
            by_partition[raw[number]].append(at_ms / 1000)
    return {part: [after - before for before, after in pairwise(sorted(at))] for part, at in by_partition.items()}


def _table(
    raw: dict[int, int], times: list[tuple[int, float]], runs: tuple[range, range], took: list[Restart]
) -> Table:
    calm, restless = (_gaps(raw, times, numbers) for numbers in runs)
    rows = [
        (str(part), *(f"{value:.2f}" for gaps in (calm, restless) for value in (max(gaps[part]), _p99(gaps[part]))))
        for part in sorted(calm)
    ]
    different = len({number for number, _ in times})
    stops, starts = (", ".join(f"{value:.1f}" for value in each) for each in zip(*map(astuple, took), strict=True))
    return Table(
        f"Rolling restart of {SERVICES} services: time between two outputs of an input partition (s)",
        ("input partition", "longest, undisturbed", "p99, undisturbed", "longest, restarted", "p99, restarted"),
        tuple(rows),
        (
            f"{RATE} messages a second on {PARTITIONS} partitions, {RUN_SECONDS} s each.",
            f"From SIGTERM to the end {stops} s; from the start to ready {starts} s.",
            f"Of {len(raw):,} messages {len(raw) - different} were lost and {len(times) - different} doubled.",
        ),
    )


def _p99(gaps: list[float]) -> float:
    return percentile(gaps, 99)
