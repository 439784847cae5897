"""What stands of a consumer group on the raw topic, partition by partition, and whether somebody is in it."""

from dataclasses import dataclass

from service.stream.offsets import Log

UNKNOWN = "Dead"  # what Kafka says of a group that it does not know: there is none, or its commits have expired
NOBODY_IN_IT = ("Empty", UNKNOWN)  # the states of a group without members


@dataclass(frozen=True, slots=True)
class PartitionOffsets:
    """A partition's log and the group's commit in it, the offset of the next message; None where there is none."""

    partition: int
    committed: int | None
    log: Log

    @property
    def reads_from(self) -> int:
        """The offset that counts as reached: the commit, brought into the log; without one the log's start."""
        return self.log.start if self.committed is None else min(max(self.committed, self.log.start), self.log.end)

    @property
    def is_outside(self) -> bool:
        """Whether the commit lies outside the log: a lane stops there instead of choosing another place."""
        return self.committed is not None and not self.log.holds(self.committed)

    @property
    def lag(self) -> int:
        """How many offsets can be read, and are not committed."""
        return max(0, self.log.stable_end - self.reads_from)

    @property
    def lost(self) -> int:
        """How many offsets were deleted from the log before the group had committed them."""
        return 0 if self.committed is None else max(0, self.log.start - self.committed)


@dataclass(frozen=True, slots=True)
class GroupOffsets:
    """A group on a topic; `state` is Kafka's word for it, `members` how many are in it."""

    group: str
    topic: str
    state: str
    members: int
    partitions: tuple[PartitionOffsets, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether nobody is in it, so that it can be moved."""
        return self.state in NOBODY_IN_IT and not self.members

    @property
    def is_known(self) -> bool:
        """Whether Kafka knows such a group."""
        return self.state != UNKNOWN

    @property
    def lag(self) -> int:
        """The sum over its partitions."""
        return sum(partition.lag for partition in self.partitions)

    @property
    def lost(self) -> int:
        """The sum over its partitions."""
        return sum(partition.lost for partition in self.partitions)
