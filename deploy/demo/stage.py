"""What the demo plays on: a Kafka and a Copydesk service of its own, which go when it ends, however it ends."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.kafka import Broker, fetch
from deploy.kafka import leash as leash_script
from deploy.kafka.loopback import HOST, free_port

COPYDESK = (sys.executable, "-m", "service.cli")
LEASH = (sys.executable, "-I", "-S", str(Path(leash_script.__file__)))
READY_SECONDS = 60  # measured: 4 to 6
STOP_SECONDS = 15  # measured: below 1
POLL_SECONDS = 0.1
ROOT = Path(__file__).parents[2]


class DemoFailed(Exception):
    """Something did not come about; the message says what, with the service's log where that may tell why."""


def fetch_kafka() -> None:
    """Fetch Kafka's jars where they are not here yet, telling how far it is: it takes a while the first time."""
    terminal = sys.stderr.isatty()

    def on_jar(done: int, total: int) -> None:
        if terminal:
            sys.stderr.write(f"\rFetching and checking Kafka: {done} of {total} jars" + ("\r\x1b[K" * (done == total)))
            sys.stderr.flush()

    fetch(on_jar=on_jar)


@contextmanager
def kafka(folder: Path) -> Iterator[Mapping[str, str]]:
    """A broker in the folder; yields the environment in which `copydesk` finds it, and no other setting."""
    with Broker(folder / "kafka") as broker:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
        yield clean | {
            "COPYDESK_BOOTSTRAP_SERVERS": broker.bootstrap_servers,
            "COPYDESK_HTTP_ADDRESS": f"{HOST}:{free_port(besides=broker.port)}",
            "COPYDESK_LOG_FORMAT": "console",
        }


@contextmanager
def service(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """A service that is ready; where the demo fails while it runs, its log is part of the failure."""
    log = folder / "service.log"
    with log.open("wb") as output:
        # In a session of its own, so that Ctrl-C leaves it to be stopped in order; on a leash, so that it goes too
        # where this process is killed.
        process = subprocess.Popen(  # noqa: S603  # the command is ours
            [*LEASH, str(os.getpid()), *COPYDESK, "run"],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _await_ready(environment["COPYDESK_HTTP_ADDRESS"], process)
        yield
    except DemoFailed as failed:
        raise DemoFailed(f"{failed}\n\nThe service's log:\n{log.read_text(errors='replace')}") from failed
    finally:
        _end(process)


def copydesk(environment: Mapping[str, str], *arguments: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run a command of `copydesk` to its end.

    Raises:
        DemoFailed: it failed, or did not end within so many seconds.
    """
    command = f"`copydesk {' '.join(arguments)}`"
    try:
        ended = subprocess.run(  # noqa: S603  # the command is ours
            [*COPYDESK, *arguments],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise DemoFailed(f"{command} did not end within {seconds:.0f} seconds.") from expired
    if ended.returncode:
        raise DemoFailed(f"{command} failed: {ended.stderr.strip()}")
    return ended


@contextmanager
def shown(environment: Mapping[str, str], *arguments: str) -> Iterator[Callable[[float], None]]:
    """A command of `copydesk` that writes where the demo does; yields what waits for its end, for so many seconds."""
    process = subprocess.Popen([*COPYDESK, *arguments], env=environment, cwd=ROOT, stdin=subprocess.DEVNULL)  # noqa: S603  # the command is ours

    def wait(seconds: float) -> None:
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired as expired:
            raise DemoFailed(f"Not everything came out within {seconds:.0f} seconds.") from expired
        if code:
            raise DemoFailed(f"`copydesk {' '.join(arguments)}` failed.")

    try:
        yield wait
    finally:
        _end(process)


def _await_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(address):
        if process.poll() is not None:
            raise DemoFailed("The service ended while it was starting.")
        if time.monotonic() > deadline:
            raise DemoFailed(f"The service was not ready within {READY_SECONDS} seconds.")
        time.sleep(POLL_SECONDS)


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004  # HTTP's OK
    except OSError:
        return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
