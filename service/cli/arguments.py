"""The arguments and options that several commands share, so that they read and behave alike."""

from typing import Annotated

import typer

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files and folders, or `-` for standard input.", show_default=False),
]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="Each line of the input is a raw-article envelope in JSON.")]
BootstrapServers = Annotated[str | None, typer.Option(metavar="HOST:PORT,…", help="Kafka brokers to ask first.")]
