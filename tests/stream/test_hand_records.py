"""A batch read by hand: as the client reads it where the client can, and never less than one record an offset."""

import struct
import subprocess
import sys
import threading
from pathlib import Path

import cramjam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.message import RawMessage
from service.stream import decompression, hand_records
from service.stream.hand_records import HandRecord, records
from service.stream.record_batch import batches
from tests.stream.batches import (
    BASE_OFFSET,
    CODECS,
    RECORDS_AT,
    TOPIC_PARTITION,
    as_aiokafka_reads,
    built,
    message,
    old_batch,
    summed_up,
)

LARGEST = 1 << 16
TIMES = st.integers(min_value=0, max_value=1 << 42)
SOME_BYTES = st.one_of(st.none(), st.binary(max_size=50), st.binary(max_size=3).map(lambda few: few * 5000))
HEADERS = st.lists(st.tuples(st.text(max_size=10), SOME_BYTES), max_size=4).map(tuple)


@st.composite
def message_lists(draw: st.DrawFn) -> list[RawMessage]:
    """Messages in one batch; compaction may have taken some from between them."""
    offsets = sorted(draw(st.sets(st.integers(min_value=0, max_value=200), min_size=1, max_size=8)))
    return [
        message(draw(SOME_BYTES), key=draw(SOME_BYTES), headers=draw(HEADERS), at=at, timestamp_ms=draw(TIMES))
        for at in offsets
    ]


def by_hand(data: bytes, offset: int = 0, largest: int = LARGEST) -> list[HandRecord]:
    """All records of one batch from an offset on."""
    (batch,) = batches(data)
    return list(records(batch, TOPIC_PARTITION, offset, largest))


# A batch that is large enough to be worth damaging has a large repr, and Hypothesis warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@given(messages=message_lists(), codec=st.sampled_from(CODECS), at=st.integers(min_value=-5, max_value=210))
def test_it_reads_what_the_client_reads(messages: list[RawMessage], codec: int, at: int) -> None:
    """Null, empty, repeated and large keys, values and headers, in every codec, from every offset."""
    data = built(messages, codec)
    read = by_hand(data, BASE_OFFSET + at)
    whole = as_aiokafka_reads(data)
    assert whole == messages
    assert [one.message for one in read] == [
        one for one in whole if one.origin and one.origin.offset >= BASE_OFFSET + at
    ]
    assert {one.because for one in read} <= {None}


@given(
    messages=message_lists(),
    codec=st.sampled_from(CODECS),
    where=st.floats(min_value=0, max_value=1, exclude_max=True),
    damage=st.binary(min_size=1, max_size=12),
    cut=st.booleans(),
)
def test_damage_never_loses_an_offset(
    messages: list[RawMessage], codec: int, where: float, damage: bytes, cut: bool
) -> None:
    """Whatever stands in it under a checksum that fits: up to the last offset each message has one record, in order."""
    data = built(messages, codec)
    at = RECORDS_AT + int(where * (len(data) - RECORDS_AT))
    damaged = data[:at] + damage + (b"" if cut else data[at + len(damage) :])
    damaged = damaged[:8] + struct.pack(">i", len(damaged) - 12) + damaged[12:]
    read = by_hand(summed_up(damaged))
    offsets = [one.offset for one in read]
    assert offsets == sorted(set(offsets))
    assert set(offsets) <= set(range(BASE_OFFSET, BASE_OFFSET + 201))
    assert {one.message.value for one in read if one.because is not None} <= {b""}
    # Damage can also make a header so long that only its message is left out, and what follows is read.
    broken = [one for one in read if one.because is not None and one.value_omitted is None]
    if broken:
        (last,) = (batch.last_offset for batch in batches(damaged))
        assert [one.offset for one in broken] == list(range(broken[0].offset, last + 1))
    else:
        assert len(read) == len(messages)


@pytest.mark.parametrize("codec", CODECS)
def test_a_wrong_checksum_is_not_read(codec: int) -> None:
    """No record of such a batch is taken for a message, and each offset says why."""
    data = built([message(b"text " * 100, at=at) for at in range(3)], codec)
    read = by_hand(data[:-1] + bytes([data[-1] ^ 1]), BASE_OFFSET + 1)
    assert [one.offset for one in read] == [BASE_OFFSET + 1, BASE_OFFSET + 2]
    assert all("checksum" in (one.because or "") for one in read)


@pytest.mark.parametrize("codec", CODECS)
def test_a_value_over_the_limit_is_left_out(codec: int) -> None:
    """At the limit it comes; a byte over it, only its size does, beside its key and headers."""
    headers = (("content-type", b"text/plain"),)
    data = built([message(bytes(n), key=b"k", headers=headers, at=n - 999) for n in (999, 1000, 1001, 1002)], codec)
    read = by_hand(data, largest=1000)
    assert [one.value_omitted for one in read] == [None, None, 1001, 1002]
    assert [len(one.message.value or b"") for one in read] == [999, 1000, 0, 0]
    assert {(one.message.key, one.message.headers) for one in read} == {(b"k", headers)}


