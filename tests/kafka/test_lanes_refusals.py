"""What the output topics refuse for good ends as a dead letter that they take, quickly, and blocks nothing."""

import asyncio
import time
from functools import partial
from pathlib import Path

from aiokafka import AIOKafkaProducer

from deploy.kafka import StandingKafka
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_process import LaneProcess
from tests.kafka.lane_service import (
    LaneService,
    Passing,
    Producers,
    answered,
    feed,
    new_settings,
    numbered,
    read_outcomes,
    until,
    until_answered,
)


class Rejecting(Passing):
    """Rejects what begins with `bad`."""

    async def outcome(self, message: RawMessage) -> Outcome:
        """The outcome of one message."""
        value = message.value or b""
        return DeadLetter("invalid-message", "decode", "bad") if value[:3] == b"bad" else Record("passed", "en", value)


async def test_a_dead_letter_topic_that_is_compacted_gets_a_key(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """Kafka refuses a message without one there, with an answer that the client does not know."""
    compacted = await make_topic(1, config={"cleanup.policy": "compact"})
    settings = await new_settings(kafka.bootstrap_servers, make_topic, dead_letter_topic=compacted)
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers) as producer:
        await producer.send_and_wait(settings.raw_topic, b"bad without a key", partition=0)
    positions = [(0, 0), *await feed(settings, numbered(5))]
    async with LaneService(settings, pipeline=Rejecting()) as service:
        await until_answered(settings, positions)
        await service.until_ready()
    _, (letter,) = await read_outcomes(settings)
    assert (letter.key, letter.value) == (f"{settings.raw_topic}/0/0".encode(), b"")


async def test_each_refusal_costs_another_producer_and_no_article_its_second_try(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """A topic that takes no old timestamps: what has one is dead-lettered, in order, and nothing is processed twice."""
    config = {"message.timestamp.before.max.ms": "3600000"}
    strict = await make_topic(1, config=config)
    settings = await new_settings(kafka.bootstrap_servers, make_topic, enriched_topic=strict)
    now = round(time.time() * 1000)
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers) as producer:
        for number in range(60):
            timestamp = 1_000_000_000_000 if number % 3 == 0 else now
            value = b"%d" % number
            await producer.send_and_wait(settings.raw_topic, value, key=b"k", partition=0, timestamp_ms=timestamp)
    producers, pipeline = Producers(settings), Passing()
    async with LaneService(settings, pipeline, producers) as service:
        await service.until_lanes(1)
        await until_answered(settings, [(0, offset) for offset in range(60)])
        await service.until_ready()
    records, letters = await read_outcomes(settings)
    assert [int(one.value) for one in letters] == list(range(0, 60, 3))
    assert {dict(one.headers)["copydesk-error-reason"] for one in letters} == {b"record-refused"}
    assert len(records) == 40
    assert producers.made[0] <= 1 + 1 + len(letters), "the first, one for the batch, and one for each that is refused"
    assert set(pipeline.tries.values()) == {1}


async def test_refusals_double_and_lose_nothing_over_kills_and_rebalances(
    kafka: StandingKafka, make_topic: MakeTopic, tmp_path: Path
) -> None:
    """While producers are replaced all the time: services are killed, and others join."""
    strict = await make_topic(2, config={"message.timestamp.before.max.ms": "3600000"})
    settings = await new_settings(kafka.bootstrap_servers, make_topic, 2, enriched_topic=strict, batch_size=20)
    now = round(time.time() * 1000)
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers) as producer:
        sends = [
            await producer.send(
                settings.raw_topic,
                b"%d" % number,
                key=b"%d" % partition,
                partition=partition,
                timestamp_ms=1_000_000_000_000 if number % 5 == 0 else now,
            )
            for partition in range(2)
            for number in range(400)
        ]
        positions = [(done.partition, done.offset) for done in await asyncio.gather(*sends)]
    with LaneProcess(settings, "slow", tmp_path / "first.log") as first:
        await until(partial(answered, settings), lambda got: len(got) > 100)
        first.kill()
    with LaneProcess(settings, "slow", tmp_path / "second.log") as second:
        await asyncio.to_thread(second.wait_until, 200)
        with LaneProcess(settings, "slow", tmp_path / "third.log") as third:
            await asyncio.to_thread(third.wait_until, 200)
            second.kill()
            await until_answered(settings, positions, 80)
            assert await asyncio.to_thread(third.terminate) == 0
    assert b"refused" in (tmp_path / "first.log").read_bytes() + (tmp_path / "third.log").read_bytes()


async def test_a_topic_that_takes_no_full_batch_costs_one_more_try_a_batch(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """Each record fits alone: after the refusal they go in batches of their own, and in one transaction."""
    narrow = await make_topic(2, config={"max.message.bytes": "20000"})
    settings = await new_settings(kafka.bootstrap_servers, make_topic, enriched_topic=narrow, compression="none")
    positions = await feed(settings, numbered(200, size=5000))
    producers = Producers(settings)
    async with LaneService(settings, new_producer=producers):
        await until_answered(settings, positions)
    records, letters = await read_outcomes(settings)
    assert (len(records), letters) == (200, [])
    assert producers.made[0] <= 6, producers.made
