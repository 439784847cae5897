"""`copydesk topics create`: the topics of the settings, with the limits that they need."""

from typing import Annotated

import typer

from service.cli.arguments import BootstrapServers
from service.cli.endings import settings_or_end

app = typer.Typer(help="Create the topics that the service needs.", no_args_is_help=True, rich_markup_mode=None)

EXAMPLES = """\b
Examples:
  copydesk topics create
  copydesk topics create --partitions 24 --replication-factor 3
  COPYDESK_OUTPUT_KEY=article copydesk topics create   (compacted records)
  COPYDESK_LANGUAGE_TOPICS=de=articles.de.v1 copydesk topics create
"""


@app.callback()
def _topics() -> None:
    """Topics."""


@app.command(short_help="Create those that are not there.", epilog=EXAMPLES)
def create(
    partitions: Annotated[
        int, typer.Option(min=1, help="Partitions of each: as many replicas can share the work.")
    ] = 6,
    replication_factor: Annotated[
        int | None, typer.Option(min=1, help="Copies of each partition; default: what the brokers say.")
    ] = None,
    retention_hours: Annotated[
        int | None, typer.Option(min=1, help="How long records are kept; default: for ever.")
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Create the raw, the enriched and the dead-letter topic, and those of COPYDESK_LANGUAGE_TOPICS.

    Topics that stand already are left as they are; what is set otherwise there than here is said.

    Raw articles are kept as long as the brokers say. Records are kept for ever unless a retention is given (a replayed
    record has the time of its raw message, and a topic with a retention may drop it at once), and compacted only
    where COPYDESK_OUTPUT_KEY is `article`. Dead letters are kept for 30 days from when they were written.
    """
    settings = settings_or_end(bootstrap_servers=bootstrap_servers)
    from service.cli.kafka_client import connection_or_end  # noqa: PLC0415  # --help does not wait for Kafka
    from service.cli.topic_plan import create_topics, planned  # noqa: PLC0415  # --help does not wait for Kafka

    plans = planned(settings, partitions=partitions, retention_hours=retention_hours)
    for line in create_topics(connection_or_end(settings), plans, replication_factor):
        typer.echo(line)
