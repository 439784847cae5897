"""What moving a group would do, partition by partition."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.cli.endings import Ended
from service.cli.group_offsets import GroupOffsets, PartitionOffsets

NAMED = 4  # partitions in a sentence; a topic may have hundreds


@dataclass(frozen=True, slots=True)
class Move:
    """A partition's commit from where it stands to another offset; counts are of offsets.

    `skipped` are never processed, `again` once more. A transaction's markers have offsets of their own, so there may be
    fewer messages.
    """

    at: PartitionOffsets
    to: int

    @property
    def skipped(self) -> int:
        """How many lie between where it stands and where it is moved to."""
        return max(0, self.to - self.at.reads_from)

    @property
    def again(self) -> int:
        """How many lie between where it is moved to and where it stands."""
        return max(0, self.at.reads_from - self.to)


def moves_to(standing: GroupOffsets, targets: Mapping[int, int]) -> tuple[Move, ...]:
    """A move of each partition to its target; all of them, or none.

    Raises:
        Ended: a target lies outside the log of its partition.
    """
    moves = tuple(Move(at, targets[at.partition]) for at in standing.partitions)
    outside = [move.at for move in moves if not move.at.log.holds(move.to)]
    if outside:
        logs = "; ".join(f"partition {at.partition} has {at.log.start} to {at.log.end}" for at in outside[:NAMED])
        more = f"; and {len(outside) - NAMED} more" if len(outside) > NAMED else ""
        to = targets[outside[0].partition]
        raise Ended(
            f"Offset {to} is outside the log of {standing.topic}: {logs}{more}. Nothing was moved: give an offset "
            "inside, and `--partition` where they differ."
        )
    return moves


def require_stopped(standing: GroupOffsets) -> None:
    """Make sure that nobody is in the group, who would not notice that it was moved.

    Raises:
        Ended: somebody is.
    """
    if not standing.is_stopped:
        count = f"{standing.members} member{'s' * (standing.members != 1)}"
        raise Ended(
            f"Group {standing.group} has {count} (state {standing.state}) and was not moved: stop every `copydesk run` "
            f"of it, and ask again; one that was killed counts until its session is over, after "
            f"COPYDESK_SESSION_SECONDS."
        )
