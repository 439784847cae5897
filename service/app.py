"""The composition root: workers, broker and HTTP endpoints made from the settings, in boot order."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, cast

import structlog
import uvicorn
from faststream import AckPolicy
from faststream.asgi import AsgiFastStream
from faststream.kafka.annotations import KafkaMessage
from pydantic import SkipValidation

from schemas.asyncapi import asyncapi_document
from schemas.enriched_article import EnrichedArticle
from schemas.raw_article import RawArticle
from service import __version__
from service.endpoints import endpoints
from service.message import RawMessage
from service.observability.logging import set_up_logging
from service.observability.metrics import Metrics
from service.settings import InvalidSettings, Settings, unknown_variables
from service.stream.health import Health
from service.stream.publisher import KafkaProducer, Producer, Publisher
from service.stream.subscriber import Assignment, Subscriber, decode, parse
from service.stream.waiting_broker import DRAIN_SHARE, WaitingBroker
from service.workers.pool import Pool, WorkersUnusable

POLL_MS = 100  # how long an empty poll waits for messages, and how long FastStream sleeps after one
METADATA_MS = 30_000  # a topic that was made anew is seen after this long; aiokafka waits five minutes

log = structlog.get_logger("copydesk")


def make_app(settings: Settings, new_producer: Callable[[], Producer] | None = None) -> AsgiFastStream:
    """The service as an ASGI application; it starts and stops with its lifespan.

    Args:
        settings: all that can be set.
        new_producer: makes the producer that outcomes are written with; Kafka's where none is given.
    """
    health = Health()
    metrics = Metrics()
    pool = Pool(
        workers=settings.workers,
        options=settings.pipeline_options,
        wall_seconds=settings.article_wall_seconds,
        on_restart=metrics.worker_restarts.inc,
    )
    publisher = Publisher(settings, new_producer or (lambda: KafkaProducer(settings)))
    subscriber = Subscriber(pool, publisher, health, metrics)
    broker = _broker(settings, health)
    _subscribe(broker, settings, subscriber, Assignment(health, metrics))

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        except WorkersUnusable as unusable:
            log.error("cannot start", because=str(unusable))  # noqa: TRY400  # uvicorn logs the traceback
            raise
        finally:
            await publisher.stop()
            await pool.stop()

    return AsgiFastStream(
        broker,
        lifespan=lifespan,
        logger=None,
        asgi_routes=endpoints(health, metrics, _asyncapi(settings)),
    )


def run(settings: Settings) -> None:
    """Run the service until it is told to stop.

    Raises:
        InvalidSettings: the HTTP address cannot be bound.
    """
    set_up_logging(settings.log_format, settings.log_level)
    for variable, meant in unknown_variables().items():
        log.warning("unknown setting", variable=variable, did_you_mean=meant)
    listener = _bind(settings)
    config = uvicorn.Config(make_app(settings), log_config=None, access_log=False, lifespan="on")
    log.info("starting", version=__version__, http_address=settings.http_address, workers=settings.workers)
    server = uvicorn.Server(config)
    # Until uvicorn takes them over, and when it raises once more the one that stopped it: that is no failure.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda _signal, _frame: setattr(server, "should_exit", True))
    asyncio.run(server.serve(sockets=[listener]))
    if not server.started:
        raise SystemExit(1)  # the log says why
    log.info("stopped")


def _broker(settings: Settings, health: Health) -> WaitingBroker:
    return WaitingBroker(
        settings,
        health,
        client_id="copydesk",
        # Outcomes are written by our own producer: FastStream's cannot send a header that is repeated, null or bytes.
        consumer_only=True,
        allow_auto_create_topics=False,
        metadata_max_age_ms=METADATA_MS,
        graceful_timeout=settings.shutdown_seconds * DRAIN_SHARE,
        logger=None,
    )


def _subscribe(broker: WaitingBroker, settings: Settings, subscriber: Subscriber, assignment: Assignment) -> None:
    """Take batches of raw articles; the documented type is the contract, what arrives is bytes to be read with care."""
    subscribe = broker.subscriber(
        settings.raw_topic,
        group_id=settings.group,
        batch=True,
        max_records=settings.batch_size,
        batch_timeout_ms=POLL_MS,
        ack_policy=AckPolicy.MANUAL,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        # A batch may hold articles that each use up their time, alone and once more; only a dead process is slower.
        max_poll_interval_ms=int(2000 * settings.article_wall_seconds * (settings.batch_size + 1)),
        listener=assignment,
        parser=parse,
        decoder=decode,
        description="Raw articles, in every form that the contract takes.",
    )

    @subscribe
    async def answer(messages: Annotated[list[RawArticle], SkipValidation], message: KafkaMessage) -> None:
        await subscriber.answer(cast("list[RawMessage]", messages), message)  # our decoder hands on the raw messages

    broker.publisher(settings.enriched_topic, schema=EnrichedArticle, description="Enriched articles and tombstones.")
    broker.publisher(settings.dead_letter_topic, description="Rejected raw messages, the cause in their headers.")


def _asyncapi(settings: Settings) -> dict[str, Any]:
    return asyncapi_document(
        raw_topic=settings.raw_topic,
        enriched_topic=settings.enriched_topic,
        dead_letter_topic=settings.dead_letter_topic,
        server=settings.bootstrap_servers,
        version=__version__,
    )


def _bind(settings: Settings) -> socket.socket:
    host, port = settings.http_host_and_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidSettings(
            f"COPYDESK_HTTP_ADDRESS cannot be used: {settings.http_address}: {error.strerror or error}"
        ) from error
