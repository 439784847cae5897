"""The bound on what aiokafka unpacks: it holds in each of its readers, and is not silent where it does not."""

from collections.abc import Callable, Iterator

import pytest
from aiokafka import codec as codecs
from aiokafka.errors import CorruptRecordException
from aiokafka.record import default_records
from aiokafka.record._crecords import default_records as in_cython
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords
from hypothesis import given
from hypothesis import strategies as st

from service.stream import unpacking
from service.stream.unpacking import CannotBound, UnpacksTooFar, bound_unpacking
from tests.stream.batches import RECORDS_AT, as_aiokafka_reads, built, message, old_batch, summed_up

LIMIT = 3 << 20  # more than a batch that unpacks into memory that is there already
CODECS = list(unpacking.CODECS.values())


@pytest.fixture(autouse=True)
def bound() -> Iterator[None]:
    """The bound, for the one test."""
    undo: Callable[[], None] = bound_unpacking(LIMIT)
    yield
    undo()


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("reader", [lambda data: MemoryRecords(data).next_batch(), _DefaultRecordBatchPy])
@pytest.mark.parametrize("size", [LIMIT - 100, LIMIT - 10], ids=["within", "beyond"])
def test_the_bound_is_kept_to(codec: int, reader: Callable[[bytes], Iterator[object]], size: int) -> None:
    """In Cython and in Python: what keeps within is read, what goes beyond by a few bytes is not."""
    data = built([message(b"x" * size)], codec)
    if size == LIMIT - 100:
        assert len(list(reader(data))) == 1
    else:
        with pytest.raises(UnpacksTooFar, match=str(LIMIT)):
            list(reader(data))


@pytest.mark.parametrize("codec", [1, 2])
@pytest.mark.parametrize("form", [0, 1])
def test_old_formats_too(codec: int, form: int) -> None:
    """A log from before Kafka 0.11 may hold a bomb as well."""
    assert len(list(MemoryRecords(old_batch([message(b"x" * (LIMIT - 100))], form, codec)).next_batch())) == 1
    with pytest.raises(UnpacksTooFar):
        list(MemoryRecords(old_batch([message(b"x" * LIMIT)], form, codec)).next_batch())


@given(
    data=st.binary(min_size=1, max_size=300),
    times=st.integers(min_value=1, max_value=9000),
    codec=st.sampled_from(list(unpacking.CODECS)),
)
def test_what_is_unpacked_is_what_aiokafka_unpacks(data: bytes, times: int, codec: str) -> None:
    """Byte by byte, in every codec, small or large."""
    packed = getattr(codecs, f"{codec}_encode")(data * times)
    assert bytes(getattr(in_cython, f"{codec}_decode")(packed)) == data * times


@pytest.mark.parametrize("codec", CODECS)
def test_what_cannot_be_decompressed_is_corrupt(codec: int) -> None:
    """One exception, whichever the codec's own is."""
    data = built([message(b"text " * 100)], codec)
    damaged = data[:RECORDS_AT] + b"\xa5" * (len(data) - RECORDS_AT)
    with pytest.raises(CorruptRecordException):
        as_aiokafka_reads(summed_up(damaged))


def test_it_can_be_taken_back() -> None:
    """A second bound replaces the first; each goes back to what was before it."""
    data = built([message(bytes(2000))], 4)
    undo = bound_unpacking(1000)
    with pytest.raises(UnpacksTooFar):
        as_aiokafka_reads(data)
    undo()
    assert len(as_aiokafka_reads(data)) == 1
    assert default_records.zstd_decode is not codecs.zstd_decode, "the fixture's bound"


@pytest.mark.parametrize("missed", unpacking.CODECS)
def test_an_aiokafka_that_takes_no_notice_is_refused(missed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an upgrade that looks one decoder up elsewhere: it says which at once, and leaves all as it was."""
    before = {name: getattr(in_cython, f"{name}_decode") for name in unpacking.CODECS}
    monkeypatch.delitem(unpacking.BOUNDED, f"{missed}_decode")
    with pytest.raises(CannotBound, match=missed):
        bound_unpacking(LIMIT)
    assert before == {name: getattr(in_cython, f"{name}_decode") for name in unpacking.CODECS}
