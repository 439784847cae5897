"""Raw messages in every form that the contract knows, each with the outcome that it is to have."""

import base64
import json
from dataclasses import dataclass

from service.message import Headers

MAX_ARTICLE_BYTES = 100_000  # what the tests set, so that a message can be over it

RECORD, TOMBSTONE = "record", "tombstone"

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry sails again</title></head><body><article>
<h1>Ferry sails again after storm number {n}</h1>
<p>The ferry between the islands sailed again on Monday after three days of storm, and the crews cheered.</p>
<p>More than four hundred people had waited in the harbour, where the town had opened its gymnasium for them.</p>
</article></body></html>"""
TEXT = """Bridge opens to traffic, number {n}

The new bridge over the river opened to traffic on Tuesday, two years later than planned.

The mayor said that the town had waited long enough, and that the toll would be dropped in the autumn."""


@dataclass(frozen=True)
class Sent:
    """A message for the raw topic, and what becomes of it: record, tombstone, or a dead letter's reason."""

    outcome: str
    value: bytes | None
    key: bytes | None = None
    headers: Headers = ()


def html(n: int) -> str:
    """An HTML page that differs from the others."""
    return PAGE.format(n=n)


def text(n: int) -> str:
    """A plain-text article that differs from the others."""
    return TEXT.format(n=n)


def envelope(**fields: object) -> bytes:
    """A JSON envelope."""
    return json.dumps(fields, ensure_ascii=False).encode()


def one_of_each(n: int) -> list[Sent]:
    """One message of each form; `n` makes their articles differ."""
    key = f"key-{n % 40}".encode()
    in_html = (("content-type", b"text/html; charset=utf-8"),)
    in_text = (("content-type", b"text/plain"), ("article-id", f"text-{n}".encode()))
    encoded = base64.b64encode(text(n).encode("utf-16")).decode()
    return [
        Sent(RECORD, envelope(content=html(n), content_type="text/html", url=f"https://news.example/{n}"), key),
        Sent(RECORD, envelope(content=text(n), article_id=f"envelope-{n}"), key),
        Sent(RECORD, envelope(content_base64=encoded, charset="utf-16", content_type="text/plain"), key),
        Sent(RECORD, b"\x00\x00\x00\x00\x07" + envelope(content=text(n)), key),
        Sent(RECORD, html(n).encode(), key, in_html),
        Sent(RECORD, text(n).encode(), None, in_text),
        Sent(RECORD, text(n).encode(), key, (*in_text, ("null", None), ("binary", b"\xff\xfe"), ("binary", b"2"))),
        Sent(TOMBSTONE, None, key),
        Sent(TOMBSTONE, None, None, (("article-id", f"text-{n}".encode()),)),
        Sent("invalid-message", None, None),
        Sent("invalid-message", b'{"content": "cut of', key),
        Sent("invalid-message", b"\xff\xfe not json", key),
        Sent("invalid-message", envelope(headline="no content"), key),
        Sent("invalid-message", b"x", key, (("content-type", b"application/pdf"),)),
        Sent("undecodable", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 1 0 obj", key, (("content-type", b"text/plain"),)),
        Sent("empty-article", envelope(content=" \n--- ***\n"), key),
        Sent("empty-article", b"", key, in_text),
        Sent("too-large", envelope(content="word " * (MAX_ARTICLE_BYTES // 4)), key),
        Sent("too-deep", b"<div>" * 5000 + html(n).encode(), key, in_html),
    ]
