"""Showing a group's offsets, and moving a stopped group to others."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import typer
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError

from service.cli.endings import Ended
from service.cli.group_offsets import GroupOffsets
from service.cli.group_reading import CLIENT_ID, GroupReader, answered, stopped
from service.cli.kafka_client import be_quiet, connection_or_end
from service.cli.offset_moves import Move, moves_to, require_stopped
from service.cli.offset_target import End, Target
from service.settings import Settings
from service.stream.connection import Connection
from service.stream.producer import TransactionalProducer
from service.stream.rights import Right

OPENED_AT_A_TIME = 8  # producers, as the service opens lanes: a hundred at once storm the broker
UNKNOWN = "whether the group is moved is not known, but `copydesk offsets` will show it"


class Show(Protocol):
    """How what stands and what would be done is written."""

    def standing(self, standing: GroupOffsets) -> None:
        """Write what stands."""

    def moves(self, standing: GroupOffsets, target: Target, moves: Sequence[Move]) -> None:
        """Write what a move would do."""


def show_offsets(settings: Settings, partitions: Sequence[int], show: Show) -> None:
    """Show what stands of the settings' group on the raw topic, of the named partitions or of all.

    Raises:
        Ended: Kafka does not tell.
    """
    be_quiet()
    asyncio.run(_show(connection_or_end(settings), settings, partitions, show))


def move_group(settings: Settings, target: Target, partitions: Sequence[int], show: Show, *, do_it: bool) -> None:
    """Show what moving the group would do, and where `do_it` says so do it, and show what stands then.

    Raises:
        Ended: somebody is in the group, the target lies outside a log, or Kafka refuses.
    """
    be_quiet()
    asyncio.run(_move(connection_or_end(settings), settings, target, partitions, show, do_it=do_it))


async def _show(connection: Connection, settings: Settings, partitions: Sequence[int], show: Show) -> None:
    async with GroupReader(connection, settings) as reader:
        show.standing(await reader.read(partitions))


async def _move(  # noqa: PLR0913  # what the command was told, and the connection
    connection: Connection,
    settings: Settings,
    target: Target,
    partitions: Sequence[int],
    show: Show,
    *,
    do_it: bool,
) -> None:
    async with GroupReader(connection, settings) as reader:
        standing = await reader.read(partitions)
        require_stopped(standing)
        if do_it and settings.delivery == "exactly-once":
            await end_transactions(connection, settings, [at.partition for at in standing.partitions])
            standing = await reader.read(partitions)
        moves = moves_to(standing, await _offsets(reader, standing, target))
        show.moves(standing, target, moves)
        if not do_it:
            told = (
                "Nothing was moved" if standing.is_known else f"There is no group {settings.group}, and none was made"
            )
            typer.echo(f"{told}; --yes does it.", err=True)
            return
        await commit_moves(connection, settings, moves)
        moved = _as_moved(await reader.read(partitions), moves)
        told = "is moved" if standing.is_known else "was not there: it is made, and stands where it was to be moved"
        typer.echo(f"Group {settings.group} {told}.", err=True)  # said before whoever reads the output can have gone
        show.standing(moved)


async def _offsets(reader: GroupReader, standing: GroupOffsets, target: Target) -> dict[int, int]:
    """The offset that the target is in each partition; a moment after the last message is the end."""
    if isinstance(target, datetime):
        first = await reader.first_since(target, [at.partition for at in standing.partitions])
        ends = {at.partition: at.log.end for at in standing.partitions}
        # Messages that have come since the ends were asked for are not looked at.
        return {each: end if (offset := first[each]) is None else min(offset, end) for each, end in ends.items()}
    if isinstance(target, End):
        earliest = target is End.EARLIEST
        return {at.partition: at.log.start if earliest else at.log.end for at in standing.partitions}
    return {at.partition: target for at in standing.partitions}


async def end_transactions(connection: Connection, settings: Settings, partitions: Sequence[int]) -> None:
    """End what a killed service left open, and fence one that only sleeps: either could put its own offset over ours.

    Kafka tells a lane's commit from a stale one by its transactional id alone; opening it as a lane does ends all that
    came before.

    Raises:
        Ended: Kafka does not open them.
    """
    places = asyncio.Semaphore(OPENED_AT_A_TIME)

    async def open_and_close(partition: int) -> None:
        producer = TransactionalProducer(connection, settings, TopicPartition(settings.raw_topic, partition))
        async with places:
            try:
                async with answered(connection, settings, f"open the transactions of partition {partition}"):
                    await producer.start()
            finally:
                await producer.close()

    try:
        async with asyncio.TaskGroup() as group:
            for partition in partitions:
                group.create_task(open_and_close(partition))
    except ExceptionGroup as failed:  # the others were cancelled: one sentence is enough
        raise failed.exceptions[0] from failed


async def commit_moves(connection: Connection, settings: Settings, moves: Sequence[Move]) -> None:
    """Commit each move's offset as nobody's in particular, which Kafka takes only where nobody is in the group.

    Raises:
        Ended: somebody is, or Kafka refuses otherwise.
    """
    offsets = {TopicPartition(settings.raw_topic, move.at.partition): move.to for move in moves}
    consumer = AIOKafkaConsumer(
        **connection.parameters,
        client_id=CLIENT_ID,
        group_id=settings.group,
        enable_auto_commit=False,
        auto_offset_reset="none",
    )
    try:
        async with answered(connection, settings, "take the group's new offsets", UNKNOWN, Right.READ):
            await consumer.start()
            consumer.assign(list(offsets))
            for partition, offset in offsets.items():
                consumer.seek(partition, offset)
            consumer.pause(*offsets)  # nothing is to be read
            try:
                await consumer.commit(offsets)
            except CommitFailedError as refused:
                raise Ended(
                    f"Kafka refuses to move group {settings.group}, because somebody is in it now: nothing was moved. "
                    f"Stop every consumer of that group, and ask again."
                ) from refused
    finally:
        await stopped(consumer)


def _as_moved(standing: GroupOffsets, moves: Sequence[Move]) -> GroupOffsets:
    """What stands, if it is what was committed.

    Raises:
        Ended: it is not; somebody else committed.
    """
    wanted = {move.at.partition: move.to for move in moves}
    for at in standing.partitions:
        if at.committed != wanted[at.partition]:
            raise Ended(
                f"Partition {at.partition} was moved to {wanted[at.partition]}, but {at.committed} stands there now: "
                f"somebody else commits for group {standing.group}. Stop it, and ask again."
            )
    return standing
