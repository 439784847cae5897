"""A stretch of mutants through the pipeline, in a process of its own that may hang, crash or run out of memory."""

import faulthandler
import hashlib
import json
import multiprocessing
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path

from service.message import Origin, RawMessage
from service.outcome import DeadLetter, Outcome, Record
from service.pipeline import process
from service.pipeline_options import PipelineOptions
from service.workers.limits import Limits
from tests.fuzz.mutants import Mutants
from tests.fuzz.originals import originals
from tests.fuzz.raised import Raised, watched
from tests.fuzz.soundness import complaints

Pipeline = Callable[[RawMessage, PipelineOptions], Outcome]

OPTIONS = PipelineOptions()
LIMITS = Limits()
START_SECONDS = 300.0  # for a process on a busy machine to read the originals
# A machine that is busy with other things condemns nobody here: what an article may have in a worker, several times.
# That it took too much is told from the CPU that it used.
CPU_SECONDS, WALL_SECONDS = int(3 * LIMITS.cpu_seconds), 10 * LIMITS.wall_seconds
END_SECONDS = 10.0  # for a process that has ended or is done to be gone
RECORD, READY = "record", "ready"


class NotStarted(Exception):
    """A process in which mutants are to be tried does not come to the first of them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a mutant: `outcome` is `record`, `tombstone` or a reason; `wrong` says what is a defect in it.

    `digest` is of the record without `raw`, which says where on a stream its message stood.
    """

    number: int
    outcome: str
    cpu_seconds: float = 0.0
    digest: str = ""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Which mutants to try; `again`: each twice, and both outcomes are to be the same.

    `pipeline` names the function of a module that they are tried with; `cpu_seconds` ends one that does not end.
    """

    seed: int
    numbers: Sequence[int]
    shipped_only: bool
    again: bool
    pipeline: str = "service.pipeline:process"
    cpu_seconds: int = CPU_SECONDS


def judge_one(number: int, message: RawMessage, *, again: bool, pipeline: Pipeline = process) -> Judged:
    """Try a message here and now, and judge the outcome."""
    began = time.process_time()
    with watched() as raised:
        try:
            outcome = pipeline(message, OPTIONS)
        except MemoryError as failure:
            return Judged(number, "out-of-memory", wrong=(f"out-of-memory at {Raised(failure).place}",))
    seconds = time.process_time() - began
    wrong = complaints(message, outcome, OPTIONS)
    if raised.failure is not None:
        wrong.append(f"{type(raised.failure).__name__} at {raised.place}")
    if seconds > LIMITS.cpu_seconds:
        wrong.append(f"it takes more than the {LIMITS.cpu_seconds:g} s of CPU that an article may")
    if again and pipeline(message, OPTIONS) != outcome:
        wrong.append("the second time gives another outcome than the first")
    return Judged(number, word_for(outcome), seconds, digest_of(outcome), tuple(wrong))


def word_for(outcome: Outcome) -> str:
    """`record`, `tombstone`, or the reason of a dead letter."""
    if isinstance(outcome, DeadLetter):
        return outcome.reason
    return RECORD if isinstance(outcome, Record) else "tombstone"


def digest_of(outcome: Outcome) -> str:
    """What to know a record again by, wherever its message stood."""
    return digest_of_record(outcome.value) if isinstance(outcome, Record) else ""


def digest_of_record(value: bytes) -> str:
    """The hash of a record's JSON without `raw`."""
    fields = {name: one for name, one in json.loads(value).items() if name != "raw"}
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()


def judge_all(task: Task, folder: Path) -> Iterator[Judged]:
    """Judge each mutant of the task; one that ends or outlasts its process is judged so, and the others go on.

    `folder` takes the traceback of a process that hangs. Raises NotStarted.
    """
    left = list(task.numbers)
    while left:
        here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
        trace = folder / f"hanging-{left[0]}.txt"
        process_ = multiprocessing.get_context("spawn").Process(
            target=_work, args=(task, tuple(left), there, trace), daemon=True
        )
        process_.start()
        there.close()
        try:
            for judged in _answers(here, left):
                yield judged
                left.remove(judged.number)
            process_.join(END_SECONDS)
        finally:
            process_.kill()
            process_.join()
            here.close()
        if left:
            yield _ended(left.pop(0), process_.exitcode, trace)


def _answers(here: Connection, left: Sequence[int]) -> Iterator[Judged]:
    """What comes from the process, until all is there, it has ended, or it is silent for long. Raises NotStarted."""
    if _received(here, START_SECONDS) != READY:
        raise NotStarted("A process for mutants did not start; what it says stands above.")
    for _ in tuple(left):
        judged = _received(here, 2 * WALL_SECONDS)  # its own watchdog comes first
        if not isinstance(judged, Judged):
            return
        yield judged


def _received(here: Connection, seconds: float) -> object:
    """What the process sends within that time; None where it sends nothing or has ended."""
    try:
        return here.recv() if here.poll(seconds) else None
    except EOFError:
        return None


def _ended(number: int, code: int | None, trace: Path) -> Judged:
    hung = trace.read_text("utf-8").splitlines() if trace.exists() else []
    if code == -signal.SIGXCPU or hung:
        place = next((line.strip() for line in hung if "File" in line), "in C")
        return Judged(number, "timed-out", wrong=(f"timed-out: {place}",))
    return Judged(number, "crashed", wrong=(f"crashed: its process ended with {code}",))


def _work(task: Task, numbers: Sequence[int], there: Connection, trace: Path) -> None:
    """What runs in the process: mutant by mutant, under deadlines that also end what hangs in C."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    articles = originals(shipped_only=task.shipped_only)
    mutants = Mutants(task.seed, articles)
    module, _, name = task.pipeline.partition(":")
    pipeline = getattr(import_module(module), name)
    process(RawMessage(articles[0].text.encode(), headers=(("content-type", b"text/html"),)), OPTIONS)  # to be warm
    there.send(READY)
    with suppress(BrokenPipeError), trace.open("w") as file:
        faulthandler.register(signal.SIGXCPU, file=file, chain=True)
        for number in numbers:
            # As on a stream, whose time dates are held against; the service's half feeds it minutes later.
            origin = Origin("fuzz", 0, number, time.time_ns() // 1_000_000)
            message = replace(mutants[number].message, origin=origin)
            faulthandler.dump_traceback_later(WALL_SECONDS, exit=True, file=file)
            with _limits_of_a_worker(task.cpu_seconds):
                judged = judge_one(number, message, again=task.again, pipeline=pipeline)
            faulthandler.cancel_dump_traceback_later()
            there.send(judged)


@contextmanager
def _limits_of_a_worker(cpu_seconds: int) -> Iterator[None]:
    """Have no more memory than a worker meanwhile, and so much CPU: to make a mutant of 7 MiB may take more."""
    until = ceil(time.process_time() + cpu_seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_DATA, (LIMITS.memory_bytes, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
