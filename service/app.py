"""The composition root: workers, broker and HTTP endpoints made from the settings, in boot order."""

import asyncio
import gc
import signal
import socket
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated, Any, Protocol, cast

import structlog
import uvicorn
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from faststream import AckPolicy
from faststream.asgi import AsgiFastStream
from pydantic import SkipValidation

from schemas.asyncapi import SecurityScheme, asyncapi_document
from schemas.enriched_article import EnrichedArticle
from schemas.raw_article import RawArticle
from service import __version__
from service.endpoints import endpoints
from service.message import RawMessage
from service.observability.logging import ArticleLog, set_up_logging
from service.observability.metrics import Metrics
from service.observability.outcomes import tell
from service.observability.workers import tell_of_slow_article, tell_of_worker
from service.pipeline_options import MIB
from service.record_topics import takes_nothing_because
from service.settings import InvalidSettings, Settings, unknown_variables
from service.stream.answers import Answers
from service.stream.broker import WaitingBroker, needed_rights
from service.stream.by_hand import read_by_hand
from service.stream.connection import connection_of
from service.stream.desk import Desk, Pipeline
from service.stream.flood_guard import FloodGuard
from service.stream.health import Health
from service.stream.inquiry import Inquiry
from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.stream.producer import NewProducer, new_lane_producer
from service.stream.queue import Limits
from service.stream.subscriber import Subscriber, decode, parse
from service.stream.topic_limits import TopicLimits
from service.stream.unpacking import bound_unpacking
from service.stream.watch import Watch
from service.workers.fit import new_pool, require_fit
from service.workers.worker_socket import WorkersUnusable

POLL_MS = 1  # how long FastStream sleeps after an empty poll; our consumer's polls come back with records
METADATA_MS = 5_000  # a topic that was made anew is seen after this long; aiokafka waits five minutes
HEARTBEAT_MS = 500  # how soon a replica hears that a rebalance has begun
REBALANCE_MS = 30_000  # for every member to drain (3 s) and to join again
PARTITION_FETCH_BYTES = MIB  # of a partition at a time; a larger batch still comes, alone
FETCH_BYTES = 16 * MIB  # of a broker at a time
FETCH_WAIT_MS = 50  # a partition that is resumed joins the next fetch: the one under way is waited for
UNPACKED_BYTES = 16 * MIB  # of one batch; what unpacks further is read by hand, message by message
LANES_OPENING = 8  # at a time, so that a hundred partitions do not storm the broker
SLACK_SECONDS = 30.0
LOOK_SECONDS = 0.1  # whether it is to end while it starts
BROKER_OPTIONS: dict[str, Any] = {
    # Outcomes are written by the lanes' own producers, in transactions, of which FastStream has none.
    "consumer_only": True,
    "allow_auto_create_topics": False,
    "metadata_max_age_ms": METADATA_MS,
    "graceful_timeout": None,
    "logger": None,
}

log = structlog.get_logger("copydesk")


class Workers(Pipeline, Protocol):
    """A pipeline that is started and stopped with the service."""

    async def start(self) -> None:
        """Get ready to process."""

    async def stop(self) -> None:
        """End, also what is in hand."""


def _cannot_start(because: str) -> None:
    raise RuntimeError(because)


def make_app(  # noqa: PLR0913  # what it is made of, and what a test or `run` gives in its place
    settings: Settings,
    *,
    pipeline: Workers | None = None,
    new_producer: NewProducer | None = None,
    inquiry: Inquiry | None = None,
    is_told_to_end: Callable[[], bool] = lambda: False,
    give_up: Callable[[str], None] = _cannot_start,
) -> AsgiFastStream:
    """The service as an ASGI application; it starts and stops with its lifespan.

    Args:
        settings: all that can be set.
        pipeline: where messages are processed; a pool of worker processes where none is given.
        new_producer: makes the producer that a lane writes with; Kafka's where none is given.
        inquiry: asks Kafka; one with connections of its own where none is given.
        is_told_to_end: whether it is to end; it may be so before it has started.
        give_up: told why it cannot start, for a reason that does not pass by itself; it is then to be ended.

    Raises:
        InvalidSettings: a file that the settings name cannot be used.
    """
    connection = connection_of(settings)
    metrics = Metrics()
    pool = pipeline or new_pool(settings, partial(tell_of_worker, metrics), partial(tell_of_slow_article, metrics))
    client_id = f"copydesk-{uuid.uuid4().hex[:8]}"  # by which this process finds itself among the group's members
    inquiry = inquiry or Inquiry(connection, settings.group, client_id)
    flood_guard = FloodGuard(share=settings.flood_share, window=settings.flood_window, on=settings.flood_guard)
    limits = TopicLimits(settings, inquiry.largest_messages)
    desk = Desk(
        pipeline=pool,
        answers=Answers(settings),
        inquiry=inquiry,
        read_by_hand=partial(
            read_by_hand,
            connection,
            largest_value=max(UNPACKED_BYTES, settings.dead_letter_max_bytes),
        ),
        new_producer=new_producer or partial(new_lane_producer, connection, settings),
        limits=Limits(settings.batch_size),
        opening=asyncio.Semaphore(LANES_OPENING),
        on_written=partial(tell, metrics, ArticleLog(settings.log_format, settings.log_level)),
        flood_guard=flood_guard,
        topic_limits=limits,
    )
    lanes = Lanes(partial(Lane, desk))
    flood_guard.on_trip(lanes.stop)
    flood_guard.on_trip(lambda _because: metrics.flood_guard_tripped.set(1))
    # An article may use up its time twice, alone the second time, and its batch is written after that.
    health = Health(lanes, patience_seconds=2 * settings.article_wall_seconds + SLACK_SECONDS)
    watch = Watch(inquiry, lanes, health, metrics, needed_rights(settings))
    broker = WaitingBroker(
        settings,
        connection,
        inquiry,
        lanes,
        watch,
        limits=limits,
        give_up=give_up,
        client_id=client_id,
        **BROKER_OPTIONS,
    )
    _subscribe(broker, settings, Subscriber(lanes), lanes)

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        unbound = bound_unpacking(UNPACKED_BYTES)
        try:
            if not await _started(pool, is_told_to_end, give_up):
                broker.never_start()
            yield
        finally:
            await pool.stop()
            unbound()

    return AsgiFastStream(
        broker,
        lifespan=lifespan,
        logger=None,
        asgi_routes=endpoints(health, metrics, _asyncapi(settings)),
    )


