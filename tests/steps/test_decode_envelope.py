"""The envelope by the contract: tolerant of everything but its content."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from service.article import Caution, DecodedArticle, Findings, Found, Rights
from service.cautions import CAUTIONS
from service.message import RawMessage
from service.outcome import Rejected
from service.steps.decode import decode

COPY = "The quay is closed."


def in_base64(data: bytes) -> str:
    """Bytes as an envelope carries them."""
    return base64.b64encode(data).decode()


def article(**fields: Any) -> DecodedArticle:
    """The article that an envelope of these fields is decoded to; its content is `COPY` unless given."""
    values = fields if {"content", "content_base64"} & fields.keys() else {"content": COPY, **fields}
    decoded = decode(RawMessage(json.dumps(values).encode(), b"key"))
    assert isinstance(decoded, DecodedArticle)
    assert {caution.code for caution in decoded.cautions} <= CAUTIONS.keys()
    return decoded


def noted(decoded: DecodedArticle) -> list[tuple[str, str | None]]:
    """Code and field of each caution."""
    return [(caution.code, caution.field) for caution in decoded.cautions]


def test_all_that_an_envelope_says_is_taken_over() -> None:
    """Every field of the contract, with the feed's ones as findings of method `feed`."""
    decoded = article(
        content="<p>The quay is closed.</p>",
        content_type="text/html",
        article_id="desk-1",
        url="https://news.example/quay",
        source="coast-feed",
        fetched_at="2026-03-02T07:41:08.25Z",
        headline=" Quay\n closed ",
        authors=["Amara Lindqvist", " Jon  Vik "],
        published_at="2026-03-02T07:15:00+01:00",
        language="pt_BR",
        publisher="Nordlys Presse",
        section="Transport",
        keywords=["quay", "storm"],
        rights={"robots": "noarchive", "tdm_reservation": "1", "license": None},
        metadata={"crawl": "2026-10", "": ""},
    )
    assert (decoded.article_id, decoded.url, decoded.source) == ("desk-1", "https://news.example/quay", "coast-feed")
    assert (decoded.content, decoded.media_type, decoded.charset) == ("<p>The quay is closed.</p>", "text/html", None)
    assert decoded.fetched_at == datetime(2026, 3, 2, 7, 41, 8, 250_000, tzinfo=UTC)
    assert decoded.rights == Rights(robots="noarchive", tdm_reservation="1")
    assert decoded.metadata == {"crawl": "2026-10", "": ""}
    assert decoded.feed.headline == Found("Quay closed", "feed", "Quay\n closed", 0.9)
    assert decoded.feed.authors is not None
    assert decoded.feed.authors.value == ("Amara Lindqvist", "Jon Vik")
    assert decoded.feed.language == Found("pt-BR", "feed", "pt_BR", 0.9)
    assert decoded.feed.publisher == Found("Nordlys Presse", "feed", "Nordlys Presse", 0.9)
    assert decoded.feed.section == Found("Transport", "feed", "Transport", 0.9)
    assert decoded.feed.keywords == Found(("quay", "storm"), "feed", "quay; storm", 0.9)
    (date,) = decoded.feed.dates
    assert (date.method, date.as_found, date.value.role) == ("feed", "2026-03-02T07:15:00+01:00", "published")
    assert date.value.at == datetime(2026, 3, 2, 6, 15, tzinfo=UTC)
    assert decoded.cautions == ()


