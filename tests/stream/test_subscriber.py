"""Records become raw messages whatever their headers hold, and go to their lanes in order."""

from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from faststream.kafka import KafkaMessage
from faststream.kafka.message import FAKE_CONSUMER
from hypothesis import given
from hypothesis import strategies as st

from service.message import Origin, RawMessage
from service.stream.subscriber import Subscriber, decode, parse, raw_message

Headers = Sequence[tuple[str, bytes | None]]


class Lanes:
    """Notes what each partition is handed."""

    def __init__(self) -> None:
        self.taken: list[tuple[TopicPartition, list[RawMessage]]] = []

    def take(self, partition: TopicPartition, messages: Sequence[RawMessage]) -> None:
        """Note it."""
        self.taken.append((partition, list(messages)))

    def out_of_range(self, partition: TopicPartition) -> None:
        """No subscriber says that."""
        raise NotImplementedError


def consumer_record(headers: Headers, timestamp_type: int = 0, timestamp: int | None = 17) -> ConsumerRecord[Any, Any]:
    """A record as aiokafka gives it."""
    return ConsumerRecord("articles.raw.v1", 1, 9, timestamp, timestamp_type, b"k", b"v", None, 1, 1, headers)


async def test_a_null_or_binary_header_does_not_cost_the_batch() -> None:
    """FastStream's own parser would decode each header and drop all messages of the batch."""
    records = (consumer_record([("null", None), ("binary", b"\xff")]), consumer_record([]))

    async def original(shown: Sequence[ConsumerRecord[Any, Any]]) -> KafkaMessage:
        assert [record.headers for record in shown] == [()]
        return KafkaMessage(raw_message=tuple(shown), body=b"", consumer=FAKE_CONSUMER)

    messages = await decode(await parse(records, original))
    assert [message.headers for message in messages] == [(("null", None), ("binary", b"\xff")), ()]


@pytest.mark.parametrize(("number", "name"), [(0, "create"), (1, "append")])
def test_a_record_keeps_its_place_and_time(number: int, name: str) -> None:
    """Topic, partition, offset, timestamp and what kind of timestamp it is."""
    origin = raw_message(consumer_record([], number)).origin
    assert origin is not None
    assert (origin.topic, origin.partition, origin.offset, origin.timestamp_ms) == ("articles.raw.v1", 1, 9, 17)
    assert origin.timestamp_type == name


def test_a_record_keeps_its_bytes() -> None:
    """Key, value and headers, in order and repeated."""
    message = raw_message(consumer_record([("a", b"1"), ("a", b"2"), ("b", None)]))
    assert (message.key, message.value) == (b"k", b"v")
    assert message.headers == (("a", b"1"), ("a", b"2"), ("b", None))


def test_a_record_without_a_timestamp_has_none() -> None:
    """Kafka's own word for it is -1."""
    origin = raw_message(consumer_record([], timestamp=None)).origin
    assert origin is not None
    assert origin.timestamp_ms == -1


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(min_value=0, max_value=3)), max_size=30))
def test_messages_are_sorted_by_partition_in_order(places: list[tuple[str, int]]) -> None:
    """Each partition is handed its messages once, and only if there are any."""
    batch = [
        RawMessage(b"x", origin=Origin(topic, partition, offset, 0)) for offset, (topic, partition) in enumerate(places)
    ]
    lanes = Lanes()
    Subscriber(lanes).take(batch)
    assert len({partition for partition, _ in lanes.taken}) == len(lanes.taken)
    for partition, messages in lanes.taken:
        assert messages == [
            one
            for one in batch
            if one.origin is not None and (one.origin.topic, one.origin.partition) == tuple(partition)
        ]
    assert sum(len(messages) for _, messages in lanes.taken) == len(batch)