async def _started(workers: Workers, is_told_to_end: Callable[[], bool], give_up: Callable[[str], None]) -> bool:
    """Start the workers; False where they cannot, or where it is to end before they have, which takes seconds."""
    starting = asyncio.create_task(workers.start())
    try:
        while not (starting.done() or is_told_to_end()):
            await asyncio.wait({starting}, timeout=LOOK_SECONDS)
        if starting.done():
            starting.result()
        return starting.done()
    except WorkersUnusable as unusable:
        give_up(str(unusable))
        return False
    finally:
        starting.cancel()
        await asyncio.wait({starting})


def run(settings: Settings, *, pipeline: Workers | None = None) -> None:
    """Run the service until it is told to stop.

    Raises:
        InvalidSettings: the HTTP address cannot be bound, a file cannot be used, or the workers do not fit the
            container.
    """
    require_fit(settings)
    set_up_logging(settings.log_format, settings.log_level)
    for variable, meant in unknown_variables().items():
        log.warning("unknown setting", variable=variable, did_you_mean=meant)
    for tag in settings.record_topics.by_tag:
        if because := takes_nothing_because(tag):
            log.warning("a language's topic takes nothing", tag=tag, because=because)
    listener = _bind(settings)
    faults: list[str] = []

    def give_up(because: str) -> None:
        log.error("cannot start", because=because)
        faults.append(because)
        server.should_exit = True

    config = uvicorn.Config(
        make_app(settings, pipeline=pipeline, is_told_to_end=lambda: server.should_exit, give_up=give_up),
        log_config=None,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=1,
    )
    log.info("starting", version=__version__, http_address=settings.http_address, workers=settings.workers)
    server = uvicorn.Server(config)
    # Until uvicorn takes them over, and when it raises once more the one that stopped it: that is no failure.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda _signal, _frame: setattr(server, "should_exit", True))
    asyncio.run(server.serve(sockets=[listener]))
    # Before it ends, Python looks through all that was ever imported for garbage: 0.2 s of processor time, a second and
    # more on a machine that is full, of which whoever has sent SIGTERM waits for each.
    gc.freeze()
    if faults or not server.started:
        raise SystemExit(1)  # the log says why
    log.info("stopped")


def _subscribe(broker: WaitingBroker, settings: Settings, subscriber: Subscriber, lanes: Lanes) -> None:
    """Take batches of raw articles; the documented type is the contract, what arrives is bytes to be read with care."""
    session_ms = int(settings.session_seconds * 1000)
    subscribe = broker.subscriber(
        settings.raw_topic,
        group_id=settings.group,
        batch=True,
        max_records=settings.batch_size,
        batch_timeout_ms=POLL_MS,
        ack_policy=AckPolicy.MANUAL,
        auto_offset_reset="none",
        isolation_level="read_committed",
        fetch_max_bytes=FETCH_BYTES,
        max_partition_fetch_bytes=PARTITION_FETCH_BYTES,
        fetch_max_wait_ms=FETCH_WAIT_MS,
        session_timeout_ms=session_ms,
        heartbeat_interval_ms=min(HEARTBEAT_MS, session_ms // 3),
        rebalance_timeout_ms=REBALANCE_MS,
        # Sticky: after most rebalances a partition comes back to the lane that had it, which goes on at once.
        partition_assignment_strategy=(StickyPartitionAssignor,),
        listener=lanes,
        parser=parse,
        decoder=decode,
        description="Raw articles, in every form that the contract takes.",
    )

    @subscribe
    async def take(messages: Annotated[list[RawArticle], SkipValidation]) -> None:
        subscriber.take(cast("list[RawMessage]", messages))  # our decoder hands on the raw messages

    for topic in settings.record_topics.all:
        broker.publisher(topic, schema=EnrichedArticle, description="Enriched articles and tombstones.")
    broker.publisher(settings.dead_letter_topic, description="Rejected raw messages, the cause in their headers.")


def _asyncapi(settings: Settings) -> dict[str, Any]:
    return asyncapi_document(
        raw_topic=settings.raw_topic,
        enriched_topic=settings.enriched_topic,
        dead_letter_topic=settings.dead_letter_topic,
        language_topics=settings.record_topics.by_tag,
        server=settings.bootstrap_servers,
        with_tls=settings.security_protocol.endswith("SSL"),
        security=_security_scheme(settings),
        version=__version__,
    )


def _security_scheme(settings: Settings) -> SecurityScheme | None:
    schemes: dict[str, SecurityScheme] = {
        "PLAIN": "plain",
        "SCRAM-SHA-256": "scramSha256",
        "SCRAM-SHA-512": "scramSha512",
    }
    if settings.sasl_mechanism is not None:
        return schemes[settings.sasl_mechanism]
    return None if settings.tls_certificate_file is None else "X509"


def _bind(settings: Settings) -> socket.socket:
    host, port = settings.http_host_and_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidSettings(
            f"COPYDESK_HTTP_ADDRESS cannot be used: {settings.http_address}: {error.strerror or error}"
        ) from error
