"""A group's offsets and moves as a table for a person, or as a JSON object a line."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.cli.endings import write_line
from service.cli.group_offsets import GroupOffsets, PartitionOffsets
from service.cli.offset_moves import Move
from service.cli.offset_target import Target, said

WIDE = 200  # columns where there is no terminal to fit
NO_GROUP = "there is no such group"
EXPIRY = (
    "Once a group is empty, its committed offsets expire with the broker's offsets.retention.minutes (7 days by "
    "default); a group without a commit starts at the earliest message."
)


class AsTable:
    """Shows it to a person."""

    def __init__(self) -> None:
        self._console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)

    def standing(self, standing: GroupOffsets) -> None:
        """Who is in the group, each partition with its lag, and the lag of all."""
        self._say(f"Group {standing.group} on {standing.topic}: {_who(standing)}", "bold")
        columns = ("Partition", "Committed", "Log start", "Last stable", "End", "Lag")
        self._table(columns, ((*_numbers(at), _remark(at)) for at in standing.partitions))
        self._say(f"Total lag: {standing.lag}", "bold")
        if standing.lost:
            self._say(f"Total lost: {standing.lost} deleted from the log uncommitted", "bold red")
        self._say(EXPIRY, "dim" if any(at.committed is not None for at in standing.partitions) else "yellow")

    def moves(self, standing: GroupOffsets, target: Target, moves: Sequence[Move]) -> None:
        """From where to where each partition would be moved, and what that skips or processes again."""
        self._say(f"Moving group {standing.group} on {standing.topic} to {said(target)}:", "bold")
        columns = ("Partition", "From", "To", "Skipped", "Again")
        self._table(columns, ((*_change(move), _why(move, target)) for move in moves))
        skipped, again = sum(move.skipped for move in moves), sum(move.again for move in moves)
        self._say(f"Total: {skipped} skipped, {again} processed again (counted by offsets)", "bold")

    def _table(self, columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for column in columns:
            table.add_column(column, justify="right", no_wrap=True)
        table.add_column("")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._console.print(table)

    def _say(self, line: str, style: str) -> None:
        self._console.print(Text(line, style))


class AsJsonLines:
    """Shows it to a programme: a line for each partition, and one for the group after them."""

    def standing(self, standing: GroupOffsets) -> None:
        """Lines with `lag`."""
        for at in standing.partitions:
            _write(
                topic=standing.topic,
                partition=at.partition,
                committed=at.committed,
                log_start=at.log.start,
                last_stable=at.log.stable_end,
                end=at.log.end,
                lag=at.lag,
                lost=at.lost or None,
                remark=_remark(at) or None,
            )
        _write(**_group(standing), total_lag=standing.lag, total_lost=standing.lost or None, caution=EXPIRY)

    def moves(self, standing: GroupOffsets, target: Target, moves: Sequence[Move]) -> None:
        """Lines with `to`."""
        for move in moves:
            at = move.at
            counts = {"skipped": move.skipped, "again": move.again}
            _write(topic=standing.topic, partition=at.partition, **{"from": at.committed}, to=move.to, **counts)
        total = {"total_skipped": sum(move.skipped for move in moves), "total_again": sum(move.again for move in moves)}
        _write(**_group(standing), to=said(target), **total)


def _write(**fields: object) -> None:
    """Write a line; what there is not is absent."""
    write_line(json.dumps({name: value for name, value in fields.items() if value is not None}).encode())


def _group(standing: GroupOffsets) -> dict[str, object]:
    remark = {} if standing.is_known else {"remark": NO_GROUP}
    return {"group": standing.group, "state": standing.state, "members": standing.members, **remark}


def _who(standing: GroupOffsets) -> str:
    if not standing.is_known:
        return NO_GROUP
    return f"{standing.members or 'no'} member{'s' * (standing.members != 1)} ({standing.state})"


def _numbers(at: PartitionOffsets) -> Iterator[str]:
    yield str(at.partition)
    yield "none" if at.committed is None else str(at.committed)
    yield from map(str, (at.log.start, at.log.stable_end, at.log.end, at.lag))


def _remark(at: PartitionOffsets) -> str:
    if at.committed is None:
        return "starts at the earliest"
    if not at.is_outside:
        return ""
    lost = f", {at.lost} deleted uncommitted" if at.lost else ""
    return f"outside the log{lost}: its lane stops there until the group is moved"


def _change(move: Move) -> Iterator[str]:
    yield str(move.at.partition)
    yield "none" if move.at.committed is None else str(move.at.committed)
    yield from map(str, (move.to, move.skipped, move.again))


def _why(move: Move, target: Target) -> str:
    """What a number alone does not say."""
    if isinstance(target, datetime) and move.to == move.at.log.end:
        return "the end: no message since"
    return f"counted from {move.at.reads_from}" if move.at.reads_from != move.at.committed else ""
