"""How long after a raw message's append its output can be read, at several rates, beside a plain aiokafka loop.

From the broker's own append time of the raw message to the moment at which a read-committed reader in a process of its
own has the output. Both systems run all the time. At the low rate they are loaded together, half an interval apart;
above that in turn, so that neither takes processor time from the other.
"""

import asyncio
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.kafka import Broker
from tests.benchmarks.clients import admin_of, answered, create, read
from tests.benchmarks.figures import Table, percentile
from tests.benchmarks.load import Due, play, steady
from tests.benchmarks.systems import Route, System, plain, service
from tests.benchmarks.witness import seen, start_witness

PARTITIONS = 6
TOGETHER_RATE = 5
RATES = (TOGETHER_RATE, 50, 300)
LEAST_SECONDS = 10  # of load at a rate; at the highest these are more samples than asked for
TURNS = 4
WARM_UP = 200
LONGEST_WAIT_SECONDS = 60.0
AFTERWARDS_SECONDS = 1.0  # what is committed is visible by then

PLAIN = System("plain", plain())
OURS = System("ours", service())
SYSTEMS = (PLAIN, OURS)


@dataclass(frozen=True, slots=True)
class Latency:
    """What a system took over a message (ms): until its output was appended, and until it was seen."""

    appended: float
    seen: float


Rates = dict[int, range]  # the numbers of the messages that were sent at each rate, the same for each system


async def benchmark(folder: Path, *, samples: int) -> Table:
    """All rates, at least so many messages each."""
    with Broker(folder / "kafka") as broker, ExitStack() as running:
        routes = {system: _route(broker.bootstrap_servers, system) for system in SYSTEMS}
        async with admin_of(broker.bootstrap_servers) as admin:
            for route in routes.values():
                await create(admin, PARTITIONS, route.raw, route.enriched, route.dead_letter)
            log = folder / "witness.log"
            outputs = [route.enriched for route in routes.values()]
            running.enter_context(start_witness(broker.bootstrap_servers, outputs, PARTITIONS, log))
            children = [
                running.enter_context(system.start(routes[system], folder / f"{system.name}.log")) for system in SYSTEMS
            ]
            rates = await _load(admin, list(routes.values()), samples)
            await asyncio.sleep(AFTERWARDS_SECONDS)
            for child in children:
                await asyncio.to_thread(child.terminate)
        took = {system: await _latencies(routes[system], log) for system in SYSTEMS}
    return _table(took, rates)


def _route(servers: str, system: System) -> Route:
    name = system.name
    return Route(servers, f"group-{name}", f"raw-{name}", f"enriched-{name}", f"dead-letter-{name}")


async def _load(admin: AIOKafkaAdminClient, routes: list[Route], samples: int) -> Rates:
    """Warm up, then play each rate; the numbers that belong to it."""
    await _play_together(admin, routes, TOGETHER_RATE * 10, range(WARM_UP))
    rates: Rates = {}
    first = WARM_UP
    for rate in RATES:
        numbers = rates[rate] = range(first, first + max(samples, LEAST_SECONDS * rate))
        first = numbers.stop
        if rate == TOGETHER_RATE:
            await _play_together(admin, routes, rate, numbers)
            continue
        step = -(-len(numbers) // TURNS)
        for turn in range(TURNS):
            for route in routes:
                await _play(admin, [route], steady(route.raw, PARTITIONS, rate, numbers[turn * step :][:step]))
    return rates


async def _play_together(admin: AIOKafkaAdminClient, routes: list[Route], rate: float, numbers: range) -> None:
    load = [
        due
        for place, route in enumerate(routes)
        for due in steady(route.raw, PARTITIONS, rate, numbers, phase=place / len(routes))
    ]
    await _play(admin, routes, load)


async def _play(admin: AIOKafkaAdminClient, routes: list[Route], load: Iterable[Due]) -> None:
    """Send it, and wait until the groups have moved past it."""
    load = list(load)
    highest = max(due.number for due in load) + 1
    await play(routes[0].servers, load)
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    for route in routes:
        parts = [TopicPartition(route.raw, number) for number in range(PARTITIONS)]
        while await answered(admin, route.group, parts) < highest:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{route.group} did not answer in {LONGEST_WAIT_SECONDS:.0f} s")
            await asyncio.sleep(0.25)


async def _latencies(route: Route, log: Path) -> dict[int, Latency]:
    """By number of the message. Raises RuntimeError where one did not come out exactly once."""
    raw = {one.number: one.at_ms for one in await read(route.servers, route.raw, PARTITIONS)}
    outputs = [one for one in seen(log) if one.topic == route.enriched]
    took = {one.number: Latency(one.appended_ms - raw[one.number], one.at_ms - raw[one.number]) for one in outputs}
    if len(took) != len(raw) or len(outputs) != len(raw):
        raise RuntimeError(f"{route.group}: {len(raw)} messages in, {len(outputs)} seen, {len(took)} different")
    return took


def _table(took: dict[System, dict[int, Latency]], rates: Rates) -> Table:
    rows = []
    for rate, numbers in rates.items():
        cells = [str(rate), f"{len(numbers):,}"]
        for percent in (50, 99):
            theirs, ours = (percentile([took[system][one].seen for one in numbers], percent) for system in SYSTEMS)
            cells += [f"{theirs:.1f}", f"{ours:.1f}", f"{ours / theirs:.2f}"]
        cells += [f"{percentile([took[system][one].appended for one in numbers], 50):.0f}" for system in SYSTEMS]
        rows.append(tuple(cells))
    return Table(
        "Latency from append to visibility, nothing processed (ms)",
        (
            "messages a second",
            "samples",
            *(f"{name}, {which}" for which in ("p50", "p99") for name in ("plain aiokafka", "Copydesk", "ratio")),
            *(f"{name}, p50 of the output's append" for name in ("plain aiokafka", "Copydesk")),
        ),
        tuple(rows),
        ("Raw messages bear the broker's append time in whole ms; each figure is up to 1 ms too high, for both.",),
    )
