"""The content of a raw article: its bytes or text, checked for size and for being text at all."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from service import cautions
from service.article import Caution, Found, MediaType
from service.outcome import Rejected
from service.raw.binary import SIGNATURE_BYTES, binary_format
from service.raw.charset import DECLARATION_BYTES, REPLACEMENT, decode_bytes, page_declarations
from service.raw.content_type import sniff_media_type
from service.raw.fields import Fields
from service.raw.mail import open_mail

MOST_REPLACED = 0.05  # of all characters, by the contract
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Content:
    """Content as text; `charset` is None where it came as text. `mail_head`: the headers beside a mail's HTML."""

    text: str
    media_type: MediaType
    charset: Found[str] | None = None
    cautions: tuple[Caution, ...] = ()
    mail_head: str = ""


def read_bytes(data: bytes, media_type: MediaType | None, declared: Iterable[str]) -> Content:
    """Decode content that came as bytes; its media type is sniffed where none is given.

    `declared` holds the charset labels that stand outside of it. Raises `Rejected` (`undecodable`).
    """
    _refuse_binary(data)
    page_type = media_type or sniff_media_type(data[:DECLARATION_BYTES].decode("latin-1"))
    decoded = decode_bytes(data, declared, page_declarations(data) if page_type == "text/html" else ())
    _refuse_garbled(decoded.text)
    content = Content(decoded.text, media_type or sniff_media_type(decoded.text), decoded.charset, decoded.cautions)
    return _opened(content, media_type)


def read_text(text: str, media_type: MediaType | None, surrogates: int) -> Content:
    """Take content that came as text; its media type is sniffed where none is given. Raises as `read_bytes` does.

    So many unpaired surrogates were replaced in it: they cost a warning only, since no charset was mistaken there.
    """
    # Whoever reads a binary file as text most often takes each byte for a character.
    _refuse_binary(text[:SIGNATURE_BYTES].encode("latin-1", "replace"))
    _refuse_garbled(text, surrogates)
    return _opened(Content(text.removeprefix("\ufeff"), media_type or sniff_media_type(text)), media_type)


def _opened(content: Content, media_type: MediaType | None) -> Content:
    """The content, or what it shows where it is a mail as it was sent and `media_type` does not say that it is HTML."""
    mail = open_mail(content.text) if media_type != "text/html" else None
    if mail is None:
        return content
    _refuse_garbled(mail.text)
    noted = (*content.cautions, *mail.cautions)
    return Content(mail.text, mail.media_type, mail.charset or content.charset, noted, mail.head)


def refuse_too_large(size: int, max_article_bytes: int) -> None:
    """Raise `Rejected` (`too-large`) where content of `size` bytes is over the limit."""
    if size > max_article_bytes:
        raise Rejected("too-large", f"The content has {size} bytes, more than the limit of {max_article_bytes}.")


def choose_content(fields: Fields) -> bytes | str:
    """The content of an envelope: its bytes where they are valid, else its text.

    Raises `Rejected` (`invalid-message`) where neither is there in its form.
    """
    text, data = fields.string("content"), _decode_base64(fields)
    if data and text:
        detail = "`content` and `content_base64` are both there; `content_base64` was read."
        fields.note(Caution(cautions.CONTENT_TWICE, "content", detail))
    chosen = data or (data if text is None else text)
    if chosen is not None:
        return chosen
    if fields.holds("content_base64"):
        raise Rejected("invalid-message", "The envelope's `content_base64` is not base64, and it has no `content`.")
    if fields.holds("content"):
        raise Rejected("invalid-message", "The envelope's `content` is not a string.")
    raise Rejected("invalid-message", "The envelope has neither `content` nor `content_base64`.")


def _decode_base64(fields: Fields) -> bytes | None:
    encoded = fields.string("content_base64")
    if encoded is None:
        return None
    try:
        # Mail and some encoders break base64 into lines (RFC 2045): white space is none of its characters.
        return base64.b64decode(_WHITE_SPACE.sub("", encoded), validate=True)
    except (ValueError, binascii.Error):
        fields.refuse("content_base64", "base64")
        return None


def _refuse_binary(head: bytes) -> None:
    found = binary_format(head)
    if found:
        raise Rejected("undecodable", f"The content is {found}, not text.")


def _refuse_garbled(text: str, pardoned: int = 0) -> None:
    if "\0" in text:
        raise Rejected(
            "undecodable", "The content holds NUL characters: it is not text, or not in the charset declared."
        )
    replaced = text.count(REPLACEMENT) - pardoned
    if replaced > MOST_REPLACED * len(text):
        detail = f"{replaced} of the content's {len(text)} characters are U+FFFD: it was not read in its own charset."
        raise Rejected("undecodable", detail)
