"""Bounds what aiokafka unpacks of one batch, which it does in one piece: 8 MiB of zstd can hold hundreds of gigabytes.

aiokafka has no option for it, so its decoders are replaced where its record readers look them up. This is the one file
that reaches into it for that, and it proves at once that the bound holds: an upgrade that moves them is not silent.
"""

import gzip
import importlib
import mmap
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from types import ModuleType
from typing import Any

import aiokafka
import aiokafka.codec
import cramjam
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

READERS = (  # in Python and in Cython, of today's format and of those before Kafka 0.11
    "aiokafka.record.default_records",
    "aiokafka.record.legacy_records",
    "aiokafka.record._crecords.default_records",
    "aiokafka.record._crecords.legacy_records",
)
XERIAL = b"\x82SNAPPY\0" + struct.pack(">ii", 1, 1)  # snappy in blocks, as Java writes it; without it one raw block
PIECE = 1 << 18  # bytes of gzip unpacked at a time
GUARD = 1 << 12  # bytes behind the largest batch: aiokafka reads a number before it looks whether all of it is there
PROOF_LIMIT = 1 << 10  # bytes; the proof's batches unpack to four times that
CODECS = {"gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}  # with their numbers in Kafka's record format

SMALL_ROOM = 1 << 20  # bytes; fresh memory costs 20 to 40 µs a batch, as much as it takes to unpack it
_spare_rooms: list[bytearray] = []  # one for each thread that was ever in it at the same time: one

Decoder = Callable[[Any], "bytes | memoryview"]
DecompressInto = Callable[[Any, memoryview], int]


class UnpacksTooFar(Exception):
    """A batch unpacks to more bytes than may be held; nothing of it was handed out, and no position has moved."""


class CannotBound(Exception):
    """This aiokafka unpacks past the bound: it looks its decoders up elsewhere than the one that this was made for."""


def bound_unpacking(limit: int) -> Callable[[], None]:
    """From now on aiokafka unpacks at most `limit` bytes a batch, in this process; what is given back undoes it.

    A batch that holds more raises UnpacksTooFar from `getmany` and `getone`, one that cannot be decompressed
    CorruptRecordException, each time it is come to, with the position unmoved. A consumer holds what was unpacked of
    one batch a partition until all its records are taken; while that is unpacked, snappy takes twice the limit, and
    zstd as much again where its encoder chose a window as large.

    Raises:
        CannotBound: this version of aiokafka takes no notice.
    """
    before = list(_decoders())
    try:
        _replace(PROOF_LIMIT)
        _prove()
    except BaseException:
        _restore(before)
        raise
    _replace(limit)
    return lambda: _restore(before)


def _decoders() -> Iterator[tuple[ModuleType, str, Decoder]]:
    """Each decoder that a record reader has, and where it looks it up."""
    for reader in READERS:
        try:
            module = importlib.import_module(reader)
        except ImportError:
            continue  # without a compiler aiokafka is installed without its Cython readers
        for name in BOUNDED:
            if hasattr(module, name):
                yield module, name, getattr(module, name)


def _replace(limit: int) -> None:
    for module, name, _ in _decoders():
        setattr(module, name, _bounded(BOUNDED[name], limit))


def _restore(decoders: list[tuple[ModuleType, str, Decoder]]) -> None:
    for module, name, decoder in decoders:
        setattr(module, name, decoder)


def _prove() -> None:
    """Have a batch of each codec read as a consumer would read it."""
    for name, codec in CODECS.items():
        builder = DefaultRecordBatchBuilder(
            magic=2,
            compression_type=codec,
            is_transactional=0,
            producer_id=-1,
            producer_epoch=-1,
            base_sequence=-1,
            batch_size=GUARD,
        )
        builder.append(0, timestamp=0, key=None, value=bytes(4 * PROOF_LIMIT), headers=[])
        try:
            list(MemoryRecords(bytes(builder.build())).next_batch())
        except UnpacksTooFar:
            continue
        raise CannotBound(f"aiokafka {aiokafka.__version__} unpacks {name} past the bound: use the version locked.")


def _bounded(decode: Callable[[Any, int], "bytes | memoryview"], limit: int) -> Decoder:
    def decoded(payload: Any) -> "bytes | memoryview":
        try:
            return decode(payload, limit)
        except UnpacksTooFar:
            raise
        except Exception as error:  # each codec has its own for bytes that are not its own
            raise CorruptRecordException(f"A batch cannot be decompressed: {error}") from error

    return decoded


def _too_far(limit: int) -> UnpacksTooFar:
    return UnpacksTooFar(f"A compressed batch unpacks to more than {limit} bytes.")


def _gzip(payload: Any, limit: int) -> bytes:
    unpacked = BytesIO()
    with gzip.GzipFile(fileobj=BytesIO(payload)) as packed:
        while piece := packed.read(PIECE):
            if unpacked.tell() + len(piece) > limit:
                raise _too_far(limit)
            unpacked.write(piece)
    return unpacked.getvalue()


def _snappy(payload: Any, limit: int) -> bytes:
    """Snappy says in front of each block how far it unpacks, and is held to it."""
    if sum(cramjam.snappy.decompress_raw_len(block) for block in snappy_blocks(payload)) > limit:
        raise _too_far(limit)
    unpacked: bytes = aiokafka.codec.snappy_decode(payload)
    return unpacked


def snappy_blocks(payload: bytes) -> Iterator[bytes]:
    """The raw blocks of a snappy payload, in either of the two framings that Kafka's clients write."""
    if len(payload) <= len(XERIAL) or not payload.startswith(XERIAL):
        yield payload
        return
    at = len(XERIAL)
    while at < len(payload):
        (size,) = struct.unpack_from(">i", payload, at)
        if not 0 <= size <= len(payload) - at - 4:
            raise ValueError("a block of snappy ends behind the payload")
        yield payload[at + 4 : at + 4 + size]
        at += 4 + size


def _lz4(payload: Any, limit: int) -> "bytes | memoryview":
    return _into_room(cramjam.lz4.decompress_into, payload, limit)


def _zstd(payload: Any, limit: int) -> "bytes | memoryview":
    return _into_room(cramjam.zstd.decompress_into, payload, limit)


def _into_room(decompress_into: DecompressInto, payload: Any, limit: int) -> "bytes | memoryview":
    """Neither codec says how far it unpacks: room that is there already is tried first, it holds most batches."""
    room = _spare_rooms.pop() if _spare_rooms else bytearray(SMALL_ROOM)
    try:
        small = memoryview(room)[: min(limit, SMALL_ROOM)]
        size = _fill(decompress_into, payload, small)
        if size is not None:
            return bytes(small[:size])
    finally:
        _spare_rooms.append(room)
    if limit > SMALL_ROOM:
        # The process's only as far as it is written to, and given back as soon as the batch is read.
        large = memoryview(mmap.mmap(-1, limit + GUARD))
        size = _fill(decompress_into, payload, large[:limit])
        if size is not None:
            return large[:size]
    raise _too_far(limit)


def _fill(decompress_into: DecompressInto, payload: Any, room: memoryview) -> int | None:
    """How many bytes it came to; None where the room is too small."""
    try:
        return decompress_into(payload, room)
    except cramjam.DecompressionError as error:
        if "failed to write whole buffer" in str(error):  # Rust's words for a full one
            return None
        raise


BOUNDED: dict[str, Callable[[Any, int], "bytes | memoryview"]] = {
    "gzip_decode": _gzip,
    "snappy_decode": _snappy,
    "lz4_decode": _lz4,
    "zstd_decode": _zstd,
}
