"""The service's side of its worker processes: it has them forked, speaks with them, and hears how they end."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import asdict

from service.pipeline_options import PipelineOptions
from service.workers.endings import Exit, ending_of
from service.workers.limits import Limits
from service.workers.worker_socket import Worker, WorkersUnusable

FORK_SERVER = "service.workers.fork_server"
SERVER_SECONDS = 60.0  # to load the pipeline, on a machine that does much else
READY_SECONDS = 30.0  # for a new worker's first article
REPORT_BYTES = 1 << 20
END_SECONDS = 5.0


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
        self._forked.append(worker)
        with its:
            self._say(b"fork\n", [its.fileno()])
        try:
            await asyncio.wait_for(asyncio.shield(worker.ready), READY_SECONDS)
        except TimeoutError:
            if worker.pid:
                self.kill(worker)
            elif self._server is not None:
                self._server.kill()  # it does not answer: another one is started
            raise WorkersUnusable(f"A worker was not ready within {READY_SECONDS:g} s.") from None
        return worker

    def kill(self, worker: Worker) -> None:
        """End a worker now."""
        self._say(b"kill %d\n" % worker.pid)

    def slow_down(self, worker: Worker) -> None:
        """Let a worker run only where no other has something to do."""
        self._say(b"nice %d\n" % worker.pid)

    async def stop(self) -> None:
        """End the server and all workers, also those that are busy."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait({self._listener})
        await self._end_server()

    async def _start_server(self) -> None:
        await self._end_server()
        ours, its = socket.socketpair()
        with its:
            # In a session of its own: Ctrl-C is for the service, which ends it when it has answered what is in hand.
            self._server = subprocess.Popen(  # noqa: S603, ASYNC220  # our own module; it takes a few milliseconds
                [sys.executable, "-m", FORK_SERVER, str(its.fileno())],
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
            line = await asyncio.wait_for(reader.readline(), SERVER_SECONDS)
        except TimeoutError:
            line = b""
        report = json.loads(line or '{"failed": "The server that workers are forked from did not start."}')
        if "failed" in report:
            writer.close()
            raise WorkersUnusable(report["failed"])
        self._listener = asyncio.create_task(self._listen(reader, writer), name="workers' ends")

    async def _end_server(self) -> None:
        """End what is left of a server; its end of the socket closed, it ends its workers and itself."""
        control, self._control = self._control, None
        server, self._server = self._server, None
        if control is not None:
            control.close()
        if server is None:
            return
        try:
            await asyncio.to_thread(server.wait, END_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            await asyncio.to_thread(server.wait)

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hear of workers that have started or ended, until the server is gone, and they with it."""
        try:
            while line := await reader.readline():
                report = json.loads(line)
                if "started" in report:
                    worker = self._forked.popleft()
                    worker.pid = report["started"]
                    self._workers[worker.pid] = worker
                else:
                    end = Exit(report["code"], report["peak_bytes"], report["stderr"])
                    self._workers.pop(report["ended"]).ended(ending_of(end, self._limits))
        finally:
            writer.close()
            lost = [*self._workers.values(), *self._forked]
            self._workers.clear()
            self._forked.clear()
            for worker in lost:
                worker.close()
                worker.ended(ending_of(None, self._limits))

    def _say(self, command: bytes, descriptors: list[int] | None = None) -> None:
        if self._control is None:
            return  # the workers are gone with their server
        try:
            socket.send_fds(self._control, [command], descriptors or [])
        except OSError:  # likewise; the listener hears it
            return


def _environment() -> dict[str, str]:
    """The server finds the same modules. Several numeric threads a worker would only fight over its core."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
