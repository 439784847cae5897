"""The decode step by the contract's section on raw articles: forms, tombstones, sizes, and what is no text."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from service.article import DecodedArticle
from service.message import Headers, RawMessage
from service.outcome import Rejected, Tombstone
from service.steps.decode import MAX_ARTICLE_BYTES, decode

COPY = "The quay is closed."
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def message(value: bytes | None, content_type: bytes | None = None, *, key: bytes | None = None) -> RawMessage:
    """A raw message that says its content type, or does not."""
    return RawMessage(value, key, () if content_type is None else (("content-type", content_type),))


def article(value: bytes, content_type: bytes | None = None, key: bytes | None = None) -> DecodedArticle:
    """The article that a message is decoded to."""
    decoded = decode(message(value, content_type, key=key))
    assert isinstance(decoded, DecodedArticle)
    return decoded


def charset_of(decoded: DecodedArticle) -> str | None:
    """The charset by name."""
    return decoded.charset.value if decoded.charset else None


def refusal(raw: RawMessage, max_article_bytes: int = MAX_ARTICLE_BYTES) -> Rejected:
    """What a message is rejected with; its detail is one sentence for a person."""
    with pytest.raises(Rejected) as caught:
        decode(raw, max_article_bytes=max_article_bytes)
    assert caught.value.detail.endswith(".")
    return caught.value


@pytest.mark.parametrize(
    "content_type",
    [None, b"", b"\xff", b"application/json", b"Application/JSON; charset=utf-8", b"application/vnd.desk.raw+json"],
)
def test_an_envelope_is_read_where_json_is_said_or_nothing(content_type: bytes | None) -> None:
    """A header that is null, empty or not UTF-8 is absent, and leaves the word to the default."""
    assert article(b'{"content": "The quay is closed."}', content_type).content == COPY


@pytest.mark.parametrize(
    ("content_type", "media_type"),
    [
        (b"text/plain", "text/plain"),
        (b"text/plain; charset=utf-8", "text/plain"),
        (b"TEXT/HTML", "text/html"),
        (b"text/html;charset=utf-8", "text/html"),
        (b"application/xhtml+xml", "text/html"),
    ],
)
def test_a_bare_article_is_the_value_itself(content_type: bytes, media_type: str) -> None:
    """Its media type is the one that it says, whatever it looks like."""
    decoded = article(b"The quay is closed.", content_type)
    assert (decoded.content, decoded.media_type, charset_of(decoded)) == (COPY, media_type, "utf-8")


def test_the_default_content_type_is_for_messages_that_say_none() -> None:
    """It can be set to a bare form, with a charset."""
    decoded = decode(message(b"Fu\xdfg\xe4nger"), "text/plain; charset=iso-8859-1")
    assert isinstance(decoded, DecodedArticle)
    assert (decoded.content, charset_of(decoded)) == ("Fußgänger", "windows-1252")
    with pytest.raises(Rejected):
        decode(message(b"{}", b"application/json"), "text/plain")


@pytest.mark.parametrize(
    "content_type", [b"application/pdf", b"text/markdown", b"text/json", b"json", b";", b"\xc3\xa9"]
)
def test_any_other_content_type_is_no_raw_article(content_type: bytes) -> None:
    """The detail names the type, and the ones to send."""
    rejected = refusal(message(b'{"content": "The quay is closed."}', content_type))
    assert rejected.reason == "invalid-message"
    assert "text/plain" in rejected.detail


def test_a_long_content_type_does_not_make_a_long_detail() -> None:
    """A detail is a header of a dead letter, and has to fit."""
    assert len(refusal(message(b"x", b"x" * 100_000)).detail) < 300


def test_headers_stand_beside_a_bare_article() -> None:
    """Identity, address, source and fetch time; of a repeated header the last counts, in any case."""
    headers: Headers = (
        ("content-type", b"text/plain"),
        ("Article-Id", b"desk-0"),
        ("article-id", b"desk-1"),
        ("url", b"HTTPS://News.example:443/quay#top"),
        ("source", "Küsten-Feed".encode()),
        ("fetched-at", b"2026-03-02T07:41:08+01:00"),
    )
    decoded = decode(RawMessage(b"The quay is closed.", b"key", headers))
    assert isinstance(decoded, DecodedArticle)
    assert (decoded.article_id, decoded.url) == ("desk-1", "HTTPS://News.example:443/quay#top")
    assert (decoded.source, decoded.cautions) == ("Küsten-Feed", ())
    assert decoded.fetched_at == datetime(2026, 3, 2, 6, 41, 8, tzinfo=UTC)
    assert decoded.fetched_at.utcoffset() == timedelta(hours=1)


def test_malformed_headers_are_dropped_with_cautions() -> None:
    """A relative URL and a time without a zone; null, empty and broken headers are simply absent."""
    headers: Headers = (
        ("content-type", b"text/plain"),
        ("article-id", b"\xff"),
        ("url", b"/quay"),
        ("source", b""),
        ("source", None),
        ("fetched-at", b"2026-03-02T07:41:08"),
    )
    decoded = decode(RawMessage(b"The quay is closed.", b"key", headers))
    assert isinstance(decoded, DecodedArticle)
    assert (decoded.article_id, decoded.url, decoded.source, decoded.fetched_at) == ("key", None, None, None)
    assert [(caution.code, caution.field) for caution in decoded.cautions] == [
        ("malformed-field", "url"),
        ("malformed-field", "fetched_at"),
    ]


def test_an_envelope_speaks_through_its_fields_alone() -> None:
    """Headers that would name a bare article do not name it, nor say its charset."""
    headers: Headers = (
        ("content-type", b"application/json; charset=koi8-r"),
        ("article-id", b"desk-1"),
        ("url", b"https://news.example/"),
        ("source", b"feed"),
        ("fetched-at", b"2026-03-02T07:41:08Z"),
    )
    body = json.dumps({"content_base64": base64.b64encode("Fußgänger".encode()).decode()}).encode()
    decoded = decode(RawMessage(body, b"key", headers))
    assert isinstance(decoded, DecodedArticle)
    assert (decoded.article_id, decoded.url, decoded.source) == ("key", None, None)
    assert (decoded.fetched_at, decoded.content) == (None, "Fußgänger")


@pytest.mark.parametrize(
    ("value", "content_type", "expected"),
    [
        (b"Quay closed\n", b"text/plain", "f0e2f065-149c-5358-a7d1-455700509bad"),
        (b'{"content": "Quay closed\\n"}', None, "f0e2f065-149c-5358-a7d1-455700509bad"),
        (b'{"content_base64": "UXVheSBjbG9zZWQK"}', None, "f0e2f065-149c-5358-a7d1-455700509bad"),
        (b'{"content": "other", "content_base64": "UXVheSBjbG9zZWQK"}', None, "f0e2f065-149c-5358-a7d1-455700509bad"),
        (b'{"content": "a\\ud800b"}', None, "a8281c81-a939-5d9a-a5c1-e6dd24206b18"),
        ('{"content": "Quai fermé"}'.encode(), None, "973c2011-4b00-50b1-b99e-fb4df3f6c026"),
        (b"", b"text/plain", "6591ecd6-2374-5788-8f62-0df54d89ad21"),
    ],
)
def test_an_article_without_a_name_is_known_by_its_content(
    value: bytes, content_type: bytes | None, expected: str
) -> None:
    """The hash is of the value itself, the decoded bytes, or the text in UTF-8 after surrogates were replaced."""
    assert article(value, content_type, b"\xff").article_id == expected


@pytest.mark.parametrize("content_type", [None, b"application/json", b"text/html", b"application/pdf"])
def test_a_null_body_is_a_tombstone_whatever_its_content_type(content_type: bytes | None) -> None:
    """It takes down the article that its key names."""
    assert decode(message(None, content_type, key=b"desk-1")) == Tombstone("desk-1")


def test_a_tombstone_is_named_by_its_url() -> None:
    """By the same rule as the article that was fetched there."""
    url = b"https://news.example/2026/quay"
    takedown = decode(RawMessage(None, b"key", (("url", url),)))
    assert takedown == Tombstone("46ddcc6d-5043-56cb-8aa0-ae20b9fda46e")
    assert article(b'{"content": "x", "url": "https://news.example/2026/quay"}').article_id == takedown.article_id


def test_a_tombstone_without_a_name_is_refused() -> None:
    """It could take nothing down."""
    assert refusal(message(None, b"text/html")).reason == "invalid-message"


@pytest.mark.parametrize("content_type", [None, b"application/json"])
def test_an_empty_body_is_no_tombstone(content_type: bytes | None) -> None:
    """As an envelope it is no JSON."""
    assert refusal(message(b"", content_type, key=b"desk-1")).reason == "invalid-message"


def test_an_empty_bare_body_is_an_article_without_copy() -> None:
    """Whether anything is printed in an article is not for this step to say."""
    assert article(b"", b"text/plain", b"desk-1").content == ""


@pytest.mark.parametrize(
    ("value", "content_type", "size"),
    [
        (b"x" * 100, b"text/plain", 100),
        ("ä".encode() * 50, b"text/html", 100),
        (json.dumps({"content": "ä" * 50}).encode(), None, 100),
        (json.dumps({"content": "\U0001f600" * 25}).encode(), None, 100),
        (json.dumps({"content_base64": base64.b64encode(b"x" * 100).decode()}).encode(), None, 100),
    ],
)
def test_content_over_the_limit_is_too_large(value: bytes, content_type: bytes | None, size: int) -> None:
    """The limit is on the decoded content's bytes: UTF-8 of text, base64 undone; the limit itself still fits."""
    raw = message(value, content_type)
    assert isinstance(decode(raw, max_article_bytes=size), DecodedArticle)
    rejected = refusal(raw, size - 1)
    assert rejected.reason == "too-large"
    assert f"{size} bytes" in rejected.detail


