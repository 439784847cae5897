"""Asking Kafka what stands of a consumer group, its topic's log, and its members."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError, NoError, for_code

from service.cli.endings import Ended
from service.cli.group_offsets import GroupOffsets, PartitionOffsets
from service.cli.kafka_client import topics_or_end
from service.cli.offset_target import timestamp_ms
from service.settings import Settings
from service.stream.connection import Connection
from service.stream.missing import NotThere
from service.stream.offsets import OffsetsUnknown, committed, logs
from service.stream.rights import Right, denied, lacks

CLIENT_ID = "copydesk-offsets"
ANSWER_SECONDS = 30.0  # for one question: a coordinator that moves or loads answers within it, or something is wrong
STOP_SECONDS = 5.0
PAUSE_SECONDS = 0.2  # between two tries


@contextlib.asynccontextmanager
async def answered(
    connection: Connection, settings: Settings, asked: str, late: str = "", right: Right = Right.DESCRIBE
) -> AsyncIterator[None]:
    """Bound what is asked of Kafka, and end with a sentence where it fails or takes too long; `late` says what then.

    Args:
        connection: how Kafka is reached.
        settings: whose group is asked about.
        asked: what of Kafka, as a verb and its object.
        late: what may be where no answer comes.
        right: what is needed for it.
    """
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            yield
    except TimeoutError as error:
        raise Ended(
            f"Kafka at {settings.bootstrap_servers} did not {asked} in time: {late or 'a broker may be gone'}."
        ) from error
    except (KafkaError, OSError) as error:
        if isinstance(error, GroupAuthorizationFailedError):  # aiokafka names the group in several ways
            raise Ended(str(lacks(connection, right, "group", [settings.group]))) from error
        because = f"Kafka at {settings.bootstrap_servers} does not {asked}: {str(error) or type(error).__name__}."
        raise Ended(str(denied(connection, error, right) or because)) from error
    except (OffsetsUnknown, NotThere) as unknown:
        raise Ended(str(unknown)) from unknown


async def stopped(client: Any) -> None:
    """Stop a client, within a bound; what it was for is over."""
    with contextlib.suppress(TimeoutError, KafkaError):
        await asyncio.wait_for(client.stop(), STOP_SECONDS)


class GroupReader:
    """Connections to ask with; none of them is in the group."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._connection = connection
        self._settings = settings
        self._topic = settings.raw_topic
        where = {**connection.parameters, "client_id": CLIENT_ID}
        self._admin = AIOKafkaAdminClient(**where)
        # Kafka calls "end" the last stable offset where one reads what is committed, else the high watermark.
        self._stable, self._all = (
            AIOKafkaConsumer(**where, isolation_level=level) for level in ("read_committed", "read_uncommitted")
        )

    async def __aenter__(self) -> Self:
        try:
            await topics_or_end(self._connection, {self._topic: Right.DESCRIBE})
            async with answered(self._connection, self._settings, "answer"):
                for client in (self._admin, self._stable, self._all):
                    await client.start()
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._close()

    async def _close(self) -> None:
        await stopped(self._stable)
        await stopped(self._all)
        with contextlib.suppress(TimeoutError, KafkaError):
            await asyncio.wait_for(self._admin.close(), STOP_SECONDS)

    async def read(self, wanted: Sequence[int]) -> GroupOffsets:
        """What stands now, of the partitions that are wanted, or of all where none is named.

        Raises:
            Ended: Kafka does not tell, or the topic has no such partition.
        """
        async with answered(self._connection, self._settings, "tell the group's offsets"):
            partitions = await self._partitions(wanted)
            state, members = await self._members()
            # The commit is asked for first: what moves meanwhile moves up, and no lag comes out negative.
            commits = await committed(self._admin, self._settings.group, partitions)
            found = await logs(self._stable, self._all, partitions)
        offsets = tuple(PartitionOffsets(each.partition, commits[each], found[each]) for each in partitions)
        return GroupOffsets(self._settings.group, self._topic, state, members, offsets)

    async def first_since(self, moment: datetime, partitions: Sequence[int]) -> dict[int, int | None]:
        """For each partition the first offset whose message has a timestamp from then on; None where none has.

        Raises:
            Ended: Kafka does not tell.
        """
        since = timestamp_ms(moment)
        async with answered(self._connection, self._settings, "tell offsets by time"):
            found = await self._all.offsets_for_times({TopicPartition(self._topic, each): since for each in partitions})
        return {each.partition: None if first is None else first.offset for each, first in found.items()}

    async def _partitions(self, wanted: Sequence[int]) -> list[TopicPartition]:
        (described,) = await self._admin.describe_topics([self._topic])
        there = sorted(partition["partition"] for partition in described["partitions"])
        missing = sorted(set(wanted) - set(there))
        if missing:
            raise Ended(f"{self._topic} has no partition {missing[0]}: its last is {there[-1]}.")
        return [TopicPartition(self._topic, number) for number in (sorted(set(wanted)) or there)]

    async def _members(self) -> tuple[str, int]:
        """The group's state, and how many are in it; asked again while its coordinator moves or loads."""
        while True:
            try:
                (answer,) = await self._admin.describe_consumer_groups([self._settings.group])
                ((code, _, state, _, _, members, *_),) = answer.groups
                if for_code(code) is not NoError:
                    raise for_code(code)(f"the group cannot be described: {for_code(code).__name__}")
            except KafkaError as error:
                if not error.retriable:
                    raise
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return state, len(members)
