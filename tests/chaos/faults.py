"""What a fault does to whom, and a journal of all that were done."""

import asyncio
import contextlib
import os
import signal
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.chaos import deafness
from tests.chaos.articles import RECORD, TOMBSTONE
from tests.chaos.brokers import GROUP, TRANSACTION, Brokers
from tests.chaos.schedule import Fault, Kind
from tests.chaos.services import Service
from tests.chaos.worker_processes import Process, works

AT_WORK_SECONDS = 10.0  # a worker that is to be killed is waited for so long to have an article in hand
BETWEEN_LOOKS_SECONDS = 0.005  # an article takes about as long


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called on the brokers."""

    group: str = "chaos"
    raw: str = "chaos.raw"
    enriched: str = "chaos.enriched"
    dead_letter: str = "chaos.dead-letter"
    by_language: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_records(self) -> tuple[str, ...]:
        """The topics of records, the default one first."""
        return self.enriched, *self.by_language.values()

    @property
    def topics(self) -> tuple[str, ...]:
        """All."""
        return self.raw, *self.of_records, self.dead_letter

    def stands_on(self, expected: str, language: str) -> tuple[str, ...]:
        """The topics on which such an outcome of an article in that language is to stand."""
        if expected == TOMBSTONE:
            return self.of_records
        return (self.by_language.get(language, self.enriched) if expected == RECORD else self.dead_letter,)

    def transactional_id(self, partition: int) -> str:
        """A lane's, as the engine forms it."""
        return f"{self.group}:{self.raw}:{partition}"


class Striker:
    """Strikes services and brokers; `done` counts, `journal` has a line each with the seconds since `began`."""

    def __init__(self, services: Sequence[Service], brokers: Brokers, names: Names) -> None:
        self._services = services
        self._brokers = brokers
        self._names = names
        self._random = Random(0)  # noqa: S311  # no secret
        self.began = time.monotonic()
        self.done: Counter[Kind] = Counter()
        self.passed_over = 0  # faults for which there was nobody to strike
        self.journal: list[str] = []

    def note(self, kind: Kind, what: str) -> None:
        """Count a fault that has begun."""
        self.done[kind] += 1
        self.journal.append(f"{time.monotonic() - self.began:8.2f} s  {kind.value:<30} {what}")

    @property
    def struck(self) -> int:
        """How many faults have begun, poison not counted: that is in the articles."""
        return self.done.total() - self.done[Kind.POISON]

    async def until_done(self, count: int) -> None:
        """Wait until so many faults have begun."""
        while self.struck < count:  # noqa: ASYNC110  # a counter is all that this needs
            await asyncio.sleep(0.2)

    async def until_begun(self, count: int) -> None:
        """Wait until so many strikes have begun, or found nobody to strike."""
        while self.struck + self.passed_over < count:  # noqa: ASYNC110  # likewise
            await asyncio.sleep(0.2)

    async def strike(self, fault: Fault) -> None:
        """Do what the fault says, to its end: what was ended runs again, what was stopped goes on."""
        match fault.kind:
            case Kind.KILL:
                await self._kill(self._services[fault.target], fault.away_seconds)
            case Kind.PAUSE:
                await self._pause(self._services[fault.target], fault.away_seconds)
            case Kind.TERMINATE:
                await self._terminate(self._services[fault.target], fault.away_seconds)
            case Kind.DEAF:
                await self._lose_heartbeats(self._services[fault.target], fault.away_seconds)
            case Kind.WORKER | Kind.WORKERS:
                await self._kill_workers(self._services[fault.target], fault.kind)
            case Kind.SCALE:
                self.note(fault.kind, f"to {fault.target}")
                await asyncio.gather(*(self._scale(n, fault.target) for n in range(len(self._services))))
            case _:
                await self._strike_broker(fault)

    async def _kill(self, service: Service, away_seconds: float) -> None:
        async with service.lock:
            self.note(Kind.KILL, service.name)
            service.kill()
            await asyncio.sleep(away_seconds)
            service.start()

    async def _pause(self, service: Service, away_seconds: float) -> None:
        async with service.lock:
            self.note(Kind.PAUSE, f"{service.name} for {away_seconds:g} s")
            service.send(signal.SIGSTOP)
            await asyncio.sleep(away_seconds)
            service.send(signal.SIGCONT)

    async def _lose_heartbeats(self, service: Service, away_seconds: float) -> None:
        async with service.lock:
            await service.listening()
            self.note(Kind.DEAF, f"{service.name} for {away_seconds:g} s")
            service.send(deafness.LOSE)
            await asyncio.sleep(away_seconds)
            service.send(deafness.SEND)

    async def _terminate(self, service: Service, away_seconds: float) -> None:
        async with service.lock:
            self.note(Kind.TERMINATE, service.name)
            await service.terminate()
            await asyncio.sleep(away_seconds)
            service.start()

    async def _kill_workers(self, service: Service, kind: Kind) -> None:
        """Kill a worker that has an article in hand, or with it all others of the service as well.

        Where none has for long, there is nothing to do, and any is killed.
        """
        async with service.lock:
            await service.listening()  # in one that starts there is none yet
            busy = await self._at_work(service)
            workers = service.workers()
            struck = workers if kind is Kind.WORKERS else [busy] if busy else workers[:1]
            for worker in struck:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker.pid, signal.SIGKILL)
            if struck:
                what = f"{service.name}, {'at work' if busy else 'idle'}: {[worker.pid for worker in struck]}"
                self.note(kind, what)
            else:
                self.passed_over += 1

    async def _at_work(self, service: Service) -> Process | None:
        """A worker of the service that has an article in hand; None where none has for long."""
        for _ in range(int(AT_WORK_SECONDS / BETWEEN_LOOKS_SECONDS)):
            if busy := [worker for worker in service.workers() if works(worker)]:
                return self._random.choice(busy)
            await asyncio.sleep(BETWEEN_LOOKS_SECONDS)
        return None

    async def _scale(self, number: int, wanted: int) -> None:
        service = self._services[number]
        async with service.lock:
            if number < wanted and not service.runs:
                service.start()
            elif number >= wanted:
                await service.terminate()

    async def _strike_broker(self, fault: Fault) -> None:
        async def find() -> int | None:
            match fault.kind:
                case Kind.LEADER:
                    found = await self._brokers.leader_of(self._names.enriched, fault.target)
                case Kind.GROUP_COORDINATOR:
                    found = await self._brokers.coordinator_of(self._names.group, GROUP)
                case Kind.TRANSACTION_COORDINATOR:
                    name = self._names.transactional_id(fault.target)
                    found = await self._brokers.coordinator_of(name, TRANSACTION)
                case _:
                    found = fault.target
            self.note(fault.kind, f"broker {'?' if found is None else found + 1}, away {fault.away_seconds:.1f} s")
            return found

        await self._brokers.strike(find, fault.target, fault.away_seconds)
