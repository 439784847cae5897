"""A service in this process on a real Kafka, its pipeline and its producers in the test's hand; and what came of it."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.records_to_delete import RecordsToDelete
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from service.app import Workers, make_app
from service.message import RawMessage
from service.outcome import Outcome, Record
from service.settings import Settings
from service.stream.connection import connection_of
from service.stream.producer import Commit, NewProducer, Producer, new_lane_producer
from tests.kafka.conftest import MakeTopic
from tests.kafka.test_service import read_all, source

WAIT_SECONDS = 40.0

Position = tuple[int, int]
Log = list[Any]
T = TypeVar("T")


class Passing:
    """A pipeline that takes no time, and counts the tries of each message."""

    def __init__(self) -> None:
        self.tries: Counter[Position] = Counter()

    async def start(self) -> None:
        """Nothing needs to be made ready."""

    async def stop(self) -> None:
        """Nothing is held."""

    async def process(self, messages: Sequence[RawMessage], answer: Callable[[int, Outcome], None]) -> None:
        """Answer each message with itself, in order."""
        for at, message in enumerate(messages):
            assert message.origin is not None
            self.tries[message.origin.partition, message.origin.offset] += 1
            answer(at, await self.outcome(message))

    async def outcome(self, message: RawMessage) -> Outcome:
        """The outcome of one message."""
        return Record("passed", "en", message.value or b"")


class Holding(Passing):
    """A pipeline that holds each message whose value begins with `hold`, until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.holds = asyncio.Event()
        self.released = asyncio.Event()

    async def outcome(self, message: RawMessage) -> Outcome:
        """As of `Passing`, after the release."""
        if (message.value or b"").startswith(b"hold"):
            self.holds.set()
            await self.released.wait()
        return await super().outcome(message)


class Watched:
    """A lane's producer with a test's hand on it: as it is here, it changes nothing."""

    def __init__(self, producer: Producer, partition: TopicPartition) -> None:
        self.producer = producer
        self.partition = partition.partition

    async def start(self) -> None:
        """Start it."""
        await self.producer.start()

    async def write(self, messages: Sequence[Any], next_offset: int) -> None:
        """Write with it."""
        await self.producer.write(messages, next_offset)

    async def close(self) -> None:
        """Close it."""
        await self.producer.close()


class Producers:
    """Makes a service's producers, and counts those of each partition.

    Args:
        settings: the service's.
        hand: what each is wrapped in.
        make: makes what is wrapped.
    """

    def __init__(
        self,
        settings: Settings,
        hand: Callable[[Producer, TopicPartition], Producer] = Watched,
        make: NewProducer | None = None,
    ) -> None:
        self.made: Counter[int] = Counter()
        self._hand = hand
        self._make = make or partial(new_lane_producer, connection_of(settings), settings)

    def __call__(self, partition: TopicPartition, commit: Commit) -> Producer:
        """One more."""
        self.made[partition.partition] += 1
        return self._hand(self._make(partition, commit), partition)


