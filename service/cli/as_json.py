"""A message of the output topics as one line of JSON; `copydesk tail --help` says what is in it."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from aiokafka import ConsumerRecord

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
NUMBERS = {"partition", "offset", "attempts", "replay_count"}


def as_json(settings: Settings) -> Show:
    """Show a record as it is, and a dead letter and a tombstone as what their headers say."""

    def show(message: Message) -> None:
        if message.topic == settings.dead_letter_topic:
            write_line(_dumped({"dead_letter": dead_letter(message)}))
        elif message.value is None:
            write_line(_dumped({"tombstone": tombstone(message)}))
        else:
            write_line(b" ".join(message.value.splitlines()))

    return show


def dead_letter(message: Message) -> dict[str, Any]:
    """Why it is one, where it came from, where it stands, its key, its size and its headers; not its body."""
    return _found(message, CAUSE) | _whence(message) | {"value_bytes": len(message.value or b"")}


def tombstone(message: Message) -> dict[str, Any]:
    """Where it came from, where it stands, its key and its headers."""
    return _whence(message)


def _whence(message: Message) -> dict[str, Any]:
    own = [
        (name, None if value is None else _text(value))
        for name, value in message.headers
        if not name.startswith(headers.OWN_PREFIX)
    ]
    stands_at = {"topic": message.topic, "partition": message.partition, "offset": message.offset}
    return {"source": _found(message, SOURCE), "stands_at": stands_at, **_key(message.key), "headers": own}


def _key(key: bytes | None) -> dict[str, str]:
    if key is None:
        return {}
    try:
        return {"key": key.decode()}
    except UnicodeDecodeError:
        return {"key_base64": base64.b64encode(key).decode()}


def _found(message: Message, names: Mapping[str, str]) -> dict[str, str | int]:
    there = {name: _text(value or b"") for name, value in message.headers}
    values = {field: there[name] for field, name in names.items() if name in there}
    return {field: int(value) if field in NUMBERS and value.isdecimal() else value for field, value in values.items()}


def _text(value: bytes) -> str:
    return value.decode(errors="backslashreplace")


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
