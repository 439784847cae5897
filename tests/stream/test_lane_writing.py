"""A lane writes outcomes in order with the offset behind them, and comes past what the broker refuses."""

import asyncio
from collections.abc import Callable
from random import Random

import pytest
from aiokafka.errors import InvalidTimestampError, MessageSizeTooLargeError, UnknownError

from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Tombstone
from service.stream.by_hand import HandRead, HandRecord
from service.stream.lane import Lane
from service.stream.offsets import Log
from service.stream.outgoing import OutgoingMessage
from service.stream.states import State
from tests.stream.conftest import Stand
from tests.stream.fakes import RAW, a_while, header, messages, raw, record, until

ENRICHED, DEAD = "articles.enriched.v1", "articles.dead-letter.v1"


async def opened(stand: Stand) -> Lane:
    """A lane that runs."""
    lane = stand.lane()
    await until(lambda: lane.state is State.RUNNING)
    return lane


async def answer_all(stand: Stand, lane: Lane, some: list[RawMessage]) -> None:
    """Offer messages as the consumer would, from the group's place on, until all are committed."""
    end = len(some)
    opened_before = 0
    while stand.kafka.committed.get(RAW, 0) < end:
        if lane.state is State.RUNNING and (resumed := stand.kafka.events.count("resume")) > opened_before:
            opened_before = resumed
            lane.offer(some[stand.kafka.committed.get(RAW, 0) :])
        await a_while()


def refusing(value: bytes | None, error: Exception) -> Callable[[OutgoingMessage], Exception | None]:
    """A broker that refuses one value on the enriched topic."""
    return lambda message: error if message.topic == ENRICHED and message.value == value else None


async def test_outcomes_and_the_offset_behind_them_go_together(stand: Stand) -> None:
    """One write for a batch that is answered at once, and what was written is told."""
    lane = await opened(stand)
    lane.offer(messages(0, 4))
    await until(lambda: stand.told)
    assert stand.kafka.producers[0].wrote == [4]
    assert stand.kafka.committed[RAW] == 4
    assert stand.told == [(message, record(message)) for message in messages(0, 4)]
    await lane.drain(1)


async def test_the_offset_is_that_of_the_message_and_not_a_count(stand: Stand) -> None:
    """Offsets have gaps: control records, and what compaction took."""
    lane = await opened(stand)
    lane.offer([raw(b"x", offset=5), raw(b"y", offset=90)])
    await until(lambda: stand.kafka.committed.get(RAW) == 91)
    await lane.drain(1)


