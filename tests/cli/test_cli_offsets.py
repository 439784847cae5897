"""`copydesk offsets` understands where to move a group, says what that does, and refuses what it must not do."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.endings import Ended
from service.cli.group_offsets import GroupOffsets, PartitionOffsets
from service.cli.offset_moves import moves_to, require_stopped
from service.cli.offset_table import EXPIRY, AsJsonLines, AsTable
from service.cli.offset_target import EPOCH, End, Target, read_target, said, timestamp_ms
from service.stream.offsets import Log
from tests.cli.conftest import Copydesk

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=ZONES)  # noqa: DTZ001  # the zone comes from `timezones`


def standing(*partitions: PartitionOffsets, state: str = "Empty", members: int = 0) -> GroupOffsets:
    """A group on a topic."""
    return GroupOffsets("night", "raw", state, members, partitions)


@st.composite
def partitions(draw: st.DrawFn) -> PartitionOffsets:
    """A partition with any log, and with a commit before, in, or after it, or none."""
    start, stable_end, end = sorted(draw(st.tuples(*[st.integers(0, 1000)] * 3)))
    return PartitionOffsets(0, draw(st.none() | st.integers(0, 1100)), Log(start, stable_end, end))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("earliest", End.EARLIEST),
        ("latest", End.LATEST),
        ("0", 0),
        ("20260501", 20260501),
        ("2026-05-01", datetime(2026, 5, 1, tzinfo=UTC)),
        ("2026-05-01T06:00:00Z", datetime(2026, 5, 1, 6, tzinfo=UTC)),
        ("2026-05-01t06:00:00.25z", datetime(2026, 5, 1, 6, 0, 0, 250_000, tzinfo=UTC)),
        ("2026-05-01 06:00:00+05:30", datetime(2026, 5, 1, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_target_is_read(text: str, target: Target) -> None:
    """An end, an offset, a date (which begins in UTC) and a time with its zone are told apart."""
    assert read_target(text) == target
    assert type(read_target(text)) is type(target)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-05-01T06:00:00", "--to 2026-05-01T06:00:00 has no zone: add Z or an offset, for example"),
        ("2026-13-01", "--to 2026-13-01 is no time that there is: month must be in 1..12"),
        ("2026-05-01T25:00:00Z", "--to 2026-05-01T25:00:00Z is no time that there is: hour must be in 0..23"),
        ("yesterday", "--to yesterday is neither earliest, latest, an offset, a date nor a time such as"),
        ("-5", "--to -5 is neither"),
        ("2026-W18-5", "--to 2026-W18-5 is neither"),
        ("٣", "--to ٣ is neither"),
        ("9" * 5000, "--to 9999"),
    ],
)
def test_what_is_no_target_is_said_in_a_sentence(text: str, sentence: str) -> None:
    """A time without a zone, one that is in no calendar and anything else are refused, as wrong usage."""
    with pytest.raises(Ended) as ended:
        read_target(text)
    assert str(ended.value).startswith(sentence)
    assert ended.value.exit_code == 2


@given(moment=MOMENTS)
def test_a_moment_is_the_first_timestamp_that_is_not_before_it(moment: datetime) -> None:
    """It is read back from what is written, and its timestamp is at or after it by less than a millisecond."""
    assert read_target(moment.isoformat()) == moment
    after = EPOCH + timedelta(milliseconds=timestamp_ms(moment)) - moment
    assert timedelta(0) <= after
    assert after < timedelta(milliseconds=1) or timestamp_ms(moment) == 0


@given(at=partitions(), to=st.integers(0, 1100))
def test_a_move_skips_or_repeats_or_neither(at: PartitionOffsets, to: int) -> None:
    """Inside the log it counts what lies between, within the log's length; outside it is refused with both numbers."""
    if not at.log.start <= to <= at.log.end:
        with pytest.raises(Ended, match=rf"partition 0 has {at.log.start} to {at.log.end}\. Nothing was moved"):
            moves_to(standing(at), {0: to})
        return
    (move,) = moves_to(standing(at), {0: to})
    assert move.skipped - move.again == to - at.reads_from
    assert 0 in {move.skipped, move.again}
    assert max(move.skipped, move.again) <= at.log.end - at.log.start


