"""Tasks that go on for ever beside a block of code, and end with it."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self


class Background:
    """`async with Background() as aside: aside.run(...)`; a task that fails ends the block, as in a TaskGroup."""

    def __init__(self) -> None:
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await self._group.__aexit__(kind, error, trace)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin a piece of work."""
        self._tasks.append(self._group.create_task(work))
