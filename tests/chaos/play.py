"""Plays one row: brokers, services, articles and faults until all is answered, then the verdict from the topics."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aiokafka.errors import KafkaError

from deploy.kafka import BrokerError
from tests.chaos.articles import MAX_ARTICLE_BYTES, Articles
from tests.chaos.background import Background
from tests.chaos.brokers import Brokers
from tests.chaos.faults import Names, Striker
from tests.chaos.feed import feed
from tests.chaos.other_group import OtherGroup
from tests.chaos.poison import FEWEST
from tests.chaos.progress import Progress
from tests.chaos.report import keep_evidence
from tests.chaos.result import Result
from tests.chaos.rows import Row
from tests.chaos.schedule import Kind, Targets, schedule
from tests.chaos.services import COMMAND, OBEDIENT_COMMAND, SHUTDOWN_SECONDS, make_services
from tests.chaos.verdict import Verdict, judge
from tests.chaos.witness import PARTITIONS, Unreadable, outcomes_on, raw_on

SESSION_SECONDS = 6  # the least that brokers allow
PATIENCE_SECONDS = 120.0  # a fault waits so long for something to be answered since the one before
READY_SECONDS = 90.0
LEAST_BURST, MOST_BURSTS = 100, 40  # a burst is large enough for a fault to find work under way
SETTLE_SECONDS = 2.0  # a zombie that has just come back may still do harm


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says of every row. `least_faults` is what a row has at least: its feed waits for them.

    Without `most_faults` they go on until all is answered. `command` runs a service; by default it is the one that the
    row needs.
    """

    seed: int
    articles: int
    least_faults: int
    deadline_seconds: float
    evidence: Path
    command: Sequence[str] | None = None
    most_faults: int | None = None


class Stuck(Exception):
    """A row did not come to its end in time; the message says in what it hung."""


async def play(row: Row, options: Options) -> Result:
    """Play a row. Whatever happens, nothing of it runs when this returns or raises."""
    began = time.monotonic()
    evidence = options.evidence / row.name.replace(" ", "-")
    with tempfile.TemporaryDirectory(prefix="copydesk-chaos-") as folder:
        async with Brokers(Path(folder), row.brokers, row.overrides) as brokers:
            performance = Performance(row, options, brokers, Path(folder))
            result = await performance.result(began)
            keep_evidence(evidence, result, performance.services, brokers.logs, performance.striker.journal)
    return result


