"""Messages and outcomes on a socket: each is a frame of its length (4 bytes, high byte first) and a pickle.

Both ends are this program, of one user: a pickle gives a worker nothing that it could not do anyway.
"""

import copyreg
import pickle
from collections.abc import Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, BinaryIO

from service.message import Origin, RawMessage
from service.outcome import Record

LENGTH_BYTES = 4


def _pickle_by_fields(kind: type[Any]) -> None:
    """Write a value as its class and its arguments: in half the time of what a dataclass with slots does itself."""
    arguments = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, lambda value: (kind, arguments(value)))


for most in (Origin, RawMessage, Record):
    _pickle_by_fields(most)


def frame(value: object) -> bytes:
    """A value as it goes over the socket."""
    pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return len(pickled).to_bytes(LENGTH_BYTES) + pickled


def read_frame(incoming: BinaryIO) -> Any | None:
    """The next value; None where the other end is gone."""
    length = incoming.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    size = int.from_bytes(length)
    pickled = incoming.read(size)
    return pickle.loads(pickled) if len(pickled) == size else None  # noqa: S301  # from this program


class Frames:
    """Puts frames together from what arrives piece by piece."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Any]:
        """Each value that is complete now."""
        self._buffer += data
        at = 0
        while len(self._buffer) - at >= LENGTH_BYTES:
            start = at + LENGTH_BYTES
            end = start + int.from_bytes(self._buffer[at:start])
            if len(self._buffer) < end:
                break
            yield pickle.loads(memoryview(self._buffer)[start:end])  # noqa: S301  # likewise
            at = end
        del self._buffer[:at]
