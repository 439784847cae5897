"""`copydesk process` under test: fed from a file or from what is written to it, its outcomes counted as they come."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.benchmarks.looks import Look, look
from tests.benchmarks.processes import LEASH, ROOT

LOOK_SECONDS = 1.0  # a look goes through all of /proc
READ_BYTES = 1 << 18
LONGEST_SECONDS = 900.0


class ProcessCommand:
    """The command on so many workers. Each line that it writes is an outcome: a record or, of a rejection, its reason.

    Args:
        workers: worker processes.
        source: what it reads, an envelope a line; without one `stdin` is there to be written to.
        settings: COPYDESK_* variables.
    """

    def __init__(self, workers: int, source: Path | None = None, settings: Mapping[str, str] | None = None) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
        command = [sys.executable, "-m", "service.cli", "process", "--jsonl", "--workers", str(workers)]
        self._process = subprocess.Popen(
            [*LEASH, str(os.getpid()), *command, str(source or "-")],
            cwd=ROOT,
            env=clean | dict(settings or {}),
            stdin=subprocess.PIPE if source is None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.pid = self._process.pid
        self.first: tuple[float, int] | None = None  # when something came out first (s), and how many that were
        self.last = (0.0, 0)
        self._end = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    @property
    def stdin(self) -> IO[bytes]:
        """Where envelopes are written to."""
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def answered(self) -> int:
        """How many outcomes have come out."""
        return self.last[1]

    def looks_until(self, count: int) -> list[Look]:
        """Wait until so many outcomes are out and it ends; looks from the first outcomes on, while it runs.

        Raises:
            RuntimeError: it ends with another number of them, or takes too long.
        """
        looks: list[Look] = []
        deadline = time.monotonic() + LONGEST_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            if 0 < self.answered < count and (not looks or self.answered > looks[-1].answered):
                looks.append(look(self.answered, self.pid))
            time.sleep(LOOK_SECONDS)
        self.require(count)
        return looks

    def require(self, count: int) -> None:
        """Raise RuntimeError, with the end of what it wrote, where it has not ended with so many outcomes."""
        code = self._process.poll()
        self._reader.join(LOOK_SECONDS if code is None else None)
        if code not in {0, 1} or self.answered != count:  # 1: some were rejected
            end = self._end.decode(errors="replace")
            raise RuntimeError(f"copydesk process: {count} articles in, {self.answered} out, exit code {code}\n{end}")

    @property
    def rate(self) -> float:
        """Outcomes a second, from the first to the last; those that came with the first are not counted."""
        assert self.first is not None
        (begun, at_once), (ended, all_of_them) = self.first, self.last
        return (all_of_them - at_once) / (ended - begun)

    def _read(self) -> None:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        while piece := os.read(descriptor, READ_BYTES):
            if lines := piece.count(b"\n"):
                self.last = (time.monotonic(), self.last[1] + lines)
                self.first = self.first or self.last
            self._end = (self._end + piece)[-2000:]
