"""The process that workers are forked from: it has the pipeline loaded, so a new worker is ready in milliseconds.

It reads commands, a line each, from the socket that it is started with (`fork` with the worker's end of a socket beside
it, `kill PID`, `nice PID`), and writes a line of JSON for each worker that has started or ended. It ends with the
service, and its workers end with it, however either ends.
"""

import ctypes
import gc
import json
import os
import pkgutil
import resource
import selectors
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from service.outcome import Record
from service.pipeline_options import PipelineOptions
from service.workers.limits import Limits
from service.workers.worker import WARM_UP, Pipeline, work

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None)
LINE_BYTES = 65536
STDERR_CHARACTERS = 4000  # of a worker that has ended, that are handed on
# How much nicer a worker becomes that takes long: its weight is a tenth of another's.
YIELDING = 10
LEAST_PRIORITY = 19
# Without privileges Linux lets the weights of sessions be changed ten times a second, over the whole machine.
AGAIN_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Orders:
    """What the service wants of its workers."""

    pipeline: Pipeline
    options: PipelineOptions
    limits: Limits


def main() -> None:
    """Load the pipeline, then fork workers until the service is gone."""
    control, service = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    control.setblocking(True)
    _end_with(service)
    orders = json.loads(control.makefile("rb", buffering=0).readline())
    try:
        pipeline = _loaded(orders["pipeline"])
    except Exception as failure:  # noqa: BLE001  # the service says it and ends
        _report(control, failed=f"The pipeline cannot be loaded: {type(failure).__name__}: {failure}")
        return
    outcome = pipeline(WARM_UP, PipelineOptions())
    if not isinstance(outcome, Record):
        _report(control, failed=f"The pipeline cannot process an article of our own: {outcome}")
        return
    # What is here now is never garbage: without this every worker's collector would copy it, page by page.
    gc.collect()
    gc.freeze()
    _report(control, ready=True)
    Server(control, Orders(pipeline, PipelineOptions(**orders["options"]), Limits(**orders["limits"]))).run()


def _end_with(parent: int) -> None:
    """Have the kernel end this process when its parent ends, also where either is stopped."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _loaded(name: str) -> Pipeline:
    """A pipeline by its name, `module:function`; a module that defines `load` has it called first."""
    pipeline: Pipeline = pkgutil.resolve_name(name)
    load: Callable[[], None] | None = getattr(sys.modules[name.partition(":")[0]], "load", None)
    if load is not None:
        load()
    return pipeline


class Server:
    """Forks workers, ends them, and tells of their ends."""

    def __init__(self, control: socket.socket, orders: Orders) -> None:
        self._control = control
        self._orders = orders
        self._stderr: dict[int, IO[bytes]] = {}  # of each worker, by its process id
        self._to_slow_down: list[int] = []  # workers whose session could not be slowed down yet
        self._rest = b""
        self._wakeup, waker = socket.socketpair()
        self._waker = waker
        for end in (self._wakeup, waker):
            end.setblocking(False)

    def run(self) -> None:
        """Serve until the service closes its end, then end the workers."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._wakeup, selectors.EVENT_READ)
            serving = True
            while serving:
                for key, _ in selector.select(AGAIN_SECONDS if self._to_slow_down else None):
                    if key.fileobj is self._wakeup:
                        self._wakeup.recv(LINE_BYTES)
                    else:
                        serving = self._obey()
                self._reap()
                self._slow_down()
        for pid in self._stderr:
            _kill(pid)
        for pid in self._stderr:
            os.waitpid(pid, 0)

    def _obey(self) -> bool:
        """Do what the service asks; False where it is gone."""
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, LINE_BYTES, 1)
        except ConnectionError:
            return False
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            command, _, pid = line.partition(b" ")
            if command == b"fork" and not descriptors:  # this process may open no further file
                _report(self._control, refused="Too many open files")
            elif command == b"fork":
                with socket.socket(fileno=descriptors.pop()) as connection:
                    self._fork(connection)
            elif int(pid) in self._stderr:  # else it has ended, and its number may be another's
                if command == b"kill":
                    _kill(int(pid))
                else:
                    os.setpriority(os.PRIO_PROCESS, int(pid), _nicer(os.getpriority(os.PRIO_PROCESS, 0)))
                    self._to_slow_down.append(int(pid))
        return bool(data)

    def _slow_down(self) -> None:
        """Slow down the sessions of the workers that are slowed down as processes already."""
        left = [pid for pid in self._to_slow_down if pid in self._stderr]
        while left and _slow_down_session(left[0]):
            left.pop(0)
        self._to_slow_down = left

    def _fork(self, connection: socket.socket) -> None:
        server = os.getpid()
        try:
            stderr = _new_stderr()
            pid = os.fork()
        except OSError as error:  # too many processes, or open files
            _report(self._control, refused=error.strerror or str(error))
            return
        if pid == 0:
            self._become_worker(connection, stderr, server)
        self._stderr[pid] = stderr
        _report(self._control, started=pid)

    def _become_worker(self, connection: socket.socket, stderr: IO[bytes], server: int) -> NoReturn:
        status = 1
        try:
            _end_with(server)
            os.setsid()  # where Linux shares processors out by session, niceness counts only within one
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(stderr.fileno(), 2)
            for inherited in (self._control, self._wakeup, self._waker):
                inherited.close()
            for others in self._stderr.values():
                others.close()
            work(connection, self._orders.pipeline, self._orders.options, self._orders.limits)
            status = 0
        except SystemExit as left:  # an article's doing: nothing of ours leaves by it
            status = left.code if isinstance(left.code, int) and left.code else 1
        except BaseException:  # noqa: BLE001  # it ends here, whatever it is
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(status)

    def _reap(self) -> None:
        while self._stderr:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _kill(ended.si_pid)  # what it has started itself, while its number is nobody else's
            pid, status, usage = os.wait4(ended.si_pid, 0)
            with self._stderr.pop(pid) as stderr:
                end = stderr.seek(0, os.SEEK_END)
                stderr.seek(max(0, end - STDERR_CHARACTERS))
                last = stderr.read().decode(errors="replace")
            code = os.waitstatus_to_exitcode(status)
            _report(self._control, ended=pid, code=code, peak_bytes=usage.ru_maxrss * 1024, stderr=last)


def _kill(worker: int) -> None:
    """End a worker and the processes that it has started, which are of its session and hold its socket."""
    with suppress(OSError):  # its session is not made yet
        os.killpg(worker, signal.SIGKILL)
    with suppress(OSError):
        os.kill(worker, signal.SIGKILL)


def _slow_down_session(worker: int) -> bool:
    """Let a worker's session have a tenth of the weight of this one; False where that is to be tried again.

    See sched(7) on autogroups; they are not there in most containers.
    """
    try:
        own = int(Path("/proc/self/autogroup").read_text().rpartition(" ")[2])  # /autogroup-7 nice 0
        Path(f"/proc/{worker}/autogroup").write_text(str(_nicer(own)))
    except BlockingIOError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _nicer(niceness: int) -> int:
    return min(niceness + YIELDING, LEAST_PRIORITY)


def _new_stderr() -> IO[bytes]:
    """A file in memory, for what a worker writes to stderr: nothing of it may get among the service's log lines."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("stderr"), "w+b", buffering=0)
    return tempfile.TemporaryFile(buffering=0)


def _report(control: socket.socket, **what: Any) -> None:
    try:
        control.sendall(json.dumps(what).encode() + b"\n")
    except OSError:  # the service is gone: the next read says so
        return


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
