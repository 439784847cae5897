"""Messages of the broker's limit and beyond, on a real Kafka: each has its outcome, and no lane opens in a loop."""

import asyncio
import re
from collections.abc import Sequence

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from deploy.kafka import StandingKafka
from service.message import Headers, RawMessage
from service.outcome import DeadLetter, Outcome, Record
from service.settings import Settings
from service.stream.outgoing import output_key, record_message
from service.stream.topic_limits import FRESH_SECONDS
from service.workers.pool import Pool
from tests.kafka.conftest import MakeTopic
from tests.kafka.hard_batches import write_batch
from tests.kafka.lane_service import (
    LaneService,
    Passing,
    Producers,
    admin_of,
    feed,
    new_settings,
    numbered,
    read_outcomes,
    until_answered,
)
from tests.kafka.raw_messages import html
from tests.kafka.test_service import source

MIB = 1 << 20
LIMIT = 8 * MIB  # of a message, with its batch: the broker's own, and that of each topic that asks for no other
RAW_LIMIT = LIMIT - MIB // 16  # what `copydesk topics create` gives the raw topic
HTML: Headers = (("content-type", b"text/html"),)
SMALL = RawMessage(b"small", b"k")


class Sizing(Passing):
    """A pipeline whose records fill their topic's limit to the byte (`exact`), or pass it by one (`over`)."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    async def outcome(self, message: RawMessage) -> Outcome:
        """A record of the size that the value asks for, or a dead letter (`reject`)."""
        value = message.value or b""
        if value.startswith(b"reject"):
            return DeadLetter("undecodable", "decode", "The test wants it so.")
        if value not in (b"exact", b"over"):
            return await super().outcome(message)
        record = Record("sized", "en", b"")
        key = output_key(message, "sized", always_article=False)
        sent = record_message(message, record, self._settings.enriched_topic, key)
        fill = filling(LIMIT, sent.key, sent.headers) + (value == b"over")
        return Record("sized", "en", b"x" * fill)


async def test_records_of_exactly_the_limit_go_out_and_one_byte_more_is_dead_lettered(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """The neighbours are written, and the one that the broker refuses costs two openings at most."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, compression="none")
    producers = Producers(settings)
    wanted = [b"small", b"exact", b"small", b"over", b"small", b"exact", b"over", b"small"]
    positions = await feed(settings, {0: wanted})
    async with LaneService(settings, Sizing(settings), producers) as service:
        await until_answered(settings, positions)
        await service.until_ready()
        await until_answered(settings, positions + await feed(settings, numbered(5)))
    records, letters = await read_outcomes(settings)
    assert len(records) == len(wanted) - 2 + 5
    assert [reason(one.headers) for one in letters] == [b"record-too-large"] * 2
    assert [one.value for one in letters] == [b"over"] * 2
    assert producers.made[0] <= 5


@pytest.mark.parametrize("codec", [None, "gzip", "zstd"])
async def test_a_dead_letter_of_the_raw_topics_limit_has_its_body(
    kafka: StandingKafka, make_topic: MakeTopic, codec: str | None
) -> None:
    """A raw message of exactly the limit, however it came: body intact where it fits, and omitted where none would."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, compression=codec or "none")
    limits = [RAW_LIMIT, LIMIT] + [LIMIT + MIB] * (codec is not None)  # compressed, even more comes in
    sent = [RawMessage(b"reject".ljust(filling(limit, b"k", HTML), b"."), b"k", HTML) for limit in limits]
    producers = Producers(settings)
    for message in (SMALL, *sent, SMALL):
        await write_batch(settings.bootstrap_servers, settings.raw_topic, [message], codec)
    async with LaneService(settings, Sizing(settings), producers) as service:
        await until_answered(settings, [(0, offset) for offset in range(len(sent) + 2)])
        await service.until_ready()
    _, (whole, *omitted) = await read_outcomes(settings)
    assert whole.value == sent[0].value
    assert [one.value for one in omitted] == [b""] * (len(limits) - 1)
    assert {dict(one.headers)["copydesk-body-omitted"] for one in omitted} == {b"true"}
    assert [source(one)[1] for one in (whole, *omitted)] == list(range(1, len(sent) + 1))
    assert producers.made[0] == 1


async def test_articles_of_the_limit_are_enriched(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """By the service's own workers, the article limit raised: uncompressed, compressed, and unpacked past the limit."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic, max_article_bytes=16 * MIB)
    sent: list[tuple[int, str | None]] = [(LIMIT, None), (LIMIT, "gzip"), (LIMIT, "zstd"), (LIMIT + MIB, "zstd")]
    for limit, codec in sent:
        page = RawMessage(page_of(filling(limit, b"k", HTML)), b"k", HTML)
        await write_batch(settings.bootstrap_servers, settings.raw_topic, [page], codec)
    await write_batch(settings.bootstrap_servers, settings.raw_topic, [RawMessage(page_of(0), b"k", HTML)])
    async with LaneService(settings, own_pool(settings)) as service:
        await until_answered(settings, [(0, offset) for offset in range(len(sent) + 1)])
        await service.until_ready()
    records, letters = await read_outcomes(settings)
    assert letters == []
    # They differ in nothing but where they came from.
    assert len({re.sub(rb'"raw":\{[^}]*\}', b"", one.value) for one in records}) == 1, [
        one.value[-300:] for one in records
    ]


