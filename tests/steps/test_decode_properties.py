"""What holds of the decode step for any message at all."""

import json
import pickle
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from schemas.dead_letter import Reason
from schemas.raw_article import RawArticle
from service.article import DecodedArticle
from service.cautions import CAUTIONS
from service.message import RawMessage
from service.outcome import Rejected, Tombstone
from service.steps.decode import decode

CONTENT_TYPES = (
    b"application/json",
    b"text/html",
    b"text/plain; charset=big5",
    b"application/x+json",
    b"image/png",
    b"",
)
HEADER_NAMES = ("content-type", "article-id", "url", "source", "fetched-at", "Content-Type")

Anything = st.text(max_size=20) | st.text("\ud800\udfff\x00a", max_size=4)
Values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | Anything,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(Anything, inner, max_size=3),
    max_leaves=6,
)
Envelopes = st.dictionaries(st.sampled_from(sorted(RawArticle.model_fields)) | Anything, Values, max_size=8)
Bodies = st.none() | st.binary(max_size=80) | Envelopes.map(lambda values: json.dumps(values).encode())
Keys = st.none() | st.binary(max_size=8)
HeaderLists = st.lists(
    st.tuples(
        st.sampled_from(HEADER_NAMES) | st.text(max_size=5),
        st.none() | st.sampled_from(CONTENT_TYPES) | st.binary(max_size=20) | st.just(b"https://news.example/a"),
    ),
    max_size=4,
).map(tuple)
Messages = st.builds(RawMessage, Bodies, Keys, HeaderLists)


def outcome(message: RawMessage) -> DecodedArticle | Tombstone | tuple[str, str]:
    """What a message is decoded to, or reason and detail that it is rejected with."""
    try:
        return decode(message, max_article_bytes=40)
    except Rejected as rejected:
        return rejected.reason, rejected.detail


@given(Messages)
def test_any_message_is_decoded_or_rejected(message: RawMessage) -> None:
    """Never anything else, and never nameless; every text can be written as UTF-8."""
    decoded = outcome(message)
    if isinstance(decoded, tuple):
        reason, detail = decoded
        assert reason in get_args(Reason)
        assert detail.endswith(".")
        assert len(detail.encode()) < 1000
        return
    assert decoded.article_id
    repr(decoded).encode()
    decoded.article_id.encode()
    if isinstance(decoded, DecodedArticle):
        decoded.content.encode()
        assert "\x00" not in decoded.content
        assert {caution.code for caution in decoded.cautions} <= CAUTIONS.keys()


@given(Messages)
def test_the_same_message_is_decoded_to_the_same(message: RawMessage) -> None:
    """And the value survives its way between processes."""
    decoded = outcome(message)
    assert decoded == outcome(message)
    assert pickle.loads(pickle.dumps(decoded)) == decoded  # noqa: S301  # our own bytes


@given(Keys, HeaderLists)
def test_a_null_body_is_a_tombstone_or_refused(key: bytes | None, headers: Any) -> None:
    """It is never an article."""
    decoded = outcome(RawMessage(None, key, headers))
    assert isinstance(decoded, Tombstone) or (isinstance(decoded, tuple) and decoded[0] == "invalid-message")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffd"), max_size=30), Keys)
def test_text_in_an_envelope_comes_back_as_it_was(text: str, key: bytes | None) -> None:
    """Sound content within the limits is handed on untouched, a byte order mark in front of it excepted."""
    decoded = decode(RawMessage(json.dumps({"content": f"Quay: {text}"}).encode(), key))
    assert isinstance(decoded, DecodedArticle)
    assert decoded.content == f"Quay: {text}"
