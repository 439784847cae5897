"""`copydesk offsets`: where a group stands and how far behind it is, and moving it while it is stopped."""

import sys
from typing import Annotated

import typer

from service.cli.arguments import BootstrapServers
from service.cli.endings import WRONG_USAGE, Ended, quiet_when_nobody_reads, settings_or_end

EXAMPLES = """\b
Examples:
  copydesk offsets
  copydesk offsets --json | jq 'select(.lag > 1000)'
  copydesk offsets --to 2026-05-01T06:00:00Z              (says what it would do)
  copydesk offsets --to 81231 --partition 3 --yes         (does it)

\b
In JSON each partition is a line, and the group is the last:
  {"topic": "articles.raw.v1", "partition": 3, "committed": 81230, "log_start": 0, "last_stable": 81300,
   "end": 81300, "lag": 70}
  {"group": "copydesk", "state": "Stable", "members": 2, "total_lag": 70, "caution": "…"}
Without a commit there is no "committed". "lost" counts offsets that were deleted before they were committed, and
"total_lost" all of them, where there are any; "remark" says what is odd, also of the group: that there is none.
With --to it is these, and once it is moved the others after them:
  {"topic": "articles.raw.v1", "partition": 3, "from": 81230, "to": 81231, "skipped": 1, "again": 0}
  {"group": "copydesk", "state": "Empty", "members": 0, "to": "offset 81231", "total_skipped": 1, "total_again": 0}
"""


def offsets(  # noqa: PLR0913, PLR0917  # each is an option
    to: Annotated[
        str | None,
        typer.Option(metavar="earliest|latest|TIME|OFFSET", help="Where to move a stopped group.", show_default=False),
    ] = None,
    partition: Annotated[
        list[int] | None,
        typer.Option(min=0, metavar="N", help="Only this partition; can be repeated.", show_default=False),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Move it; without, it is only said what that would do.")] = False,
    json: Annotated[
        bool | None,
        typer.Option("--json/--no-json", help="One JSON object a line; the default where the output is no terminal."),
    ] = None,
    group: Annotated[str | None, typer.Option(help="Consumer group; default: COPYDESK_GROUP.")] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show where the group stands on the raw topic and how far behind it is; with --to, move it.

    Lag is the last stable offset (the end of what can be read) minus the commit; the end is the high watermark. Offsets
    are counted, not messages: a transaction's marker takes one too, so that a group which has read all may lag by one.

    --to takes `earliest` and `latest` (the log's start, and its end at that moment), an OFFSET inside the log of every
    partition, or a TIME, which is the first message whose timestamp is not before it (later ones may be older, where
    senders set them): RFC 3339 with a zone, or a date, which begins at 00:00 UTC. Nothing is moved without --yes, and
    not while the group has members: stop the service first.

    A group that is not there is said not to be; moving it makes it, for a service that has never run.

    Once a group is empty, its committed offsets expire with the broker's offsets.retention.minutes (7 days by default).
    A group without a commit starts at the earliest message.
    """
    from service.cli.offset_target import read_target  # noqa: PLC0415  # --help does not wait for it

    if yes and to is None:
        raise Ended("--yes does nothing without --to: name where to move the group.", WRONG_USAGE)
    target = None if to is None else read_target(to)
    settings = settings_or_end(bootstrap_servers=bootstrap_servers, group=group)
    from service.cli.moving import move_group, show_offsets  # noqa: PLC0415  # --help does not wait for Kafka's client
    from service.cli.offset_table import AsJsonLines, AsTable  # noqa: PLC0415  # likewise

    wants_json = json if json is not None else not sys.stdout.isatty()
    show = AsJsonLines() if wants_json else AsTable()
    partitions = partition or []
    with quiet_when_nobody_reads():
        if target is None:
            show_offsets(settings, partitions, show)
        else:
            move_group(settings, target, partitions, show, do_it=yes)
