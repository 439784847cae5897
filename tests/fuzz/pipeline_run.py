"""Many mutants through the pipeline on several processes, within a time."""

import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat
from pathlib import Path

from tests.fuzz.stretch import Judged, Task, judge_all

PROCESSES = 2
FOR_EVER = float("inf")


def run_pipeline(
    task: Task,
    *,
    processes: int = PROCESSES,
    seconds: float = FOR_EVER,
    tell: Callable[[Judged], None] = lambda _judged: None,
) -> dict[int, Judged]:
    """What became of each mutant of the task, by number; fewer of them, from the first, where the time (s) was up.

    `tell` is called with each as it is known, from several threads.
    """
    until = time.monotonic() + seconds
    lanes = [replace(task, numbers=task.numbers[at::processes]) for at in range(processes)]
    interrupted = threading.Event()

    def judge_until(lane: Task, folder: Path) -> list[Judged]:
        judged = []
        for one in judge_all(lane, folder):
            judged.append(one)
            tell(one)
            if interrupted.is_set() or time.monotonic() > until:
                break
        return judged

    with tempfile.TemporaryDirectory(prefix="copydesk-fuzz-") as folder, ThreadPoolExecutor(processes) as threads:
        try:
            done = list(threads.map(judge_until, lanes, repeat(Path(folder))))
        finally:
            interrupted.set()  # the executor's end waits for its threads
    judged = {one.number: one for lane in done for one in lane}
    return {number: judged[number] for number in _without_gap(task.numbers, judged)}


def _without_gap(numbers: Sequence[int], judged: dict[int, Judged]) -> list[int]:
    """The numbers up to the first that was not judged: a run on the service takes them as they come."""
    missing = next((at for at, number in enumerate(numbers) if number not in judged), len(numbers))
    return list(numbers[:missing])
