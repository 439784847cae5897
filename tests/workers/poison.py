"""A pipeline for the tests of the pool: some messages hurt the worker that holds them, all others become records."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from service.message import RawMessage
from service.outcome import Outcome, Record
from service.pipeline_options import PipelineOptions

MIB = 1 << 20
CHUNK = 16 * MIB
KEPT: list[bytearray] = []


def poison(message: RawMessage, _options: PipelineOptions) -> Outcome:
    """Do what the message's value says."""
    value = message.value or b""
    harm = HARMS.get(value)
    if harm is not None:
        harm()
    elif value.startswith(b"sleep "):
        time.sleep(float(value.split()[1]))
    elif value.startswith(b"work "):
        until = time.process_time() + float(value.split()[1])
        while time.process_time() < until:
            pass
    elif value.startswith(b"keep "):
        KEPT.append(bytearray(int(value.split()[1]) * MIB))
    return Record(str(os.getpid()), "en", value)


def _spin() -> None:
    while True:
        pass


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(CHUNK))


def _eat_in_silence() -> None:
    """As a library does that takes any exception for a page without text."""
    with suppress(MemoryError):
        _eat()


def _abort_for_memory() -> None:
    """As Rust's runtime does."""
    os.write(2, b"memory allocation of 17179869184 bytes failed\n")
    os.abort()


def _complain() -> None:
    for _ in range(100):
        with suppress(OSError):
            os.write(2, b"xmlParseEntityRef: no name\n" * 40_000)
    os._exit(3)


def _raise() -> None:
    raise RuntimeError("a pipeline's defect")


def _be_deaf() -> None:
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGPROF):
        signal.signal(one, signal.SIG_IGN)
    time.sleep(600)


def _close_and_hang() -> None:
    """As a library does that closes a file twice."""
    os.closerange(3, 64)
    time.sleep(600)


def _end_the_server() -> None:
    """As the kernel does that is out of memory and takes the wrong process."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)


def _stop_the_server() -> None:
    """As a process does that has every signal sent to its whole group; the worker ends with it."""
    os.kill(os.getppid(), signal.SIGSTOP)
    os._exit(3)


def _leave_a_child() -> None:
    """It holds all that its parent had open."""
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
    os._exit(3)


HARMS: Mapping[bytes, Callable[[], object]] = {
    b"hang": lambda: time.sleep(600),
    b"spin": _spin,
    b"exit": lambda: os._exit(3),
    b"exit 0": lambda: os._exit(0),
    b"sys.exit": lambda: sys.exit(0),
    b"raise": _raise,
    b"segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    b"abort": os.abort,
    b"eat": _eat,
    b"eat in silence": _eat_in_silence,
    b"eat at once": lambda: bytearray(1 << 40),
    b"abort for memory": _abort_for_memory,
    b"complain": _complain,
    b"be killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"be stopped": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    b"ignore signals": _be_deaf,
    b"close and hang": _close_and_hang,
    b"leave a child": _leave_a_child,
    b"end the server": _end_the_server,
    b"stop the server": _stop_the_server,
}
