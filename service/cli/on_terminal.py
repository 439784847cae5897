"""A message of the output topics in a few lines for a person."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console

from service.cli.as_json import Message, Show, dead_letter, tombstone
from service.cli.wrapped import print_wrapped
from service.settings import Settings

INDENT = "  "
AUTHORS_SHOWN = 4
PHRASES_SHOWN = 5
SURE = 0.9  # of a language; below, how sure is shown
DATE_CHARACTERS = {"year": 4, "month": 7}  # of an RFC 3339 time; a day is enough of any that is more precise
DAY_CHARACTERS = 10

Line = tuple[str, str]
"""Text, and the style of it."""


def on_terminal(settings: Settings) -> Show:
    """Show a record, a dead letter and a tombstone, each so that it cannot be taken for another."""
    console = Console(highlight=False)

    def show(message: Message) -> None:
        if message.topic == settings.dead_letter_topic:
            lines = list(_dead_letter_lines(dead_letter(message)))
        elif message.value is None:
            lines = list(_tombstone_lines(tombstone(message)))
        else:
            lines = _record_lines_or_not(message)
        for number, (text, style) in enumerate(lines):
            print_wrapped(console, text, style, INDENT if number else "")
        console.print()

    return show


def _record_lines_or_not(message: Message) -> list[Line]:
    """A record's lines; what stands on the topic and is none must not end the reading of those after it."""
    try:
        return list(_record_lines(json.loads(message.value)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return [(f"NO RECORD  {message.topic}/{message.partition} at {message.offset}", "bold red")]


def _record_lines(record: Mapping[str, Any]) -> Iterator[Line]:
    yield record.get("headline") or f"(no headline) {record['article_id']}", "bold"
    yield "  ·  ".join(filter(None, _facts(record))), "cyan"
    if summary := record.get("summary", {}).get("text"):
        yield summary, ""
    if phrases := [phrase["text"] for phrase in record.get("keyphrases", ())]:
        yield f"about: {', '.join(phrases[:PHRASES_SHOWN])}", "green"
    for warning in record.get("warnings", ()):
        said = (warning["code"], warning.get("field"), warning.get("detail"))
        yield f"warning: {' '.join(filter(None, said))}", "yellow"
    yield _position(record.get("raw", {})), "dim"


def _facts(record: Mapping[str, Any]) -> Iterator[str]:
    """Language, how sure where that is little, those beside it, day, authors, length; what there is not is empty."""
    tag, confidence = record["language"]["tag"], record["language"].get("confidence", 1.0)
    others = ", ".join(share["tag"] for share in record.get("languages", ()) if share["tag"] != tag)
    yield tag + f", {confidence:.0%} sure" * (confidence < SURE) + f" (also {others})" * bool(others)
    precision = record.get("published_precision", "day")
    yield record.get("published_at", "")[: DATE_CHARACTERS.get(precision, DAY_CHARACTERS)]
    authors = [author["name"] for author in record.get("authors", ())]
    yield ", ".join(authors[:AUTHORS_SHOWN] + ["…"] * (len(authors) > AUTHORS_SHOWN))
    words = record.get("word_count")
    yield "" if words is None else f"{words} word{'s' * (words != 1)}"


def _dead_letter_lines(letter: Mapping[str, Any]) -> Iterator[Line]:
    yield f"DEAD LETTER  {letter.get('reason', 'no reason')}  in {letter.get('step', 'no step')}", "bold red"
    if "detail" in letter:
        yield letter["detail"], ""
    yield f"{_position(letter['source'])}  ·  {_key(letter)}  ·  {letter['value_bytes']} bytes", "dim"


def _tombstone_lines(message: Mapping[str, Any]) -> Iterator[Line]:
    yield f"TOMBSTONE  {_key(message)}", "bold yellow"
    yield f"{_position(message['source'])}  ·  on {message['stands_at']['topic']}", "dim"


def _key(message: Mapping[str, Any]) -> str:
    return message.get("key") or message.get("key_base64") or "no key"


def _position(at: Mapping[str, Any]) -> str:
    return f"{at.get('topic')}/{at.get('partition')} at {at['offset']}" if "offset" in at else "from no stream"
