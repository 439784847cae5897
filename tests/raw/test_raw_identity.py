"""Whose identity a raw message carries. The UUIDs were worked out by hand from RFC 4122, and are frozen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.message import Headers, RawMessage
from service.outcome import Rejected
from service.raw.identity import article_id, normalise_url, tombstone_id

URL_IDS = {
    "https://news.example/2026/quay": "46ddcc6d-5043-56cb-8aa0-ae20b9fda46e",
    "HTTPS://News.Example/2026/quay": "46ddcc6d-5043-56cb-8aa0-ae20b9fda46e",
    "https://news.example:443/2026/quay": "46ddcc6d-5043-56cb-8aa0-ae20b9fda46e",
    "https://news.example:/2026/quay#section-2": "46ddcc6d-5043-56cb-8aa0-ae20b9fda46e",
    "https://news.example": "d2105b30-c98a-5fb5-974d-ae45ad351931",
    "https://news.example#top": "d2105b30-c98a-5fb5-974d-ae45ad351931",
    "https://news.example/": "7495bd3b-3e98-5c13-a534-88e8aaaf58dd",
    "https://news.example/A%2fb?Q=1&q=&b=ö#": "80021972-7fdb-5cf8-96b2-dff60e7c6b6f",
    "https://Ann:Pa55@NEWS.example/": "41d4e1c1-1682-53d4-bd80-8c5b3b857693",
    "http://news.example:443/": "832acbba-81f2-5b39-a7a3-d1dbe0f0a073",
    "http://[2001:DB8::A]:8080/x": "fbd6ffa3-2c86-5b90-a9bc-06f9d5f46613",
    "https://BÜCHER.example/Ä": "35284ed7-4ced-5048-a53c-58dc7ff6f9b7",
    "https://news.example/a b": "a16ac165-dba2-544c-afe7-392bce61da26",
    "https://news.example//a/../b/?": "01326fa3-9074-5b8b-bdb3-36289d8edaff",
    "http://news.example:80/?u=http://Other.example:80/": "0e19409f-ce7e-5c69-941d-b0e6480e2925",
}

NO_URLS = (
    "",
    "news.example/a",
    "//news.example/a",
    "/a",
    "ftp://news.example/a",
    "mailto:desk@news.example",
    "http:/news.example",
    "http://",
    "http:///a",
    "http://:80/",
    "http://ann@/",
    "http://news example/",
    "http://news.example:8a/",
    "http://news.example:65536/",
    "http://news.example:" + "9" * 10_000,
    "http://[::1/",
    "http://[news]/",
    " https://news.example/",
    "https://news.example/ ",
    "https://news.example/a\n",
    "https://news.example/\ta",
    "https://news.exa\\mple/",
)


@pytest.mark.parametrize(("url", "expected"), URL_IDS.items())
def test_a_url_gives_the_frozen_id(url: str, expected: str) -> None:
    """Scheme and host go to lower case, default port and fragment go, and nothing else changes."""
    assert article_id(None, url, b"key", b"content") == expected


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_url_gives_no_id(url: str) -> None:
    """A URL is absolute, http or https, and has a host; else the key is the next to ask."""
    assert normalise_url(url) is None
    assert article_id(None, url, b"key", b"content") == "key"


@given(st.text(max_size=40), st.sampled_from(["", "http://", "HTTPS://h", "https://h:", "http://[", "http://u@"]))
def test_normalising_a_url_again_changes_nothing(rest: str, start: str) -> None:
    """The normalised form of a URL is its own normalised form, without a fragment."""
    normalised = normalise_url(start + rest)
    if normalised is not None:
        assert normalise_url(normalised) == normalised
        assert "#" not in normalised


@pytest.mark.parametrize(
    ("own", "url", "key", "content", "expected"),
    [
        ("desk-1", "https://news.example/", b"key", b"", "desk-1"),
        (" Desk 1 ", None, b"key", b"", " Desk 1 "),
        ("", "https://news.example/", b"key", b"", "7495bd3b-3e98-5c13-a534-88e8aaaf58dd"),
        (None, None, "clé".encode(), b"", "clé"),
        (None, None, b"\xff", b"Quay closed\n", "f0e2f065-149c-5358-a7d1-455700509bad"),
        (None, None, b"", b"Quay closed\n", "f0e2f065-149c-5358-a7d1-455700509bad"),
        (None, None, None, b"", "6591ecd6-2374-5788-8f62-0df54d89ad21"),
    ],
)
def test_an_id_is_the_senders_else_of_the_url_else_the_key_else_of_the_content(
    own: str | None, url: str | None, key: bytes | None, content: bytes, expected: str
) -> None:
    """The first of the four that is there gives the identity."""
    assert article_id(own, url, key, content) == expected


@pytest.mark.parametrize(
    ("headers", "key", "expected"),
    [
        ((("article-id", b"desk-1"), ("url", b"https://news.example/")), b"key", "desk-1"),
        ((("article-id", b"desk-1"), ("article-id", b"desk-2")), None, "desk-2"),
        ((("article-id", b"desk-1"), ("article-id", None)), b"key", "key"),
        (
            (("article-id", b"\xff"), ("url", b"HTTPS://news.example:443/")),
            None,
            "7495bd3b-3e98-5c13-a534-88e8aaaf58dd",
        ),
        ((("article-id", b""), ("url", b"ftp://news.example/")), b"key", "key"),
        ((("content-type", b"image/png"),), b"key", "key"),
    ],
)
def test_a_tombstone_is_named_by_its_headers_else_its_key(headers: Headers, key: bytes | None, expected: str) -> None:
    """Of a repeated header the last counts; null, empty or not UTF-8 is absent."""
    assert tombstone_id(RawMessage(None, key, headers)) == expected


@pytest.mark.parametrize("key", [None, b"", b"\xff\xfe"])
def test_a_tombstone_that_names_no_article_is_refused(key: bytes | None) -> None:
    """There is no content to take an identity from."""
    with pytest.raises(Rejected) as caught:
        tombstone_id(RawMessage(None, key, (("url", b"not a url"),)))
    assert caught.value.reason == "invalid-message"