def test_what_a_feed_escaped_is_read_as_it_was_meant() -> None:
    """Feeds are HTML in XML, and what they were read into keeps the references; the evidence keeps what was sent."""
    feed = article(
        headline="Caf&eacute; closes &amp;\n reopens&nbsp;&#8230; &#x201c;again&#x201d;",
        authors=["Zo&euml; Bront&euml;", "Jon Vik"],
        publisher="Smith &amp; Sons",
        section="News &lt;live&gt;",
        keywords=["R&amp;D"],
    ).feed
    assert feed.headline is not None
    assert feed.headline.value == "Café closes & reopens … “again”"
    assert feed.headline.as_found.startswith("Caf&eacute; closes &amp;\n")
    assert feed.authors is not None
    assert (feed.authors.value, feed.authors.as_found) == (("Zoë Brontë", "Jon Vik"), "Zo&euml; Bront&euml;; Jon Vik")
    assert feed.publisher == Found("Smith & Sons", "feed", "Smith &amp; Sons", 0.9)
    assert feed.section is not None
    assert feed.section.value == "News <live>"
    assert feed.keywords is not None
    assert feed.keywords.value == ("R&D",)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("AT&T and R&D", "AT&T and R&D"),
        ("Terms &copy 2026 &notit; &nosuch;", "Terms &copy 2026 &notit; &nosuch;"),
        ("How to write &amp;amp; in a page", "How to write &amp; in a page"),
        ("&#0; &#xd800; &#1; &#99999999999;", "&#0; &#xd800; &#1; &#99999999999;"),
        ("&" * 100_000, "&" * 100_000),
    ],
    ids=["names", "unfinished", "once", "no characters", "many"],
)
def test_only_a_sound_reference_is_read_and_once(sent: str, meant: str) -> None:
    """What is none stands for itself."""
    headline = article(headline=sent).feed.headline
    assert headline is not None
    assert headline.value == meant


@pytest.mark.parametrize("nothing", [None, ""])
def test_null_and_empty_fields_are_absent(nothing: str | None) -> None:
    """Without a caution, and the identity passes to the next that has one."""
    decoded = article(
        article_id=nothing,
        url=nothing,
        source=nothing,
        fetched_at=nothing,
        headline=nothing,
        published_at=nothing,
        language=nothing,
        publisher=nothing,
        section=nothing,
        content_type=nothing,
        charset=nothing,
        authors=[nothing],
        keywords=None,
        rights={"license": nothing},
        metadata=None,
    )
    assert decoded == DecodedArticle("key", COPY, "text/plain")


def test_unknown_fields_are_ignored_and_counted() -> None:
    """One caution says how many there were, those of `rights` included; a null one is absent."""
    decoded = article(foo=1, bar={"a": []}, baz=None, rights={"robots": "all", "qux": 1})
    assert decoded.cautions == (
        Caution("unknown-fields", detail="3 fields that the contract does not know were ignored."),
    )
    assert decoded.rights == Rights(robots="all")


MALFORMED: dict[str, list[Any]] = {
    "article_id": [7, ["desk-1"], True],
    "url": [7, "/quay", "ftp://news.example/", "https://", " https://news.example/"],
    "source": [7, {}],
    "fetched_at": [7, "yesterday", "2026-03-02", "2026-03-02T07:41:08", "2026-02-30T00:00:00Z", "2026-W10-1T00:00:00Z"],
    "headline": [7, ["Quay closed"], {}],
    "authors": ["Amara Lindqvist", [7], [["Jon Vik"]], {"name": "Jon Vik"}],
    "published_at": [1772432100, "soon", "2026-13-01", []],
    "language": [7, "English", "en US", "e"],
    "publisher": [{"name": "Nordlys Presse"}],
    "section": [["Transport"]],
    "keywords": ["quay, storm", [True]],
    "rights": ["all rights reserved", []],
    "metadata": ["crawl", ["crawl"], {"crawl": 7}, {"crawl": {"at": "2026"}}],
    "content_type": [7, "application/pdf", "html"],
    "charset": [7, ["utf-8"]],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in MALFORMED.items() for value in values])
def test_a_malformed_optional_field_is_dropped_with_a_caution(name: str, value: object) -> None:
    """As if it were absent; the caution names it."""
    decoded = article(**{name: value})
    assert noted(decoded) == [("malformed-field", name)]
    assert (decoded.article_id, decoded.feed, decoded.rights) == ("key", Findings(), Rights())
    assert (decoded.url, decoded.source, decoded.fetched_at, decoded.metadata) == (None, None, None, {})
    assert (decoded.content, decoded.media_type) == (COPY, "text/plain")


