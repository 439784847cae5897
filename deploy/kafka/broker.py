"""One Kafka broker on a data directory: started, stopped, killed, and started again on the same port."""

import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from deploy.kafka import jvm
from deploy.kafka.jars import KafkaJars, fetch
from deploy.kafka.loopback import HOST, answers, free_port, is_free
from deploy.kafka.properties import CLUSTER_ID, Node, server_properties

if TYPE_CHECKING:
    from threading import Thread

START_SECONDS = 60  # measured: 2 to 7 on an idle machine, 5 more after a kill
STOP_SECONDS = 30  # measured: 1 to 2
TAIL_LINES = 15
SCRAM_MECHANISMS = ("SCRAM-SHA-256", "SCRAM-SHA-512")


class BrokerError(Exception):
    """The broker does not start; the message says why, with the end of its log where it has one."""


@dataclass(frozen=True, slots=True)
class StandingKafka:
    """A Kafka to use and not to touch: whoever runs it stops it."""

    bootstrap_servers: str


class Broker:
    """An Apache Kafka node on 127.0.0.1, its files all in `data`; `with Broker(data):` starts and stops it.

    Without a `port` it keeps the one it last had in this directory, else takes a free one. `overrides` are broker
    settings as in server.properties; `scram_users` and their passwords are there from its first start on. Unless
    `detached` it dies with the process that started it. It is a cluster of its own, unless a `node` says what place it
    has in one.
    """

    def __init__(  # noqa: PLR0913  # each is a choice of its own, and all but the first have a default
        self,
        data: Path,
        *,
        port: int | None = None,
        overrides: Mapping[str, str] | None = None,
        detached: bool = False,
        node: Node | None = None,
        scram_users: Mapping[str, str] | None = None,
    ) -> None:
        self.data = data.resolve()
        self.port = port or last_port(self.data) or free_port()
        self.overrides = dict(overrides or {})
        self.detached = detached
        self.node = node
        self.scram_users = dict(scram_users or {})
        self._holder: Thread | None = None

    @property
    def bootstrap_servers(self) -> str:
        """Where clients reach it, `host:port`."""
        return f"{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """The broker's own log; it grows over restarts."""
        return self.data / "broker.log"

    @property
    def pid(self) -> int | None:
        """The Java process's id while it runs."""
        return jvm.pid_of(self.data)

    def start(self) -> None:
        """Start it and wait until it serves clients. Raises BrokerError, or FetchError where its jars cannot be had."""
        if self.pid is not None:
            raise BrokerError(f"A broker runs already on {self.data}, as process {self.pid}.")
        if not is_free(self.port):
            raise BrokerError(f"Port {self.port} of {HOST} is taken: stop what listens there, or name another port.")
        jars = fetch()
        self._lay_out(jars)
        heap_mb = jvm.HEAP_MB if self.node is None else jvm.CLUSTER_HEAP_MB
        command = jvm.java(jars, "kafka.Kafka", str(self.data / "server.properties"), heap_mb=heap_mb)
        self._holder = jvm.spawn(command, self.data, detached=self.detached)
        try:
            self._await_answer(self._holder)
        except BaseException:  # an interrupted start leaves nothing behind either
            self.kill()
            raise

    def stop(self) -> None:
        """Stop it in order; killed if that takes more than 30 seconds. Nothing happens where it does not run."""
        self._end(STOP_SECONDS)

    def kill(self) -> None:
        """End it at once with SIGKILL, as a crash would."""
        self._end(0)

    def restart(self) -> None:
        """Stop it if it runs, and start it on the same data and port."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _lay_out(self, jars: KafkaJars) -> None:
        """Write the settings, and format the log directory where that was not done before."""
        self.data.mkdir(parents=True, exist_ok=True)
        settings = self.data / "server.properties"
        node = self.node or Node(1, {1: free_port(besides=self.port)})
        settings.write_text(server_properties(self.port, node, self.overrides), encoding="ascii")
        if (self.data / "log" / "meta.properties").exists():
            return
        users = [
            argument
            for name, password in self.scram_users.items()
            for mechanism in SCRAM_MECHANISMS
            for argument in ("--add-scram", f"{mechanism}=[name={name},password={password}]")
        ]
        command = jvm.java(jars, "kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(settings), *users)
        formatted = subprocess.run(  # noqa: S603  # the command is ours
            command,
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
        if formatted.returncode:
            said = _tail(formatted.stdout + formatted.stderr)
            raise BrokerError(f"Kafka could not format its data directory. What it says:\n{said}")

    def _await_answer(self, holder: "Thread") -> None:
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.port):
            if not holder.is_alive():
                raise BrokerError(f"Kafka ended while it was starting. {self._end_of_log()}")
            if time.monotonic() > deadline:
                raise BrokerError(f"Kafka did not answer within {START_SECONDS} seconds. {self._end_of_log()}")
            time.sleep(jvm.POLL_SECONDS)

    def _end_of_log(self) -> str:
        return f"The end of {self.log}:\n{_tail(self.log.read_text(encoding='utf-8', errors='replace'))}"

    def _end(self, within_seconds: float) -> None:
        jvm.end(self.data, within_seconds=within_seconds)
        while self._holder is not None and self._holder.is_alive():
            self._holder.join(jvm.POLL_SECONDS)
            jvm.end(self.data, within_seconds=0)  # it was just turning into Java, and was not seen
        self._holder = None
        jvm.pid_file(self.data).unlink(missing_ok=True)


def last_port(data: Path) -> int | None:
    """The port that a broker last had on a data directory; None where there was none."""
    try:
        text = (data / "server.properties").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(r"^advertised\.listeners=PLAINTEXT://[^:]+:(\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else None


def _tail(text: str) -> str:
    """The last lines that say something: a Java stack trace's own lines are left out."""
    return "\n".join([line for line in text.splitlines() if not line.startswith("\tat ")][-TAIL_LINES:])
