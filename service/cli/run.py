"""`copydesk run`: the service."""

import signal
import sys
from typing import Annotated

import typer

from service.cli.arguments import BootstrapServers
from service.cli.endings import WRONG_USAGE, Ended, quiet_settings_or_end

EXAMPLES = """\b
Examples:
  copydesk run
  copydesk run --bootstrap-servers kafka-1:9092,kafka-2:9092 --workers 8
  COPYDESK_GROUP=night copydesk run --http-address 0.0.0.0:8080
"""


def run(
    bootstrap_servers: BootstrapServers = None,
    group: Annotated[str | None, typer.Option(help="Consumer group; its replicas share the work.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=256, help="Worker processes.")] = None,
    http_address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="Where health, metrics and AsyncAPI are served.")
    ] = None,
) -> None:
    """Run the service until SIGTERM or Ctrl-C: raw articles in, records and dead letters out.

    Options stand before the environment's COPYDESK_… variables; `copydesk settings` shows all of those. Kafka or
    topics that are not there yet are waited for; GET /health/ready says so. A password, a certificate or a right that
    Kafka refuses ends it with exit code 1.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the service takes it over: imports take a second
    settings = quiet_settings_or_end(
        bootstrap_servers=bootstrap_servers, group=group, workers=workers, http_address=http_address
    )
    from service import app  # noqa: PLC0415  # other commands do not wait for FastStream
    from service.settings import InvalidSettings  # noqa: PLC0415  # likewise

    try:
        app.run(settings)
    except InvalidSettings as invalid:
        raise Ended(str(invalid), WRONG_USAGE) from invalid
