"""A subscriber of its own: notes when each output became visible to a read-committed reader.

`python -m tests.benchmarks.witness JSON` runs until SIGTERM and writes a line for each message: its topic, its number,
when it was seen and when it was appended, in ms since the epoch.
"""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from tests.benchmarks import messages
from tests.benchmarks.processes import Child

FETCH_WAIT_MS = 10  # the broker answers as soon as there is something; this is how soon a partition joins again
POLL_MS = 1000  # ends at once when something comes
READY = "ready"
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """An output that a subscriber saw: its topic and number, when it was seen and appended (ms since the epoch)."""

    topic: str
    number: int
    at_ms: float
    appended_ms: int


async def watch(options: dict[str, Any], stopping: asyncio.Event) -> None:
    """Write a line for each message as it is seen."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=options["servers"],
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        fetch_max_wait_ms=FETCH_WAIT_MS,
    )
    await consumer.start()
    parts = [TopicPartition(topic, number) for topic in options["topics"] for number in range(options["partitions"])]
    consumer.assign(parts)
    for part in parts:
        await consumer.position(part)
    print(READY, flush=True)  # noqa: T201  # it is what this programme is for
    while not stopping.is_set():
        batches = await consumer.getmany(timeout_ms=POLL_MS)
        now = time.time() * 1000
        for part, records in batches.items():
            for record in records:
                line = f"{part.topic} {messages.number_of(record.value)} {now:.2f} {record.timestamp}"
                print(line, flush=True)  # noqa: T201  # likewise
    await consumer.stop()


def start_witness(servers: str, topics: Sequence[str], partitions: int, log: Path) -> Child:
    """Start one, and wait until it looks."""
    options = {"servers": servers, "topics": topics, "partitions": partitions}
    witness = Child("tests.benchmarks.witness", [json.dumps(options)], log, {})
    while not log.read_text().startswith(READY):
        witness.require_running()
        time.sleep(LOOK_SECONDS)
    return witness


def seen(log: Path) -> list[Seen]:
    """What a witness has written; a line that it is just writing is left out."""
    text, _, _ = log.read_text().rpartition("\n")
    lines = [line.split(" ") for line in text.splitlines()[1:]]
    return [Seen(topic, int(number), float(at), int(appended)) for topic, number, at, appended in lines]


async def main() -> None:
    """Run until told to stop."""
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await watch(json.loads(sys.argv[1]), stopping)


if __name__ == "__main__":
    asyncio.run(main())
