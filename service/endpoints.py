"""The HTTP endpoints: health, metrics and the AsyncAPI document. There are no others."""

import json
from typing import Any

from faststream.asgi import AsgiResponse, get
from faststream.asgi.handlers import HttpHandler

from service.observability.metrics import Metrics
from service.stream.health import Health

JSON = {"content-type": "application/json"}
OK, UNAVAILABLE = 200, 503


def endpoints(health: Health, metrics: Metrics, asyncapi: dict[str, Any]) -> list[tuple[str, HttpHandler]]:
    """The routes of the service.

    Args:
        health: read at each ask for readiness.
        metrics: written out at each scrape.
        asyncapi: the AsyncAPI document with this service's own topics.
    """
    document = json.dumps(asyncapi, ensure_ascii=False).encode()

    @get(include_in_schema=False)
    async def live(_scope: dict[str, Any]) -> AsgiResponse:
        """200 while the event loop turns."""
        return AsgiResponse(b'{"status": "live"}', OK, JSON)

    @get(include_in_schema=False)
    async def ready(_scope: dict[str, Any]) -> AsgiResponse:
        """200 when messages are taken and answered, else 503 and one sentence that says why not.

        Either way it names the messages that partitions have waited for some seconds.
        """
        because, waits_for = health.unready_because, health.waits_for
        said: dict[str, Any] = {"status": "ready"} if because is None else {"status": "unready", "because": because}
        if waits_for:
            said["waits_for"] = waits_for
        return AsgiResponse(json.dumps(said).encode(), OK if because is None else UNAVAILABLE, JSON)

    @get(include_in_schema=False)
    async def exposition(_scope: dict[str, Any]) -> AsgiResponse:
        """Metrics for Prometheus."""
        metrics.ready.set(health.unready_because is None)
        return AsgiResponse(metrics.exposition(), OK, {"content-type": metrics.content_type})

    @get(include_in_schema=False)
    async def contracts(_scope: dict[str, Any]) -> AsgiResponse:
        """The contracts of the topics."""
        return AsgiResponse(document, OK, JSON)

    return [
        ("/health/live", live),
        ("/health/ready", ready),
        ("/metrics", exposition),
        ("/asyncapi.json", contracts),
    ]
