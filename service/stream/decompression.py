"""Unpacks the records of a batch as a stream, so that no more is in memory than is asked for."""

import gzip
import os
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from typing import Any

import cramjam

from service.stream.unpacking import snappy_blocks

PIECE = 1 << 16  # bytes: what a pipe holds
MOST_UNPACKED = 1 << 32  # bytes, 3 s of zstd: a batch of 8 MiB can hold 64 times that, and would hold its partition up
MOST_IN_A_BLOCK = 64 << 20  # bytes; Java writes 32 KiB a block, librdkafka a batch, of a megabyte unless told otherwise
LONGEST_NUMBER = 10  # bytes of a varint of 64 bits
NONE, GZIP, SNAPPY, LZ4, ZSTD = range(5)  # the codecs of Kafka's record format


class NotUnpacked(Exception):
    """The bytes asked for cannot be had; the message is one sentence that says why."""


@contextmanager
def unpacking(codec: int, payload: bytes) -> "Iterator[Unpacked]":
    """The records of a batch to read from front to back; `codec` is Kafka's number."""
    with closing(_pieces(codec, payload)) as pieces:
        yield Unpacked(pieces)


class Unpacked:
    """Bytes to read once. Each call raises NotUnpacked where they end, are corrupt, or are more than MOST_UNPACKED."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = b""
        self._at = 0
        self._before = 0

    @property
    def position(self) -> int:
        """How many bytes were read or skipped."""
        return self._before + self._at

    def read(self, size: int) -> bytes:
        """The next `size` bytes; memory is taken as they come, whatever `size` says."""
        if size <= len(self._piece) - self._at:
            self._at += size
            return self._piece[self._at - size : self._at]
        taken = BytesIO()
        for part in self._parts(size):
            taken.write(part)
        return taken.getvalue()

    def skip(self, size: int) -> None:
        """Go past the next `size` bytes."""
        if size <= len(self._piece) - self._at:
            self._at += size
            return
        for _ in self._parts(size):
            pass

    def number(self) -> int:
        """The next number: a varint in zigzag, of at most 64 bits."""
        value = 0
        for place in range(LONGEST_NUMBER):
            byte = self._byte()
            value |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:  # noqa: PLR2004  # the highest bit says that there is more
                return (value >> 1) ^ -(value & 1)
        raise NotUnpacked("A number in it is longer than 64 bits.")

    def require_end(self) -> None:
        """Make sure that nothing is left."""
        if self._at < len(self._piece) or self._more():
            raise NotUnpacked("It holds more than it says.")

    def _byte(self) -> int:
        if self._at == len(self._piece):
            self._next()
        self._at += 1
        return self._piece[self._at - 1]

    def _parts(self, size: int) -> Iterator[memoryview]:
        while size > 0:
            if self._at == len(self._piece):
                self._next()
            part = memoryview(self._piece)[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            yield part

    def _next(self) -> None:
        if not self._more():
            raise NotUnpacked("It ends in the middle of a record.")

    def _more(self) -> bool:
        """Take the next piece, where there is one."""
        self._before += len(self._piece)
        self._piece, self._at = b"", 0
        if self._before > MOST_UNPACKED:
            raise NotUnpacked(f"It unpacks to more than {MOST_UNPACKED} bytes, and is not read further.")
        try:
            self._piece = next(self._pieces, b"")
        except Exception as error:  # each codec has its own for bytes that are not its own
            raise NotUnpacked(f"It cannot be decompressed: {error}.") from error
        return bool(self._piece)


def _pieces(codec: int, payload: bytes) -> Generator[bytes]:
    """What is unpacked, none of it empty."""
    if codec == NONE:
        yield from filter(None, [payload])
    elif codec == GZIP:
        with gzip.GzipFile(fileobj=BytesIO(payload)) as packed:
            while piece := packed.read(PIECE):
                yield piece
    elif codec == SNAPPY:
        for block in snappy_blocks(payload):
            yield from _sliced(block)
    elif codec == LZ4:
        yield from _piped(cramjam.lz4.decompress_into, payload)
    elif codec == ZSTD:
        yield from _piped(cramjam.zstd.decompress_into, payload)
    else:
        raise ValueError(f"its codec has the number {codec}, which Kafka does not know")


def _sliced(block: bytes) -> Iterator[bytes]:
    """A block of snappy, which unpacks in one piece, to 22 times its size at most."""
    size = cramjam.snappy.decompress_raw_len(block)
    if size > MOST_IN_A_BLOCK:
        raise ValueError(f"a block of it unpacks to {size} bytes, which are more than may be held")
    room = bytearray(size)
    cramjam.snappy.decompress_raw_into(block, room)
    for at in range(0, size, PIECE):
        yield bytes(room[at : at + PIECE])


def _piped(decompress_into: Callable[[Any, Any], int], payload: bytes) -> Generator[bytes]:
    """A decoder of cramjam streams only into a file; a pipe is one, and holds its thread back until somebody reads."""
    reading, writing = os.pipe()
    try:
        sink = [cramjam.File(f"/dev/fd/{writing}", read=False, write=True, truncate=False, append=False)]
    finally:
        os.close(writing)
    failures: list[Exception] = []

    def unpack() -> None:
        try:
            decompress_into(payload, sink[0])
        except Exception as failure:  # noqa: BLE001  # raised below, by the thread that reads
            failures.append(failure)
        finally:
            sink.clear()  # closes it: the reader sees the end

    thread = threading.Thread(target=unpack, name="unpacking", daemon=True)
    thread.start()
    try:
        while piece := os.read(reading, PIECE):
            yield piece
    finally:
        os.close(reading)  # a writer that is not done gets a broken pipe
        thread.join()
    if failures:
        raise failures[0]
