"""`copydesk tail` shows a message so that no kind is taken for another, and nothing in it steers the terminal."""

import json
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from hypothesis import given
from hypothesis import strategies as st

from service.cli.as_json import Message, as_json, dead_letter, tombstone
from service.cli.on_terminal import on_terminal
from service.settings import read_settings

SETTINGS = read_settings()
RECORD = {
    "article_id": "a-1",
    "headline": "Ferry runs again",
    "authors": [{"name": "Ada Tern"}, {"name": "Bo Wrack"}],
    "language": {"tag": "en", "script": "Latn", "confidence": 1.0},
    "languages": [{"tag": "en", "share": 0.9}, {"tag": "fr", "share": 0.1}],
    "published_at": "2026-05-01T00:00:00Z",
    "published_precision": "month",
    "summary": {"text": "The ferry to the outer islands runs again from Monday."},
    "keyphrases": [{"text": name, "score": 1.0} for name in ("ferry", "outer islands", "harbour", "pier", "c", "d")],
    "word_count": 1,
    "warnings": [{"code": "feed-disagrees", "field": "headline"}],
    "raw": {"topic": "articles.raw.v1", "partition": 3, "offset": 81230},
}
PROVENANCE = (
    ("copydesk-source-topic", b"articles.raw.v1"),
    ("copydesk-source-partition", b"3"),
    ("copydesk-source-offset", b"81230"),
)
CAUSE = (
    ("copydesk-error-reason", b"undecodable"),
    ("copydesk-error-step", b"decode"),
    ("copydesk-error-detail", b"The content is a PDF document."),
    ("copydesk-error-attempts", b"1"),
)


def message(topic: str, value: bytes | None, key: bytes | None = None, headers: tuple[Any, ...] = ()) -> Message:
    """A message as the Kafka client hands it over."""
    return ConsumerRecord(
        topic=topic,
        partition=2,
        offset=17,
        timestamp=0,
        timestamp_type=0,
        key=key,
        value=value,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=0,
        headers=headers,
    )


def shown(capsys: pytest.CaptureFixture[str], what: Message) -> str:
    """What a person sees of it."""
    on_terminal(SETTINGS)(what)
    return capsys.readouterr().out


def test_a_record_is_shown_by_what_a_person_looks_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Headline, languages, the date as precisely as it is known, authors, summary, warnings and where it came from."""
    said = shown(capsys, message(SETTINGS.enriched_topic, json.dumps(RECORD).encode()))
    assert said.splitlines() == [
        "Ferry runs again",
        "  en (also fr)  ·  2026-05  ·  Ada Tern, Bo Wrack  ·  1 word",
        "  The ferry to the outer islands runs again from Monday.",
        "  about: ferry, outer islands, harbour, pier, c",
        "  warning: feed-disagrees headline",
        "  articles.raw.v1/3 at 81230",
        "",
    ]


def test_a_language_that_is_not_sure_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the others that the article is in."""
    unsure = RECORD | {"language": {"tag": "fr", "script": "Latn", "confidence": 0.55}}
    said = shown(capsys, message(SETTINGS.enriched_topic, json.dumps(unsure).encode()))
    assert said.splitlines()[1].startswith("  fr, 55% sure (also en)  ·  2026-05")


def test_a_dead_letter_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """A dead letter says so first, then why, and where its raw message stands."""
    what = message(SETTINGS.dead_letter_topic, b"%PDF", b"a-1", PROVENANCE + CAUSE)
    assert shown(capsys, what).splitlines() == [
        "DEAD LETTER  undecodable  in decode",
        "  The content is a PDF document.",
        "  articles.raw.v1/3 at 81230  ·  a-1  ·  4 bytes",
        "",
    ]


def test_a_tombstone_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """A tombstone says so first, and whose it is, and on which topic: there may be one on each of several."""
    what = message("articles.de.v1", None, b"a-1", PROVENANCE)
    assert shown(capsys, what).splitlines() == [
        "TOMBSTONE  a-1",
        "  articles.raw.v1/3 at 81230  ·  on articles.de.v1",
        "",
    ]


@pytest.mark.parametrize("value", [b"", b"no JSON", b"[]", b"{}", b'{"article_id": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_record_is_said_to_be_none(capsys: pytest.CaptureFixture[str], value: bytes) -> None:
    """A foreign message on the topic is named by where it stands, and does not end the reading."""
    assert shown(capsys, message(SETTINGS.enriched_topic, value)).splitlines()[0] == (
        f"NO RECORD  {SETTINGS.enriched_topic}/2 at 17"
    )


@given(text=st.text(st.characters(categories=["Cc", "Lu"]), min_size=1, max_size=40))
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    """What stands in a headline, an author or a reason cannot move the cursor or change colours."""
    with pytest.MonkeyPatch.context() as patch:
        written: list[str] = []
        patch.setattr("sys.stdout.write", written.append, raising=False)
        show = on_terminal(SETTINGS)
        record = RECORD | {"headline": text, "authors": [{"name": text}], "summary": {"text": text}}
        show(message(SETTINGS.enriched_topic, json.dumps(record).encode()))
        detail = ("copydesk-error-detail", text.encode())
        show(message(SETTINGS.dead_letter_topic, b"", text.encode(), (*PROVENANCE, *CAUSE, detail)))
    said = "".join(written)
    assert said
    assert not [char for char in said if char != "\n" and not char.isprintable()]


def test_json_of_a_dead_letter_is_what_help_says() -> None:
    """Its cause and source are fields, numbers are numbers, and only the raw message's own headers are listed."""
    own = (("url", b"https://e.example/1"), ("url", None), ("blob", b"\xff"))
    what = message(SETTINGS.dead_letter_topic, b"%PDF", b"\xffkey", PROVENANCE + CAUSE + own)
    assert dead_letter(what) == {
        "reason": "undecodable",
        "step": "decode",
        "detail": "The content is a PDF document.",
        "attempts": 1,
        "source": {"topic": "articles.raw.v1", "partition": 3, "offset": 81230},
        "stands_at": {"topic": SETTINGS.dead_letter_topic, "partition": 2, "offset": 17},
        "key_base64": "/2tleQ==",
        "headers": [("url", "https://e.example/1"), ("url", None), ("blob", "\\xff")],
        "value_bytes": 4,
    }


def test_json_tells_the_three_kinds_apart_by_their_one_key(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A record is itself, on one line even where it was not; the others are under their name."""
    show = as_json(SETTINGS)
    show(message(SETTINGS.enriched_topic, json.dumps(RECORD, indent=2).encode()))
    show(message(SETTINGS.enriched_topic, None, b"a-1", PROVENANCE))
    show(message(SETTINGS.dead_letter_topic, b"", None, PROVENANCE + CAUSE))
    record, takedown, letter = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert record == RECORD
    assert takedown.keys() == {"tombstone"}
    assert takedown["tombstone"] == tombstone(message(SETTINGS.enriched_topic, None, b"a-1", PROVENANCE)) | {
        "headers": []
    }
    assert letter.keys() == {"dead_letter"}
    assert "key" not in letter["dead_letter"]
