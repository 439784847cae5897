"""How many messages a second the service hands on when nothing is processed, beside a plain aiokafka loop.

The rate is taken from the times at which the broker appended the outputs: its clock is nobody's who is measured, and no
reader takes processor time from them meanwhile. What was appended with the first output is not counted: its time began
before. Whether each message came out exactly once is read afterwards.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.kafka import Broker
from tests.benchmarks.clients import Appended, admin_of, answered, create, fill, read
from tests.benchmarks.figures import Table, middle
from tests.benchmarks.processes import Child, cpu_seconds
from tests.benchmarks.systems import Route, System, plain, service

PARTITIONS = 6
LOOK_SECONDS = 0.25
LONGEST_SECONDS = 300.0

OURS = System("Copydesk", service())
QUIET = System("Copydesk, log level warning", service(log_level="warning"))
PLAIN = System("plain aiokafka", plain())
PLAIN_WITH_HEADERS = System("plain aiokafka, with the service's headers", plain(headers=True))
SYSTEMS = (PLAIN, OURS, PLAIN_WITH_HEADERS, QUIET)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a system: messages a second, and µs of processor time a message, its own process's and the broker's."""

    rate: float
    own_us: float
    broker_us: float


@dataclass(frozen=True, slots=True)
class Look:
    """How far a system had come at a moment, and what it and the broker had used by then."""

    answered: int
    own_seconds: float
    broker_seconds: float


async def benchmark(folder: Path, *, count: int, rounds: int, systems: Sequence[System] = SYSTEMS) -> Table:
    """Every system in turn, so many times over, on the same messages."""
    runs: dict[str, list[Run]] = {system.name: [] for system in systems}
    with Broker(folder / "kafka") as broker:
        async with admin_of(broker.bootstrap_servers) as admin:
            await create(admin, PARTITIONS, "raw")
            await fill(broker.bootstrap_servers, "raw", PARTITIONS, count)
            stage = Stage(broker, admin, count)
            for turn in range(rounds):
                for place, system in enumerate(systems):
                    runs[system.name].append(await stage.run(system, folder / f"{turn}-{place}.log"))
    return _table(runs, count)


@dataclass(frozen=True, slots=True)
class Stage:
    """A broker with so many messages on its topic `raw`, on which one system after the other runs."""

    broker: Broker
    admin: AIOKafkaAdminClient
    count: int

    async def run(self, system: System, log: Path) -> Run:
        """Run a system over all messages. Raises RuntimeError where one does not come out exactly once."""
        name = log.stem
        servers = self.broker.bootstrap_servers
        route = Route(servers, f"group-{name}", "raw", f"enriched-{name}", f"dead-letter-{name}")
        await create(self.admin, PARTITIONS, route.enriched, route.dead_letter)
        with system.start(route, log) as child:
            looks = await self._until_answered(child, route.group)
            await asyncio.to_thread(child.terminate)
        outputs = await read(servers, route.enriched, PARTITIONS)
        await self.admin.delete_topics([route.enriched, route.dead_letter])
        if len(outputs) != self.count or len({one.number for one in outputs}) != self.count:
            raise RuntimeError(f"{system.name}: {self.count} messages in, {len(outputs)} out")
        first, last = looks[0], looks[-1]
        messages = last.answered - first.answered
        return Run(
            rate=_rate(outputs),
            own_us=1e6 * (last.own_seconds - first.own_seconds) / messages,
            broker_us=1e6 * (last.broker_seconds - first.broker_seconds) / messages,
        )

    async def _until_answered(self, child: Child, group: str) -> list[Look]:
        """Wait until the group has moved past every message; looks from the first answers on."""
        parts = [TopicPartition("raw", number) for number in range(PARTITIONS)]
        looks: list[Look] = []
        deadline = time.monotonic() + LONGEST_SECONDS
        while not looks or looks[-1].answered < self.count:
            await asyncio.sleep(LOOK_SECONDS)
            child.require_running()
            if time.monotonic() > deadline:
                raise RuntimeError(f"{group} did not come past {self.count} messages in {LONGEST_SECONDS:.0f} s")
            if done := await answered(self.admin, group, parts):
                looks.append(Look(done, cpu_seconds(child.pid), cpu_seconds(self.broker.pid or 0)))
        return looks


def _rate(outputs: Sequence[Appended]) -> float:
    times = [one.at_ms for one in outputs]
    first, last = min(times), max(times)
    return 1000 * sum(at > first for at in times) / (last - first)


def _table(runs: dict[str, list[Run]], count: int) -> Table:
    anchor = median(run.rate for run in runs[PLAIN.name])
    rows = tuple(
        (
            name,
            middle([run.rate for run in each]),
            f"{median(run.rate for run in each) / anchor:.2f}",
            middle([run.own_us for run in each]),
            middle([run.broker_us for run in each]),
        )
        for name, each in runs.items()
    )
    return Table(
        "Throughput, nothing processed",
        ("system", "messages a second", "÷ plain aiokafka", "µs CPU a message", "µs CPU a message of the broker"),
        rows,
        (f"{count:,} messages of 5 KB on {PARTITIONS} partitions, medians of interleaved rounds (lowest – highest).",),  # noqa: RUF001  # a range
    )
