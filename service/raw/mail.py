"""A mail as it was sent, with its parts and their encodings: the text that a reader of it sees."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message

from service import cautions
from service.article import Caution, Found, MediaType
from service.raw.charset import decode_bytes

# No article is longer; the parser takes 2 us and 200 bytes a line. Each part within another costs it every line again.
MOST_LINES, MOST_BOUNDARIES, DEEPEST = 150_000, 20, 20
# Headers end before that, and no printed one is longer.
LONGEST_HEAD, LONGEST_HEADER = 64 * 1024, 4_000
# What a reader of mail is shown of its headers.
SHOWN = frozenset(("from", "sender", "reply-to", "to", "cc", "date", "subject"))

_OPENING = re.compile(r"(?:From \S+@\S.*\n)?(?=[A-Za-z][A-Za-z-]{1,40}:[ \t]|--[^\s-]\S{2,70}\nContent-)")
_HEAD_END = re.compile(r"\r?\n[ \t]*\r?\n")
_ENCODED = re.compile(
    r"^content-transfer-encoding:\s*(?:quoted-printable|base64)|^content-type:\s*(?:multipart/|text/html)"
    r"|=\?[\w-]{2,30}\?[bq]\?",
    re.IGNORECASE | re.MULTILINE,
)
_OF_MAIL = re.compile(
    r"^(?:from|subject|mime-version|received|content-transfer-encoding):", re.IGNORECASE | re.MULTILINE
)
_CONTENT_HEADER = re.compile(r"^content-[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(r"--(?P<boundary>[^\s-]\S{2,70})\r?\nContent-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """What a mail shows: its headers, a blank line, and its text; beside HTML its headers are the `head`.

    `charset` is that of an encoded part.
    """

    text: str
    media_type: MediaType
    charset: Found[str] | None
    cautions: tuple[Caution, ...]
    head: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    is_html: bool
    encoding: str
    charset: Found[str] | None = None
    cautions: tuple[Caution, ...] = ()


def open_mail(text: str) -> OpenedMail | None:
    """Read the text of a mail whose own headers say that it is encoded, in parts or HTML; None where none say so.

    Plain text goes before HTML; attachments are left out. Never raises: what the parser cannot read stays as it is.
    """
    whole = _with_boundary(text)
    if whole is None or not _is_bounded(whole):
        return None
    try:
        message = message_from_bytes(whole.encode("utf-8", "replace"))
        parts = [part for part in _parts(message, DEEPEST) if any(map(str.isalnum, part.text))]
    except (MessageError, RecursionError, ValueError, LookupError):
        return None
    plain = [part for part in parts if not part.is_html] or parts[:1]
    if not plain:
        return None
    noted = tuple(caution for part in plain for caution in part.cautions)
    charset = next((part.charset for part in plain if part.charset), None)
    body = "\n\n".join(part.text.strip("\r\n") for part in plain)
    head = "\n".join(_shown(message))
    if plain[0].is_html:
        return OpenedMail(body, "text/html", charset, (*noted, _opened(plain)), head)
    return OpenedMail(f"{head}\n\n{body}\n" if head else f"{body}\n", "text/plain", charset, (*noted, _opened(plain)))


def begins_mail(text: str) -> bool:
    """Whether a text, of which the beginning is enough, is a mail that `open_mail` would read."""
    return _with_boundary(text) is not None


def _is_bounded(whole: str) -> bool:
    """Whether a mail is none that the parser takes long for: what it does with a header's parameters is quadratic."""
    if whole.count("\n") > MOST_LINES or whole.lower().count("boundary=") > MOST_BOUNDARIES:
        return False
    return all(len(header[0]) <= LONGEST_HEADER for header in _CONTENT_HEADER.finditer(whole))


def _opened(parts: list[_Part]) -> Caution:
    known = sorted({part.encoding for part in parts if part.encoding in ("quoted-printable", "base64")})
    kind = "text/html" if parts[0].is_html else "text/plain"
    encoded = f", decoded from {' and '.join(known)}" if known else ""
    return Caution(cautions.MAIL_OPENED, "content", f"The mail's {kind} was read{encoded}.")


def _with_boundary(text: str) -> str | None:
    """The mail from its first header on; one that begins parts without saying so is told from its first boundary."""
    start = len(text) - len(text.lstrip("\r\n\t "))
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    text = text[opening.end() :]
    if begun := _BOUNDARY.match(text):
        return f'Content-Type: multipart/mixed; boundary="{begun["boundary"]}"\n\n{text}'
    end = _HEAD_END.search(text, 0, LONGEST_HEAD)
    head = text[: end.start()] if end else ""
    if end is None or not _OF_MAIL.search(head):
        return None
    behind = _BOUNDARY.match(text, end.end())
    if behind and "content-type" not in head.lower():
        return f'{head}\nContent-Type: multipart/mixed; boundary="{behind["boundary"]}"\n\n{text[end.end() :]}'
    return text if _ENCODED.search(head) else None


def _parts(message: Message, depth: int) -> Iterator[_Part]:
    """The texts of a message; of parts that say the same in several forms, the first that is plain."""
    if depth == 0 or message.get_content_disposition() == "attachment":
        return
    if message.is_multipart():
        held = [part for part in message.get_payload() if isinstance(part, Message)]
        found = [list(_parts(part, depth - 1)) for part in held]
        if message.get_content_subtype() == "alternative":
            filled = [parts for parts in found if parts]
            plain = (parts for parts in filled if not any(part.is_html for part in parts))
            found = [next(plain, filled[0])] if filled else []
        for parts in found:
            yield from parts
    elif message.get_content_type() in ("text/plain", "text/html"):
        yield _read(message)


def _read(part: Message) -> _Part:
    """The text of one part: decoded by its own headers where it is encoded, else as it stands."""
    is_html = part.get_content_type() == "text/html"
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return _Part("", is_html, encoding)
    label = part.get_content_charset()
    if encoding not in ("quoted-printable", "base64"):
        # Its characters are those of the text that the mail was decoded to.
        return _Part(data.decode("utf-8", "replace"), is_html, encoding)
    decoded = decode_bytes(data, [label] if label else [])
    return _Part(decoded.text, is_html, encoding, decoded.charset, decoded.cautions)


def _shown(message: Message) -> Iterator[str]:
    """The headers that are shown, each on a line, without the encoding of their words."""
    for name, value in message.raw_items():
        if name.lower() in SHOWN:
            yield f"{name}: {_plain(value)}"


def _plain(value: object) -> str:
    text = str(value).encode("ascii", "surrogateescape").decode("utf-8", "replace")
    if len(text) <= LONGEST_HEADER and "=?" in text:
        with suppress(HeaderParseError, LookupError, ValueError):
            text = str(make_header(decode_header(text)))
    return " ".join(text.split())