def test_a_malformed_part_of_rights_is_dropped_alone() -> None:
    """The others are kept."""
    decoded = article(rights={"tdm_reservation": 1, "robots": "noai"})
    assert noted(decoded) == [("malformed-field", "rights.tdm_reservation")]
    assert decoded.rights == Rights(robots="noai")


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0000-01-01T00:00:00Z"])
def test_a_time_that_utc_does_not_have_is_malformed(time: str) -> None:
    """No later step has to fear it."""
    assert noted(article(fetched_at=time, article_id="a")) == [("malformed-field", "fetched_at")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "neither"),
        ({"content": None, "content_base64": None}, "neither"),
        ({"content": 7}, "`content` is not a string"),
        ({"content": ["x"]}, "`content` is not a string"),
        ({"content_base64": "not base64!"}, "`content_base64` is not base64"),
        ({"content_base64": "abc"}, "`content_base64` is not base64"),
        ({"content_base64": "ab_-"}, "`content_base64` is not base64"),
        ({"content_base64": "Größe"}, "`content_base64` is not base64"),
        ({"content_base64": 7, "content": 7}, "`content_base64` is not base64"),
    ],
)
def test_an_envelope_without_sound_content_is_no_raw_article(fields: dict[str, Any], said: str) -> None:
    """Content is the one thing required, as text or as bytes; the detail says what is wrong with it."""
    with pytest.raises(Rejected) as caught:
        decode(RawMessage(json.dumps({"headline": "Quay closed", **fields}).encode()))
    assert caught.value.reason == "invalid-message"
    assert said in caught.value.detail


def test_with_both_valid_bytes_win() -> None:
    """With a caution."""
    decoded = article(content="text", content_base64=in_base64(b"bytes"))
    assert (decoded.content, noted(decoded)) == ("bytes", [("content-twice", "content")])


def test_with_both_text_is_read_where_the_bytes_are_not_base64() -> None:
    """With a caution."""
    decoded = article(content="text", content_base64="not base64!")
    assert (decoded.content, noted(decoded)) == ("text", [("malformed-field", "content_base64")])


def test_with_both_bytes_are_read_where_the_text_is_malformed() -> None:
    """With a caution."""
    decoded = article(content=7, content_base64=in_base64(b"bytes"))
    assert (decoded.content, noted(decoded)) == ("bytes", [("malformed-field", "content")])


def test_with_both_an_empty_one_says_nothing() -> None:
    """An empty field beside a full one does not cost the article its copy."""
    assert article(content="text", content_base64="").content == "text"
    assert article(content="", content_base64=in_base64(b"bytes")).content == "bytes"
    assert article(content="").content == ""


def test_base64_may_be_broken_into_lines() -> None:
    """As mail breaks it (RFC 2045)."""
    assert article(content_base64="VGhl\r\nIHF1\n YXk=\n").content == "The quay"


def test_unpaired_surrogates_become_replacement_characters() -> None:
    """In content and every other string, with one caution a field; a pair is a character."""
    decoded = article(
        content="a\ud800b\udfffc\U0001f600",
        headline="Quay \udc00",
        source="\ud83d",
        keywords=["x\ud800", "\ud800y"],
        metadata={"k\ud800": "v\ud800"},
        rights={"license": "CC\ud800"},
    )
    assert decoded.content == "a\ufffdb\ufffdc\U0001f600"
    assert decoded.feed.headline is not None
    assert decoded.feed.headline.value == "Quay \ufffd"
    assert decoded.metadata == {"k\ufffd": "v\ufffd"}
    assert set(noted(decoded)) == {
        ("replaced-characters", name)
        for name in ("content", "headline", "source", "keywords", "metadata", "rights.license")
    }
    assert decoded.cautions[0].detail == "2 characters became U+FFFD: unpaired surrogates."


