"""The flood guard on a real Kafka: a service that fails by its own fault stops in time, and nothing is lost by that.

As a program: the service with its real workers, in which a step of the pipeline has a defect that every article meets.
"""

import asyncio
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from deploy.kafka import StandingKafka
from service import pipeline
from service.app import run
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome
from service.pipeline_options import PipelineOptions
from service.settings import Settings, read_settings
from service.workers.pool import Pool
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import (
    LaneService,
    Passing,
    Position,
    check_answered,
    committed,
    feed,
    logged,
    new_settings,
    numbered,
    read_outcomes,
    until,
    until_answered,
)
from tests.kafka.raw_messages import envelope, text
from tests.kafka.service_process import ServiceProcess

THIS = "tests.kafka.test_flood_guard"
AT_MOST_BEFORE = 250  # dead letters, from when all fails: half of the window; and 100 where nothing went before
PARTITIONS = 3
PATIENT_SECONDS = 90.0  # for a process with workers, on a machine that is busy


class Failing(Passing):
    """A pipeline that is well until the test says otherwise, and then fails on every message."""

    def __init__(self, *, fails: bool) -> None:
        super().__init__()
        self.fails = fails

    async def outcome(self, message: RawMessage) -> Outcome:
        """As of `Passing` while it is well."""
        if not self.fails:
            return await super().outcome(message)
        return DeadLetter("step-failed", "extract", "ValueError in extract (extract.py:12)")


def normalise(*_: Any) -> None:
    """A step with a defect."""
    raise ZeroDivisionError


def process(message: RawMessage, options: PipelineOptions) -> Outcome:
    """The pipeline, with a defect in a step that a worker's first article does not meet."""
    if message.origin is not None and message.origin.topic.startswith("test."):
        vars(pipeline)["normalise"] = normalise
    return pipeline.process(message, options)


def environment(settings: Settings) -> dict[str, str]:
    """The settings for a process."""
    return {name: str(getattr(settings, name)) for name in settings.model_fields_set}


async def tripped(service: LaneService) -> bool:
    """What the metric says."""
    _, metrics = await service.get("/metrics")
    return "copydesk_flood_guard_tripped 1.0" in metrics


async def test_a_service_that_begins_to_fail_stops_in_time_and_another_one_answers_the_rest(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """It holds its partitions, reads none of them, and gives them up when it is stopped."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, PARTITIONS, batch_size=20)
    failing = Failing(fails=False)
    async with logged() as log, LaneService(settings, failing) as first:
        positions = await feed(settings, numbered(200, PARTITIONS))
        await until_answered(settings, positions)
        assert not await tripped(first)
        failing.fails = True
        positions += await feed(settings, numbered(400, PARTITIONS))
        because = await first.until_because("Copydesk itself failed on 250 of the last 500 messages", "in extract")
        assert await tripped(first)
        assert (await first.get("/health/live"))[0] == 200
        assert [line["because"] for line in log if line["event"] == "flood guard"] == [because]
        letters = len((await read_outcomes(settings))[1])
        assert 0 < letters < AT_MOST_BEFORE

        positions += await feed(settings, numbered(50, PARTITIONS))
        tries, places = failing.tries.total(), [await committed(settings, one) for one in range(PARTITIONS)]
        await asyncio.sleep(3)  # longer than the watch takes to look at the lanes
        assert failing.tries.total() == tries
        assert [await committed(settings, one) for one in range(PARTITIONS)] == places
        assert (await first.gauge("copydesk_lanes"))["stopped"] == PARTITIONS

        async with LaneService(settings) as second:  # its pipeline is well
            await until(second.running, lambda running: running > 0)
            await second.until_ready()
            assert await first.because() == because
            assert await first.running() == 0
            await first.stop()
            await second.until_lanes(PARTITIONS)
            await until_answered(settings, positions)
    assert failing.tries.total() == tries
    assert len((await read_outcomes(settings))[1]) == letters


async def test_switched_off_it_dead_letters_everything(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """A service that has failed from its first message on stops below a hundred; restarted so, it goes on."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, PARTITIONS, batch_size=20)
    positions = await feed(settings, numbered(150, PARTITIONS))
    async with LaneService(settings, Failing(fails=True)) as service:
        await service.until_because("COPYDESK_FLOOD_GUARD=false")
    records, letters = await read_outcomes(settings)
    assert (records, len(letters) < 100) == ([], True)
    off = settings.model_copy(update={"flood_guard": False})
    async with LaneService(off, Failing(fails=True)) as service:
        await until_answered(settings, positions)
        await service.until_ready()
    records, letters = await read_outcomes(settings)
    assert (records, len(letters)) == ([], len(positions))


async def test_a_defect_in_a_step_stops_real_workers_and_costs_no_article(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """The process ends on SIGTERM with 0, and a release without the defect makes records of the rest."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, PARTITIONS, workers=2, batch_size=10)
    articles = [envelope(content=text(n), article_id=f"a-{n}") for n in range(180)]
    positions = await feed(settings, {one: articles[one::PARTITIONS] for one in range(PARTITIONS)})
    own = environment(settings)
    with ServiceProcess(own, tmp_path / "first.log", module=THIS, arguments=()) as service:
        ready = partial(asyncio.to_thread, service.get, "/health/ready")
        await until(ready, lambda got: "ZeroDivisionError in normalise" in got[1], PATIENT_SECONDS)
        assert service.get("/health/live")[0] == 200
        assert await asyncio.to_thread(service.terminate) == 0
        (line,) = [line for line in service.lines() if line["event"] == "flood guard"]
        assert (line["level"], line["seen"]) == ("error", 100)
        assert line["failures"] == {"step-failed in normalise": 100}
    records, letters = await read_outcomes(settings)
    assert (records, len(letters) < 100) == ([], True)
    with ServiceProcess(own, tmp_path / "second.log") as service:
        await until_answered(settings, positions, PATIENT_SECONDS)
        assert await asyncio.to_thread(service.terminate) == 0
    records, after = await read_outcomes(settings)
    assert (len(records), len(after)) == (len(positions) - len(letters), len(letters))


async def test_bad_input_in_masses_stops_nothing(kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path) -> None:
    """A thousand messages of which none is an article are a thousand dead letters, and the service is ready."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, workers=2, max_article_bytes=1000)
    bad = [b"{", b"%PDF-1.7", envelope(headline="x"), envelope(content=" --- "), envelope(content="word " * 500)]
    bad += [envelope(content="<div>" * 150, content_type="text/html"), envelope(content="%PDF-1.7\n\0\0\0")]
    positions: list[Position] = await feed(settings, {0: (bad * 143)[:1000]})
    with ServiceProcess(environment(settings), tmp_path / "service.log") as service:
        await until_answered(settings, positions, PATIENT_SECONDS)
        assert service.get("/health/ready")[0] == 200
        assert await asyncio.to_thread(service.terminate) == 0
    await check_answered(settings, positions)
    reasons = Counter(dict(letter.headers)["copydesk-error-reason"] for letter in (await read_outcomes(settings))[1])
    assert reasons.keys() >= {b"invalid-message", b"undecodable", b"empty-article", b"too-large"}


if __name__ == "__main__":
    own_settings = read_settings()
    run(
        own_settings,
        pipeline=Pool(workers=own_settings.workers, options=own_settings.pipeline_options, pipeline=f"{THIS}:process"),
    )
