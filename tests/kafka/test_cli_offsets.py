"""`copydesk offsets` shows what stands of a group on a real Kafka, and moves a stopped one, and only such a one."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from subprocess import CompletedProcess

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.errors import ProducerFenced

from deploy.kafka import StandingKafka
from service.cli.endings import Ended
from service.cli.group_offsets import PartitionOffsets
from service.cli.moving import commit_moves
from service.cli.offset_moves import Move
from service.settings import read_settings
from service.stream.connection import connection_of
from service.stream.offsets import Log
from tests.cli.conftest import run_copydesk
from tests.kafka.conftest import MakeTopic

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

Environment = Mapping[str, str]
Line = dict[str, object]


@pytest.fixture
async def there(kafka: StandingKafka, make_topic: MakeTopic) -> Environment:
    """Settings with a group of the test's own, and a raw topic with ten messages on each of two partitions.

    They are a minute apart, from noon on.
    """
    topic = await make_topic(2, {"retention.ms": "-1"})  # whenever that noon is
    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers)
    await producer.start()
    try:
        for number in range(20):
            at = int((NOON + MINUTE * (number // 2)).timestamp() * 1000)
            await producer.send_and_wait(topic, b"x", partition=number % 2, timestamp_ms=at)
    finally:
        await producer.stop()
    return {
        "COPYDESK_BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "COPYDESK_RAW_TOPIC": topic,
        "COPYDESK_GROUP": f"test-{uuid.uuid4().hex[:12]}",
    }


def offsets(there: Environment, *arguments: object) -> CompletedProcess[bytes]:
    """Run `copydesk offsets`."""
    return run_copydesk("offsets", *arguments, settings=there)


def lines(ended: CompletedProcess[bytes]) -> list[Line]:
    """What a command that ended well has written."""
    assert ended.returncode == 0, ended.stderr.decode()
    return [json.loads(line) for line in ended.stdout.splitlines()]


def committed(there: Environment) -> list[object]:
    """The group's commit on each partition, as the command shows it; None without one."""
    *partitions, _ = lines(offsets(there))
    return [partition.get("committed") for partition in partitions]


