"""The service processes of a run: each in a slot with a port and a log of its own, struck and started again."""

import asyncio
import http.client
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.kafka.loopback import HOST, free_ports
from tests.chaos.worker_processes import Process, descendants_of, lives, workers_of

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "service.cli", "run")
OBEDIENT_COMMAND = (sys.executable, "-m", "tests.chaos.obedient_service")
LEASH = ROOT / "deploy" / "kafka" / "leash.py"
SHUTDOWN_SECONDS = 20
GRACE_SECONDS = 2.0  # for the interpreter's own end on a machine that is busy with the other services
ANSWER_SECONDS = 2.0
LISTENING_SECONDS = 60.0
ORPHAN_SECONDS = 5.0  # the kernel ends workers at once; this is for a machine that is busy
TAIL_CHARACTERS = 4000
REOPENS = '"state": "recovering"'
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # no proxy of the shell's leads to loopback


class Service:
    """One slot: a service process, or none while it is away. Its log grows over all the processes that it had."""

    def __init__(self, name: str, port: int, environment: Mapping[str, str], log: Path, command: Sequence[str]) -> None:
        self.name = name
        self.log = log
        self.lock = asyncio.Lock()  # one fault at a time
        self.misbehaved: list[str] = []
        self._port = port
        self._environment = {**environment, "COPYDESK_HTTP_ADDRESS": f"{HOST}:{port}"}
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._to_end: set[Process] = set()  # what its processes had started

    @property
    def runs(self) -> bool:
        """Whether it has a living process."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, to die with this process: the kernel ties it to the thread that calls this, the main one."""
        leash = (sys.executable, "-I", "-S", str(LEASH), str(os.getpid()))
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C is for the suite, which ends its services itself.
            self._process = subprocess.Popen(
                [*leash, *self._command],
                env=self._environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def workers(self) -> list[Process]:
        """Its worker processes."""
        return workers_of(self._process.pid) if self._process is not None else []

    async def ended(self) -> None:
        """Wait a little until what its processes had started is gone, and hold against it what stays."""
        for _ in range(int(ORPHAN_SECONDS / 0.1)):
            if not any(lives(process) for process in self._to_end):
                return
            await asyncio.sleep(0.1)
        left = [process.pid for process in self._to_end if lives(process)]
        self.misbehaved.append(f"{self.name} ended, and {len(left)} processes of it did not: {left}")

    def _will_end(self) -> None:
        """Remember the processes that have to end with it."""
        if self._process is not None:
            self._to_end = {process for process in self._to_end if lives(process)}
            self._to_end |= set(descendants_of(self._process.pid))

    def kill(self) -> None:
        """SIGKILL; nothing happens where there is no process."""
        if self._process is not None:
            self._will_end()
            self._process.kill()
            self._process.wait()
            self._process = None

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self._process is not None:
            self._process.send_signal(number)

    async def terminate(self) -> None:
        """SIGTERM; anything but exit 0 within the time to shut down is held against it.

        It is told once it listens: before, Python has not yet been asked to take the signal.
        """
        await self.listening()
        self._will_end()
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            code = await _end_of(process, SHUTDOWN_SECONDS + GRACE_SECONDS)
        except TimeoutError:
            process.kill()
            process.wait()
            self.misbehaved.append(f"{self.name} had not ended {SHUTDOWN_SECONDS} s after SIGTERM")
        except BaseException:  # the suite is interrupted
            process.kill()
            raise
        else:
            if code:
                self.misbehaved.append(f"{self.name} ended with exit code {code} after SIGTERM")

    def died(self) -> bool:
        """Whether it ended without being told, which is held against it; it is then empty, to be started again."""
        if self._process is None or self._process.poll() is None:
            return False
        self.misbehaved.append(f"{self.name} ended by itself with exit code {self._process.returncode}")
        self._process = None
        return True

    async def listening(self) -> None:
        """Wait until its HTTP endpoints answer, or it is gone, or a minute has passed."""
        for _ in range(int(LISTENING_SECONDS / 0.1)):
            if not self.runs or (await self._get("/health/live"))[0]:
                return
            await asyncio.sleep(0.1)

    async def ready(self) -> None:
        """Wait until it is ready."""
        while await self.unready_because():  # noqa: ASYNC110  # its endpoint is all there is to ask
            await asyncio.sleep(0.2)

    async def unready_because(self) -> str | None:
        """Why it is not ready, in its own words where it says some; None when it is ready."""
        if not self.runs:
            return "It does not run."
        status, body = await self._get("/health/ready")
        if status == 200:
            return None
        try:
            return str(json.loads(body)["because"])
        except (ValueError, KeyError, TypeError):
            return f"It answers {status or 'nothing'}: {body[:200]}"

    def reopenings(self) -> int:
        """How often a lane of it failed and had to open anew."""
        return self.log.read_text(errors="replace").count(REOPENS) if self.log.exists() else 0

    def end_of_log(self) -> str:
        """What it said last."""
        try:
            with self.log.open("rb") as log:
                log.seek(max(0, self.log.stat().st_size - TAIL_CHARACTERS))
                return log.read().decode(errors="replace")
        except OSError as error:
            return f"no log: {error.strerror}"

    async def _get(self, path: str) -> tuple[int, str]:
        return await asyncio.to_thread(_get, f"http://{HOST}:{self._port}{path}")


def make_services(
    count: int, settings: Mapping[str, str], logs: Path, command: Sequence[str] = COMMAND
) -> list[Service]:
    """So many services, none started. `settings` are named as in `service.settings`; what the shell says is dropped."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
    own = {f"COPYDESK_{name.upper()}": value for name, value in settings.items()}
    return [
        Service(f"service-{number}", port, clean | own, logs / f"service-{number}.log", command)
        for number, port in enumerate(free_ports(count))
    ]


async def _end_of(process: subprocess.Popen[bytes], within_seconds: float) -> int:
    async with asyncio.timeout(within_seconds):
        while (code := process.poll()) is None:  # noqa: ASYNC110  # a thread that waits would outlive a cancelled suite
            await asyncio.sleep(0.05)
        return code


def _get(url: str) -> tuple[int, str]:
    """Status and body; status 0 where nobody answers."""
    try:
        with DIRECTLY.open(url, timeout=ANSWER_SECONDS) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)
