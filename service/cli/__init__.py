"""The command line: `copydesk`. Each command stands in a file of its own and loads only what it needs."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from service import __version__
from service.cli import explain, feed, offsets, process, run, settings, tail, topics
from service.cli.endings import INTERRUPTED, Ended
from service.cli.streams import open_closed_streams

app = typer.Typer(
    name="copydesk",
    help="""A copy desk for a stream of articles.

    Raw articles (HTML, plain text, JSON) come in on a Kafka topic; each is normalised, language-tagged and summarised;
    a structured record goes out on another.

    \b
    Without Kafka:  copydesk process page.html
    With Kafka:     copydesk topics create; copydesk run
                    copydesk feed articles/; copydesk tail
    """,
    epilog="Settings are read from COPYDESK_… in the environment: `copydesk settings` lists them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Run the service.", epilog=run.EXAMPLES)(run.run)
app.command(short_help="Process articles without Kafka.", epilog=process.EXAMPLES)(process.process)
app.command(short_help="Show how articles are read.", epilog=explain.EXAMPLES)(explain.explain)
app.command(short_help="Put articles onto the raw topic.", epilog=feed.EXAMPLES)(feed.feed)
app.command(short_help="Show records and dead letters as they come.", epilog=tail.EXAMPLES)(tail.tail)
app.command(short_help="Show where the group stands, or move it.", epilog=offsets.EXAMPLES)(offsets.offsets)
app.add_typer(topics.app, name="topics")
app.command(short_help="List every setting and what it is now.")(settings.settings)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"copydesk {__version__}")
        raise typer.Exit


@app.callback()
def _copydesk(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options that stand before any command."""


def main() -> None:
    """The console script `copydesk`."""
    open_closed_streams()
    sys.exit(exit_code(sys.argv[1:]))


def exit_code(arguments: Sequence[str]) -> int:
    """Do what the command line asks.

    The exit code: 0 done, 1 something was rejected or failed, 2 wrong usage or settings, 130 interrupted, 141 nobody
    reads the output any more.
    """
    try:
        return app(list(arguments), prog_name="copydesk", standalone_mode=False) or 0
    except Ended as ended:
        _say(str(ended))
        return ended.exit_code
    except typer.TyperException as wrong:
        return _say_usage(wrong)
    except typer.Abort:  # Ctrl-C met the server that the workers are forked from before it had started
        return INTERRUPTED


def _say_usage(wrong: typer.TyperException) -> int:
    """Say what is wrong with the command line in a line; a command without its command shows its help instead."""
    said = wrong.format_message()
    if "\n" in said:
        typer.echo(said)
        return 0
    context = getattr(wrong, "ctx", None)
    command = context.command_path if context else "copydesk"
    _say(f"{said}{'' if said.endswith(('.', '?')) else '.'} See `{command} --help`.")
    return wrong.exit_code


def _say(sentence: str) -> None:
    typer.echo(f"copydesk: {sentence}", err=True)
