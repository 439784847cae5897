"""`python -m tests.chaos.stall`: how long a hanging article holds up its own partition, and what the others notice.

The real service with the real pool and pipeline, under a steady load of 3,000-character plain text that is 30 % of what
its workers can do, measured just before. Now and then an article hangs, one at a time, so one of two workers is left.
Before the first hang the load goes on undisturbed, and that is what the time of the hangs is held against.
"""

import argparse
import asyncio
import logging
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from deploy.kafka import Broker, fetch
from deploy.kafka.loopback import HOST, free_port
from service.message import RawMessage
from service.pipeline_options import PipelineOptions
from service.workers.limits import Limits
from service.workers.pool import Pool
from tests.benchmarks.clients import admin_of, create
from tests.benchmarks.figures import Table, percentile
from tests.benchmarks.machine import Others, machine
from tests.benchmarks.processes import Child
from tests.benchmarks.systems import is_ready
from tests.chaos.disturbance import Answered, afterwards_ms, beside_ms, longest_stall_ms, undisturbed_ms
from tests.chaos.prose import story
from tests.chaos.stall_client import DEAD_LETTER, ENRICHED, HEADERS, PARTITIONS, RAW, TOPICS, Client, client_on

WORKERS = 2
POISONS = ("sleep", "loop")
TEXTS = 500
RATE_SECONDS = 5.0  # for how long the workers are measured
WARM_UP_SECONDS = 60.0  # the broker compiles its own code for that long
CALM_SECONDS = 45.0  # before the first hang
PAUSE_SECONDS = 10.0  # between two hangs
READY_SECONDS = 60.0
LOOK_SECONDS = 0.1
SLACK_SECONDS = 1.0

Hangs = dict[str, list[Answered]]


async def measure(folder: Path, asked: argparse.Namespace) -> Table:
    """All of it; the table has a row for each way to hang."""
    texts = [story(random.Random(number), number).encode() for number in range(TEXTS)]  # noqa: S311  # no secret
    able = await _workers_rate(texts)
    with Broker(folder / "kafka") as broker:
        async with admin_of(broker.bootstrap_servers) as admin:
            await create(admin, PARTITIONS, *TOPICS)
        port = free_port()
        with Child("tests.chaos.obedient_service", [], folder / "service.log", _settings(broker, port, asked)) as child:
            async with asyncio.timeout(READY_SECONDS):
                while not await asyncio.to_thread(is_ready, port):  # noqa: ASYNC110  # nothing tells of it
                    await asyncio.sleep(LOOK_SECONDS)
            async with client_on(broker.bootstrap_servers, texts, able * asked.share) as client:
                began_ms = await _warm_up()
                hangs = await _hang_by_turns(client, asked.rounds)
            await asyncio.to_thread(child.terminate)
    articles = [client.answered(place) for place in client.seen if client.appended[place] >= began_ms]
    return _table(articles, hangs, able, asked)


async def _workers_rate(texts: list[bytes]) -> float:
    """How many articles a second the workers do with nothing else beside them."""
    messages = [RawMessage(text, headers=tuple(HEADERS)) for text in texts]
    pool = Pool(workers=WORKERS, options=PipelineOptions())
    await pool.start()
    try:
        await pool.process(messages, lambda _at, _outcome: None)
        done, began = 0, time.monotonic()
        while time.monotonic() < began + RATE_SECONDS:
            await pool.process(messages, lambda _at, _outcome: None)
            done += len(messages)
        return done / (time.monotonic() - began)
    finally:
        await pool.stop()


def _settings(broker: Broker, port: int, asked: argparse.Namespace) -> dict[str, str]:
    return {
        "COPYDESK_BOOTSTRAP_SERVERS": broker.bootstrap_servers,
        "COPYDESK_RAW_TOPIC": RAW,
        "COPYDESK_ENRICHED_TOPIC": ENRICHED,
        "COPYDESK_DEAD_LETTER_TOPIC": DEAD_LETTER,
        "COPYDESK_HTTP_ADDRESS": f"{HOST}:{port}",
        "COPYDESK_WORKERS": str(WORKERS),
        "COPYDESK_ARTICLE_CPU_SECONDS": str(asked.cpu_seconds),
        "COPYDESK_ARTICLE_WALL_SECONDS": str(asked.wall_seconds),
    }


async def _warm_up() -> float:
    await asyncio.sleep(WARM_UP_SECONDS)
    return time.time() * 1000


async def _hang_by_turns(client: Client, rounds: int) -> Hangs:
    """Each way so often, each time in the next partition, with a pause between."""
    hangs: Hangs = {poison: [] for poison in POISONS}
    await asyncio.sleep(CALM_SECONDS)
    for turn in range(rounds * len(POISONS)):
        poison = POISONS[turn % len(POISONS)]
        hangs[poison].append(await client.hang(poison, turn % PARTITIONS))
        await asyncio.sleep(PAUSE_SECONDS)
    return hangs


def _table(articles: list[Answered], hangs: Hangs, able: float, asked: argparse.Namespace) -> Table:
    calm = undisturbed_ms(articles, [hang for each in hangs.values() for hang in each])
    allowed = 2 * asked.wall_seconds + SLACK_SECONDS
    rows = [("none", "", "", "", *_figures(calm, calm))]
    for poison, each in hangs.items():
        answered = f"{max(hang.latency_ms for hang in each) / 1000:.2f}"
        stall = f"{longest_stall_ms(articles, each) / 1000:.2f}"
        rows += [
            (f"{poison}, while it hangs", str(len(each)), answered, stall, *_figures(beside_ms(articles, each), calm)),
            (f"{poison}, the 5 s after it", "", "", "", *_figures(afterwards_ms(articles, each), calm)),
        ]
    return Table(
        "Hanging articles: their own partition, and the others",
        (
            "hang",
            "hangs",
            "answered after (s)",
            "longest wait of its partition (s)",
            "others: samples",
            "p50 (ms)",
            "ratio",
            "p99 (ms)",
            "ratio",
        ),
        tuple(rows),
        (
            f"{able * asked.share:.0f} articles a second on {PARTITIONS} partitions; {WORKERS} workers do {able:.0f}.",
            f"Its own partition may stall for {allowed:g} s; what piled up behind it waits for its turn then.",
            "From append to visibility.",
            f"The loop is ended when it has used {asked.cpu_seconds:g} s of processor time.",
        ),
    )


def _figures(latencies: list[float], calm: list[float]) -> tuple[str, ...]:
    cells = [f"{len(latencies):,}"]
    for percent in (50, 99):
        value = percentile(latencies, percent)
        cells += [f"{value:.1f}", f"{value / percentile(calm, percent):.2f}"]
    return tuple(cells)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.stall", description=__doc__)
    limits = Limits()
    parser.add_argument("--rounds", type=int, default=2, help="hangs of each sort (2)")
    parser.add_argument("--share", type=float, default=0.3, help="load, of what the workers can do (0.3)")
    parser.add_argument("--cpu-seconds", type=float, default=limits.cpu_seconds, help="an article's processor time")
    parser.add_argument("--wall-seconds", type=float, default=limits.wall_seconds, help="an article's time")
    asked = parser.parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    fetch()
    others = Others()
    with tempfile.TemporaryDirectory(prefix="copydesk-stall-") as folder:
        table = asyncio.run(measure(Path(folder), asked))
    print(f"{machine()}\n\n{replace(table, notes=(*table.notes, str(others)))}")  # noqa: T201  # it is what this is for


if __name__ == "__main__":
    main()
