"""`copydesk explain`: how an article was read, for a person."""

import typer

from service.cli.arguments import JsonLines, Paths
from service.cli.endings import FAILED, quiet_when_nobody_reads, settings_or_end

EXAMPLES = """\b
Examples:
  copydesk explain story.txt
  copydesk explain page.html | less
  head -1 raw.jsonl | copydesk explain --jsonl -
"""


def explain(paths: Paths = None, jsonl: JsonLines = False) -> None:
    """Show how articles are read: each field with its evidence and what lost against it, then the article itself.

    In the article stands what was cut, in its place, with its kind and the rule of layout that says so; of HTML it is
    listed behind the body. Input is named as for `copydesk process`. Nothing is written anywhere.

    The exit code is 1 where an article is rejected.
    """
    from service.cli.sources import paths_or_end  # noqa: PLC0415  # --help does not wait for it

    named = paths_or_end(paths)
    settings = settings_or_end()
    from service.cli.explaining import explain_paths  # noqa: PLC0415  # --help does not wait for the pipeline

    with quiet_when_nobody_reads():
        rejected = explain_paths(named, settings, jsonl=jsonl)
    if rejected:
        raise typer.Exit(FAILED)
