"""Mutations of what stands around an article: the envelope's fields, the message's headers and key."""

import base64
import json
from typing import Any

from service.message import RawMessage
from tests.fuzz.byte_mutations import BYTE_MUTATIONS, CHARSETS, STRANGE_LABELS, encode
from tests.fuzz.draw import Draw
from tests.fuzz.json_mutations import mutate_json, strange_value
from tests.fuzz.originals import Original

TYPES = (
    *(
        "text/html",
        "text/plain",
        "application/xhtml+xml",
        "application/json",
        "application/vnd.news+json",
        "application/pdf",
    ),
    *(
        "TEXT/HTML ;Charset=",
        "text/html; charset=utf-16",
        "text/plain;charset=x",
        "",
        ";",
        "text/",
        "/",
        "json",
        "*/*",
        "\u202etext",
    ),
)
HEADER_NAMES = (
    *(
        "content-type",
        "article-id",
        "url",
        "source",
        "fetched-at",
        "Content-Type",
        "traceparent",
        "copydesk-replay-count",
    ),
    *(
        "copydesk-source-offset",
        "copydesk-error-reason",
        "copydesk-first-source-topic",
        "ce_type",
        "__TypeId__",
        "",
        "x-\u00e9",
        "h" * 300,
    ),
)
FEED: dict[str, object] = {
    "article_id": "nordlys-17",
    "source": "nordlys-rss",
    "fetched_at": "2026-03-02T07:41:08Z",
    "headline": "Ferries sail again",
    "authors": ["Amara Lindqvist", "Jon Vik"],
    "published_at": "Mon, 02 Mar 2026 07:15:00 +0100",
    "language": "nb",
    "publisher": "Nordlys Presse",
    "section": "Transport",
    "keywords": ["ferries", "strike"],
    "rights": {"robots": "noarchive", "tdm_reservation": "1"},
    "metadata": {"crawl": "2026-10"},
}
URLS = (
    *(
        "http://",
        "https://[::1]:99999/",
        "HTTPS://User@EXAMPLE.com:443/%zz#f",
        "https://a.example/\n",
        "//x/y",
        "https://例え.example/",
        "x",
    ),
    *(
        "https://a.example/" + "a" * 5000,
        "javascript:1",
        "https://a.example:٤٤٣/",
        "http://a\\b/",
        "http://\ud800.example/",
    ),
)


def as_bare(original: Original, text: str, draw: Draw, trail: list[str]) -> RawMessage:
    """The article itself as the value, its type and charset in a header: mostly the right ones."""
    label, data = _encoded(text, draw, trail)
    kind = original.media_type if draw.chance(0.95) else draw.random.choice(TYPES)
    stated = f"{kind}; charset={label}" if label is not None else kind
    headers: list[tuple[str, bytes | None]] = [("content-type", stated.encode(errors="replace"))]
    if original.url and draw.chance(0.5):
        headers.append(("url", original.url.encode()))
    return RawMessage(data, _key(draw), tuple(headers))


def as_envelope(original: Original, text: str, draw: Draw, trail: list[str]) -> RawMessage:
    """An envelope with some of the fields that a feed fills, some of them not as they should be."""
    fields: dict[str, Any] = {name: value for name, value in FEED.items() if draw.chance(0.3)}
    fields["content_type"] = original.media_type
    if original.url:
        fields["url"] = original.url
    if draw.chance(0.6):
        fields["content"] = text
    else:
        label, data = _encoded(text, draw, trail)
        fields["content_base64"] = base64.b64encode(data).decode()
        fields["charset"] = label
    if draw.chance(0.5):
        _mutate_fields(fields, draw, trail)
    return RawMessage(_written(fields, draw, trail), _key(draw))


def as_tombstone(original: Original, _text: str, draw: Draw, _trail: list[str]) -> RawMessage:
    """A message without a value."""
    return RawMessage(None, _key(draw), (("url", (original.url or "").encode()),) if draw.chance(0.5) else ())


