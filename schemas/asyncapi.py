"""The AsyncAPI 3.0 document: which messages go over which topics, with their keys, headers and payloads."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

from schemas.dead_letter import DeadLetterHeaders
from schemas.enriched_article import EnrichedArticle
from schemas.outgoing_headers import OutgoingHeaders, RecordHeaders
from schemas.published import JsonSchema, model_schema
from schemas.raw_article import RawArticle
from schemas.raw_headers import BareArticleHeaders, TombstoneHeaders

KAFKA_BINDING = "0.5.0"

SecurityScheme = Literal["plain", "scramSha256", "scramSha512", "X509"]
"""AsyncAPI's word for how a client says who it is."""

MODELS: tuple[type[BaseModel], ...] = (
    RawArticle,
    EnrichedArticle,
    BareArticleHeaders,
    TombstoneHeaders,
    RecordHeaders,
    OutgoingHeaders,
    DeadLetterHeaders,
)

RAW_KEY = "Any bytes, or none. Messages of one key stay in order. UTF-8, it is the identity where nothing else is."
RECORD_KEY = "The raw message's key, else `article_id`; with COPYDESK_OUTPUT_KEY=article always `article_id`."
DEAD_LETTER_KEY = "The raw message's key, untouched."

# Message → (title, summary, content type, payload, headers, what its key is).
MESSAGES: dict[str, tuple[str, str, str, JsonSchema, type[BaseModel] | None, str]] = {
    "rawEnvelope": (
        "Raw article in its envelope",
        "An article with what its sender knows about it.",
        "application/json",
        {"$ref": "#/components/schemas/RawArticle"},
        None,
        RAW_KEY,
    ),
    "rawHtml": (
        "Raw article as HTML",
        "The page itself as the value; application/xhtml+xml is read likewise.",
        "text/html",
        {"type": "string", "examples": ["<article><h1>Ferries sail again</h1><p>On Monday.</p></article>"]},
        BareArticleHeaders,
        RAW_KEY,
    ),
    "rawText": (
        "Raw article as plain text",
        "The text itself as the value.",
        "text/plain",
        {"type": "string", "examples": ["Ferries sail again\n\nCrews returned to work on Monday."]},
        BareArticleHeaders,
        RAW_KEY,
    ),
    "rawTombstone": (
        "Takedown",
        "A null value: the article is taken down.",
        "application/octet-stream",
        {"type": "null"},
        TombstoneHeaders,
        RAW_KEY,
    ),
    "enrichedArticle": (
        "Enriched article",
        "The record of one raw article.",
        "application/json",
        {"$ref": "#/components/schemas/EnrichedArticle"},
        RecordHeaders,
        RECORD_KEY,
    ),
    "tombstone": (
        "Takedown, passed on",
        "A null value: whoever holds the article of this key deletes it.",
        "application/octet-stream",
        {"type": "null"},
        OutgoingHeaders,
        RECORD_KEY,
    ),
    "deadLetter": (
        "Dead letter",
        "A raw message that became no record: its bytes untouched, the cause in the headers.",
        "application/octet-stream",
        {},
        DeadLetterHeaders,
        DEAD_LETTER_KEY,
    ),
}


RECEIVED = ("rawEnvelope", "rawHtml", "rawText", "rawTombstone")
HANDED_ON = ("enrichedArticle", "tombstone")

Channel = tuple[str, str, tuple[str, ...]]
"""A topic, a sentence on it, and the messages that go over it."""