@pytest.mark.parametrize("count", [1, 12])
async def test_records_that_the_broker_refuses_for_good_open_no_loop(
    kafka: StandingKafka, make_topic: MakeTopic, count: int
) -> None:
    """A topic that takes less than the setting says: each is dead-lettered, its neighbours are records.

    It is known what it takes, so that none of them is sent, and nothing is read, processed or opened twice for them.
    """
    narrow = await make_topic(1, config={"max.message.bytes": "20000"})
    settings = await new_settings(kafka.bootstrap_servers, make_topic, enriched_topic=narrow, compression="none")
    producers, pipeline = Producers(settings), Passing()
    values = [b"small %d" % n for n in range(40)]
    for n in range(count):
        values[3 * n] = b"large %d" % n + b"." * 30_000
    positions = await feed(settings, {0: values})
    async with LaneService(settings, pipeline, producers) as service:
        await until_answered(settings, positions)
        await service.until_ready()
        await until_answered(settings, positions + await feed(settings, numbered(5)))
    records, letters = await read_outcomes(settings)
    assert [one.value for one in letters] == [value for value in values if value.startswith(b"large")]
    assert {reason(one.headers) for one in letters} == {b"record-too-large"}
    assert len(records) == 40 - count + 5
    assert producers.made[0] == 1
    assert set(pipeline.tries.values()) == {1}


async def test_a_limit_that_is_lowered_or_raised_while_the_service_runs_is_learnt(
    kafka: StandingKafka, make_topic: MakeTopic
) -> None:
    """By the first record that the broker refuses; and again before a record is held back that would fit by now."""
    topic = await make_topic(1)
    settings = await new_settings(kafka.bootstrap_servers, make_topic, enriched_topic=topic, compression="none")
    producers, pipeline = Producers(settings), Passing()
    async with LaneService(settings, pipeline, producers) as service:
        await service.until_ready()
        await set_limit(settings, topic, 20_000)
        lowered = [b"large %d" % n + b"." * 30_000 for n in range(20)]
        positions = await feed(settings, {0: lowered})
        await until_answered(settings, positions)
        await set_limit(settings, topic, LIMIT)
        await asyncio.sleep(FRESH_SECONDS)
        positions += await feed(settings, {0: [b"raised" + b"." * 30_000]})
        await until_answered(settings, positions)
    records, letters = await read_outcomes(settings)
    assert ([one.value for one in letters], len(records)) == (lowered, 1)
    assert producers.made[0] <= 3, "one for the refusal of the batch, and one for that of its first record"
    assert set(pipeline.tries.values()) == {1}


async def set_limit(settings: Settings, topic: str, limit: int) -> None:
    """Have a topic take messages up to so many bytes."""
    async with admin_of(settings) as admin:
        wanted = {"max.message.bytes": str(limit)}
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, configs=wanted)])


def own_pool(settings: Settings) -> Pool:
    """The service's own worker processes."""
    return Pool(
        workers=1,
        options=settings.pipeline_options,
        limits=settings.worker_limits,
    )


def filling(limit: int, key: bytes | None, headers: Headers) -> int:
    """The size of the value with which a batch of this one record takes exactly so many bytes."""
    near = limit - 10_000
    return limit - batch_size(b"." * near, key, headers) + near


def batch_size(value: bytes, key: bytes | None, headers: Headers) -> int:
    """What a record takes as a batch of its own, uncompressed, in bytes."""
    batch = DefaultRecordBatchBuilder(
        magic=2,
        compression_type=0,
        is_transactional=1,
        producer_id=0,
        producer_epoch=0,
        base_sequence=0,
        batch_size=1 << 30,
    )
    batch.append(0, timestamp=0, key=key, value=value, headers=list(headers))
    return len(batch.build())


def page_of(size: int) -> bytes:
    """An HTML page of so many bytes at least, most of them a comment."""
    page = html(1).encode()
    return page.replace(b"</body>", b"<!--" + b"x" * (size - len(page) - 7) + b"--></body>")


def reason(headers: Sequence[tuple[str, bytes | None]]) -> bytes | None:
    """Why a dead letter is one."""
    return dict(headers)["copydesk-error-reason"]