class LaneService:
    """The service as uvicorn runs it, without uvicorn; leaving the block is its SIGTERM."""

    def __init__(
        self, settings: Settings, pipeline: Workers | None = None, new_producer: NewProducer | None = None
    ) -> None:
        self.settings = settings
        self.given_up: list[str] = []
        self._app = make_app(
            settings, pipeline=pipeline or Passing(), new_producer=new_producer, give_up=self.given_up.append
        )
        self._ending = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._live())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Stop it, as SIGTERM does, and wait for that."""
        self._ending.set()
        assert self._task is not None
        await self._task

    async def _live(self) -> None:
        async with self._app.start_lifespan_context():
            await self._ending.wait()

    async def get(self, path: str) -> tuple[int, str]:
        """The status and body of an endpoint."""
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(event: Any) -> None:
            sent.append(event)

        scope: Any = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        await self._app(scope, receive, send)
        return sent[0]["status"], b"".join(event.get("body", b"") for event in sent[1:]).decode()

    async def because(self) -> str | None:
        """The sentence by which it says why it is unready; None when it is ready."""
        status, body = await self.get("/health/ready")
        return None if status == 200 else str(json.loads(body)["because"])

    async def until_ready(self) -> None:
        """Wait until it is ready."""
        await until(self.because, lambda because: because is None)

    async def until_because(self, *words: str) -> str:
        """Wait until it says why it is unready with all those words; the sentence."""
        said = await until(self.because, lambda because: because is not None and all(word in because for word in words))
        assert said is not None
        return said

    async def running(self) -> int:
        """How many of its lanes ran when it last looked."""
        return int((await self.gauge("copydesk_lanes")).get("running", 0))

    async def until_lanes(self, count: int) -> None:
        """Wait until it is ready and so many of its lanes run."""
        await until(self.running, lambda running: running == count)
        await self.until_ready()

    async def gauge(self, name: str) -> dict[str, float]:
        """A gauge's values, each by its only label's."""
        _, text = await self.get("/metrics")
        (family,) = [one for one in text_string_to_metric_families(text) if one.name == name]
        return {next(iter(one.labels.values())): one.value for one in family.samples}


async def until(ask: Callable[[], Awaitable[T]], enough: Callable[[T], bool], seconds: float = WAIT_SECONDS) -> T:
    """Ask until the answer is enough; fails with the last answer where it never is."""
    deadline = time.monotonic() + seconds
    while not enough(answer := await ask()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s; the last answer: {answer!r}"[:3000]
        await asyncio.sleep(0.1)
    return answer


@asynccontextmanager
async def logged() -> AsyncIterator[Log]:
    """Log lines of all services in the block, as they come."""
    with capture_logs() as lines:
        yield lines


def recoveries(log: Log) -> list[str]:
    """Why lanes opened anew."""
    return [line["because"] for line in log if line["event"] == "lane" and line["state"] == "recovering"]


async def new_settings(servers: str, make_topic: MakeTopic, partitions: int = 1, **changes: Any) -> Settings:
    """Settings of a service with a group and topics of its own."""
    raw = changes.get("raw_topic") or await make_topic(partitions)
    chosen: dict[str, Any] = {
        "bootstrap_servers": servers,
        "group": f"group-of-{raw}",
        "raw_topic": raw,
        "enriched_topic": changes.get("enriched_topic") or await make_topic(2),
        "dead_letter_topic": changes.get("dead_letter_topic") or await make_topic(1),
        "workers": 1,
        "session_seconds": 6,  # the least that a broker takes
        "shutdown_seconds": 10,
    }
    return Settings(**(chosen | changes))


async def feed(settings: Settings, values: Mapping[int, Sequence[bytes]], **options: Any) -> list[Position]:
    """Write these values to the raw topic, by partition, and in order; where each stands."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap_servers, **options) as producer:
        sends = [
            await producer.send(settings.raw_topic, value, key=b"%d" % partition, partition=partition)
            for partition, its_values in values.items()
            for value in its_values
        ]
        return [(done.partition, done.offset) for done in await asyncio.gather(*sends)]


def numbered(count: int, partitions: int = 1, size: int = 0) -> dict[int, list[bytes]]:
    """So many values for each of so many partitions, each at least so many bytes."""
    return {one: [b"%d of %d" % (n, one) + b"." * size for n in range(count)] for one in range(partitions)}


async def read_outcomes(settings: Settings) -> tuple[list[ConsumerRecord[Any, Any]], list[ConsumerRecord[Any, Any]]]:
    """All records and all dead letters that a fresh read-committed consumer sees."""
    servers = settings.bootstrap_servers
    return await read_all(servers, settings.enriched_topic), await read_all(servers, settings.dead_letter_topic)


async def answered(settings: Settings) -> list[Position]:
    """Which raw messages have an outcome, one entry an outcome."""
    records, letters = await read_outcomes(settings)
    return [source(one) for one in records + letters]


async def until_answered(settings: Settings, expected: Iterable[Position], seconds: float = WAIT_SECONDS) -> None:
    """Wait until all these have an outcome; then fail unless it is exactly one each, and there is no other."""
    wanted = set(expected)
    await until(partial(answered, settings), lambda got: wanted <= set(got), seconds)
    await check_answered(settings, wanted)


async def check_answered(settings: Settings, expected: Iterable[Position]) -> None:
    """Fail unless exactly these raw messages have an outcome each, and records and dead letters stand in order.

    The messages of `feed` have a key for each input partition, so that an output partition has all of one.
    """
    topics = [[source(one) for one in records] for records in await read_outcomes(settings)]
    assert Counter(position for got in topics for position in got) == Counter(set(expected))
    for got in topics:
        for partition in {one for one, _ in got}:
            offsets = [offset for one, offset in got if one == partition]
            assert offsets == sorted(offsets)


@asynccontextmanager
async def admin_of(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin client."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def trim(settings: Settings, partition: int, before: int) -> None:
    """Have the raw topic's log begin at an offset."""
    async with admin_of(settings) as admin:
        at = {TopicPartition(settings.raw_topic, partition): RecordsToDelete(before_offset=before)}
        await admin.delete_records(at)


async def move_group(settings: Settings, offsets: Mapping[int, int]) -> None:
    """Commit for the group, which has no members."""
    async with AIOKafkaConsumer(
        bootstrap_servers=settings.bootstrap_servers, group_id=settings.group, enable_auto_commit=False
    ) as consumer:
        places = {TopicPartition(settings.raw_topic, partition): offset for partition, offset in offsets.items()}
        consumer.assign(list(places))
        await consumer.commit(places)


async def committed(settings: Settings, partition: int = 0) -> int:
    """The group's committed offset; -1 where there is none."""
    async with admin_of(settings) as admin:
        at = TopicPartition(settings.raw_topic, partition)
        offsets = await admin.list_consumer_group_offsets(settings.group, partitions=[at])
        offset: int = offsets[at].offset
        return offset