def test_seven_mebibytes_are_read_and_one_byte_more_is_too_large() -> None:
    """The default limit is the contract's."""
    assert article(b"x" * 7_340_032, b"text/plain").content
    assert refusal(message(b"x" * 7_340_033, b"text/plain")).reason == "too-large"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF document"),
        (b"\r\n%PDF-1.4", "a PDF document"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip"),
        (b"BZh91AY&SY\x9f", "bzip2"),
        (b"\xfd7zXZ\x00\x00\x04", "xz"),
        (b"\x28\xb5\x2f\xfd\x04\x58", "zstd"),
        (PNG, "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"GIF89a\x10\x00\x10\x00", "a GIF image"),
        (b"RIFF\x24\x10\x00\x00WEBPVP8 ", "a WebP image"),
        (b"II*\x00\x08\x00\x00\x00", "a TIFF image"),
        (b"\x00\x00\x00\x20ftypisom", "an MP4 video"),
        (b"\x7fELF\x02\x01\x01\x00", "an ELF program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an OLE office document"),
        (b"OggS\x00\x02", "Ogg"),
        (b"ID3\x04\x00", "MP3"),
        (b"SQLite format 3\x00", "a SQLite database"),
    ],
)
def test_known_binary_formats_are_undecodable(data: bytes, said: str) -> None:
    """Bare and in an envelope, whatever content type they are sent as; the detail names the format."""
    encoded = json.dumps({"content_base64": base64.b64encode(data).decode(), "content_type": "text/html"}).encode()
    for raw in (message(data, b"text/plain; charset=windows-1252"), message(encoded)):
        rejected = refusal(raw)
        assert rejected.reason == "undecodable"
        assert said in rejected.detail