@pytest.mark.parametrize(
    "large",
    [
        message(b"v", key=bytes(6000), at=1),
        message(b"v", headers=(("name", bytes(6000)),), at=1),
        message(b"v", headers=(("n" * 6000, None),), at=1),
        message(b"v", headers=(("", b""),) * 60, at=1),
    ],
    ids=["key", "header", "name", "many headers"],
)
def test_keys_and_headers_are_bounded_too(large: RawMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they take in memory counts, not their bytes alone; the records behind are whole."""
    monkeypatch.setattr(hand_records, "MOST_BESIDE", 5000)
    read = by_hand(built([message(b"before"), large, message(b"after", at=2)], 4))
    assert [one.because is None for one in read] == [True, False, True]
    assert (read[1].message.key, read[1].message.headers, read[1].message.value) == (None, (), b"")
    assert read[1].value_omitted == 1
    assert read[2].message.value == b"after"


@pytest.mark.parametrize("codec", [1, 2, 3, 4])
def test_a_bomb_is_given_up_at_a_bound(codec: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a batch that unpacks to hundreds of gigabytes does not hold its partition up."""
    monkeypatch.setattr(decompression, "MOST_UNPACKED", 4 << 20)
    read = by_hand(built([message(b"first"), message(bytes(16 << 20), at=1), message(b"third", at=2)], codec))
    assert [one.message.value for one in read] == [b"first", b"", b""]
    assert all(str(4 << 20) in (one.because or "") for one in read[1:])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is asked of Linux")
@pytest.mark.parametrize("codec", [1, 2, 3, 4])
def test_a_bomb_takes_little_memory(codec: int, tmp_path: Path) -> None:
    """192 MiB in one value: by hand it is never held, and the client holds no more of it than it may."""
    data = built([message(b"first"), message(bytes(192 << 20), at=1), message(b"third", at=2)], codec)
    file = tmp_path / "batch"
    file.write_bytes(data)
    command = [sys.executable, "-m", "tests.stream.bomb_memory"]
    for how in ("client", "by hand"):
        taken = subprocess.run([*command, how, str(file)], capture_output=True, check=True, timeout=60)
        assert int(taken.stdout) <= 32 + 4 * (len(data) >> 20), how


def test_snappy_without_framing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As librdkafka writes it, in one block: read like any other, and given up where the block is too large to hold."""
    messages = [message(bytes(200_000), key=b"k"), message(b"second", at=1)]
    plain = built(messages)
    data = bytearray(plain[:RECORDS_AT]) + bytes(cramjam.snappy.compress_raw(plain[RECORDS_AT:]))
    struct.pack_into(">i", data, 8, len(data) - 12)
    data[22] |= 2
    data = bytearray(summed_up(bytes(data)))
    assert as_aiokafka_reads(bytes(data)) == messages
    assert [one.message for one in by_hand(bytes(data), largest=1 << 20)] == messages
    monkeypatch.setattr(decompression, "MOST_IN_A_BLOCK", 100_000)
    assert [one.because is None for one in by_hand(bytes(data))] == [False, False]


@pytest.mark.parametrize("codec", CODECS)
def test_whoever_stops_leaves_nothing_open(codec: int) -> None:
    """No thread and no pipe stays behind a batch that is left in its middle."""
    data = built([message(bytes(1 << 20), at=at) for at in range(3)], codec)
    (batch,) = batches(data)
    before = len(list(Path("/dev/fd").iterdir())), threading.active_count()
    found = records(batch, TOPIC_PARTITION, 0, 2 << 20)
    assert next(found).offset == BASE_OFFSET
    found.close()
    assert (len(list(Path("/dev/fd").iterdir())), threading.active_count()) == before


def test_a_batch_that_is_cut_off_is_no_batch() -> None:
    """The broker ends an answer wherever it is full."""
    first, second = built([message(b"one")]), built([message(b"two")])
    for end in range(len(second)):
        assert len(list(batches(first + second[:end]))) == 1
    assert len(list(batches(first + second))) == 2


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_wrong_count_loses_nothing(codec: int, count: int) -> None:
    """What it does not count is told of, and so is what it counts and does not hold."""
    data = bytearray(built([message(b"text " * 90, at=at) for at in range(2)], codec))
    struct.pack_into(">i", data, RECORDS_AT - 4, count)
    struct.pack_into(">i", data, 23, 2)  # its last offset, behind the base
    read = by_hand(summed_up(bytes(data)))
    assert [(one.offset - BASE_OFFSET, one.because is None) for one in read] == [
        (at, at < min(count, 2)) for at in range(3)
    ]


def test_offsets_that_go_back_are_no_offsets() -> None:
    """A record that stands at or before the one in front of it is not taken, and none is lost for it."""
    for second in (1, 0):
        data = built([message(b"one", at=1), message(b"two", at=second), message(b"three", at=3)])
        read = by_hand(data)
        assert [(one.offset - BASE_OFFSET, one.because is None) for one in read] == [(1, True), (2, False), (3, False)]


@pytest.mark.parametrize(("form", "codec"), [(0, 1), (0, 2), (1, 0), (1, 1), (1, 2)])
def test_formats_before_headers(form: int, codec: int) -> None:
    """A log from before Kafka 0.11 is read too; damaged, each offset from there on says so."""
    messages = [message(b"text " * 50, key=b"k", at=at, timestamp_ms=at if form else -1) for at in range(3)]
    if codec == 0:  # then each message is a batch
        found = [one for batch in batches(old_batch(messages, form)) for one in records(batch, TOPIC_PARTITION, 0, 1)]
        assert [one.message for one in found] == messages
        return
    data = old_batch(messages, form, codec)
    assert [one.message for one in by_hand(data, BASE_OFFSET + 1)] == messages[1:]
    damaged = data[:-9] + bytes(9)
    broken = by_hand(damaged, BASE_OFFSET + 1)
    assert [(one.offset, one.because is None, one.message.value) for one in broken] == [
        (BASE_OFFSET + 1, False, b""),
        (BASE_OFFSET + 2, False, b""),
    ]


def test_an_unknown_codec_is_told() -> None:
    """Its offsets have records that name it."""
    data = bytearray(built([message(b"text")]))
    data[22] |= 6
    (one,) = by_hand(summed_up(bytes(data)))
    assert "6" in (one.because or "")
    assert one.message.value == b""
