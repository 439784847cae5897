"""`copydesk tail`: what comes out, as it comes."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from service.cli.arguments import BootstrapServers
from service.cli.endings import quiet_when_nobody_reads, settings_or_end

EXAMPLES = """\b
Examples:
  copydesk tail
  copydesk tail --only dead-letters --from-beginning --idle-timeout 5
  copydesk tail --json | jq -r .summary.text

\b
In JSON a record is itself. A dead letter and a tombstone are told by their one key:
  {"dead_letter": {"reason": "undecodable", "step": "decode", "detail": "…", "attempts": 1,
                   "source": {"topic": "articles.raw.v1", "partition": 3, "offset": 81230},
                   "stands_at": {"topic": "articles.dead-letter.v1", "partition": 0, "offset": 17},
                   "key": "…", "value_bytes": 4711, "headers": [["url", "https://…"]]}}
  {"tombstone": {"source": {…}, "stands_at": {…}, "key": "…", "headers": […]}}
`source` is the raw message, `stands_at` this one; a takedown stands once on each topic of records. A key that is not
UTF-8 is `key_base64`. `headers` are the raw message's own, bytes that are not UTF-8 in them written as \\xNN.
"""


class Kind(StrEnum):
    """What can be asked for alone."""

    RECORDS = "records"
    DEAD_LETTERS = "dead-letters"


def tail(  # noqa: PLR0913, PLR0917  # each is an option
    json: Annotated[
        bool | None,
        typer.Option("--json/--no-json", help="One JSON object a line; the default where the output is no terminal."),
    ] = None,
    only: Annotated[Kind | None, typer.Option(help="Leave the others out; records include tombstones.")] = None,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Start with the oldest, not with what comes from now on.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="End after so many messages.")] = None,
    idle_timeout: Annotated[
        float | None, typer.Option(min=0, metavar="SECONDS", help="End when nothing came for so long.")
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show records and dead letters as they come, until Ctrl-C.

    It reads along on every topic that the settings name, also those of COPYDESK_LANGUAGE_TOPICS: without a consumer
    group, and only what is committed. On a terminal a record is its headline, language, date, authors and summary;
    --json gives all of it.
    """
    settings = settings_or_end(bootstrap_servers=bootstrap_servers)
    from service.cli.as_json import as_json  # noqa: PLC0415  # --help does not wait for Kafka's client
    from service.cli.kafka_client import connection_or_end  # noqa: PLC0415  # likewise
    from service.cli.on_terminal import on_terminal  # noqa: PLC0415  # likewise
    from service.cli.tailing import tail_topics  # noqa: PLC0415  # likewise

    records, letters = settings.record_topics.all, (settings.dead_letter_topic,)
    topics = {None: records + letters, Kind.RECORDS: records, Kind.DEAD_LETTERS: letters}
    wants_json = json if json is not None else not sys.stdout.isatty()
    with quiet_when_nobody_reads():
        tail_topics(
            connection_or_end(settings),
            topics[only],
            show=as_json(settings) if wants_json else on_terminal(settings),
            from_beginning=from_beginning,
            limit=limit,
            idle_seconds=idle_timeout,
        )
