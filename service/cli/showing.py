"""How `copydesk tail` shows a message: for a person on a terminal, or as one line of JSON."""

import base64
import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from aiokafka import ConsumerRecord
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from schemas import headers
from service.cli.endings import write_line
from service.settings import Settings

Message: TypeAlias = ConsumerRecord[Any, Any]
Show: TypeAlias = Callable[[Message], None]

SOURCE = {
    "topic": headers.SOURCE_TOPIC,
    "partition": headers.SOURCE_PARTITION,
    "offset": headers.SOURCE_OFFSET,
    "timestamp_at": headers.SOURCE_TIMESTAMP_AT,
}
CAUSE = {
    "reason": headers.ERROR_REASON,
    "step": headers.ERROR_STEP,
    "detail": headers.ERROR_DETAIL,
    "attempts": headers.ERROR_ATTEMPTS,
    "service_version": headers.SERVICE_VERSION,
    "body_omitted": headers.BODY_OMITTED,
    "replay_count": headers.REPLAY_COUNT,
}
BYLINE_AUTHORS = 4  # shown of a long list


def as_json(settings: Settings) -> Show:
    """One JSON object a line; `copydesk tail --help` says what is in it."""

    def show(message: Message) -> None:
        if message.topic == settings.dead_letter_topic:
            write_line(_dumped({"dead_letter": _dead_letter(message)}))
        elif message.value is None:
            write_line(_dumped({"tombstone": _tombstone(message)}))
        else:
            write_line(b" ".join(message.value.splitlines()))

    return show


def on_terminal(settings: Settings) -> Show:
    """A few lines for a person."""
    console = Console(highlight=False)

    def show(message: Message) -> None:
        if message.topic == settings.dead_letter_topic:
            _show_dead_letter(console, _dead_letter(message))
        elif message.value is None:
            letter = _tombstone(message)
            console.print(Text(f"TOMBSTONE  {_key(letter)}", "bold yellow"))
            console.print(_line(_position(letter["source"]), "dim"))
        else:
            _show_record(console, message)
        console.print()

    return show


def _show_record(console: Console, message: Message) -> None:
    try:
        record = json.loads(message.value)
        record["article_id"]
    except (ValueError, TypeError, KeyError):
        console.print(Text(f"Not a record: {message.topic}/{message.partition} at {message.offset}", "bold red"))
        return
    console.print(Text(_plain(record.get("headline") or f"(no headline) {record['article_id']}"), "bold"))
    console.print(_line("  ·  ".join(_facts(record)), "cyan"))
    summary = record.get("summary", {}).get("text")
    if summary:
        console.print(_line(summary))
    for warning in record.get("warnings", ()):
        said = " ".join(filter(None, (warning["code"], warning.get("field"), warning.get("detail"))))
        console.print(_line(f"warning: {said}", "yellow"))
    console.print(_line(_position(record.get("raw", {})), "dim"))


def _facts(record: Mapping[str, Any]) -> list[str]:
    """Language, languages beside it, day, authors: those that there are."""
    languages = [share["tag"] for share in record.get("languages", ())]
    tag = record["language"]["tag"]
    others = [other for other in languages if other != tag]
    authors = [author["name"] for author in record.get("authors", ())]
    shown = authors[:BYLINE_AUTHORS] + (["…"] if len(authors) > BYLINE_AUTHORS else [])
    facts = (
        tag + (f" (also {', '.join(others)})" if others else ""),
        record.get("published_at", "")[: _DATE_LENGTH.get(record.get("published_precision", "day"), 10)],
        ", ".join(shown),
        f"{record['word_count']} words" if "word_count" in record else "",
    )
    return [fact for fact in facts if fact]


_DATE_LENGTH = {"year": 4, "month": 7}


def _show_dead_letter(console: Console, letter: Mapping[str, Any]) -> None:
    console.print(Text(_plain(f"DEAD LETTER  {letter.get('reason')}  in {letter.get('step')}"), "bold red"))
    if "detail" in letter:
        console.print(_line(letter["detail"]))
    console.print(_line(f"{_position(letter['source'])}  ·  {_key(letter)}  ·  {letter['value_bytes']} bytes", "dim"))


def _dead_letter(message: Message) -> dict[str, Any]:
    value_bytes = len(message.value or b"")
    return _found(message, CAUSE) | _whence(message, value_bytes=value_bytes)


def _tombstone(message: Message) -> dict[str, Any]:
    return _whence(message)


def _whence(message: Message, **more: object) -> dict[str, Any]:
    """What is said of a message of either kind: the raw message, itself, key, and the raw message's headers."""
    own = [
        (name, None if value is None else value.decode(errors="backslashreplace"))
        for name, value in message.headers
        if not name.startswith(headers.OWN_PREFIX)
    ]
    stands_at = {"topic": message.topic, "partition": message.partition, "offset": message.offset}
    return {"source": _found(message, SOURCE), "stands_at": stands_at, **_key_of(message), **more, "headers": own}


def _key_of(message: Message) -> dict[str, str]:
    if message.key is None:
        return {}
    try:
        return {"key": message.key.decode()}
    except UnicodeDecodeError:
        return {"key_base64": base64.b64encode(message.key).decode()}


def _found(message: Message, names: Mapping[str, str]) -> dict[str, str]:
    there = {name: (value or b"").decode(errors="backslashreplace") for name, value in message.headers}
    return {field: there[name] for field, name in names.items() if name in there}


def _key(letter: Mapping[str, Any]) -> str:
    return _plain(letter.get("key") or letter.get("key_base64") or "no key")


def _position(source: Mapping[str, Any]) -> str:
    if "offset" not in source:
        return "from no stream"
    return f"{source.get('topic')}/{source.get('partition')} at {source['offset']}"


def _line(text: str, style: str = "") -> Padding:
    return Padding(Text(_plain(text), style), (0, 0, 0, 2))


def _plain(text: str) -> str:
    """Text without control characters: what an article holds must not steer the terminal."""
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace")
