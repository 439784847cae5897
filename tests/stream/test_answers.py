"""What is written for a raw message: its outcome, and what is left of it where the broker refused that."""

from dataclasses import replace

import pytest
from aiokafka.errors import (
    InvalidTimestampError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    RecordListTooLargeError,
    UnknownError,
)

from service.outcome import DeadLetter, Outcome, Record, Tombstone
from service.settings import Settings
from service.stream.answers import Answers, Refusal, Unanswerable
from tests.stream.fakes import header, raw

ENRICHED, DEAD = "articles.enriched.v1", "articles.dead-letter.v1"
RECORD = Record("article-7", "en", b"{}")
LETTER = DeadLetter("undecodable", "decode", "It is a PDF.", attempts=2)


@pytest.fixture
def routed(settings: Settings) -> Settings:
    """Settings with topics for some languages."""
    topics = "zh=chinese,zh-Hant=taiwan,nb=norwegian,nn=norwegian"
    return settings.model_copy(update={"language_topics": topics})


@pytest.mark.parametrize(
    ("outcome", "topic", "value"),
    [(RECORD, ENRICHED, b"{}"), (Tombstone("article-7"), ENRICHED, None), (LETTER, DEAD, b"body")],
)
def test_each_outcome_has_its_topic(settings: Settings, outcome: Outcome, topic: str, value: bytes | None) -> None:
    """Records and tombstones the enriched one, dead letters theirs; each under the raw message's key."""
    as_written, (message,) = Answers(settings).answer(raw(b"body", b"k"), outcome)
    assert as_written == outcome
    assert (message.topic, message.value, message.key) == (topic, value, b"k")


@pytest.mark.parametrize(
    ("language", "topic"),
    [("zh-Hans", "chinese"), ("zh-Hant", "taiwan"), ("nb", "norwegian"), ("nn", "norwegian"), ("en", ENRICHED)],
)
def test_a_record_goes_to_the_topic_of_its_language_and_to_no_other(
    routed: Settings, language: str, topic: str
) -> None:
    """The map's where it has one, else the default; its header says the language either way."""
    _, (message,) = Answers(routed).answer(raw(b"body"), Record("article-7", language, b"{}"))
    assert message.topic == topic
    assert header(message, "copydesk-language") == language


def test_a_takedown_goes_to_every_topic_of_records_once(routed: Settings) -> None:
    """One message each on the default topic and on those of the map, alike but for the topic."""
    as_written, messages = Answers(routed).answer(raw(None, b"k"), Tombstone("article-7"))
    assert as_written == Tombstone("article-7")
    assert [message.topic for message in messages] == [ENRICHED, "chinese", "taiwan", "norwegian"]
    assert len({replace(message, topic="") for message in messages}) == 1


def test_a_dead_letter_is_routed_nowhere(routed: Settings) -> None:
    """Whatever its article was written in: one message, on the dead-letter topic."""
    _, (message,) = Answers(routed).answer(raw(b"body"), LETTER)
    assert message.topic == DEAD


def test_a_takedown_that_one_topic_refuses_is_on_none_of_them(routed: Settings) -> None:
    """It has one outcome: a dead letter."""
    refused = Refusal(InvalidTimestampError(), alone=1)
    as_written, (message,) = Answers(routed).answer(raw(None, b"k"), Tombstone("article-7"), refused)
    assert isinstance(as_written, DeadLetter)
    assert message.topic == DEAD


@pytest.mark.parametrize("outcome", [RECORD, Tombstone("article-7")])
def test_the_articles_key_is_used_where_that_is_set(settings: Settings, outcome: Outcome) -> None:
    """COPYDESK_OUTPUT_KEY=article: then, and only then, may the topic be compacted."""
    by_article = settings.model_copy(update={"output_key": "article"})
    _, (message,) = Answers(by_article).answer(raw(b"body", b"site"), outcome)
    assert message.key == b"article-7"


