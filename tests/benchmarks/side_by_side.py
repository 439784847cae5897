"""The same articles on a topic and in a file, for the service and for `copydesk process` with the same workers.

What is counted: of the service, the messages that the broker appended after each of the lanes had written once, until
the last one (the append of the record; its transaction's end is some 10 ms later); of the command, the lines that came
out after the first ones, until the last. So neither start is in it.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.kafka import Broker
from deploy.kafka.properties import LARGEST_MESSAGE_BYTES
from schemas import headers
from tests.benchmarks.articles import Copy
from tests.benchmarks.clients import PRODUCER, answered, create, records
from tests.benchmarks.figures import rate_after_first_commits
from tests.benchmarks.looks import Look, Spent, look, spent_between
from tests.benchmarks.process_command import ProcessCommand
from tests.benchmarks.processes import Child
from tests.benchmarks.systems import Route, copydesk

PARTITIONS = 6
WORKERS = 2
LOOK_SECONDS = 1.0  # a look goes through all of /proc
LONGEST_SECONDS = 900.0
FILL_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A run: articles a second, and where the processor time went."""

    rate: float
    spent: Spent


@dataclass(frozen=True, slots=True)
class Stage:
    """The same articles in a file and on a topic, for one system after the other."""

    broker: Broker
    admin: AIOKafkaAdminClient
    folder: Path
    topic: str
    file: Path
    count: int

    async def fill(self, copy: Copy) -> None:
        """Put the articles into the file, one a line, and on the topic, in turn on each partition."""
        await create(self.admin, PARTITIONS, self.topic)
        options = {**PRODUCER, "max_request_size": LARGEST_MESSAGE_BYTES}
        sent = []
        with self.file.open("wb") as lines:
            async with AIOKafkaProducer(bootstrap_servers=self.broker.bootstrap_servers, **options) as producer:
                for at, envelope in enumerate(copy.cycled(self.count)):
                    lines.write(envelope + b"\n")
                    sent.append(await producer.send(self.topic, envelope, b"%d" % at, partition=at % PARTITIONS))
                    if len(sent) == FILL_AT_ONCE or at == self.count - 1:
                        await asyncio.gather(*sent)
                        sent.clear()

    async def process(self) -> Run:
        """Run the command over the file."""
        with ProcessCommand(WORKERS, self.file) as command:
            looks = await asyncio.to_thread(command.looks_until, self.count)
        return Run(command.rate, spent_between(looks))

    async def serve(self, name: str) -> Run:
        """Run the service over the topic. Raises RuntimeError where a message is not answered exactly once."""
        route = Route(
            self.broker.bootstrap_servers, f"group-{name}", self.topic, f"enriched-{name}", f"dead-letter-{name}"
        )
        await create(self.admin, PARTITIONS, route.enriched, route.dead_letter)
        with copydesk(workers=str(WORKERS))(route, self.folder / f"{name}.log") as child:
            looks = await self._until_answered(child, route.group)
            await asyncio.to_thread(child.terminate)
        out = await records(route.servers, [route.enriched, route.dead_letter], PARTITIONS)
        await self.admin.delete_topics([route.enriched, route.dead_letter])
        origins = {_origin(one.headers) for one in out}
        if len(out) != self.count or len(origins) != self.count:
            raise RuntimeError(f"{name}: {self.count} in, {len(out)} out, of {len(origins)} messages")
        return Run(
            rate_after_first_commits([(_origin(one.headers)[0], one.timestamp) for one in out]), spent_between(looks)
        )

    async def _until_answered(self, child: Child, group: str) -> list[Look]:
        parts = [TopicPartition(self.topic, number) for number in range(PARTITIONS)]
        looks: list[Look] = []
        deadline = time.monotonic() + LONGEST_SECONDS
        while not looks or looks[-1].answered < self.count:
            await asyncio.sleep(LOOK_SECONDS)
            child.require_running()
            if time.monotonic() > deadline:
                raise RuntimeError(f"{group} did not come past {self.count} messages in {LONGEST_SECONDS:.0f} s")
            if done := await answered(self.admin, group, parts):
                looks.append(look(done, child.pid, self.broker.pid))
        return looks


def _origin(pairs: Sequence[tuple[str, bytes]]) -> tuple[int, int]:
    """Partition and offset of the raw message that an outgoing one answers."""
    named = dict(pairs)
    return int(named[headers.SOURCE_PARTITION]), int(named[headers.SOURCE_OFFSET])