async def test_each_outcome_goes_to_its_topic(stand: Stand) -> None:
    """Records and tombstones to the enriched one, dead letters to theirs."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    lane.offer(messages(0, 3))
    await until(lambda: stand.pipeline.in_hand == [0, 1, 2])
    stand.pipeline.answer(0, outcome=DeadLetter("undecodable", "decode", "binary"))
    stand.pipeline.answer(1, outcome=Tombstone("article-1"))
    stand.pipeline.answer(2)
    await until(lambda: stand.kafka.committed.get(RAW) == 3)
    assert [message.value for message in stand.kafka.on(ENRICHED)] == [None, b"2"]
    assert [message.value for message in stand.kafka.on(DEAD)] == [b"0"]
    await lane.drain(1)


async def test_a_takedown_that_one_topic_refuses_is_a_dead_letter_and_hurts_no_neighbour(stand: Stand) -> None:
    """It is known by its offset, however many messages it is; its neighbours are written on every topic of theirs."""
    stand.settings = stand.settings.model_copy(update={"language_topics": "de=german,nb=norwegian"})
    stand.kafka.refuses = lambda message: (
        InvalidTimestampError() if (message.topic, message.key) == ("german", b"bad") else None
    )
    stand.pipeline.holds = True
    lane = await opened(stand)
    takedowns = [raw(None, key, offset=offset) for offset, key in enumerate((b"one", b"bad", b"two"))]

    async def answer_each() -> None:
        while True:
            stand.pipeline.answer(*stand.pipeline.in_hand, outcome=Tombstone("article"))
            await asyncio.sleep(0)

    answering = asyncio.create_task(answer_each())
    await answer_all(stand, lane, takedowns)
    answering.cancel()
    for topic in (ENRICHED, "german", "norwegian"):
        assert [message.key for message in stand.kafka.on(topic)] == [b"one", b"two"]
    (letter,) = stand.kafka.on(DEAD)
    assert (letter.key, header(letter, "copydesk-error-reason")) == (b"bad", "record-refused")
    assert len(stand.kafka.producers) == 3, "one for each refusal, and the last one"
    await lane.drain(1)


async def test_a_slow_article_does_not_hold_back_those_in_front_of_it(stand: Stand) -> None:
    """They are written while it is worked on; those behind it wait, for the order."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    lane.offer(messages(0, 5))
    await until(lambda: stand.pipeline.in_hand)
    stand.pipeline.answer(4, 1, 0, 3)
    await until(lambda: stand.kafka.committed.get(RAW) == 2)
    await a_while()
    assert stand.kafka.answered == [0, 1]
    stand.pipeline.answer(2)
    await until(lambda: stand.kafka.committed.get(RAW) == 5)
    assert stand.kafka.answered == [0, 1, 2, 3, 4]
    await lane.drain(1)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(MessageSizeTooLargeError(), "record-too-large"), (InvalidTimestampError(), "record-refused")],
)
async def test_a_record_that_is_refused_for_good_becomes_a_dead_letter(
    stand: Stand, error: Exception, reason: str
) -> None:
    """Its batch is refused, then it is refused alone, then it is a dead letter; its neighbours are records."""
    stand.kafka.refuses = refusing(b"2", error)
    lane = await opened(stand)
    await answer_all(stand, lane, messages(0, 5))
    assert stand.kafka.answered == [0, 1, 2, 3, 4]
    assert [message.value for message in stand.kafka.on(ENRICHED)] == [b"0", b"1", b"3", b"4"]
    (letter,) = stand.kafka.on(DEAD)
    assert (letter.value, header(letter, "copydesk-error-reason")) == (b"2", reason)
    assert len(stand.kafka.producers) == 3, "one for each refusal, and the last one"
    told: list[Outcome] = [outcome for _, outcome in stand.told]
    assert [isinstance(outcome, DeadLetter) for outcome in told] == [False, False, True, False, False]
    await lane.drain(1)


async def test_a_record_that_was_refused_for_its_company_is_written_alone(stand: Stand) -> None:
    """Kafka refuses a whole batch for one of its records; nobody knows which."""
    refusals = iter([InvalidTimestampError()])
    stand.kafka.refuses = lambda _message: next(refusals, None)
    lane = await opened(stand)
    await answer_all(stand, lane, messages(0, 3))
    assert [message.value for message in stand.kafka.on(ENRICHED)] == [b"0", b"1", b"2"]
    assert stand.kafka.on(DEAD) == []
    assert stand.kafka.producers[-1].wrote == [3], "in one transaction, each in a batch of its own"
    await lane.drain(1)


@pytest.mark.parametrize("error", [MessageSizeTooLargeError(), InvalidTimestampError()])
async def test_a_refusal_costs_another_producer_and_nothing_is_processed_again(stand: Stand, error: Exception) -> None:
    """What is in hand stays in hand, the consumer is where it was, and the lane runs."""
    stand.kafka.refuses = lambda message: error if message.topic == ENRICHED and message.value in (b"1", b"3") else None
    lane = await opened(stand)
    lane.offer(messages(0, 5))
    await until(lambda: stand.kafka.committed.get(RAW) == 5)
    assert stand.kafka.answered == [0, 1, 2, 3, 4]
    assert [message.value for message in stand.kafka.on(DEAD)] == [b"1", b"3"]
    assert stand.pipeline.batches == [[0, 1, 2, 3, 4]]
    assert stand.kafka.events.count("resume") == 1
    assert lane.state is State.RUNNING
    await until(lambda: stand.kafka.open_producers == 1)
    await lane.drain(1)


