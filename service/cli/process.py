"""`copydesk process`: the pipeline over files, without Kafka."""

from typing import Annotated

import typer

from service.cli.arguments import JsonLines, Paths
from service.cli.endings import FAILED, quiet_when_nobody_reads, settings_or_end

EXAMPLES = """\b
Examples:
  copydesk process page.html
  copydesk process articles/ > records.jsonl
  xzcat raw.jsonl.xz | copydesk process --jsonl - | jq -r .headline
  curl -s https://example.org/story | copydesk process -
"""


def process(
    paths: Paths = None,
    jsonl: JsonLines = False,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Worker processes; default: the usable cores.")
    ] = None,
) -> None:
    """Process articles without Kafka: one enriched record a line on standard output, in the order of the input.

    Files are HTML (.html .htm .xhtml), plain text (.txt .text .md), one envelope (.json), or an envelope a line
    (.jsonl .ndjson); each may be compressed (.gz .xz). Others are taken for HTML, text or an envelope by what stands in
    them, as is standard input. Folders are read with all that is below them, sorted, hidden files left out.

    A rejected article is a line on standard error, `PATH:LINE: reason: detail`, and the exit code is then 1.
    """
    from service.cli.sources import paths_or_end  # noqa: PLC0415  # --help does not wait for it

    named = paths_or_end(paths)
    settings = settings_or_end(workers=workers)
    from service.cli.processing import process_paths  # noqa: PLC0415  # --help does not wait for the pipeline

    with quiet_when_nobody_reads():
        rejected = process_paths(named, settings, jsonl=jsonl)
    if rejected:
        raise typer.Exit(FAILED)
