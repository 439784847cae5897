"""Every setting of the service: read once, from `COPYDESK_*` in the environment, and never changed."""

import os
import re
from difflib import get_close_matches
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.container import cores
from service.pipeline_options import MIB, PipelineOptions
from service.record_topics import RecordTopics, read_map
from service.security_settings import SECRETS, SaslMechanism, SecurityProtocol, contradiction
from service.summaries import MAX_SENTENCES, MAX_WORDS
from service.workers.limits import Limits

PREFIX = "COPYDESK_"
HIGHEST_PORT = 65535
LEAST_WORKER_BYTES = 256 * MIB  # a worker has about 200 MB before it takes an article
RAW_TYPES = ("application/json", "text/html", "application/xhtml+xml", "text/plain")
TOPIC_NAME = r"^(\.{3,}|\.{0,2}[A-Za-z0-9_-][A-Za-z0-9._-]*)$"  # what Kafka takes as a topic's name

LONGEST_TOPIC_NAME = 249

TopicName = Annotated[str, Field(pattern=TOPIC_NAME, max_length=LONGEST_TOPIC_NAME)]
Compression = Literal["none", "gzip", "snappy", "lz4", "zstd"]


class InvalidSettings(Exception):
    """Settings cannot be used; the message has one sentence for each that says which and what to change."""


def _has_host_and_port(address: str) -> bool:
    host, _, port = address.rpartition(":")
    return bool(host) and "/" not in host and port.isdecimal() and int(port) <= HIGHEST_PORT


