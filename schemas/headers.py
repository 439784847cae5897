"""The names of the Kafka headers on what goes out, each with what stands in it. Values are UTF-8 text."""

from typing import Final

SOURCE_TOPIC: Final = "copydesk-source-topic"
SOURCE_PARTITION: Final = "copydesk-source-partition"
SOURCE_OFFSET: Final = "copydesk-source-offset"
SERVICE_VERSION: Final = "copydesk-service-version"

SCHEMA_VERSION: Final = "copydesk-schema-version"
LANGUAGE: Final = "copydesk-language"
CONTENT_TYPE: Final = "content-type"

SOURCE_TIMESTAMP_AT: Final = "copydesk-source-timestamp-at"
ERROR_REASON: Final = "copydesk-error-reason"
ERROR_STEP: Final = "copydesk-error-step"
ERROR_DETAIL: Final = "copydesk-error-detail"
ERROR_ATTEMPTS: Final = "copydesk-error-attempts"
BODY_OMITTED: Final = "copydesk-body-omitted"

REPLAY_COUNT: Final = "copydesk-replay-count"
FIRST_SOURCE_TOPIC: Final = "copydesk-first-source-topic"
FIRST_SOURCE_PARTITION: Final = "copydesk-first-source-partition"
FIRST_SOURCE_OFFSET: Final = "copydesk-first-source-offset"

OWN_PREFIX: Final = "copydesk-"
"""A raw message's headers of this prefix are dropped, the replay headers excepted."""

REPLAY_HEADERS: Final = frozenset({REPLAY_COUNT, FIRST_SOURCE_TOPIC, FIRST_SOURCE_PARTITION, FIRST_SOURCE_OFFSET})
"""Written by whoever replays a message; the service hands them on."""

RAW_ARTICLE_ID: Final = "article-id"
RAW_URL: Final = "url"
RAW_SOURCE: Final = "source"
RAW_FETCHED_AT: Final = "fetched-at"
"""What may stand beside a bare article or a tombstone on the raw topic, in place of the envelope's fields."""
