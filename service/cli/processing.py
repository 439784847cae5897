"""Articles from files through the pipeline, answered in the order in which they were read."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from service.cli.endings import WRONG_USAGE, Ended, write_line
from service.cli.progress import Bar
from service.cli.read_ahead import read_ahead
from service.cli.sources import Article, Input, Unreadable, read, size_of
from service.outcome import DeadLetter, Outcome, Record
from service.settings import InvalidSettings, Settings
from service.workers.fit import new_pool, require_fit
from service.workers.pool import Pool
from service.workers.worker_socket import WorkersUnusable

IN_HAND = 4  # messages a worker that are read ahead: enough that none waits, few enough to hold in memory

Answer = Callable[[Input, Outcome | None], None]
"""Takes an input with its outcome; None where it could not be read."""


def process_paths(paths: Sequence[str], settings: Settings, *, jsonl: bool) -> int:
    """Write a line for each article, records to standard output and rejections to standard error.

    Args:
        paths: files, folders, and `-`.
        settings: of these, what concerns the pipeline and its workers.
        jsonl: each line of each file is an envelope.

    Returns:
        How many were rejected.
    """
    try:
        require_fit(settings)
    except InvalidSettings as invalid:
        raise Ended(str(invalid), WRONG_USAGE) from invalid
    with Bar("Processing", size_of(paths)) as bar:
        answers = _Answers(bar)
        try:
            asyncio.run(_process(read(paths, all_lines=jsonl), settings, answers))
        except WorkersUnusable as unusable:
            raise Ended(str(unusable)) from unusable
        return answers.rejected


class _Answers:
    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._done = 0
        self.rejected = 0

    def __call__(self, given: Input, outcome: Outcome | None) -> None:
        if isinstance(given, Unreadable):
            self._reject(given, given.reason, given.detail)
        elif isinstance(outcome, DeadLetter):
            self._reject(given, outcome.reason, outcome.detail)
        elif isinstance(outcome, Record):
            write_line(outcome.value)
        self._done += 1
        self._bar.show(self._done, given.read_bytes)

    def _reject(self, given: Input, reason: str, detail: str) -> None:
        self.rejected += 1
        self._bar.say(f"{given.place}: {reason}: {' '.join(detail.split())}")


async def _process(inputs: Iterable[Input], settings: Settings, answer: Answer) -> None:
    pool = new_pool(settings)
    try:
        await pool.start()
        await _InOrder(pool, settings.workers).run(inputs, answer)
    finally:
        await pool.stop()


class _InOrder:
    """Keeps the workers busy, and answers the articles in the order in which they came."""

    def __init__(self, pool: Pool, workers: int) -> None:
        self._pool = pool
        self._in_hand = IN_HAND * workers
        self._room = asyncio.Semaphore(self._in_hand)
        self._queue: asyncio.Queue[tuple[Input, asyncio.Task[Outcome | None]] | None] = asyncio.Queue()

    async def run(self, inputs: Iterable[Input], answer: Answer) -> None:
        """Answer every input; what reading, processing or answering raises ends it."""
        reader = asyncio.create_task(self._hand_in(inputs))
        reader.add_done_callback(lambda _: self._queue.put_nowait(None))
        try:
            while (handed_in := await self._queue.get()) is not None:
                given, outcome = handed_in
                answer(given, await outcome)
                self._room.release()
            await reader
        finally:
            await self._drop(reader)

    async def _hand_in(self, inputs: Iterable[Input]) -> None:
        async for batch in read_ahead(inputs, self._in_hand):
            for given in batch:
                await self._room.acquire()
                self._queue.put_nowait((given, asyncio.create_task(self._outcome(given))))

    async def _outcome(self, given: Input) -> Outcome | None:
        if not isinstance(given, Article):
            return None
        outcomes: dict[int, Outcome] = {}
        await self._pool.process([given.message], outcomes.__setitem__)
        return outcomes[0]

    async def _drop(self, reader: asyncio.Task[None]) -> None:
        """Cancel what is still in hand, before the workers are ended under it."""
        dropped: list[asyncio.Task[Outcome | None] | asyncio.Task[None]] = [reader]
        while not self._queue.empty():
            if (handed_in := self._queue.get_nowait()) is not None:
                dropped.append(handed_in[1])
        for task in dropped:
            task.cancel()
        await asyncio.gather(*dropped, return_exceptions=True)
