"""`copydesk feed`: articles from files onto the raw topic."""

from typing import Annotated

import typer

from service.cli.arguments import BootstrapServers, JsonLines, Paths
from service.cli.endings import FAILED, settings_or_end

EXAMPLES = """\b
Examples:
  copydesk feed articles/
  copydesk feed page.html crawl.jsonl.gz --bootstrap-servers kafka-1:9092
  xzcat raw.jsonl.xz | copydesk feed --jsonl -
"""


def feed(
    paths: Paths = None,
    jsonl: JsonLines = False,
    topic: Annotated[str | None, typer.Option(help="Topic to write to; default: COPYDESK_RAW_TOPIC.")] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Put articles onto the raw topic, and wait until Kafka has them.

    Files and folders are read as `copydesk process` reads them. A file's message has the file's name below the folder
    that was given as its key; an envelope on a line has its article_id, else its url, else no key.

    What cannot be read, or is larger than the topic takes, is named on standard error; the rest is written, and the
    exit code is then 1. A path that does not exist ends it before anything is written.
    """
    from service.cli.sources import paths_or_end  # noqa: PLC0415  # --help does not wait for it

    named = paths_or_end(paths)
    settings = settings_or_end(bootstrap_servers=bootstrap_servers, raw_topic=topic)
    from service.cli.feeding import feed_paths  # noqa: PLC0415  # --help does not wait for the Kafka client

    fed, left_out = feed_paths(named, settings, jsonl=jsonl)
    typer.echo(f"{fed} {'message is' if fed == 1 else 'messages are'} on {settings.raw_topic}.", err=True)
    if left_out:
        raise typer.Exit(FAILED)
