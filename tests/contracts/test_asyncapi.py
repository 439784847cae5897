"""The AsyncAPI document: whole in itself, and about the topics it is told."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from schemas.asyncapi import asyncapi_document

DOCUMENT = asyncapi_document(
    raw_topic="in.v1", enriched_topic="out.v1", dead_letter_topic="dead.v1", server="one:9092,two:9093", version="3.2.1"
)
SCHEMAS = DOCUMENT["components"]["schemas"]


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    if isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _at(reference: str) -> Any:
    place: Any = DOCUMENT
    for name in reference.removeprefix("#/").split("/"):
        place = place[name]
    return place


def test_every_reference_leads_somewhere() -> None:
    """Each reference points at a part of the document itself, and there are many."""
    references = set(_references(DOCUMENT))
    assert len(references) > 30
    assert all(_at(reference) for reference in references)


def test_topics_servers_and_version_are_those_of_the_service() -> None:
    """A running service's own topics, brokers and version stand in the document."""
    assert {name: channel["address"] for name, channel in DOCUMENT["channels"].items()} == {
        "rawArticles": "in.v1",
        "enrichedArticles": "out.v1",
        "deadLetters": "dead.v1",
    }
    assert [server["host"] for server in DOCUMENT["servers"].values()] == ["one:9092", "two:9093"]
    assert DOCUMENT["info"]["version"] == "3.2.1"


def test_topics_of_languages_are_channels_of_their_own() -> None:
    """Named by their first tag, with all of their languages, records and takedowns; the default topic has the rest."""
    document = asyncapi_document(
        raw_topic="in",
        enriched_topic="out",
        dead_letter_topic="dead",
        server="one:9092",
        version="1",
        language_topics={"nb": "norwegian", "zh-Hans": "chinese", "nn": "norwegian", "en": "out"},
    )
    channels = {name: channel["address"] for name, channel in document["channels"].items()}
    assert channels == {
        "rawArticles": "in",
        "enrichedArticles": "out",
        "enrichedArticles-nb": "norwegian",
        "enrichedArticles-zh-Hans": "chinese",
        "deadLetters": "dead",
    }
    norwegian, default = document["channels"]["enrichedArticles-nb"], document["channels"]["enrichedArticles"]
    assert norwegian["description"] == "Enriched articles in nb and nn, and takedowns."
    assert default["description"] == "Enriched articles of all other languages, and takedowns."
    assert norwegian["messages"] == default["messages"]
    sends = {one["channel"]["$ref"] for one in document["operations"].values() if one["action"] == "send"}
    assert sends == {f"#/channels/{name}" for name in channels if name != "rawArticles"}


def test_every_message_has_a_channel_a_key_and_a_content_type() -> None:
    """Each message goes over exactly one channel, and says its content type and its key."""
    messages = DOCUMENT["components"]["messages"]
    used = [name for channel in DOCUMENT["channels"].values() for name in channel["messages"]]
    assert sorted(used) == sorted(messages)
    for message in messages.values():
        assert message["contentType"]
        assert message["bindings"]["kafka"]["key"]["description"]


@pytest.mark.parametrize("channel", ["rawArticles", "enrichedArticles"])
def test_tombstones_are_said(channel: str) -> None:
    """Both the raw and the enriched channel have a message whose payload is null."""
    messages = [_at(message["$ref"]) for message in DOCUMENT["channels"][channel]["messages"].values()]
    assert {"type": "null"} in [message["payload"] for message in messages]


def test_nothing_beside_a_reference_is_lost() -> None:
    """AsyncAPI drops what stands beside a reference, so nothing does."""

    def beside(value: Any) -> bool:
        if isinstance(value, dict):
            return ("$ref" in value and len(value) > 1) or any(beside(inner) for inner in value.values())
        return isinstance(value, list) and any(beside(inner) for inner in value)

    assert not beside(DOCUMENT)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_of_the_draft_that_asyncapi_takes(name: str) -> None:
    """AsyncAPI's own schemas are draft 7: each of ours is valid there too."""
    Draft7Validator.check_schema(SCHEMAS[name])


def test_document_is_json() -> None:
    """The document can be served as it is."""
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT


def test_the_servers_say_how_to_get_in() -> None:
    """Without security they say nothing of it."""
    assert DOCUMENT["servers"]["kafka"] == {"host": "one:9092", "protocol": "kafka"}
    assert "securitySchemes" not in DOCUMENT["components"]
    topics: dict[str, Any] = {"raw_topic": "in", "enriched_topic": "out", "dead_letter_topic": "dead"}
    document = asyncapi_document(**topics, server="one:1", version="1", with_tls=True, security="scramSha512")
    reference = {"$ref": "#/components/securitySchemes/scramSha512"}
    assert document["servers"] == {"kafka": {"host": "one:1", "protocol": "kafka-secure", "security": [reference]}}
    assert document["components"]["securitySchemes"] == {"scramSha512": {"type": "scramSha512"}}