class Settings(BaseSettings):
    """The service's settings; each is `COPYDESK_` and the field's name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    bootstrap_servers: str = Field(
        default="localhost:9092", min_length=1, description="Kafka brokers to ask first, host:port, separated by commas"
    )
    security_protocol: SecurityProtocol = Field(
        default="PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, as the listener of the brokers is"
    )
    sasl_mechanism: SaslMechanism | None = Field(
        default=None, description="PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; needed with SASL"
    )
    sasl_username: str | None = Field(default=None, description="Kafka user; needed with SASL")
    sasl_password: SecretStr | None = Field(default=None, description="the Kafka user's password; shown nowhere")
    sasl_password_file: str | None = Field(default=None, description="file that holds the password, in its place")
    tls_ca_file: str | None = Field(
        default=None,
        description="PEM file of the authorities that sign the brokers' certificates; default: the system's",
    )
    tls_certificate_file: str | None = Field(
        default=None, description="PEM file of this client's certificate and its chain, where brokers ask for one"
    )
    tls_key_file: str | None = Field(
        default=None, description="PEM file of that certificate's private key; default: it is in the same file"
    )
    tls_key_password: SecretStr | None = Field(
        default=None, description="password of an encrypted private key; shown nowhere"
    )
    tls_key_password_file: str | None = Field(default=None, description="file that holds that password, in its place")
    tls_strict: bool = Field(
        default=True, description="whether brokers' certificates must follow X.509 (RFC 5280) to the letter"
    )
    group: str = Field(
        default="copydesk", min_length=1, max_length=255, description="consumer group; its replicas share the work"
    )
    raw_topic: TopicName = Field(default="articles.raw.v1", description="topic that raw articles are read from")
    enriched_topic: TopicName = Field(default="articles.enriched.v1", description="topic that records are written to")
    dead_letter_topic: TopicName = Field(
        default="articles.dead-letter.v1", description="topic that rejected messages are written to"
    )
    language_topics: str = Field(
        default="",
        description="topics of records by language, TAG=TOPIC separated by commas; other languages: the enriched topic",
    )
    http_address: str = Field(
        default="127.0.0.1:8080", description="host:port of the health, metrics and AsyncAPI endpoints"
    )
    raw_content_type: str = Field(
        default="application/json", description="what a raw message is that has no content-type header"
    )
    max_article_bytes: int = Field(
        default=7 * MIB, ge=1, description="decoded content beyond this many bytes is rejected as too-large"
    )
    enriched_max_bytes: int = Field(
        default=8 * MIB, ge=4096, description="largest record message, uncompressed bytes: the topic's own limit"
    )
    dead_letter_max_bytes: int = Field(
        default=8 * MIB, ge=4096, description="largest dead letter, uncompressed bytes: the topic's own limit"
    )
    output_key: Literal["raw", "article"] = Field(
        default="raw", description="key of a record: the raw message's (raw), or always its article_id (article)"
    )
    record_detail: Literal["full", "lean"] = Field(
        default="full", description="full, or lean: records without evidence and furniture"
    )
    summary_max_sentences: int = Field(
        default=MAX_SENTENCES, ge=1, le=20, description="sentences of a summary, at most"
    )
    summary_max_words: int = Field(
        default=MAX_WORDS,
        ge=20,
        le=1000,
        description="words of a summary, at most; a single longer sentence stands alone",
    )
    compression: Compression = Field(default="zstd", description="compression of what is written")
    workers: int = Field(default_factory=cores, ge=1, le=256, description="worker processes; default: the usable cores")
    delivery: Literal["exactly-once", "at-least-once"] = Field(
        default="exactly-once", description="exactly-once, or at-least-once for brokers without transactions"
    )
    batch_size: int = Field(
        default=500, ge=1, le=10_000, description="messages of a partition worked on and written together, at most"
    )
    session_seconds: float = Field(
        default=10, ge=6, le=300, description="a replica that the group does not hear for so long loses its partitions"
    )
    transaction_seconds: float = Field(
        default=15, ge=1, le=300, description="a batch that is not written within this time is taken up anew"
    )
    article_cpu_seconds: float = Field(
        default=10, gt=0, le=600, description="an article that takes more processor time is rejected as timed-out"
    )
    article_wall_seconds: float = Field(
        default=30, gt=0, le=600, description="an article that keeps its worker longer is rejected as timed-out"
    )
    worker_memory_bytes: int = Field(
        default=1024 * MIB,
        ge=LEAST_WORKER_BYTES,
        description="an article with which a worker grows larger is out-of-memory",
    )
    worker_recycle_bytes: int = Field(
        default=512 * MIB, ge=0, description="a worker that is larger after an article is replaced; 0: never"
    )
    flood_guard: bool = Field(
        default=True, description="whether the service stops when it fails on too many messages by its own fault"
    )
    flood_share: float = Field(
        default=0.5, gt=0, le=1, description="share of the window's messages that is too many for the flood guard"
    )
    flood_window: int = Field(
        default=500, ge=100, le=100_000, description="messages that the flood guard looks back on"
    )
    shutdown_seconds: float = Field(
        default=25, gt=0, le=3600, description="after SIGTERM, the time to finish what is in hand"
    )
    log_format: Literal["auto", "console", "json"] = Field(
        default="auto", description="auto: readable on a terminal, JSON lines elsewhere"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="the least severe log lines to write"
    )

    @field_validator("http_address")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if not _has_host_and_port(address):
            raise ValueError("must be host:port, for example 0.0.0.0:8080")
        return address

    @field_validator("bootstrap_servers")
    @classmethod
    def _are_addresses(cls, addresses: str) -> str:
        if not all(_has_host_and_port(address.strip()) for address in addresses.split(",")):
            raise ValueError("must be host:port, several separated by commas, for example kafka-1:9092,kafka-2:9092")
        return addresses

    @field_validator("security_protocol", "sasl_mechanism", mode="before")
    @classmethod
    def _is_spelt_as_in_kafka(cls, name: object, info: ValidationInfo) -> object:
        joint = "_" if info.field_name == "security_protocol" else "-"
        return re.sub("[-_]", joint, name.strip().upper()) if isinstance(name, str) else name

    @field_validator("raw_content_type")
    @classmethod
    def _is_a_raw_article(cls, content_type: str) -> str:
        media_type = content_type.partition(";")[0].strip().lower()
        if media_type not in RAW_TYPES and not media_type.endswith("+json"):
            raise ValueError(f"must be one of {', '.join(RAW_TYPES)}")
        return content_type

    @field_validator("language_topics")
    @classmethod
    def _is_a_map(cls, text: str) -> str:
        for tag, topic in read_map(text).items():
            if not re.fullmatch(TOPIC_NAME, topic) or len(topic) > LONGEST_TOPIC_NAME:
                raise ValueError(
                    f"{topic!r} of {tag} is no topic's name: it has letters, digits, dots, dashes and underscores, "
                    f"{LONGEST_TOPIC_NAME} at most"
                )
        return text

    @model_validator(mode="after")
    def _topics_differ(self) -> Self:
        if len({self.raw_topic, self.enriched_topic, self.dead_letter_topic}) < 3:  # noqa: PLR2004  # as many as named
            raise ValueError("the raw, enriched and dead-letter topics must be three different topics")
        for tag, topic in self.record_topics.by_tag.items():
            for what, taken in (("raw", self.raw_topic), ("dead-letter", self.dead_letter_topic)):
                if topic == taken:
                    raise ValueError(
                        f"COPYDESK_LANGUAGE_TOPICS sends {tag} to {topic}, which is the {what} topic: name another"
                    )
        return self

    @model_validator(mode="after")
    def _security_fits(self) -> Self:
        if (sentence := contradiction(self)) is not None:
            raise ValueError(sentence)
        return self

    @property
    def http_host_and_port(self) -> tuple[str, int]:
        """Where the HTTP endpoints are bound."""
        host, _, port = self.http_address.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def record_topics(self) -> RecordTopics:
        """The topics that records and tombstones are written to."""
        return RecordTopics(self.enriched_topic, read_map(self.language_topics))

    @property
    def topics(self) -> tuple[str, ...]:
        """The raw topic, those of records and the dead-letter topic."""
        return self.raw_topic, *self.record_topics.all, self.dead_letter_topic

    @property
    def worker_limits(self) -> Limits:
        """What of these settings a worker is held to."""
        return Limits(
            cpu_seconds=self.article_cpu_seconds,
            wall_seconds=self.article_wall_seconds,
            memory_bytes=self.worker_memory_bytes,
            recycle_bytes=self.worker_recycle_bytes,
        )

    @property
    def pipeline_options(self) -> PipelineOptions:
        """What of these settings the pipeline needs."""
        return PipelineOptions(
            raw_content_type=self.raw_content_type,
            max_article_bytes=self.max_article_bytes,
            max_record_bytes=self.enriched_max_bytes,
            record_detail=self.record_detail,
            summary_max_sentences=self.summary_max_sentences,
            summary_max_words=self.summary_max_words,
        )


def read_settings(**overrides: object) -> Settings:
    """The settings of this environment, `overrides` (from the command line) before it.

    Raises:
        InvalidSettings: with one sentence for each variable that cannot be used.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as invalid:
        raise InvalidSettings(". ".join(map(_sentence, invalid.errors()))) from invalid


def _sentence(error: ErrorDetails) -> str:
    """The variable that cannot be used, what is wrong with it and, but for secrets, what was given."""
    name = PREFIX + str(error["loc"][0]).upper() if error["loc"] else "the settings"
    given = f" (given: {error['input']!r})" if error["loc"] and error["loc"][0] not in SECRETS else ""
    return f"{name} cannot be used: {error['msg'].removeprefix('Value error, ')}{given}"


def unknown_variables() -> dict[str, str | None]:
    """Variables of our prefix that set nothing, each with the setting it may have meant.

    They are only warned of: Kubernetes itself sets some for a service that is named copydesk.
    """
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    return {name: next(iter(get_close_matches(name, known, n=1, cutoff=0.85)), None) for name in unknown}
