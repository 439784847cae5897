"""What is compared: the service with nothing processed, and a plain aiokafka loop that does the same without it."""

import json
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.kafka.loopback import HOST, free_port
from tests.benchmarks.clients import CONSUMER, PRODUCER
from tests.benchmarks.processes import Child


@dataclass(frozen=True, slots=True)
class Route:
    """From where to where messages go, and in which group."""

    servers: str
    group: str
    raw: str
    enriched: str
    dead_letter: str


StartChild = Callable[[Route, Path], Child]


@dataclass(frozen=True, slots=True)
class System:
    """A system under test: its name in the tables, and how it is started."""

    name: str
    start: StartChild


def plain(*, headers: bool = False) -> StartChild:
    """The loop of plain_loop.py, in the service's own measures of fetches and batches."""

    def start(route: Route, log: Path) -> Child:
        options = asdict(route) | {"headers": headers, "consumer": CONSUMER, "producer": PRODUCER}
        return Child("tests.benchmarks.plain_loop", [json.dumps(options)], log, {})

    return start


def service(http_port: int | None = None, **settings: str) -> StartChild:
    """The real service around a pipeline that answers each message with its own bytes."""

    def start(route: Route, log: Path) -> Child:
        return Child("tests.benchmarks.passing_service", [], log, _environment(route, http_port, settings))

    return start


def copydesk(**settings: str) -> StartChild:
    """The service as it is deployed: its own pipeline in its own worker processes."""

    def start(route: Route, log: Path) -> Child:
        return Child("service.cli", ["run"], log, _environment(route, None, settings))

    return start


def _environment(route: Route, http_port: int | None, settings: Mapping[str, str]) -> dict[str, str]:
    environment = {
        "COPYDESK_BOOTSTRAP_SERVERS": route.servers,
        "COPYDESK_GROUP": route.group,
        "COPYDESK_RAW_TOPIC": route.raw,
        "COPYDESK_ENRICHED_TOPIC": route.enriched,
        "COPYDESK_DEAD_LETTER_TOPIC": route.dead_letter,
        "COPYDESK_HTTP_ADDRESS": f"{HOST}:{http_port or free_port()}",
    }
    return environment | {f"COPYDESK_{name.upper()}": value for name, value in settings.items()}


def is_ready(http_port: int) -> bool:
    """Whether the service that listens there calls itself ready."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{http_port}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:  # an HTTP error is one too
        return False
