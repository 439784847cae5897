"""Mutants through the real service on a real Kafka: one process that must live, and one outcome for each message."""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from deploy.kafka import Broker
from tests.chaos.progress import Progress
from tests.chaos.verdict import Position, RawSeen, judge
from tests.chaos.witness import PARTITIONS, Unreadable
from tests.fuzz.answers import Answer, answers, out_of_order, raw_messages, under_their_own_key
from tests.fuzz.feed import Feed
from tests.fuzz.mutants import Mutants
from tests.fuzz.originals import ROOT
from tests.fuzz.stretch import LIMITS, Judged
from tests.kafka.service_process import ServiceProcess

WORKERS = 2
# An article may use up its wall time twice, and others may wait for a worker behind such ones.
STUCK_SECONDS = 6 * LIMITS.wall_seconds
# An article that a worker did not survive may be answered all the same, at its second try.
_WORKER_ENDS = re.compile(
    r'^copydesk_worker_ends_total\{cause="(timed-out|crashed|out-of-memory|killed)"\} (\S+)$', re.MULTILINE
)
NAMED = 5  # of each sort of what is wrong


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """What the topics and the process say: `wrong` in sentences, with the numbers of mutants where they are known."""

    fed: int
    seconds: float
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: tuple[str, ...] = ()


def run_service(mutants: Mutants, expected: Mapping[int, Judged], *, seconds: float, log: Path) -> ServiceResult:
    """Feed the mutants that have an expected outcome, for so long (s) at most, and hold the service to it.

    Raises what starting a broker raises; BrokerError and FetchError.
    """
    with tempfile.TemporaryDirectory(prefix="copydesk-fuzz-") as folder, Broker(Path(folder) / "kafka") as broker:
        settings = _settings(broker.bootstrap_servers)
        _make_topics(settings)
        with ServiceProcess(settings, log) as service:
            service.wait_until(200)
            return asyncio.run(_Run(service, settings, mutants, expected).result(seconds))


def _settings(servers: str) -> dict[str, str]:
    mark = uuid.uuid4().hex[:8]
    topics = {f"{name}_topic": f"fuzz.{mark}.{name}" for name in ("raw", "enriched", "dead_letter")}
    return {"bootstrap_servers": servers, "group": f"fuzz-{mark}", "workers": str(WORKERS), **topics}


def _make_topics(settings: Mapping[str, str]) -> None:
    """As an operator makes them, with the limits that they need."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
    environment = clean | {f"COPYDESK_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "service.cli", "topics", "create", "--partitions", str(PARTITIONS)]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, timeout=60)


class _Run:
    def __init__(
        self, service: ServiceProcess, settings: Mapping[str, str], mutants: Mutants, expected: Mapping[int, Judged]
    ) -> None:
        self._service = service
        self._settings = settings
        self._mutants = mutants
        self._expected = expected
        self._wrong: list[str] = []

    async def result(self, seconds: float) -> ServiceResult:
        """Feed, wait until all is answered, stop the service in order, and read the topics."""
        began = time.monotonic()
        servers, raw_topic = self._settings["bootstrap_servers"], self._settings["raw_topic"]
        progress = Progress(servers, self._settings["group"], raw_topic)
        watching = asyncio.create_task(progress.watch())
        watchdog = asyncio.create_task(self._until_stuck(progress))
        feed = Feed(servers, raw_topic, self._mutants, progress)
        working = asyncio.create_task(self._feed(feed, progress, began + seconds))
        try:
            await asyncio.wait((working, watchdog), return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                working.result()  # what it raised is raised
            took = time.monotonic() - began
            await asyncio.to_thread(self._end_in_order)
        finally:
            await _cancelled(working, watching, watchdog)
        return replace(await self._read(feed.places), seconds=took)

    async def _feed(self, feed: Feed, progress: Progress, until: float) -> None:
        await feed.send(list(self._expected), until)
        await progress.until_all_answered()

    async def _until_stuck(self, progress: Progress) -> None:
        """Ends where the service has died, or answers nothing for long although there is something to answer."""
        answered, since = -1, time.monotonic()
        while self._service.process.poll() is None:
            if progress.answered != answered or progress.answered >= progress.fed:
                answered, since = progress.answered, time.monotonic()
            if time.monotonic() - since > STUCK_SECONDS:
                self._wrong.append(
                    f"stuck: {answered} answered of {progress.fed}, nothing more for {STUCK_SECONDS:g} s"
                )
                return
            await asyncio.sleep(0.5)

    def _end_in_order(self) -> None:
        """It is alive and ready, and ends at SIGTERM with 0."""
        if self._service.process.poll() is not None:
            self._wrong.append(f"the service ended by itself, with {self._service.process.returncode}")
            return
        status, body = self._service.get("/health/ready")
        if status != 200:
            self._wrong.append(f"the service is not ready after all: {body}")
        ends = _WORKER_ENDS.findall(self._service.get("/metrics")[1])
        self._wrong += [f"{float(count):.0f} workers {cause}" for cause, count in ends if float(count)]
        code: int | None = None
        with suppress(subprocess.TimeoutExpired):
            code = self._service.terminate()
        if code != 0:
            self._wrong.append(f"SIGTERM ended the service with {code}, not 0")
        traces = self._service.log.read_text("utf-8", "replace").count("Traceback")
        if traces:
            self._wrong.append(f"the service's log holds {traces} tracebacks")

    async def _read(self, places: Mapping[Position, int]) -> ServiceResult:
        servers, raw_topic = self._settings["bootstrap_servers"], self._settings["raw_topic"]
        outputs = (self._settings["enriched_topic"], self._settings["dead_letter_topic"])
        try:
            raw = await raw_messages(servers, raw_topic)
            found = await answers(servers, outputs, raw_topic)
        except Unreadable as unreadable:
            return ServiceResult(len(places), 0, wrong=(*self._wrong, str(unreadable)))
        self._wrong += wrong_on_topics(raw, found, places, self._expected)
        outcomes = Counter(one.seen.outcome for one in found)
        return ServiceResult(len(raw), 0, outcomes, tuple(self._wrong))


def wrong_on_topics(
    raw: list[RawSeen], found: list[Answer], places: Mapping[Position, int], expected: Mapping[int, Judged]
) -> list[str]:
    """What is lost, doubled, out of order, or other than what the pipeline alone made of the same mutant."""
    wanted = {position: expected[number] for position, number in places.items()}
    raw = [replace(one, expected=wanted[one.position].outcome if one.position in wanted else "") for one in raw]
    seen = under_their_own_key([one.seen for one in found], {one.position: one for one in raw})
    verdict = judge(raw, seen)

    def numbers(positions: tuple[Position, ...]) -> list[str]:
        return [f"mutant {places.get(position, '?')} at {position}" for position in positions]

    sorts = {
        "lost": numbers(verdict.lost),
        "doubled": numbers(verdict.doubled),
        "reordered within a key": list(verdict.reordered),
        "reordered within a partition": out_of_order(seen),
        "not what the pipeline alone makes of it": [
            f"mutant {places.get(one.seen.source or (-1, -1), '?')}: {one.seen.outcome}"
            for one in found
            if one.seen.source in wanted
            and (one.seen.outcome, one.digest) != (wanted[one.seen.source].outcome, wanted[one.seen.source].digest)
        ],
        "from no raw message, or under another key or id": list(verdict.orphans),
        "on the raw topic unasked": [str(one.position) for one in raw if places and one.position not in places],
    }
    return [f"{len(them)} {sort}: {'; '.join(them[:NAMED])}" for sort, them in sorts.items() if them]


async def _cancelled(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
