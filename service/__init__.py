"""Copydesk: raw articles in on a Kafka topic, enriched records out."""

__version__ = "0.1.0"