@given(at=partitions())
def test_lag_is_what_can_be_read_and_is_not_committed(at: PartitionOffsets) -> None:
    """It is never negative nor more than the log; without a commit it is all that can be read."""
    assert 0 <= at.lag <= at.log.stable_end - at.log.start
    if at.committed is None:
        assert at.lag == at.log.stable_end - at.log.start
    elif not at.is_outside:
        assert at.lag == max(0, at.log.stable_end - at.committed)


@given(at=partitions())
def test_lost_is_what_was_deleted_and_was_not_committed(at: PartitionOffsets) -> None:
    """Nothing inside the log, nor without a commit: what such a group would have read is not known."""
    assert at.lost == (0 if at.committed is None else max(0, at.log.start - at.committed))
    assert at.is_outside or not at.lost


def test_all_partitions_are_moved_or_none() -> None:
    """One partition whose log ends before the offset refuses the move of all, and is named."""
    both = standing(PartitionOffsets(0, 5, Log(0, 10, 10)), PartitionOffsets(1, 5, Log(0, 7, 7)))
    with pytest.raises(Ended, match="Offset 8 is outside the log of raw: partition 1 has 0 to 7"):
        moves_to(both, {0: 8, 1: 8})


def test_a_sentence_does_not_name_hundreds() -> None:
    """Of many partitions whose log does not hold the offset the first are named, and the rest counted."""
    many = standing(*(PartitionOffsets(each, None, Log(0, 1, 1)) for each in range(100)))
    with pytest.raises(Ended, match=r"partition 3 has 0 to 1; and 96 more\. Nothing was moved"):
        moves_to(many, dict.fromkeys(range(100), 2))


@pytest.mark.parametrize(("state", "members"), [("Stable", 2), ("PreparingRebalance", 1), ("CompletingRebalance", 1)])
def test_a_group_with_members_is_not_moved(state: str, members: int) -> None:
    """Whatever its state, the sentence says how many there are and what to do."""
    with pytest.raises(Ended, match=rf"has {members} members? \(state {state}\) and was not moved: stop every"):
        require_stopped(standing(state=state, members=members))


@pytest.mark.parametrize("state", ["Empty", "Dead"])
def test_a_group_without_members_can_be_moved(state: str) -> None:
    """Empty and unknown groups are stopped."""
    require_stopped(standing(state=state))