async def test_an_answer_that_may_be_the_brokers_own_failure_is_waited_for_three_times(stand: Stand) -> None:
    """Then it is an answer like any other: each smaller form of a dead letter is tried at once."""
    stand.kafka.refuses = lambda message: UnknownError() if message.key is None or message.topic == ENRICHED else None
    lane = await opened(stand)
    await answer_all(stand, lane, [raw(b"a", offset=0)])
    (letter,) = stand.kafka.on(DEAD)
    assert letter.key == b"articles.raw.v1/2/0"
    assert len(stand.pipeline.batches) == 4, "after the first three it opens anew, and then what is in hand stays there"
    await lane.drain(1)


async def test_a_refusal_where_another_has_moved_the_group_opens_anew(stand: Stand) -> None:
    """The partition was another's for a while: what is in hand here was answered there."""
    stand.kafka.refuses = refusing(b"1", InvalidTimestampError())
    lane = await opened(stand)
    stand.kafka.can_start.clear()
    lane.offer(messages(0, 3))
    await until(lambda: len(stand.kafka.producers) == 2)
    stand.kafka.committed[RAW] = 3
    stand.kafka.can_start.set()
    await until(lambda: stand.kafka.events.count("resume") == 2)
    assert stand.kafka.events[-2:] == ["seek 3", "resume"]
    assert stand.kafka.written == []
    await lane.drain(1)


async def test_what_a_topic_is_known_to_refuse_for_its_size_is_not_sent(stand: Stand) -> None:
    """One producer for all of them, and they share their record batches; what fits when it is packed is sent."""
    stand.inquiry.largest = {ENRICHED: 2000}
    stand.kafka.refuses = lambda message: (
        MessageSizeTooLargeError() if message.topic == ENRICHED and len(message.value or b"") == 3000 else None
    )
    desk = stand.desk
    await desk.topic_limits.learn()
    lane = Lane(desk, stand.consumer.hand(), None, stand.let_go.append)
    lane.start()
    await until(lambda: lane.state is State.RUNNING)
    noise = Random(1).randbytes(3000)  # noqa: S311  # it is only not to be packed
    some = [raw(b"a", offset=0), raw(noise, offset=1), raw(b"." * 4000, offset=2), raw(noise, offset=3)]
    lane.offer(some)
    await until(lambda: stand.kafka.committed.get(RAW) == 4)
    assert [message.value for message in stand.kafka.on(ENRICHED)] == [b"a", b"." * 4000]
    assert [header(letter, "copydesk-error-reason") for letter in stand.kafka.on(DEAD)] == ["record-too-large"] * 2
    assert not any(message.alone for message in stand.kafka.written)
    assert stand.kafka.begun == len(stand.kafka.producers) == 1
    await lane.drain(1)


async def test_a_dead_letter_that_its_topic_is_known_to_refuse_is_made_smaller_at_once(stand: Stand) -> None:
    """In as many steps as it takes."""
    stand.inquiry.largest = {ENRICHED: 2000, DEAD: 2000}
    desk = stand.desk
    await desk.topic_limits.learn()
    lane = Lane(desk, stand.consumer.hand(), None, stand.let_go.append)
    lane.start()
    await until(lambda: lane.state is State.RUNNING)
    lane.offer([raw(Random(1).randbytes(3000), b"k", offset=0)])  # noqa: S311  # likewise
    await until(lambda: stand.kafka.committed.get(RAW) == 1)
    (letter,) = stand.kafka.on(DEAD)
    assert (letter.value, letter.key, header(letter, "copydesk-body-omitted")) == (b"", b"k", "true")
    assert stand.kafka.begun == 1
    await lane.drain(1)


