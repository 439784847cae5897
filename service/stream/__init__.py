"""Kafka: where raw messages are taken in and their outcomes go out."""
