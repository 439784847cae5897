"""Articles from files, folders and standard input, as the raw messages that they would be on the stream."""

import gzip
import json
import lzma
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from service.cli.endings import WRONG_USAGE, Ended
from service.message import RawMessage
from service.raw.content_type import SNIFFED_CHARACTERS, sniff_media_type
from service.raw.mail import begins_mail

STDIN = "-"
JSON = "application/json"
LINES = "lines"
KINDS = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".eml": "text/plain",  # a mail as it was sent, which the service opens; what is in it may be HTML
    ".json": JSON,
    ".jsonl": LINES,
    ".ndjson": LINES,
}
CONTENT_FIELDS = frozenset({"content", "content_base64"})  # an envelope has one of them
COMPRESSED: dict[str, Callable[[IO[bytes]], object]] = {".gz": gzip.open, ".xz": lzma.open}

# An article of the largest size taken by default, 7 MiB, with each byte escaped in six as JSON may, and fields beside
# it. What is larger is not held in memory to be told so.
MESSAGE_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Article:
    """A message and its `place`, `PATH` or `PATH:LINE`; `read_bytes` of all input were read up to its end."""

    place: str
    message: RawMessage
    read_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place that gives no message, and why."""

    place: str
    reason: Literal["unreadable", "too-large"]
    detail: str
    read_bytes: int = 0


Input = Article | Unreadable


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; its `name` is the path below the folder that was given, else the file's own name."""

    path: Path
    name: str


def paths_or_end(paths: Sequence[str] | None) -> Sequence[str]:
    """What was named, if all of it is there; else the end, before anything is read."""
    if not paths:
        raise Ended("There is nothing to read: name files or folders, or `-` for standard input.", WRONG_USAGE)
    if paths.count(STDIN) > 1:
        raise Ended("Standard input can be read only once.", WRONG_USAGE)
    for path in paths:
        if path != STDIN and not os.access(path, os.R_OK):
            raise Ended(f"{path} {'cannot be read' if Path(path).exists() else 'does not exist'}.", WRONG_USAGE)
    return paths


def sources(paths: Iterable[str]) -> Iterator[Source | Unreadable]:
    """The files that were named and those in the folders, sorted by name, hidden ones left out."""
    for given in paths:
        path = Path(given)
        if given == STDIN or not path.is_dir():
            yield Source(path, path.name)
        else:
            yield from _below(path, path)


def size_of(paths: Sequence[str]) -> int | None:
    """How many bytes there are to read; None where standard input is among it."""
    if STDIN in paths:
        return None
    files = (source.path for source in sources(paths) if isinstance(source, Source))
    return sum(file.stat().st_size for file in files if file.is_file())


def read(paths: Iterable[str], *, all_lines: bool = False, limit: int = MESSAGE_LIMIT) -> Iterator[Input]:
    """The articles, in order, one at a time.

    Args:
        paths: files, folders, and `-`.
        all_lines: each line of each file is an envelope, whatever the file's name says.
        limit: bytes beyond which a message is not read.
    """
    before = 0
    for source in sources(paths):
        if isinstance(source, Unreadable):
            yield source
            continue
        for given in _read(source, before, all_lines=all_lines, limit=limit):
            yield given
            before = max(before, given.read_bytes)


def _below(folder: Path, top: Path) -> Iterator[Source | Unreadable]:
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield Unreadable(str(folder), "unreadable", error.strerror or str(error))
        return
    for path in found:
        if path.is_dir():
            if not path.is_symlink():  # it may lead in a circle
                yield from _below(path, top)
        elif path.is_file() or path.is_symlink():  # no pipes and sockets; a link that leads nowhere is told of
            yield Source(path, path.relative_to(top).as_posix())


def _read(source: Source, before: int, *, all_lines: bool, limit: int) -> Iterator[Input]:
    named, opened = source.path, None
    if named.suffix.lower() in COMPRESSED:
        opened, named = COMPRESSED[named.suffix.lower()], named.with_suffix("")
    kind = LINES if all_lines else KINDS.get(named.suffix.lower())
    try:
        with _open(source.path) as raw:
            content = cast("IO[bytes]", opened(raw)) if opened else raw
            file = _File(source, content, raw, before, limit)
            if kind == LINES:
                yield from file.lines()
            else:
                yield file.whole(kind)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Unreadable(str(source.path), "unreadable", detail or type(error).__name__, before)


def _open(path: Path) -> IO[bytes]:
    # A descriptor of its own for standard input: a thread that still waits in Python's own object, when the program
    # ends, would be a fatal error.
    return open(0, "rb", closefd=False) if str(path) == STDIN else path.open("rb")


@dataclass(frozen=True, slots=True)
class _File:
    """An open file: its `content`, unpacked, and the `raw` file itself, `before` which so many bytes were read."""

    source: Source
    content: IO[bytes]
    raw: IO[bytes]
    before: int
    limit: int

    def lines(self) -> Iterator[Input]:
        """An envelope a line; empty lines are none."""
        number = 0
        while line := self.content.readline(self.limit + len(b"\r\n")):
            number += 1
            place = f"{self.source.path}:{number}"
            envelope = line.rstrip(b"\r\n")
            if len(envelope) > self.limit:
                while line and not line.endswith(b"\n"):
                    line = self.content.readline(self.limit)
                yield self._too_large(place, "line")
            elif envelope.strip():
                yield Article(place, RawMessage(envelope, headers=_typed(JSON)), self._read_bytes())

    def whole(self, content_type: str | None) -> Input:
        """One article or one envelope; without a content type what it looks like."""
        place = str(self.source.path)
        value = self.content.read(self.limit + 1)
        if len(value) > self.limit:
            return self._too_large(place, "file")
        key = None if place == STDIN else os.fsencode(self.source.name)
        return Article(place, RawMessage(value, key, _typed(content_type or _sniffed(value))), self._read_bytes())

    def _too_large(self, place: str, what: str) -> Unreadable:
        return Unreadable(place, "too-large", f"The {what} has more than {self.limit} bytes.", self._read_bytes())

    def _read_bytes(self) -> int:
        return self.before + (self.raw.tell() if self.raw.seekable() else 0)


def _sniffed(value: bytes) -> str:
    """The media type of what no name says it of; zeros are left out, for an article may be in UTF-16."""
    if _is_envelope(value):
        return JSON
    text = value[: 2 * SNIFFED_CHARACTERS].replace(b"\0", b"").decode(errors="ignore")
    return "text/plain" if begins_mail(text) else sniff_media_type(text)


def _is_envelope(value: bytes) -> bool:
    """Whether it is a JSON object that has an article in it."""
    if not value.lstrip().startswith(b"{"):
        return False
    try:
        fields = json.loads(value)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and not CONTENT_FIELDS.isdisjoint(fields)


def _typed(content_type: str) -> tuple[tuple[str, bytes], ...]:
    return (("content-type", content_type.encode()),)