def mutate_beside(message: RawMessage, draw: Draw, trail: list[str]) -> RawMessage:
    """Other headers and another key, in one message of three."""
    headers, key = list(message.headers), message.key
    if draw.chance(0.2):
        trail.append("change_headers")
        for _ in range(draw.count(8)):
            _change_headers(headers, draw)
    if draw.chance(0.15):
        trail.append("change_key")
        key = draw.random.choice(
            (None, b"", b"\xff\xfe\x00", b"\0" * 9, draw.random.randbytes(40), b"k" * 3000, "ключ".encode())
        )
    return RawMessage(message.value, key, tuple(headers))


def _mutate_fields(fields: dict[str, Any], draw: Draw, trail: list[str]) -> None:
    """Change fields, the content itself seldom: without it, not much is looked at."""
    trail.append("change_fields")
    for _ in range(draw.count(6)):
        name = draw.random.choice(
            tuple(FEED) + (("url", "charset", "content_type") if draw.chance(0.5) else ("metadata",))
        )
        if name == "url" and draw.chance(0.6):
            fields[name] = draw.random.choice(URLS)
        elif isinstance(fields.get(name), dict | list):
            fields[name] = mutate_json(fields[name], draw)
        else:
            fields[name] = strange_value(fields.get(name, FEED.get(name)), draw)
    if draw.chance(0.1):
        name = draw.random.choice(("content", "content_base64"))
        fields[name] = strange_value(str(fields.get(name, "x"))[:100], draw)
    if draw.chance(0.1):
        fields[draw.token()] = strange_value("x", draw)


def _written(fields: dict[str, Any], draw: Draw, trail: list[str]) -> bytes:
    """The envelope as bytes: JSON, with or without a frame or byte order mark, seldom broken."""
    text = json.dumps(fields, ensure_ascii=draw.chance(0.5))
    if draw.chance(0.05):
        trail.append("break_json")
        place = draw.place(len(text))
        text = text[:place] + draw.token("json", "controls") * draw.count(20_000) + text[place:]
    if draw.chance(0.03):
        trail.append("double_fields")
        text = text[:-1] + "," + text[1:]
    front = draw.random.choices((b"", b"\0\0\0\0\7", b"\xef\xbb\xbf", b"\0\0", b" \n"), (80, 8, 6, 3, 3))[0]
    data = front + text.encode("utf-8", "replace" if draw.chance(0.9) else "surrogatepass")
    return _mutate_bytes(data, draw, trail) if draw.chance(0.04) else data  # what is no UTF-8 is no envelope


def _encoded(text: str, draw: Draw, trail: list[str]) -> tuple[str | None, bytes]:
    """The text in some charset, and the label that goes along: the right one, another, a strange one or none."""
    label, codec = draw.random.choice(CHARSETS)
    if codec != "utf-8":
        trail.append(f"in_{codec}")
    stated = draw.random.choices(
        (label, None, draw.random.choice(CHARSETS)[0], draw.random.choice(STRANGE_LABELS)), (50, 40, 6, 4)
    )[0]
    data = encode(text, codec, draw)
    return stated, _mutate_bytes(data, draw, trail) if draw.chance(0.4) else data


def _mutate_bytes(data: bytes, draw: Draw, trail: list[str]) -> bytes:
    for _ in range(draw.count(4)):
        mutation = draw.random.choice(BYTE_MUTATIONS)
        data = mutation(data, draw)
        trail.append(mutation.__name__)
    return data


def _key(draw: Draw) -> bytes:
    return f"desk-{draw.random.randrange(50)}".encode()


def _change_headers(headers: list[tuple[str, bytes | None]], draw: Draw) -> None:
    kind = draw.random.random()
    if headers and kind < 0.15:
        del headers[draw.random.randrange(len(headers))]
    elif headers and kind < 0.3:
        headers.insert(0, draw.random.choice(headers))
    else:
        name = draw.random.choice(HEADER_NAMES if draw.chance(0.3) else HEADER_NAMES[1:5])
        values: tuple[bytes | None, ...] = (
            None,
            b"",
            b"\xff\xfe",
            draw.random.choice(TYPES).encode(errors="replace"),
            draw.random.choice(URLS).encode(errors="replace"),
            draw.token().encode(errors="replace"),
            draw.token("dates").encode(),
            draw.random.randbytes(draw.count(2_000)),
        )
        headers.append((name, draw.random.choice(values)))