def test_the_table_says_what_a_number_alone_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    """No commit and a commit outside the log are remarked on, and that commits expire is said."""
    no_commit, outside = PartitionOffsets(0, None, Log(3, 8, 9)), PartitionOffsets(1, 2, Log(3, 8, 9))
    beyond = PartitionOffsets(3, 10, Log(3, 8, 9))
    AsTable().standing(standing(no_commit, outside, PartitionOffsets(2, 4, Log(3, 8, 9)), beyond))
    lines = [line.rstrip().split(maxsplit=6) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["Group", "night", "on", "raw:", "no", "members", "(Empty)"]
    stops = "its lane stops there until the group is moved"
    assert lines[2:6] == [
        ["0", "none", "3", "8", "9", "5", "starts at the earliest"],
        ["1", "2", "3", "8", "9", "5", f"outside the log, 1 deleted uncommitted: {stops}"],
        ["2", "4", "3", "8", "9", "4"],
        ["3", "10", "3", "8", "9", "0", f"outside the log: {stops}"],
    ]
    assert lines[6] == ["Total", "lag:", "14"]
    assert " ".join(lines[7]) == "Total lost: 1 deleted from the log uncommitted"
    assert lines[8] == EXPIRY.split(maxsplit=6)


def test_a_lag_of_nothing_does_not_hide_what_was_lost(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Where retention took all that was not committed, nothing can be read any more, and that is no good news."""
    AsJsonLines().standing(standing(PartitionOffsets(0, 4, Log(9, 9, 9)), PartitionOffsets(1, 9, Log(9, 9, 9))))
    lost, whole, group = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert (lost["lag"], lost["lost"], "lost" in whole) == (0, 5, False)
    assert "5 deleted uncommitted" in lost["remark"]
    assert (group["total_lag"], group["total_lost"]) == (0, 5)


def test_a_group_that_kafka_does_not_know_is_said_to_be_none(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """In words and in JSON: its name may be misspelt."""
    unknown = standing(PartitionOffsets(0, None, Log(0, 1, 1)), state="Dead")
    AsTable().standing(unknown)
    AsJsonLines().standing(unknown)
    lines = capfdbinary.readouterr().out.splitlines()
    assert lines[0] == b"Group night on raw: there is no such group"
    assert json.loads(lines[-1])["remark"] == "there is no such group"


def test_the_table_of_a_move_says_from_where_to_where(capsys: pytest.CaptureFixture[str]) -> None:
    """What is skipped, what comes again, and where a moment is after the last message."""
    there = standing(PartitionOffsets(0, None, Log(3, 8, 9)), PartitionOffsets(1, 7, Log(3, 8, 9)))
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    AsTable().moves(there, moment, moves_to(there, {0: 9, 1: 4}))
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "Moving group night on raw to the first message since 2026-05-01T00:00:00Z:",
        "Partition From To Skipped Again",
        "0 none 9 6 0 the end: no message since",
        "1 7 4 0 3",
        "Total: 6 skipped, 3 processed again (counted by offsets)",
    ]


def test_json_leaves_out_what_there_is_not(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A line for each partition and one for the group; no commit is no field, never null."""
    there = standing(PartitionOffsets(0, None, Log(3, 8, 9)), PartitionOffsets(1, 7, Log(3, 8, 9)))
    AsJsonLines().standing(there)
    AsJsonLines().moves(there, End.LATEST, moves_to(there, {0: 9, 1: 9}))
    log = {"log_start": 3, "last_stable": 8, "end": 9}
    group = {"group": "night", "state": "Empty", "members": 0}
    remark = {"remark": "starts at the earliest"}
    assert [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()] == [
        {"topic": "raw", "partition": 0, **log, "lag": 5, **remark},
        {"topic": "raw", "partition": 1, "committed": 7, **log, "lag": 1},
        {**group, "total_lag": 6, "caution": EXPIRY},
        {"topic": "raw", "partition": 0, "to": 9, "skipped": 6, "again": 0},
        {"topic": "raw", "partition": 1, "from": 7, "to": 9, "skipped": 2, "again": 0},
        {**group, "to": said(End.LATEST), "total_skipped": 8, "total_again": 0},
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--yes", "copydesk: --yes does nothing without --to: name where to move the group.\n"),
        ("--to 2026-05-01T06:00:00", "copydesk: --to 2026-05-01T06:00:00 has no zone: add Z or an offset, for "),
        ("--partition -1", "copydesk: Invalid value for '--partition': Input should be greater"),
    ],
)
def test_wrong_usage_asks_no_broker(copydesk: Copydesk, arguments: str, sentence: str) -> None:
    """What cannot be meant is one sentence before anything is asked, and exit code 2."""
    ended = copydesk("offsets", *arguments.split(), "--bootstrap-servers", "127.0.0.1:9")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith(sentence)


def test_help_warns_that_commits_expire(copydesk: Copydesk) -> None:
    """Whoever stops a service for long reads what becomes of its offsets."""
    said_there = " ".join(copydesk("offsets", "--help").stdout.decode().split())
    assert "expire with the broker's offsets.retention.minutes (7 days by default)" in said_there
    assert "A group without a commit starts at the earliest message" in said_there