@asynccontextmanager
async def member(there: Environment) -> AsyncIterator[AIOKafkaConsumer]:
    """A real consumer in the group, with both partitions."""
    consumer = AIOKafkaConsumer(
        there["COPYDESK_RAW_TOPIC"],
        bootstrap_servers=there["COPYDESK_BOOTSTRAP_SERVERS"],
        group_id=there["COPYDESK_GROUP"],
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        assert len(consumer.assignment()) == 2
        yield consumer
    finally:
        await consumer.stop()


@asynccontextmanager
async def transactional(there: Environment, transactional_id: str) -> AsyncIterator[AIOKafkaProducer]:
    """A producer with a transaction begun, which the test may end."""
    producer = AIOKafkaProducer(
        bootstrap_servers=there["COPYDESK_BOOTSTRAP_SERVERS"], transactional_id=transactional_id
    )
    await producer.start()
    try:
        await producer.begin_transaction()
        yield producer
    finally:
        await producer.stop()


def test_a_group_without_commits_is_shown_as_such(there: Environment) -> None:
    """Each partition has no commit, and the whole log as lag; nobody is in the group."""
    first, second, group = lines(offsets(there))
    log = {"log_start": 0, "last_stable": 10, "end": 10, "lag": 10, "remark": "starts at the earliest"}
    assert [first, second] == [{"topic": there["COPYDESK_RAW_TOPIC"], "partition": each, **log} for each in (0, 1)]
    assert (group["group"], group["state"], group["members"]) == (there["COPYDESK_GROUP"], "Dead", 0)
    assert group["total_lag"] == 20


async def test_a_running_group_is_shown_with_its_members_and_lag(there: Environment) -> None:
    """State and number of members, and what is not committed of each partition."""
    async with member(there) as consumer:
        await consumer.commit({TopicPartition(there["COPYDESK_RAW_TOPIC"], 1): 7})
        first, second, group = lines(await asyncio.to_thread(offsets, there))
        table = await asyncio.to_thread(offsets, there, "--no-json", "--partition", 1)
    assert ("committed" in first, first["lag"]) == (False, 10)
    assert (second["committed"], second["lag"]) == (7, 3)
    assert (group["state"], group["members"], group["total_lag"]) == ("Stable", 1, 13)
    said = [" ".join(line.split()) for line in table.stdout.decode().splitlines()]
    assert said[0] == f"Group {there['COPYDESK_GROUP']} on {there['COPYDESK_RAW_TOPIC']}: 1 member (Stable)"
    assert said[2:4] == ["1 7 0 10 10 3", "Total lag: 3"]
    assert "offsets.retention.minutes (7 days by default)" in said[4]


async def test_an_open_transaction_upstream_is_no_lag(there: Environment) -> None:
    """The last stable offset stays below the end while a producer holds its transaction open."""
    async with transactional(there, f"upstream-{uuid.uuid4().hex}") as producer:
        await producer.send_and_wait(there["COPYDESK_RAW_TOPIC"], b"x", partition=0)
        first, *_ = lines(await asyncio.to_thread(offsets, there))
        await producer.abort_transaction()
    assert (first["last_stable"], first["end"], first["lag"]) == (10, 11, 10)


@pytest.mark.parametrize(
    ("to", "stands", "skipped"),
    [
        ("earliest", 0, 0),
        ("latest", 10, 10),
        ("4", 4, 4),
        ("2026-05-01T14:03:00.001+02:00", 4, 4),
        ("2026-05-02", 10, 10),
    ],
)
def test_a_stopped_group_is_moved_each_way(there: Environment, to: str, stands: int, skipped: int) -> None:
    """What it would do is said first, and with --yes only it is done; what stands then is read back."""
    dry = offsets(there, "--to", to)
    assert dry.stderr.decode() == f"There is no group {there['COPYDESK_GROUP']}, and none was made; --yes does it.\n"
    plan = lines(dry)
    assert [(each["to"], each["skipped"], each["again"]) for each in plan[:2]] == [(stands, skipped, 0)] * 2
    done = offsets(there, "--to", to, "--yes")
    made = f"Group {there['COPYDESK_GROUP']} was not there: it is made, and stands where it was to be moved.\n"
    assert done.stderr.decode() == made
    assert lines(done)[:2] == plan[:2]  # no "from": nothing had been moved
    assert "from" not in plan[0] | plan[1]
    assert [each["committed"] for each in lines(done)[3:5]] == [stands, stands]


async def test_a_group_that_is_not_there_is_said_and_not_made(there: Environment) -> None:
    """To show it, or what moving it would do, makes none; what is there already is moved without another word."""
    group = f"{there['COPYDESK_GROUP']}-misspelt"
    shown = await asyncio.to_thread(offsets, there, "--group", group, "--no-json")
    assert shown.stdout.decode().splitlines()[0].endswith(": there is no such group")
    dry = await asyncio.to_thread(offsets, there, "--group", group, "--to", "4")
    assert dry.stderr.decode() == f"There is no group {group}, and none was made; --yes does it.\n"
    assert lines(dry)[-1]["remark"] == "there is no such group"
    assert group not in await groups(there)
    for said in ("was not there: it is made, and stands where it was to be moved", "is moved"):
        done = await asyncio.to_thread(offsets, there, "--group", group, "--to", "4", "--yes")
        assert done.stderr.decode() == f"Group {group} {said}.\n"
        assert group in await groups(there)


async def groups(there: Environment) -> set[str]:
    """The groups that the broker knows."""
    admin = AIOKafkaAdminClient(bootstrap_servers=there["COPYDESK_BOOTSTRAP_SERVERS"])
    await admin.start()
    try:
        return {name for name, _ in await admin.list_consumer_groups()}
    finally:
        await admin.close()


def test_moving_back_says_what_is_processed_again(there: Environment) -> None:
    """Only the named partition moves, and what comes again is counted."""
    lines(offsets(there, "--to", "latest", "--yes"))
    plan, total, *_ = lines(offsets(there, "--to", "4", "--partition", 1, "--yes"))
    assert (plan["partition"], plan["from"], plan["to"], plan["skipped"], plan["again"]) == (1, 10, 4, 0, 6)
    assert (total["total_skipped"], total["total_again"]) == (0, 6)
    assert committed(there) == [10, 4]


def test_a_move_is_shown_to_a_person(there: Environment) -> None:
    """On a terminal: from, to, what is skipped; then what stands."""
    said = offsets(there, "--to", "4", "--yes", "--no-json").stdout.decode().splitlines()
    shown = [" ".join(line.split()) for line in said]
    assert shown[2:5] == ["0 none 4 4 0 counted from 0", "1 none 4 4 0 counted from 0", shown[4]]
    assert shown[4].startswith("Total: 8 skipped, 0 processed again")
    assert shown[7:10] == ["0 4 0 10 10 6", "1 4 0 10 10 6", "Total lag: 12"]


async def test_an_offset_outside_the_log_is_refused(there: Environment) -> None:
    """Before the first or after the end of any partition: both numbers are said, and no partition moves."""
    topic = there["COPYDESK_RAW_TOPIC"]
    await trim(there, TopicPartition(topic, 1), 6)
    for to, said in (("11", "partition 0 has 0 to 10; partition 1 has 6 to 10"), ("5", "partition 1 has 6 to 10")):
        ended = await asyncio.to_thread(offsets, there, "--to", to, "--yes")
        assert (ended.returncode, ended.stdout) == (1, b"")
        assert f"Offset {to} is outside the log of {topic}: {said}. Nothing was moved" in ended.stderr.decode()
    first, second, _ = lines(await asyncio.to_thread(offsets, there))
    assert "committed" not in first | second


async def test_a_commit_outside_the_log_is_remarked_on_and_can_be_mended(there: Environment) -> None:
    """After the log was trimmed past it, it is shown, counted from the log's start, and moved like any other."""
    await asyncio.to_thread(offsets, there, "--to", "2", "--yes")
    await trim(there, TopicPartition(there["COPYDESK_RAW_TOPIC"], 1), 6)
    _, second, _ = lines(await asyncio.to_thread(offsets, there))
    assert (second["committed"], second["log_start"], second["lag"], second["lost"]) == (2, 6, 4, 4)
    assert str(second["remark"]).startswith("outside the log")
    moved = lines(await asyncio.to_thread(offsets, there, "--to", "8", "--partition", 1, "--yes"))
    assert (moved[0]["from"], moved[0]["skipped"]) == (2, 2)
    assert "remark" not in moved[2]


async def trim(there: Environment, partition: TopicPartition, before: int) -> None:
    """Delete a partition's messages before an offset."""
    admin = AIOKafkaAdminClient(bootstrap_servers=there["COPYDESK_BOOTSTRAP_SERVERS"])
    await admin.start()
    try:
        await admin.delete_records({partition: RecordsToDelete(before_offset=before)})
    finally:
        await admin.close()


async def test_a_group_with_a_member_is_not_moved(there: Environment) -> None:
    """With and without --yes: who is in it and what to do is said, and its offsets stay."""
    async with member(there) as consumer:
        await consumer.commit({TopicPartition(there["COPYDESK_RAW_TOPIC"], each): 5 for each in (0, 1)})
        for wish in ((), ("--yes",)):
            ended = await asyncio.to_thread(offsets, there, "--to", "earliest", *wish)
            assert (ended.returncode, ended.stdout) == (1, b"")
            (line,) = ended.stderr.decode().splitlines()
            assert "has 1 member (state Stable) and was not moved: stop every `copydesk run`" in line
    assert await asyncio.to_thread(committed, there) == [5, 5]


async def test_a_member_that_comes_between_check_and_commit_is_refused_by_kafka(there: Environment) -> None:
    """The commit itself is not taken while somebody is in the group, and the sentence says so."""
    settings = read_settings(
        bootstrap_servers=there["COPYDESK_BOOTSTRAP_SERVERS"],
        raw_topic=there["COPYDESK_RAW_TOPIC"],
        group=there["COPYDESK_GROUP"],
    )
    moves = [Move(PartitionOffsets(each, None, Log(0, 10, 10)), 9) for each in (0, 1)]
    async with member(there):
        with pytest.raises(Ended, match="because somebody is in it now: nothing was moved"):
            await commit_moves(connection_of(settings), settings, moves)
    assert await asyncio.to_thread(committed, there) == [None, None]
    await commit_moves(connection_of(settings), settings, moves)
    assert await asyncio.to_thread(committed, there) == [9, 9]


async def test_a_sleeping_lane_cannot_put_its_offset_over_the_move(there: Environment) -> None:
    """A service that wakes up after the move, with an offset in a transaction still open, is fenced."""
    topic, group = there["COPYDESK_RAW_TOPIC"], there["COPYDESK_GROUP"]
    async with transactional(there, f"{group}:{topic}:0") as producer:
        await producer.send_offsets_to_transaction({TopicPartition(topic, 0): 3}, group)
        lines(await asyncio.to_thread(offsets, there, "--to", "8", "--yes"))
        with pytest.raises(ProducerFenced):
            await producer.commit_transaction()
    assert await asyncio.to_thread(committed, there) == [8, 8]


async def test_at_least_once_asks_for_no_transactions(there: Environment) -> None:
    """Where the broker may have none, a group is moved without them: a transaction of that name stays as it is."""
    topic, group = there["COPYDESK_RAW_TOPIC"], there["COPYDESK_GROUP"]
    delivery = {"COPYDESK_DELIVERY": "at-least-once"}
    async with transactional(there, f"{group}:{topic}:0") as producer:
        await producer.send_and_wait(topic, b"x", partition=0)
        moved = await asyncio.to_thread(offsets, {**there, **delivery}, "--to", "8", "--yes")
        await producer.commit_transaction()
    assert [each.get("committed") for each in lines(moved)[3:5]] == [8, 8]


def test_a_partition_that_is_not_there_is_one_sentence(there: Environment) -> None:
    """The last that there is is named."""
    ended = offsets(there, "--partition", 0, "--partition", 2)
    assert (ended.returncode, ended.stdout) == (1, b"")
    said = f"copydesk: {there['COPYDESK_RAW_TOPIC']} has no partition 2: its last is 1.\n"
    assert ended.stderr.decode() == said


def test_another_group_can_be_named(there: Environment) -> None:
    """--group stands before COPYDESK_GROUP, and the setting's group is left alone."""
    other = f"{there['COPYDESK_GROUP']}-other"
    *_, group = lines(offsets(there, "--group", other, "--to", "6", "--yes"))
    assert (group["group"], group["total_lag"]) == (other, 8)
    assert committed(there) == [None, None]