async def test_what_was_refused_once_is_not_remembered_once_it_is_written(stand: Stand) -> None:
    """Later batches go together again."""
    stand.kafka.refuses = refusing(b"0", InvalidTimestampError())
    lane = await opened(stand)
    await answer_all(stand, lane, messages(0, 2))
    lane.offer(messages(2, 6))
    await until(lambda: stand.kafka.committed[RAW] == 6)
    assert stand.kafka.producers[-1].wrote[-1] == 4
    await lane.drain(1)


async def test_a_dead_letter_that_is_refused_gets_smaller_until_it_is_taken(stand: Stand) -> None:
    """The topic's own limit may be lower than the setting."""
    stand.kafka.refuses = lambda message: MessageSizeTooLargeError() if message.value else None
    lane = await opened(stand)
    await answer_all(stand, lane, [raw(b"x" * 300, b"k", offset=0)])
    (letter,) = stand.kafka.on(DEAD)
    assert (letter.value, letter.key, header(letter, "copydesk-body-omitted")) == (b"", b"k", "true")
    await lane.drain(1)


async def test_a_dead_letter_that_is_refused_in_every_form_is_never_dropped(stand: Stand) -> None:
    """The lane says so, tries again with pauses, and goes on when the topic takes it."""
    stand.kafka.refuses = lambda _message: MessageSizeTooLargeError()
    lane = await opened(stand)
    offered_to = 0
    while "refuses a dead letter" not in (lane.trouble or ""):
        if lane.state is State.RUNNING and len(stand.kafka.producers) > offered_to:
            offered_to = len(stand.kafka.producers)
            lane.offer(messages(0, 1))
        await a_while()
    assert stand.kafka.committed == {}
    assert stand.kafka.written == []
    stand.kafka.refuses = lambda message: MessageSizeTooLargeError() if message.topic == ENRICHED else None
    await answer_all(stand, lane, messages(0, 1))
    (letter,) = stand.kafka.on(DEAD)
    assert letter.value == b"0", "it is tried whole again"
    await lane.drain(1)


async def test_a_refusal_makes_no_lane_idle(stand: Stand) -> None:
    """While the next producer starts, it has written as lately as before."""
    stand.kafka.refuses = refusing(b"2", InvalidTimestampError())
    lane = await opened(stand)
    await asyncio.sleep(0.1)
    lane.offer(messages(0, 2))
    await until(lambda: stand.kafka.committed.get(RAW) == 2)
    stand.kafka.can_start.clear()
    lane.offer(messages(2, 3))
    await until(lambda: len(stand.kafka.producers) == 2)
    assert lane.idle_seconds < 0.1
    stand.kafka.can_start.set()
    await until(lambda: stand.kafka.committed.get(RAW) == 3)
    await lane.drain(1)


async def test_a_place_behind_control_records_is_committed_when_all_is_answered(stand: Stand) -> None:
    """It keeps the group's place inside a log that is trimmed, and lets its lag reach 0."""
    lane = await opened(stand)
    lane.offer(messages(0, 3))
    await until(lambda: stand.kafka.committed.get(RAW) == 3)
    await until(lambda: stand.told)
    await a_while()
    stand.consumer.settled[RAW] = 4
    lane.look(Log(0, 4, 4), 4)
    await until(lambda: stand.kafka.committed[RAW] == 4)
    assert stand.kafka.answered == [0, 1, 2]
    assert lane.lag == 0
    await lane.drain(1)


