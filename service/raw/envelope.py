"""The envelope: what its fields say about the article beside its content."""

import re
from dataclasses import replace
from html import unescape
from html.entities import html5

from schemas.evidence import AS_FOUND_LIMIT
from schemas.raw_article import RawArticle, SeenRights
from service import cautions
from service.accounts import is_account
from service.article import ArticleDate, Caution, Findings, Found, Rights
from service.dates import parse_declared_date
from service.raw.charset import REPLACEMENT
from service.raw.fields import Fields

METADATA_LIMIT = 16 * 1024  # bytes of keys and values in UTF-8, by the contract
# A feed is set by the publisher's own system, but is cut and retyped on its way. Chosen, not measured.
FEED_CONFIDENCE = 0.9

KNOWN_FIELDS = frozenset(RawArticle.model_fields)
RIGHTS_FIELDS = frozenset(SeenRights.model_fields)
# RSS and Atom carry HTML, and readers of feeds often hand on what was escaped in it.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
# BCP 47 as feeds write it: a language of two or three letters, then any subtags.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,8}")


def read_feed(fields: Fields) -> Findings:
    """What the feed said: each field with its evidence, references read and white space evened out in its value."""
    return Findings(
        headline=_line(fields, "headline"),
        authors=_authors(fields),
        publisher=_line(fields, "publisher"),
        section=_line(fields, "section"),
        language=_language(fields),
        keywords=_lines(fields, "keywords"),
        dates=_published(fields),
    )


def read_rights(fields: Fields) -> Rights:
    """The publisher's terms as the crawler saw them."""
    return Rights(**{name: fields.text(name) for name in sorted(RIGHTS_FIELDS)})


def read_metadata(fields: Fields) -> dict[str, str]:
    """The sender's map, untouched; dropped where it is over its limit."""
    metadata = fields.string_map("metadata")
    size = sum(len(key.encode()) + len(value.encode()) for key, value in metadata.items())
    if size <= METADATA_LIMIT:
        return metadata
    detail = f"`metadata` has {size} bytes, more than {METADATA_LIMIT}; it was dropped."
    fields.note(Caution(cautions.METADATA_TOO_LARGE, "metadata", detail))
    return {}


def unknown_fields(count: int) -> Caution:
    """The caution that so many fields were ignored."""
    were = "field that the contract does not know was" if count == 1 else "fields that the contract does not know were"
    return Caution(cautions.UNKNOWN_FIELDS, detail=f"{count} {were} ignored.")


def _found(value: str, as_found: str) -> Found[str]:
    return Found(value, "feed", as_found.strip()[:AS_FOUND_LIMIT], FEED_CONFIDENCE)


def _meant(text: str) -> str:
    """What a field says: each sound reference to a character read once, white space evened out."""
    return " ".join(_REFERENCE.sub(_character, text).split())


def _character(reference: re.Match[str]) -> str:
    """The character, or the two, that a reference stands for; the reference where it stands for none."""
    if reference[1] and f"{reference[1]};" not in html5:
        return reference[0]
    character = unescape(reference[0])
    return reference[0] if character in ("", REPLACEMENT) else character


def _line(fields: Fields, name: str) -> Found[str] | None:
    text = fields.text(name) or ""
    value = _meant(text)
    return _found(value, text) if value else None


def _lines(fields: Fields, name: str) -> Found[tuple[str, ...]] | None:
    texts = fields.texts(name)
    values = tuple(value for text in texts if (value := _meant(text)))
    return Found(values, "feed", "; ".join(texts).strip()[:AS_FOUND_LIMIT], FEED_CONFIDENCE) if values else None


def _authors(fields: Fields) -> Found[tuple[str, ...]] | None:
    """Those that are no accounts of the feed's publishing system."""
    said = _lines(fields, "authors")
    names = tuple(name for name in said.value if not is_account(name)) if said else ()
    return replace(said, value=names) if said and names else None


def _language(fields: Fields) -> Found[str] | None:
    text = fields.text("language")
    if text is None or not text.strip():
        return None
    tag = text.strip().replace("_", "-")
    if _LANGUAGE_TAG.fullmatch(tag):
        return _found(tag, text)
    fields.refuse("language", "a language tag such as `pt-BR`")
    return None


def _published(fields: Fields) -> tuple[Found[ArticleDate], ...]:
    text = fields.text("published_at")
    if text is None or not text.strip():
        return ()
    date = parse_declared_date(text, "published")
    if date:
        return (Found(date, "feed", text.strip()[:AS_FOUND_LIMIT], FEED_CONFIDENCE),)
    fields.refuse("published_at", "a date such as `2026-03-02T07:15:00+01:00`")
    return ()