@pytest.mark.parametrize("text", ["%PDF-1.7\n1 0 obj", PNG.decode("latin-1"), "PK\x03\x04"])
def test_a_binary_file_read_as_text_is_undecodable(text: str) -> None:
    """Where the sender took each byte for a character."""
    assert refusal(message(json.dumps({"content": text}).encode())).reason == "undecodable"


@pytest.mark.parametrize(
    "text", ["BM shares fell", "MZ is a code", "PK said", "GIF is a format", "RIFF and raff", "ID3"]
)
def test_copy_that_begins_with_a_few_letters_of_a_signature_is_copy(text: str) -> None:
    """Letters that copy may begin with are no signature."""
    assert article(text.encode(), b"text/plain").content == text


@pytest.mark.parametrize(
    "raw",
    [
        message(b"The quay\x00 is closed.", b"text/plain"),
        message(b"The quay is closed." + b"\x00", b"text/html; charset=windows-1252"),
        message(b'{"content": "The quay\\u0000 is closed."}'),
        message(b'{"content_base64": "VGhlAHF1YXk="}'),
    ],
)
def test_nul_characters_after_decoding_are_undecodable(raw: RawMessage) -> None:
    """No text holds one."""
    rejected = refusal(raw)
    assert rejected.reason == "undecodable"
    assert "NUL" in rejected.detail


