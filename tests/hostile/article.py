"""A hostile article: a raw message that was built to hurt, the one outcome that it must have, and how to build both."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from schemas.dead_letter import Reason
from service.message import RawMessage

MIB = 1024 * 1024

Expected = Literal["record", "tombstone"] | Reason
# What must hold of the record, as it is read from its JSON: raises AssertionError where it does not.
Check = Callable[[dict[str, Any]], None]

HEADLINE = "Ferry sails again after winter repairs"
STORY = (
    "The island ferry sailed again on Monday after eleven weeks in dry dock, and two hundred people saw it leave.",
    "The harbour master said that the new engine uses a third less fuel, and that the crossing takes forty minutes.",
    "Fares stay as they are until the autumn, when the council will decide whether to add an evening crossing.",
)
STORY_TEXT = "\n\n".join((HEADLINE, *STORY, ""))
STORY_HTML = f"<article><h1>{HEADLINE}</h1>{''.join(f'<p>{paragraph}</p>' for paragraph in STORY)}</article>"


@dataclass(frozen=True, slots=True)
class HostileArticle:
    """A message that is built when it is needed: all of them at once would be half a gigabyte.

    `attacks` ends the sentence "It attacks …"; `holds` are looked at where the outcome is a record.
    """

    name: str
    attacks: str
    build: Callable[[], RawMessage]
    outcome: Expected
    holds: tuple[Check, ...] = ()


def bare(content: bytes | str, content_type: str = "text/plain; charset=utf-8", **headers: bytes) -> RawMessage:
    """The content itself as a message; of headers, `_` stands for `-`."""
    value = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    beside = tuple((name.replace("_", "-"), text) for name, text in headers.items())
    return RawMessage(value, key=b"hostile", headers=(("content-type", content_type.encode()), *beside))


def page(after: str = "", *, before: str = "", head: str = "", **headers: bytes) -> RawMessage:
    """A page of HTML that tells the story, with something hostile in its head, before or after the article."""
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{before}{STORY_HTML}{after}</body></html>"
    return bare(html, "text/html; charset=utf-8", **headers)


def html(content: str | bytes) -> RawMessage:
    """A page of HTML without a word that is not hostile."""
    return bare(content, "text/html; charset=utf-8")


def envelope(**fields: object) -> RawMessage:
    """An envelope with these fields; its content is the story unless they say otherwise."""
    return sealed(json.dumps({"content": STORY_TEXT} | fields, ensure_ascii=False))


def sealed(body: str | bytes) -> RawMessage:
    """An envelope of these very bytes."""
    return bare(body, "application/json")


def linked(json_ld: str, after: str = "") -> RawMessage:
    """A page that tells the story and holds this JSON-LD."""
    return page(after, head=f'<script type="application/ld+json">{json_ld}</script>')
