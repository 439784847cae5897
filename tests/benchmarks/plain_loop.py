"""The peer: a plain aiokafka loop, getmany - send - await - commit, tuned as the service's own clients are.

`python -m tests.benchmarks.plain_loop JSON` runs it until SIGTERM.
"""

import asyncio
import json
import signal
import sys
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord

from schemas import headers
from service import __version__

POLL_MS = 200
MAX_RECORDS = 3000  # a turn; measured: 500 are slower, and without a bound it is as fast

Headers = list[tuple[str, bytes]]


def no_headers(_: ConsumerRecord[Any, Any]) -> None:
    """A plain loop adds nothing."""


def service_headers(record: ConsumerRecord[Any, Any]) -> Headers:
    """What the service would write beside a record, so that the tables can say what it costs."""
    return [
        (headers.SOURCE_TOPIC, record.topic.encode()),
        (headers.SOURCE_PARTITION, str(record.partition).encode()),
        (headers.SOURCE_OFFSET, str(record.offset).encode()),
        (headers.SERVICE_VERSION, __version__.encode()),
        (headers.SCHEMA_VERSION, b"1.0"),
        (headers.LANGUAGE, b"en"),
        (headers.CONTENT_TYPE, b"application/json"),
    ]


async def loop(options: dict[str, Any], stopping: asyncio.Event) -> None:
    """Hand everything on from one topic to the other, at least once."""
    consumer = AIOKafkaConsumer(
        options["raw"],
        bootstrap_servers=options["servers"],
        group_id=options["group"],
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        **options["consumer"],
    )
    producer = AIOKafkaProducer(bootstrap_servers=options["servers"], **options["producer"])
    written_beside = service_headers if options["headers"] else no_headers
    await producer.start()
    await consumer.start()
    try:
        while not stopping.is_set():
            batches = await consumer.getmany(timeout_ms=POLL_MS, max_records=MAX_RECORDS)
            sent = [
                await producer.send(options["enriched"], record.value, record.key, headers=written_beside(record))
                for records in batches.values()
                for record in records
            ]
            if sent:
                await asyncio.gather(*sent)
                await consumer.commit()
    finally:
        await consumer.stop()
        await producer.stop()


async def main() -> None:
    """Run until told to stop."""
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await loop(json.loads(sys.argv[1]), stopping)


if __name__ == "__main__":
    asyncio.run(main())
