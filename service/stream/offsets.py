"""Where a group stands and where a log begins and ends, asked so that "unknown" is never taken for "none"."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

ANSWER_SECONDS = 10.0  # a coordinator that loads 8,000 commits answers within 3 on a small machine
ASK_AGAIN_SECONDS = 0.1
NO_COMMIT = -1  # how Kafka says it, and only where it knows


class OffsetsUnknown(Exception):
    """No answer says what is committed; the message is one sentence with what it may be."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a partition's log holds, as offsets: first message, end of what is committed, high watermark."""

    start: int
    stable_end: int
    end: int

    def holds(self, offset: int) -> bool:
        """Whether reading can begin there; the end counts: the next message will stand there."""
        return self.start <= offset <= self.end


async def committed(
    admin: AIOKafkaAdminClient, group: str, partitions: Sequence[TopicPartition]
) -> dict[TopicPartition, int | None]:
    """The group's committed offset of each partition; None where the coordinator says that there is none.

    While it loads or moves, the coordinator answers with an error above the partitions, and the client shows an answer
    without them: that says nothing, and is asked again (aiokafka's own `committed()` takes it for "no commit").

    Raises:
        OffsetsUnknown: no answer within 10 s says it for every partition.
    """
    known: dict[TopicPartition, int | None] = {}
    said = "the answer leaves partitions out"
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            while missing := [partition for partition in partitions if partition not in known]:
                try:
                    answer = await admin.list_consumer_group_offsets(group, partitions=missing)
                except KafkaError as error:  # also NoError, which it raises for an error of one partition
                    said = str(error) or type(error).__name__
                    answer = {}
                known |= {one: None if at.offset == NO_COMMIT else at.offset for one, at in answer.items()}
                if len(known) < len(partitions):
                    await asyncio.sleep(ASK_AGAIN_SECONDS)
    except TimeoutError as late:
        raise OffsetsUnknown(
            f"Kafka does not say what group {group} has committed ({said}): its coordinator may be loading or gone, "
            "or the client may lack the right to describe the group."
        ) from late
    return known


async def logs(
    committed_reader: AIOKafkaConsumer, reader: AIOKafkaConsumer, partitions: Sequence[TopicPartition]
) -> dict[TopicPartition, Log]:
    """The log of each partition.

    Args:
        committed_reader: a started consumer with isolation level `read_committed`: its end is the last stable offset.
        reader: one that reads all: its end is the high watermark.
        partitions: of topics that exist.
    """
    starts, stable_ends, ends = await asyncio.gather(
        reader.beginning_offsets(partitions), committed_reader.end_offsets(partitions), reader.end_offsets(partitions)
    )
    return {one: Log(starts[one], stable_ends[one], ends[one]) for one in partitions}