def test_zero_bytes_of_utf_16_are_no_nul_characters() -> None:
    """They are halves of characters."""
    assert article(COPY.encode("utf-16"), b"text/plain").content == COPY


@pytest.mark.parametrize(("sound", "broken", "is_read"), [(95, 5, True), (94, 6, False), (19, 1, True), (18, 1, False)])
def test_up_to_one_character_in_twenty_may_be_replaced(sound: int, broken: int, is_read: bool) -> None:
    """Five in a hundred are a caution; more is undecodable."""
    raw = message(b"a" * sound + b"\xff" * broken, b"text/plain; charset=utf-8")
    if is_read:
        decoded = decode(raw)
        assert isinstance(decoded, DecodedArticle)
        assert decoded.content == "a" * sound + "\ufffd" * broken
        assert [(caution.code, caution.field) for caution in decoded.cautions] == [("replaced-characters", "content")]
    else:
        assert refusal(raw).reason == "undecodable"


@pytest.mark.parametrize(
    ("data", "content_type", "charset"),
    [
        (b"\xef\xbb\xbf<meta charset=koi8-r>K\xc3\xb6", b"text/html; charset=koi8-r", "utf-8"),
        (b'<meta charset="koi8-r">K\xf6', b"text/html; charset=iso-8859-1", "windows-1252"),
        (b'<meta charset="iso-8859-1">K\xf6', b"text/html", "windows-1252"),
        (b'<meta charset="koi8-r">Fu\xc3\x9fg\xc3\xa4nger', b"text/plain", "utf-8"),
        (b"<p>Fu\xc3\x9fg\xc3\xa4nger", b"text/html", "utf-8"),
    ],
)
def test_the_charset_is_the_marks_else_the_headers_else_the_pages_else_detected(
    data: bytes, content_type: bytes, charset: str
) -> None:
    """Plain text declares nothing about itself."""
    assert charset_of(article(data, content_type)) == charset


@pytest.mark.parametrize(
    ("data", "content_type", "method", "as_found"),
    [
        (b"\xef\xbb\xbfquay", b"text/html; charset=koi8-r", "bom", "EF BB BF"),
        (b'<meta charset="utf-8">quay', b"text/html; charset=Latin1", "declared", "Latin1"),
        (b'<meta charset="iso-8859-1">quay', b"text/html", "meta", "iso-8859-1"),
        (b"quay", b"text/plain; charset=x-nonsense", "detected", "utf-8"),
    ],
)
def test_the_charset_has_its_evidence(data: bytes, content_type: bytes, method: str, as_found: str) -> None:
    """Who said it, and in which words."""
    found = article(data, content_type).charset
    assert found is not None
    assert (found.method, found.as_found) == (method, as_found)
