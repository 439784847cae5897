"""Reading that waits beside the event loop, not in it: a slow pipe holds nothing up."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    failure: Exception | None = None


async def read_ahead(items: Iterable[T], at_most: int) -> AsyncIterator[list[T]]:
    """What has been read so far, at least one item and no more than `at_most`, again and again until the end.

    The thread that reads is a daemon: an interrupted program does not wait for the next line of its input.
    """
    reading = _Reading(items, at_most)
    threading.Thread(target=reading.run, daemon=True).start()
    while batch := await reading.next_batch():
        yield batch


class _Reading(Generic[T]):
    def __init__(self, items: Iterable[T], at_most: int) -> None:
        self._items = items
        self._room = threading.Semaphore(at_most)
        self._arrived: asyncio.Queue[T | _End] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._end: _End | None = None

    def run(self) -> None:
        end = _End()
        try:
            for item in self._items:
                self._room.acquire()
                self._loop.call_soon_threadsafe(self._arrived.put_nowait, item)
        except Exception as failure:  # noqa: BLE001  # it is raised again where the items are asked for
            end = _End(failure)
        with suppress(RuntimeError):  # the loop has ended: nobody asks any more
            self._loop.call_soon_threadsafe(self._arrived.put_nowait, end)

    async def next_batch(self) -> list[T]:
        batch: list[T] = []
        while self._end is None and (not batch or not self._arrived.empty()):
            item = await self._arrived.get()
            if isinstance(item, _End):
                self._end = item
            else:
                batch.append(item)
                self._room.release()
        if not batch and self._end and self._end.failure:
            raise self._end.failure
        return batch
