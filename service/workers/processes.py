"""The service's side of its worker processes: it has them forked, speaks with them, and hears how they end."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from service.pipeline_options import PipelineOptions
from service.workers.endings import Exit, ending_of, lost
from service.workers.limits import Limits
from service.workers.worker_socket import Worker, WorkerKilled, WorkersUnusable

FORK_SERVER = "service.workers.fork_server"
SERVER_SECONDS = 60.0  # to load the pipeline, on a machine that does much else
READY_SECONDS = 30.0  # for a new worker's first article
REPORT_BYTES = 1 << 20
END_SECONDS = 5.0
LOOK_SECONDS = 0.02


class Processes:
    """Has worker processes forked from a server, which is started where there is none.

    Args:
        pipeline: the name, `module:function`, of what a worker does with a message.
        options: the pipeline's options.
        limits: what one article may take.
        new_worker: makes the service's side of a worker.
    """

    def __init__(
        self, pipeline: str, options: PipelineOptions, limits: Limits, new_worker: Callable[[], Worker]
    ) -> None:
        self._orders = {"pipeline": pipeline, "options": asdict(options), "limits": asdict(limits)}
        self._limits = limits
        self._new_worker = new_worker
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._starting = asyncio.Lock()
        self._forked: deque[Worker] = deque()  # asked for, in that order, and not begun yet
        self._workers: dict[int, Worker] = {}
        self._listener: asyncio.Task[None] | None = None
        self._renewed = False  # the server, and it is to end

    async def fork(self) -> Worker:
        """A new worker, which has answered a first article of our own.

        Raises:
            WorkersUnusable: it could not, or none could be forked.
        """
        async with self._starting:
            if self._listener is None or self._listener.done():
                await self._start_server()
        worker = self._new_worker()
        ours, its = socket.socketpair()
        ours.setblocking(False)
        await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
        with its:
            if not self._say(b"fork\n", [its.fileno()]):
                worker.close()
                unusable = WorkersUnusable if self._serves else WorkerKilled
                raise unusable("The server that workers are forked from does not take orders.")
        self._forked.append(worker)
        if not await _is_done(worker.ready, READY_SECONDS):
            if worker.pid:
                self.kill(worker)
            else:
                self.renew()
            raise WorkersUnusable(f"A worker was not ready within {READY_SECONDS:g} s.")
        worker.ready.result()
        return worker

    def kill(self, worker: Worker) -> None:
        """End a worker now."""
        self._say(b"kill %d\n" % worker.pid)

    def slow_down(self, worker: Worker) -> None:
        """Let a worker run only where no other has something to do."""
        self._say(b"nice %d\n" % worker.pid)

    def renew(self) -> None:
        """End a server that does not do what it is told, and its workers with it; the next fork starts another one."""
        if self._server is not None:
            self._renewed = True
            self._server.kill()

    @property
    def _serves(self) -> bool:
        """Whether there is a server; one that has just ended may not have been heard of yet."""
        return self._server is not None and self._server.poll() is None

    async def stop(self) -> None:
        """End the server and all workers, also those that are busy."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait({self._listener})
        await self._end_server()

    async def _start_server(self) -> None:
        await self._end_server()
        self._renewed = False
        ours, its = socket.socketpair()
        with its:
            # In a session of its own: Ctrl-C is for the service, which ends it when it has answered what is in hand.
            self._server = subprocess.Popen(  # noqa: S603, ASYNC220  # our own module; it takes a few milliseconds
                [sys.executable, "-P", "-m", FORK_SERVER, str(its.fileno()), str(os.getpid())],
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env=_environment(),
            )
        ours.setblocking(False)
        self._control = ours.dup()
        reader, writer = await asyncio.open_connection(sock=ours, limit=REPORT_BYTES)
        writer.write(json.dumps(self._orders).encode() + b"\n")
        try:
            await self._until_loaded(self._server, reader)
        except BaseException:
            writer.close()
            self._server.kill()  # it has no workers yet, and hears nothing while it loads
            raise
        self._listener = asyncio.create_task(self._listen(reader, writer), name="workers' ends")

    async def _until_loaded(self, server: subprocess.Popen[bytes], reader: asyncio.StreamReader) -> None:
        loaded = asyncio.ensure_future(_read_report(reader))
        try:
            report = loaded.result() if await _is_done(loaded, SERVER_SECONDS) else None
        finally:
            loaded.cancel()
        if report is None:
            killed = server.poll() is not None and server.returncode < 0
            unusable = WorkerKilled if killed else WorkersUnusable
            raise unusable("The server that workers are forked from did not start.")
        if "failed" in report:
            raise WorkersUnusable(report["failed"])

    async def _end_server(self) -> None:
        """End what is left of a server; its end of the socket closed, it ends its workers and itself."""
        control, self._control = self._control, None
        if control is not None:
            control.close()
        # Without a thread to wait in: where no process can be started, no thread can be either.
        waited = 0.0
        while self._server is not None and self._server.poll() is None:
            if waited >= END_SECONDS:
                self._server.kill()
            await asyncio.sleep(LOOK_SECONDS)
            waited += LOOK_SECONDS
        self._server = None

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hear of workers that have started or ended, until the server is gone, and they with it."""
        try:
            while (report := await _read_report(reader)) is not None:
                self._hear(report)
        finally:
            writer.close()
            gone = [*self._workers.values(), *self._forked]
            asyncio.get_running_loop().call_later(END_SECONDS, _reap, list(self._workers))
            self._workers.clear()
            self._forked.clear()
            for worker in gone:
                worker.close()
                worker.ended(lost(ours=self._renewed))

    def _hear(self, report: Mapping[str, Any]) -> None:
        if "started" in report:
            worker = self._forked.popleft()
            worker.pid = report["started"]
            self._workers[worker.pid] = worker
        elif "refused" in report:
            worker = self._forked.popleft()
            worker.close()
            worker.refuse(f"A worker process could not be started: {report['refused']}.")
        else:
            end = Exit(report["code"], report["peak_bytes"], report["stderr"])
            self._workers.pop(report["ended"]).ended(ending_of(end, self._limits))

    def _say(self, command: bytes, descriptors: Sequence[int] = ()) -> bool:
        """Tell the server something; False where it cannot be told: it is gone, or does not listen."""
        if self._control is None:
            return False
        try:
            socket.send_fds(self._control, [command], descriptors)
        except OSError:
            return False
        return True


async def _read_report(reader: asyncio.StreamReader) -> dict[str, Any] | None:
    """The next line of the server; None where it is gone."""
    try:
        line = await reader.readline()
    except OSError:
        return None
    return json.loads(line) if line else None


async def _is_done(awaited: asyncio.Future[Any], seconds: float) -> bool:
    """Whether something comes within so many seconds of this process's own: it may have been stopped meanwhile."""
    for _ in range(round(seconds)):
        await asyncio.wait({awaited}, timeout=1.0)
        if awaited.done():
            return True
    return False


def _reap(pids: Sequence[int]) -> None:
    """Take the last word of workers whose server is gone: of a container's first process they are children then."""
    for pid in pids:
        with suppress(OSError):
            os.waitpid(pid, os.WNOHANG)


def _environment() -> dict[str, str]:
    """The server finds the same modules as this process.

    Several numeric threads a worker would only fight over its core. With glibc's threshold held where it begins, at
    128 KiB, what a large article took is given back to the system: 50 MB less a worker after 450 pages, as fast.
    """
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_MMAP_THRESHOLD_": "131072",
    }
