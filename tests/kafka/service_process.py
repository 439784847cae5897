"""A service process: `copydesk run`, started, asked for its health, and ended as an operator would."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

READY_SECONDS = 60.0


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class ServiceProcess:
    """One `copydesk run` with its HTTP endpoints on a port of its own; its log goes to a file.

    Another module may stand in for the command, with arguments of its own.
    """

    def __init__(
        self, settings: Mapping[str, str], log: Path, module: str = "service.cli", arguments: Sequence[str] = ("run",)
    ) -> None:
        self.port = free_port()
        self.log = log
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
        own = {f"COPYDESK_{name.upper()}": value for name, value in settings.items()}
        address = {"COPYDESK_HTTP_ADDRESS": f"127.0.0.1:{self.port}", "COPYDESK_LOG_FORMAT": "json"}
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                env=clean | address | own,
                stdout=output,
                stderr=output,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()

    def get(self, path: str) -> tuple[int, str]:
        """The status and body of an endpoint; status 0 where nobody listens yet."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def wait_until(self, status: int, path: str = "/health/ready", seconds: float = READY_SECONDS) -> str:
        """Wait until an endpoint answers with that status; its body."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            got, body = self.get(path)
            if got == status:
                return body
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"{path} did not answer {status}; the service's log ends:\n{self.log.read_text()[-3000:]}")

    def terminate(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.process.wait(10)

    def lines(self) -> list[dict[str, object]]:
        """The log lines so far."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