def test_of_a_repeated_field_the_last_counts() -> None:
    """Also where the last is null."""
    decoded = decode(RawMessage(b'{"content": "x", "source": "a", "source": "b", "headline": "c", "headline": null}'))
    assert isinstance(decoded, DecodedArticle)
    assert (decoded.source, decoded.feed.headline) == ("b", None)


@pytest.mark.parametrize(("size", "is_kept"), [(16 * 1024, True), (16 * 1024 + 1, False)])
def test_metadata_over_16_kib_is_dropped_with_a_caution(size: int, is_kept: bool) -> None:
    """Its size is that of keys and values in UTF-8."""
    metadata = {"kéy": "v" * (size - 4)}
    decoded = article(metadata=metadata)
    assert decoded.metadata == (metadata if is_kept else {})
    assert noted(decoded) == ([] if is_kept else [("metadata-too-large", "metadata")])


@pytest.mark.parametrize(
    ("content_type", "content", "media_type"),
    [
        ("text/html", COPY, "text/html"),
        ("text/html; charset=utf-8", COPY, "text/html"),
        ("application/xhtml+xml", COPY, "text/html"),
        ("text/plain", "<p>The quay is closed.</p>", "text/plain"),
        (None, "<p>The quay is closed.</p>", "text/html"),
        (None, COPY, "text/plain"),
        ("application/pdf", "<p>The quay is closed.</p>", "text/html"),
    ],
)
def test_the_media_type_is_said_or_sniffed(content_type: str | None, content: str, media_type: str) -> None:
    """For text and bytes alike; a type that is no article's is dropped, and the content is sniffed."""
    assert article(content=content, content_type=content_type).media_type == media_type
    assert article(content_base64=in_base64(content.encode()), content_type=content_type).media_type == media_type
    assert article(content_base64=in_base64(content.encode("utf-16"))).content == content


@pytest.mark.parametrize(
    ("fields", "text", "charset"),
    [
        ({"charset": "iso-8859-1", "content_type": "text/html; charset=koi8-r"}, "Fußgänger", "windows-1252"),
        ({"content_type": "text/html; charset=iso-8859-1"}, "Fußgänger", "windows-1252"),
        ({"charset": "x-nonsense", "content_type": "text/plain; charset=latin1"}, "Fußgänger", "windows-1252"),
        ({}, '<meta charset="iso-8859-1">Fußgänger', "windows-1252"),
    ],
)
def test_the_charset_of_bytes_is_the_envelopes_else_the_pages(fields: dict[str, str], text: str, charset: str) -> None:
    """The field `charset` first, then the content type's parameter, then what the page declares."""
    decoded = article(content_base64=in_base64(text.encode("latin-1")), **fields)
    assert decoded.charset is not None
    assert (decoded.content, decoded.charset.value) == (text, charset)


def test_evidence_of_a_feed_is_no_longer_than_500_characters() -> None:
    """The value itself is whole."""
    decoded = article(headline="q" * 600, keywords=["k" * 300] * 3)
    assert decoded.feed.headline is not None
    assert decoded.feed.keywords is not None
    assert (len(decoded.feed.headline.value), len(decoded.feed.headline.as_found)) == (600, 500)
    assert len(decoded.feed.keywords.as_found) == 500


def test_a_byte_order_mark_in_front_of_text_is_no_copy() -> None:
    """It is left out of the content."""
    assert article(content="\ufeff<p>The quay").content == "<p>The quay"


def test_a_registrys_frame_is_skipped() -> None:
    """A zero byte and four bytes of schema id, as schema registries write them."""
    decoded = decode(RawMessage(b'\x00\x00\x00\x00\x2a{"content": "The quay is closed."}'))
    assert isinstance(decoded, DecodedArticle)
    assert decoded.content == COPY
