"""What goes out says where it came from and hands the sender's headers along."""

import pytest

from schemas.headers import REPLAY_HEADERS
from service import __version__
from service.message import RawMessage
from service.outcome import Record
from service.stream.outgoing import OutgoingMessage, output_key, record_message, tombstone_message
from tests.stream.fakes import raw

RECORD = Record("article-7", "de", b"{}")


def test_a_record_says_which_raw_message_it_came_from() -> None:
    """Topic, partition, offset, versions and language stand in its headers, and the raw timestamp is its own."""
    message = record_message(raw(b"x", offset=41), RECORD, "out", b"k")
    assert dict(message.headers) == {
        "copydesk-source-topic": b"articles.raw.v1",
        "copydesk-source-partition": b"2",
        "copydesk-source-offset": b"41",
        "copydesk-service-version": __version__.encode(),
        "copydesk-schema-version": b"1.0",
        "copydesk-language": b"de",
        "content-type": b"application/json",
    }
    assert message.timestamp_ms == 1_700_000_000_123


@pytest.mark.parametrize(
    "name",
    [
        "content-type",
        "Content-Encoding",
        "ce_type",
        "__TypeId__",
        "__ContentTypeId__",
        "__key_schema_id",
        "__value_schema_id",
    ],
)
def test_a_record_does_not_hand_along_what_describes_the_raw_value(name: str) -> None:
    """Its value is another one."""
    message = record_message(raw(b"x", headers=((name, b"raw"),)), RECORD, "out", b"k")
    assert (name, b"raw") not in message.headers


def test_a_record_hands_along_repeated_null_and_binary_headers() -> None:
    """The sender's own headers are not ours to change."""
    own = (("trace", b"1"), ("trace", b"2"), ("empty", None), ("bytes", b"\xff\xfe"))
    assert record_message(raw(b"x", headers=own), RECORD, "out", b"k").headers[-4:] == own


def test_a_tombstone_hands_along_all_headers_of_the_raw_message() -> None:
    """Also those that describe a value: it has none either."""
    message = tombstone_message(raw(None, headers=(("content-type", b"text/html"),)), "out", b"k")
    assert message.value is None
    assert ("content-type", b"text/html") in message.headers


def test_only_a_replay_may_bring_copydesk_headers() -> None:
    """Others of our prefix on a raw message are dropped: a sender cannot forge where a record came from."""
    forged = (("copydesk-source-offset", b"9"), ("Copydesk-Error-Reason", b"x"))
    replayed = tuple((name, b"1") for name in sorted(REPLAY_HEADERS))
    message = record_message(raw(b"x", headers=forged + replayed, offset=3), RECORD, "out", b"k")
    assert [value for name, value in message.headers if name == "copydesk-source-offset"] == [b"3"]
    assert not any(name == "Copydesk-Error-Reason" for name, _ in message.headers)
    assert message.headers[-len(replayed) :] == replayed


@pytest.mark.parametrize(
    ("key", "always_article", "expected"),
    [(b"site", False, b"site"), (b"site", True, b"article-7"), (None, False, b"article-7"), (b"", False, b"")],
)
def test_the_key_is_the_raw_messages_or_the_articles(
    key: bytes | None, expected: bytes, *, always_article: bool
) -> None:
    """As COPYDESK_OUTPUT_KEY says; a raw message without a key gets the article's."""
    assert output_key(raw(b"x", key), "article-7", always_article=always_article) == expected


def test_a_message_without_a_timestamp_gets_the_time_of_writing() -> None:
    """Kafka says -1 where there is none."""
    message = raw(b"x")
    assert message.origin is not None
    untimed = RawMessage(b"x", origin=type(message.origin)("t", 0, 0, -1))
    assert record_message(untimed, RECORD, "out", b"k").timestamp_ms is None


def test_a_message_that_came_from_no_stream_cannot_be_answered() -> None:
    """It has no offset to name."""
    with pytest.raises(ValueError, match="did not come from a stream"):
        record_message(RawMessage(b"x"), RECORD, "out", b"k")


def test_the_size_counts_key_value_and_headers() -> None:
    """It is held against the topic's limit, so it is never below what Kafka counts."""
    message = OutgoingMessage("t", b"v" * 100, b"k" * 10, (("h" * 5, b"w" * 20),))
    assert message.size >= 100 + 10 + 5 + 20 + 61