def asyncapi_document(  # noqa: PLR0913  # all by name; they are what is not known before a service runs
    *,
    raw_topic: str,
    enriched_topic: str,
    dead_letter_topic: str,
    server: str,
    version: str,
    language_topics: Mapping[str, str] | None = None,
    with_tls: bool = False,
    security: SecurityScheme | None = None,
) -> dict[str, Any]:
    """Describe a running service: its topics, its broker and its version.

    `server` holds `host:port` of one broker or of several with commas between; `language_topics` are the topics of
    single languages, by tag, where there are any. The brokers may speak TLS, and ask clients who they are.
    """
    records = _record_channels(enriched_topic, language_topics or {})
    channels: dict[str, Channel] = {
        "rawArticles": (raw_topic, "Raw articles and takedowns.", RECEIVED),
        **records,
        "deadLetters": (dead_letter_topic, "Raw messages that became no record.", ("deadLetter",)),
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Copydesk",
            "version": version,
            "description": "Raw articles in; normalised, language-tagged and summarised records out.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": _servers(server, with_tls=with_tls, security=security),
        "channels": {name: _channel(*channel) for name, channel in channels.items()},
        "operations": {
            "receiveRawArticles": _operation("receive", "rawArticles", "Take raw articles.", RECEIVED),
            **{
                f"send{name[0].upper()}{name[1:]}": _operation(
                    "send", name, "Hand records and takedowns on.", HANDED_ON
                )
                for name in records
            },
            "sendDeadLetters": _operation("send", "deadLetters", "Put aside what is no article.", ("deadLetter",)),
        },
        "components": {
            "messages": {name: _message(name) for name in MESSAGES},
            "schemas": _component_schemas(),
            **({"securitySchemes": {security: {"type": security}}} if security else {}),
        },
    }


def _record_channels(default: str, by_tag: Mapping[str, str]) -> dict[str, Channel]:
    """The channels of records: the default one, and one for each other topic of the map, named by its first tag."""
    tags: dict[str, list[str]] = {}
    for tag, topic in by_tag.items():
        tags.setdefault(topic, []).append(tag)
    routed = tags.keys() - {default}
    about = "Enriched articles of all other languages, and takedowns." if routed else "Enriched articles and takedowns."
    channels: dict[str, Channel] = {"enrichedArticles": (default, about, HANDED_ON)}
    for topic, its in tags.items():
        if topic != default:
            about = f"Enriched articles in {' and '.join(its)}, and takedowns."
            channels[f"enrichedArticles-{its[0]}"] = (topic, about, HANDED_ON)
    return channels


def _servers(server: str, *, with_tls: bool, security: SecurityScheme | None) -> dict[str, Any]:
    hosts = [host.strip() for host in server.split(",") if host.strip()]
    names = ["kafka", *(f"kafka-{number}" for number in range(2, len(hosts) + 1))]
    about: dict[str, Any] = {"protocol": "kafka-secure" if with_tls else "kafka"}
    if security:
        about["security"] = [{"$ref": f"#/components/securitySchemes/{security}"}]
    return {name: {"host": host, **about} for name, host in zip(names, hosts, strict=False)}


def _channel(address: str, description: str, messages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "address": address,
        "description": description,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "bindings": {"kafka": {"topic": address, "bindingVersion": KAFKA_BINDING}},
    }


def _operation(action: str, channel: str, summary: str, messages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "summary": summary,
        "messages": [{"$ref": f"#/channels/{channel}/messages/{name}"} for name in messages],
    }


def _message(name: str) -> dict[str, Any]:
    title, summary, content_type, payload, headers, key = MESSAGES[name]
    said = {"headers": {"$ref": f"#/components/schemas/{headers.__name__}"}} if headers else {}
    return {
        "name": name,
        "title": title,
        "summary": summary,
        "contentType": content_type,
        **said,
        "payload": payload,
        "bindings": {"kafka": {"key": {"type": "string", "description": key}, "bindingVersion": KAFKA_BINDING}},
    }


def _component_schemas() -> dict[str, Any]:
    """All models and their parts, by the name of their class."""
    components: dict[str, Any] = {}
    for model in MODELS:
        schema = model_schema(model)
        # The parts of what is received stand apart from those of the same name in what is written: null is read there.
        parts = schema.pop("$defs", {})
        components |= {model.__name__: _for_asyncapi(schema)}
        components |= {name: _for_asyncapi(part) for name, part in parts.items()}
    return components


def _for_asyncapi(schema: Any) -> Any:
    """Point references at the components; in AsyncAPI what stands beside a `$ref` is lost, so wrap it."""
    if isinstance(schema, list):
        return [_for_asyncapi(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    moved = {key: _for_asyncapi(value) for key, value in schema.items()}
    if "$ref" not in moved:
        return moved
    reference = {"$ref": moved.pop("$ref").replace("#/$defs/", "#/components/schemas/")}
    return {"allOf": [reference], **moved} if moved else reference