async def test_such_a_place_is_not_committed_while_messages_are_in_hand(stand: Stand) -> None:
    """They stand in front of it."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    lane.offer(messages(0, 3))
    await until(lambda: stand.pipeline.in_hand)
    stand.consumer.settled[RAW] = 4
    lane.look(Log(0, 4, 4), 4)
    await a_while()
    assert stand.kafka.committed == {}
    await lane.drain(0.1)


async def test_a_place_that_is_committed_already_is_not_written_again(stand: Stand) -> None:
    """An idle lane writes nothing, look after look."""
    stand.kafka.committed[RAW] = 4
    lane = await opened(stand)
    for _ in range(3):
        lane.look(Log(0, 4, 4), 4)
        await a_while()
    assert [event for event in stand.kafka.events if event.startswith("commit ")] == []
    await lane.drain(1)


@pytest.mark.parametrize("log", [Log(20, 30, 30), Log(0, 3, 3)], ids=["trimmed past it", "made anew"])
async def test_an_idle_lane_whose_place_is_not_in_the_log_stops(stand: Stand, log: Log) -> None:
    """The topic was trimmed or made anew, and the consumer would wait for ever."""
    stand.kafka.committed[RAW] = 10
    lane = await opened(stand)
    stand.kafka.logs[RAW] = log
    lane.look(log, 10)
    await until(lambda: lane.state is State.STOPPED)
    await lane.drain(1)


async def test_lag_counts_from_what_is_not_committed_while_there_is_work(stand: Stand) -> None:
    """And from the position when there is none: behind the last message may stand control records."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    assert lane.lag is None, "the log is not known yet"
    lane.look(Log(0, 10, 12), 0)
    assert lane.lag == 10, "what an open transaction holds back is nobody's fault here"
    lane.offer(messages(0, 8))
    stand.consumer.settled[RAW] = 10
    assert lane.lag == 10
    await until(lambda: stand.pipeline.in_hand)
    stand.pipeline.answer(0, 1, 2)
    await until(lambda: lane.lag == 7)
    stand.pipeline.answer(*range(3, 8))
    await until(lambda: lane.lag == 0)
    await lane.drain(1)


async def test_a_lane_is_idle_since_its_last_write_or_since_it_had_nothing_to_do(stand: Stand) -> None:
    """So that an idle lane never counts as stuck, and one that only lags does not count as moving."""
    stand.pipeline.holds = True
    lane = await opened(stand)
    before = lane.idle_seconds
    lane.look(Log(0, 5, 5), None)
    await asyncio.sleep(0.05)
    lagging = lane.idle_seconds
    assert lagging > before
    lane.offer(messages(0, 5))
    await until(lambda: stand.pipeline.in_hand)
    lane.look(Log(0, 5, 5), None)
    assert lane.idle_seconds >= lagging
    stand.pipeline.answer(0)
    await until(lambda: lane.lag == 4)
    written = lane.idle_seconds
    assert written < lagging
    stand.pipeline.answer(1, 2, 3, 4)
    stand.consumer.settled[RAW] = 5
    await until(lambda: lane.lag == 0)
    await asyncio.sleep(0.05)
    lane.look(Log(0, 5, 5), None)
    assert lane.idle_seconds < lagging
    await lane.drain(1)


async def test_what_the_client_cannot_parse_is_read_by_hand_and_answered(stand: Stand) -> None:
    """Behind the messages that it could; what is no more than a part is a dead letter, and the lane goes on behind."""
    stand.hand_reads[2] = HandRead(
        (HandRecord(raw(b"2", offset=2)), HandRecord(raw(b"", offset=3), because="its checksum does not fit")), 5
    )
    lane = await opened(stand)
    lane.offer(messages(0, 2))
    lane.read_by_hand(2)
    await until(lambda: stand.kafka.committed.get(RAW) == 4)
    await until(lambda: stand.kafka.events[-2:] == ["seek 5", "resume"])
    assert stand.kafka.answered == [0, 1, 2, 3]
    (letter,) = stand.kafka.on(DEAD)
    assert header(letter, "copydesk-error-reason") == "undecodable"
    assert stand.pipeline.batches == [[0, 1], [2]]
    lane.offer(messages(5, 6))
    await until(lambda: stand.kafka.committed[RAW] == 6)
    await lane.drain(1)


async def test_a_hand_read_without_messages_is_passed_over(stand: Stand) -> None:
    """An aborted transaction is no message's; nothing is committed for it yet."""
    stand.hand_reads[0] = HandRead((), 7)
    lane = await opened(stand)
    lane.read_by_hand(0)
    await until(lambda: stand.kafka.events[-2:] == ["seek 7", "resume"])
    assert stand.kafka.written == []
    await lane.drain(1)
