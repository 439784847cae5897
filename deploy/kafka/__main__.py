"""Kafka on your own machine, without Docker: `python -m deploy.kafka fetch|start|stop|status`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from deploy.kafka.broker import Broker, BrokerError, last_port
from deploy.kafka.jars import KAFKA_VERSION, FetchError, cache_folder, fetch
from deploy.kafka.loopback import answers

DEFAULT_PORT = 9092
DEFAULT_DATA = Path(__file__).parents[2] / ".cache" / "kafka-data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit code."""
    asked = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = asked.command
    try:
        return command(asked)
    except (FetchError, BrokerError) as error:
        _say(str(error), to_stderr=True)
    except OSError as error:
        _say(f"{error.filename or 'The machine'}: {error.strerror or error}.", to_stderr=True)
    except KeyboardInterrupt:
        _say("Interrupted; nothing was left running.", to_stderr=True)
        return 130
    return 1


def _fetch(_: argparse.Namespace) -> int:
    _fetch_showing_progress()
    _say(f"Kafka {KAFKA_VERSION} is in {cache_folder()}.")
    return 0


def _fetch_showing_progress() -> None:
    terminal = sys.stderr.isatty()

    def on_jar(done: int, total: int) -> None:
        if terminal:
            end = "\n" if done == total else ""
            sys.stderr.write(f"\rKafka {KAFKA_VERSION}: {done} of {total} jars are here and whole{end}")
            sys.stderr.flush()

    fetch(on_jar=on_jar)


def _start(asked: argparse.Namespace) -> int:
    port = asked.port or last_port(asked.data) or DEFAULT_PORT
    broker = Broker(asked.data, port=port, overrides=dict(asked.set), detached=True)
    if broker.pid is None:
        _fetch_showing_progress()
    broker.start()
    _say(f"Kafka {KAFKA_VERSION} runs as process {broker.pid}; its log is {broker.log}.", to_stderr=True)
    _say(broker.bootstrap_servers)
    return 0


def _stop(asked: argparse.Namespace) -> int:
    broker = Broker(asked.data)
    running = broker.pid is not None
    broker.stop()
    _say("Kafka is stopped." if running else f"No Kafka runs on {broker.data}.")
    return 0


def _status(asked: argparse.Namespace) -> int:
    broker = Broker(asked.data)
    if broker.pid is None:
        _say(f"No Kafka runs on {broker.data}.")
        return 3  # what service managers say of a service that is not running
    state = "runs" if answers(broker.port) else "runs, but does not answer,"
    _say(f"Kafka {KAFKA_VERSION} {state} at {broker.bootstrap_servers} as process {broker.pid}; data in {broker.data}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m deploy.kafka",
        description=f"Apache Kafka {KAFKA_VERSION} on this machine, without Docker, Java, Maven or root.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command, about in (
        ("fetch", _fetch, "fetch Kafka's jars into the cache and check them"),
        ("start", _start, "start a broker in the background and print its address"),
        ("stop", _stop, "stop that broker; its data stays"),
        ("status", _status, "say whether it runs, and where (exit code 3 if not)"),
    ):
        sub = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        sub.set_defaults(command=command)
        if name != "fetch":
            sub.add_argument(
                "--data",
                type=Path,
                default=DEFAULT_DATA,
                metavar="DIR",
                help=f"data directory ({_short(DEFAULT_DATA)})",
            )
        if name == "start":
            about_port = f"port on 127.0.0.1 (the last one of that data directory, at first {DEFAULT_PORT})"
            sub.add_argument("--port", type=_port, help=about_port)
            sub.add_argument(
                "--set",
                type=_setting,
                action="append",
                default=[],
                metavar="NAME=VALUE",
                help="a broker setting, as in server.properties; may be repeated",
            )
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65536):  # noqa: PLR2004  # the ports that TCP has
        raise argparse.ArgumentTypeError(f"{text} is not a port: a number from 1 to 65535 is wanted")
    return int(text)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"{text} is not of the form NAME=VALUE")
    return name.strip(), value.strip()


def _short(path: Path) -> str:
    return os.path.relpath(path)


def _say(text: str, *, to_stderr: bool = False) -> None:
    (sys.stderr if to_stderr else sys.stdout).write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