class Performance:
    """A row on its brokers."""

    def __init__(self, row: Row, options: Options, brokers: Brokers, folder: Path) -> None:
        self._row = row
        self._options = options
        self._brokers = brokers
        self._names = names = Names(by_language=row.by_language)
        settings = {
            "bootstrap_servers": brokers.bootstrap_servers,
            "group": names.group,
            "raw_topic": names.raw,
            "enriched_topic": names.enriched,
            "dead_letter_topic": names.dead_letter,
            "language_topics": ",".join(f"{tag}={topic}" for tag, topic in row.by_language.items()),
            "workers": "1",
            "session_seconds": str(SESSION_SECONDS),
            "shutdown_seconds": str(SHUTDOWN_SECONDS),
            "max_article_bytes": str(MAX_ARTICLE_BYTES),
            "log_format": "json",
            **row.settings,
        }
        hurt_from_inside = row.with_poison or Kind.DEAF in row.kinds
        command = options.command or (OBEDIENT_COMMAND if hurt_from_inside else COMMAND)
        self.services = make_services(row.services, settings, folder, command)
        self.striker = Striker(self.services, brokers, names)
        self._progress = Progress(brokers.bootstrap_servers, names.group, names.raw)
        self._other_group = OtherGroup(brokers.bootstrap_servers, names.raw)
        self._bursts = 1
        self._doing = ""

    async def result(self, began: float) -> Result:
        """Play to the end or the deadline, and judge."""
        stuck = None
        try:
            await self._act()
        except Stuck as hung:
            stuck = await self._described(str(hung))
        finally:
            for service in self.services:
                service.kill()
        await asyncio.gather(*(service.ended() for service in self.services))
        verdict = Verdict()
        articles = 0
        try:
            await self._brokers.bring_back()
            verdict, articles = await self._judge()
        except (Unreadable, BrokerError, KafkaError) as unreadable:
            stuck = f"{stuck or ''} {unreadable}".strip()
        misbehaved = tuple(line for service in self.services for line in service.misbehaved)
        misbehaved += self._fenced_too_often_or_never()
        if articles < self._options.articles and not stuck:
            stuck = f"The raw topic holds {articles} of {self._options.articles} articles."
        return Result(
            row=self._row.name,
            services=self._row.services,
            brokers=self._row.brokers,
            seed=self._options.seed,
            enough=self._options.least_faults,
            faults=dict(self.striker.done),
            articles=articles,
            seconds=time.monotonic() - began,
            verdict=verdict,
            misbehaved=misbehaved,
            stuck=stuck,
        )

    async def _act(self) -> None:
        """All that happens, but for the verdict. Raises Stuck."""
        try:
            async with asyncio.timeout(self._options.deadline_seconds), Background() as aside:
                await self._open(aside)
                self._doing = "feeding and answering"
                await self._feed_and_strike()
                self._doing = "ending the services"
                await asyncio.gather(*(service.terminate() for service in self.services))
        except TimeoutError as late:
            raise Stuck(self._doing) from late
        except ExceptionGroup as failed:
            broken, others = failed.split(BrokerError)
            if broken is None or others is not None:
                raise
            raise Stuck(f"{self._doing}: a broker did not start again: {broken.exceptions[0]}") from failed

    async def _open(self, aside: Background) -> None:
        self._doing = "making topics"
        await self._brokers.make_topics(self._names.topics)
        if self._row.other_group:
            self._doing = "committing for the other group"
            await self._other_group.commit_many()
            aside.run(self._other_group.go_on())
        self._doing = "waiting for the services to be ready"
        at_first = self.services[: self._row.services_at_first]
        for service in at_first:
            service.start()
        async with asyncio.timeout(READY_SECONDS):
            await asyncio.gather(*(service.ready() for service in at_first))
        aside.run(self._progress.watch())
        aside.run(self._keep_running())

    async def _feed_and_strike(self) -> None:
        """Ends when all is answered and what was struck is back."""
        idle = self._row.idle_seconds > 0
        languages = ("en", *self._row.by_language)
        options = self._options
        articles = Articles(options.seed, options.articles, least_poison=self._least_poison(), languages=languages)
        self._bursts = self._options.least_faults + 1 if idle else bursts_of(articles.count)
        async with asyncio.TaskGroup() as strikes:
            striking = strikes.create_task(self._strike(strikes))
            self.striker.began = time.monotonic()
            for number, name in articles.poisoned.items():
                self.striker.note(Kind.POISON, f"{name} in {articles[number].id}")
            await feed(
                self._brokers.bootstrap_servers,
                self._names.raw,
                articles,
                self._bursts,
                self._when_idle if idle else self._in_time,
            )
            await self._progress.until_all_answered()
            striking.cancel()
        await asyncio.sleep(SETTLE_SECONDS)
        await self._progress.until_all_answered()

    def _least_poison(self) -> int:
        """Where nothing else strikes, the poison has to be as many faults as a row must have."""
        if not self._row.with_poison:
            return 0
        return FEWEST if self._row.kinds else max(FEWEST, self._options.least_faults)

    async def _strike(self, strikes: asyncio.TaskGroup) -> None:
        """Strike by the schedule, but never again before something was answered: else a slow machine gets nowhere.

        The time between two faults counts from when the first has begun: what had to wait does not come in a burst.
        """
        targets = Targets(self._row.services, self._row.brokers, PARTITIONS)
        seed = f"{self._options.seed}/{self._row.name}"
        interval, until = self._row.interval_seconds, self._options.deadline_seconds
        faults = schedule(seed, self._row.kinds, interval, until, targets) if self._row.kinds else ()
        answered, before = -1, 0.0
        for number, fault in enumerate(faults):
            await self.striker.until_begun(number)
            if self.striker.struck == self._options.most_faults:
                return
            await asyncio.sleep(fault.at - before)
            await self._progress.until_beyond(answered, PATIENCE_SECONDS)
            answered, before = self._progress.answered, fault.at
            strikes.create_task(self.striker.strike(fault))

    async def _in_time(self, burst: int) -> None:
        """Spread the feed over the faults that there are to be, and keep the last burst until there were as many."""
        spread = self._row.interval_seconds * self._options.least_faults
        await asyncio.sleep(self.striker.began + spread * burst / self._bursts - time.monotonic())
        if burst == self._bursts - 1 and self._row.kinds:
            await self.striker.until_done(self._options.least_faults)

    async def _when_idle(self, burst: int) -> None:
        """Let all be answered, then be idle until the producers of the lanes are forgotten."""
        if burst:
            await self._progress.until_all_answered()
            await asyncio.sleep(self._row.idle_seconds)
            self.striker.note(Kind.EXPIRY, f"idle for {self._row.idle_seconds:g} s")

    async def _keep_running(self) -> None:
        """Start again what ended by itself, as whoever runs services would."""
        while True:
            for service in self.services:
                if not service.lock.locked() and service.died():
                    service.start()
            await asyncio.sleep(0.5)

    def _fenced_too_often_or_never(self) -> tuple[str, ...]:
        """Two owners of a partition meet, and one of them gives in at once: no lane opens anew twice for a fault."""
        faults = self.striker.done[Kind.DEAF]
        fences = sum(service.reopenings() for service in self.services) if faults else 0
        if not faults or 0 < fences <= PARTITIONS * faults:
            return ()
        return (f"Lanes opened anew {fences} times in {faults} faults of {PARTITIONS} partitions",)

    async def _described(self, hung: str) -> str:
        words = [f"{service.name}: {await service.unready_because() or 'ready'}" for service in self.services]
        standing = f"{self._progress.answered} of {self._progress.fed} answered"
        return f"Stuck while {hung}; {standing}. {' '.join(words)}"

    async def _judge(self) -> tuple[Verdict, int]:
        servers = self._brokers.bootstrap_servers
        names = self._names
        raw = await raw_on(servers, names.raw, names.stands_on)
        outcomes = [
            outcome
            for topic in (*names.of_records, names.dead_letter)
            for outcome in await outcomes_on(servers, topic, names.raw)
        ]
        return judge(raw, outcomes), len(raw)


def bursts_of(articles: int) -> int:
    """In how many bursts so many articles are fed."""
    return min(MOST_BURSTS, max(1, articles // LEAST_BURST))
