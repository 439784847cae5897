"""Processes under test: started on a leash, looked at from the outside through /proc, and always ended."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.kafka import leash as leash_script

ROOT = Path(__file__).parents[2]
LEASH = (sys.executable, "-I", "-S", str(Path(leash_script.__file__)))
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 40.0


class Child:
    """A Python module run as a process of its own, its output in a file; leaving the `with` block ends it."""

    def __init__(self, module: str, arguments: Sequence[str], log: Path, settings: Mapping[str, str]) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
        self.log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [*LEASH, str(os.getpid()), sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=clean | dict(settings),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.pid = self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def terminate(self) -> None:
        """End it as an operator would.

        Raises:
            RuntimeError: it had ended before, or does not end well.
        """
        self.require_running()
        self._process.send_signal(signal.SIGTERM)
        if code := self._process.wait(STOP_SECONDS):
            raise RuntimeError(f"{self.log.name}: exit code {code}\n{self._end_of_log()}")

    def require_running(self) -> None:
        """Raise RuntimeError, with the end of its log, where it has ended by itself."""
        if (code := self._process.poll()) is not None:
            raise RuntimeError(f"{self.log.name} ended with {code}\n{self._end_of_log()}")

    def _end_of_log(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used, all its threads together; the kernel counts in hundredths."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def resident_mb(pid: int) -> float:
    """Memory of a process that is in RAM now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def peak_mb(pid: int) -> float:
    """The most memory that a process has had in RAM since it started."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def sockets(pid: int) -> int:
    """How many sockets a process has open."""
    count = 0
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            count += str(entry.readlink()).startswith("socket:")
        except FileNotFoundError:
            continue  # closed meanwhile
    return count