@pytest.mark.parametrize("outcome", [RECORD, Tombstone("article-7"), LETTER])
def test_what_was_refused_in_company_goes_as_it_is(settings: Settings, outcome: Outcome) -> None:
    """It may only have shared a batch with the guilty one."""
    answers = Answers(settings)
    refused = Refusal(InvalidTimestampError(), alone=0)
    assert answers.answer(raw(b"body"), outcome, refused) == answers.answer(raw(b"body"), outcome)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MessageSizeTooLargeError(), "record-too-large"),
        (RecordListTooLargeError(), "record-too-large"),
        (InvalidTimestampError(), "record-refused"),
    ],
)
@pytest.mark.parametrize("outcome", [RECORD, Tombstone("article-7")])
def test_what_was_refused_alone_becomes_a_dead_letter(
    settings: Settings, outcome: Outcome, error: Exception, reason: str
) -> None:
    """It holds the raw message, and says what the broker said."""
    as_written, (message,) = Answers(settings).answer(raw(b"body", b"k"), outcome, Refusal(error, alone=1))
    assert isinstance(as_written, DeadLetter)
    assert (as_written.reason, as_written.step) == (reason, "record")
    assert (message.topic, message.value, message.key) == (DEAD, b"body", b"k")
    assert header(message, "copydesk-error-reason") == reason
    assert type(error).__name__ in header(message, "copydesk-error-detail")


def test_the_reason_is_why_the_record_was_refused_not_why_its_dead_letter_was(settings: Settings) -> None:
    """A compacted topic refuses a dead letter without a key by an answer that may mean anything."""
    refused = Refusal(MessageSizeTooLargeError(), alone=1, cause=MessageSizeTooLargeError())
    again = refused.by_itself(UnknownError())
    as_written, (letter,) = Answers(settings).answer(raw(b"x" * 500), RECORD, again)
    assert isinstance(as_written, DeadLetter)
    assert as_written.reason == header(letter, "copydesk-error-reason") == "record-too-large"
    assert "MessageSizeTooLargeError" in as_written.detail


def test_what_only_came_after_another_refused_one_says_nothing(settings: Settings) -> None:
    """A gap in the sequence is the neighbour's doing: what was known before stays."""
    known = Refusal(MessageSizeTooLargeError(), alone=1, sent=False, cause=MessageSizeTooLargeError())
    again = known.by_itself(OutOfOrderSequenceNumber())
    as_written, _ = Answers(settings).answer(raw(b"x" * 500), RECORD, again)
    assert isinstance(as_written, DeadLetter)
    assert as_written.reason == "record-too-large"


@pytest.mark.parametrize(("outcome", "first"), [(LETTER, 0), (RECORD, 1)])
def test_a_dead_letter_shrinks_with_each_refusal_until_there_is_no_smaller_one(
    settings: Settings, outcome: Outcome, first: int
) -> None:
    """Without detail, without body, without both, without what else is the sender's; then somebody has to look."""
    answers = Answers(settings)
    message = raw(b"x" * 500, b"k", (("own", b"1"),))
    sizes = []
    for times in range(first, first + 5):  # the last form, with a key of ours, is for topics that are compacted
        _, (letter,) = answers.answer(message, outcome, Refusal(MessageSizeTooLargeError(), alone=times))
        assert letter.topic == DEAD
        sizes.append(letter.size)
    assert sizes == sorted(set(sizes), reverse=True)
    with pytest.raises(Unanswerable, match=r"articles\.dead-letter\.v1 refuses a dead letter of \d+ bytes"):
        answers.answer(message, outcome, Refusal(MessageSizeTooLargeError(), alone=first + 6))


def test_a_dead_letter_over_the_limit_goes_without_its_body_at_once(settings: Settings) -> None:
    """A compressed message can unpack past any limit; the raw topic still holds the body."""
    small = settings.model_copy(update={"dead_letter_max_bytes": 1000})
    _, (letter,) = Answers(small).answer(raw(b"x" * 5000, b"k"), LETTER)
    assert (letter.value, letter.key, header(letter, "copydesk-body-omitted")) == (b"", b"k", "true")


def test_a_dead_letter_that_fits_in_no_form_is_tried_in_its_smallest(settings: Settings) -> None:
    """The setting may be wrong; the topic decides."""
    tiny = settings.model_copy(update={"dead_letter_max_bytes": 10})
    _, (letter,) = Answers(tiny).answer(raw(b"x", b"k" * 100, (("own", b"1"),)), LETTER)
    assert (letter.value, letter.key) == (b"", b"articles.raw.v1/2/0")
    with pytest.raises(Unanswerable):
        Answers(tiny).answer(raw(b"x", b"k"), LETTER, Refusal(MessageSizeTooLargeError(), alone=1))
