"""The first step: a raw message is understood as an article or a tombstone, or is rejected."""

from dataclasses import replace

from service.article import DecodedArticle
from service.message import RawMessage, moment
from service.outcome import Rejected, Tombstone
from service.raw.content import Content, choose_content, read_bytes, read_text, refuse_too_large
from service.raw.content_type import ContentType, parse_content_type
from service.raw.envelope import KNOWN_FIELDS, RIGHTS_FIELDS, read_feed, read_metadata, read_rights, unknown_fields
from service.raw.fields import Fields
from service.raw.identity import article_id, tombstone_id
from service.raw.json_object import open_json_object
from service.raw.quoting import quoted

MAX_ARTICLE_BYTES = 7 * 1024 * 1024  # of decoded content: the contract's default


def decode(
    message: RawMessage,
    default_content_type: str = "application/json",
    max_article_bytes: int = MAX_ARTICLE_BYTES,
) -> DecodedArticle | Tombstone:
    """Understand a raw message by its content-type header, else by `default_content_type`.

    `max_article_bytes` bounds the decoded content. Raises `Rejected`: `invalid-message` where the message is no raw
    article, `too-large` over the bound, `undecodable` where the content is no text.
    """
    if message.value is None:
        return Tombstone(tombstone_id(message))
    article = _decode(message, message.value, default_content_type, max_article_bytes)
    return replace(article, received_at=moment(message.origin.timestamp_ms)) if message.origin else article


def _decode(message: RawMessage, value: bytes, default_content_type: str, max_article_bytes: int) -> DecodedArticle:
    content_type = parse_content_type(message.header("content-type") or default_content_type)
    if content_type.is_envelope:
        values = open_json_object(value)
        try:
            return _decode_envelope(values, message.key, max_article_bytes)
        except Rejected as rejected:
            rejected.url = Fields(values).url("url")
            raise
    if content_type.media_type:
        return _decode_bare(message, value, content_type, max_article_bytes)
    raise Rejected(
        "invalid-message",
        f"No raw article is of content type {quoted(content_type.name)}: send application/json (the envelope), "
        "text/html, application/xhtml+xml or text/plain.",
    )


def _decode_envelope(values: dict[str, object], key: bytes | None, max_article_bytes: int) -> DecodedArticle:
    """An envelope speaks through its fields alone: of the message beside it, only the key may name it."""
    fields = Fields(values)
    rights = fields.part("rights")
    chosen = choose_content(fields)
    data = chosen.encode() if isinstance(chosen, str) else chosen
    refuse_too_large(len(data), max_article_bytes)
    content = _envelope_content(fields, chosen)
    unknown = fields.unknown(KNOWN_FIELDS) + rights.unknown(RIGHTS_FIELDS)
    url = fields.url("url")
    article = DecodedArticle(
        article_id=article_id(fields.text("article_id"), url, key, data),
        content=content.text,
        media_type=content.media_type,
        mail_head=content.mail_head,
        feed=read_feed(fields),
        url=url,
        source=fields.text("source"),
        fetched_at=fields.moment("fetched_at"),
        rights=read_rights(rights),
        metadata=read_metadata(fields),
        charset=content.charset,
    )
    noted = (unknown_fields(unknown),) if unknown else ()
    return replace(article, cautions=(*noted, *fields.cautions, *rights.cautions, *content.cautions))


def _envelope_content(fields: Fields, chosen: bytes | str) -> Content:
    stated = fields.text("content_type")
    content_type = parse_content_type(stated) if stated else None
    media_type = content_type.media_type if content_type else None
    if content_type and media_type is None:
        fields.refuse("content_type", "text/html, application/xhtml+xml or text/plain")
    charset = fields.text("charset")
    if isinstance(chosen, str):
        return read_text(chosen, media_type, fields.replaced("content"))
    labels = (charset, content_type.charset if content_type and media_type else None)
    return read_bytes(chosen, media_type, [label for label in labels if label])


def _decode_bare(message: RawMessage, data: bytes, content_type: ContentType, max_article_bytes: int) -> DecodedArticle:
    """A bare article is the value itself; headers may stand beside it."""
    refuse_too_large(len(data), max_article_bytes)
    declared = [content_type.charset] if content_type.charset else []
    content = read_bytes(data, content_type.media_type, declared)
    headers = Fields({name: message.header(name.replace("_", "-")) for name in ("article_id", "url", "fetched_at")})
    url = headers.url("url")
    article = DecodedArticle(
        article_id=article_id(headers.text("article_id"), url, message.key, data),
        content=content.text,
        media_type=content.media_type,
        mail_head=content.mail_head,
        url=url,
        source=message.header("source"),
        fetched_at=headers.moment("fetched_at"),
        charset=content.charset,
    )
    return replace(article, cautions=(*headers.cautions, *content.cautions))
