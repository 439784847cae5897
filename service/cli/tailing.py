"""Reading along on topics: no group, no commits, and only what is committed."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from service.cli.as_json import Show
from service.cli.endings import Ended
from service.cli.kafka_client import be_quiet, topics_or_end
from service.stream.connection import Connection
from service.stream.rights import Right, denied

POLL_MS = 200
STOP_SECONDS = 5.0
FETCH_BYTES = 1024 * 1024  # of a partition at a time; a larger message still comes, alone


def tail_topics(  # noqa: PLR0913  # each is an option of the command
    connection: Connection,
    topics: Sequence[str],
    *,
    show: Show,
    from_beginning: bool,
    limit: int | None,
    idle_seconds: float | None,
) -> None:
    """Show each message of the topics, until `limit` are shown or none came for `idle_seconds`."""
    be_quiet()
    asyncio.run(_tail(connection, tuple(topics), show, from_beginning, _Bounds(limit, idle_seconds)))


@dataclass(frozen=True, slots=True)
class _Bounds:
    limit: int | None
    idle_seconds: float | None


async def _tail(
    connection: Connection,
    topics: tuple[str, ...],
    show: Show,
    from_beginning: bool,
    until: _Bounds,
) -> None:
    await topics_or_end(connection, dict.fromkeys(topics, Right.READ))
    consumer = AIOKafkaConsumer(
        *topics,
        **connection.parameters,
        client_id="copydesk-tail",
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest" if from_beginning else "latest",
        max_partition_fetch_bytes=FETCH_BYTES,
    )
    try:
        await consumer.start()
        if not from_beginning:
            await consumer.seek_to_end()
        await _follow(consumer, show, until)
    except (KafkaError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        because = f"Kafka at {connection.bootstrap_servers} cannot be read: {error or type(error).__name__}"
        raise Ended(str(denied(connection, error, Right.READ) or because)) from error
    finally:
        with contextlib.suppress(TimeoutError, KafkaError):  # nothing is lost where the broker is gone
            await asyncio.wait_for(consumer.stop(), STOP_SECONDS)


async def _follow(consumer: AIOKafkaConsumer, show: Show, until: _Bounds) -> None:
    shown, last_came = 0, time.monotonic()
    while until.idle_seconds is None or time.monotonic() - last_came < until.idle_seconds:
        for messages in (await consumer.getmany(timeout_ms=POLL_MS)).values():
            for message in messages:
                show(message)
                shown += 1
                if shown == until.limit:
                    return
            last_came = time.monotonic()
