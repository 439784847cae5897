"""The topics are planned with the limits that the contract needs."""

from dataclasses import replace

from service.cli.topic_plan import planned
from service.settings import read_settings

MIB = 1024 * 1024


def test_a_dead_letter_of_the_largest_raw_message_fits() -> None:
    """The raw topic takes 64 KiB less than the dead-letter topic, which takes 8 MiB, as the enriched one does."""
    raw, enriched, letters = planned(read_settings(), partitions=6, retention_hours=None)
    assert raw.config["max.message.bytes"] == str(8 * MIB - 64 * 1024)
    assert enriched.config["max.message.bytes"] == letters.config["max.message.bytes"] == str(8 * MIB)


def test_records_are_kept_for_ever_and_dead_letters_for_30_days_from_writing() -> None:
    """A replayed record has an old timestamp: time must not remove it; a dead letter's time is when it was written."""
    _, enriched, letters = planned(read_settings(), partitions=6, retention_hours=None)
    assert (enriched.config["retention.ms"], enriched.config["retention.bytes"]) == ("-1", "-1")
    assert enriched.config["cleanup.policy"] == "delete"
    assert letters.config["retention.ms"] == str(30 * 24 * 60 * 60 * 1000)
    assert letters.config["message.timestamp.type"] == "LogAppendTime"


def test_records_are_compacted_only_where_the_key_is_the_article() -> None:
    """A topic keyed by site would be compacted to one article a site."""
    _, by_article, _ = planned(read_settings(output_key="article"), partitions=1, retention_hours=None)
    assert by_article.config["cleanup.policy"] == "compact"
    _, with_retention, _ = planned(read_settings(output_key="article"), partitions=1, retention_hours=2)
    assert with_retention.config["cleanup.policy"] == "compact,delete"
    assert with_retention.config["retention.ms"] == str(2 * 60 * 60 * 1000)


def test_the_topic_of_a_language_is_made_as_the_default_one_is() -> None:
    """Once, however many tags share it; a replayed record must not be lost there either."""
    settings = read_settings(language_topics="nb=norwegian,nn=norwegian,de=german,en=articles.enriched.v1")
    raw, enriched, norwegian, german, letters = planned(settings, partitions=6, retention_hours=None)
    assert [plan.name for plan in (raw, letters)] == [settings.raw_topic, settings.dead_letter_topic]
    assert (norwegian.name, german.name) == ("norwegian", "german")
    assert replace(norwegian, name="") == replace(german, name="") == replace(enriched, name="")
