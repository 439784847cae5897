"""What is written for a raw message: its outcome's message, and smaller or other ones where the broker refused that."""

from dataclasses import dataclass, replace

from aiokafka.errors import UnknownError

from schemas.dead_letter import Reason
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record, Tombstone
from service.settings import Settings
from service.stream.dead_letter import dead_letter_messages
from service.stream.outgoing import OutgoingMessage, output_key, record_message, tombstone_message
from service.stream.sending import REFUSED, TOO_LARGE

TIMES_UNKNOWN = 3  # so often an answer has to come, to a message alone, that may be the broker's own failure


class Unanswerable(Exception):
    """The dead-letter topic refuses even a dead letter without a body; the message says what to look at."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The broker refused a message: with others (`alone` is 0), or so many times by itself.

    One that was not `sent` it would refuse: that is known without asking it. `cause` is the first answer that the
    message got by itself: the dead letter that it becomes then may be refused for another one.
    """

    error: Exception
    alone: int = 0
    sent: bool = True
    cause: Exception | None = None

    def by_itself(self, error: Exception, *, sent: bool = True) -> "Refusal":
        """It was refused again. What only came after one that was refused is answered by nothing of its own."""
        if not isinstance(error, REFUSED):
            return self
        if sent and not self.sent:  # it went with others
            return replace(self, error=error, sent=True)
        return Refusal(error, self.alone + 1, sent, self.cause or error)


class Answers:
    """Makes what answers a raw message: one message, or of a tombstone one for each topic that records go to."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._topics = settings.record_topics

    def answer(
        self, raw: RawMessage, outcome: Outcome, refusal: Refusal | None = None
    ) -> tuple[Outcome, tuple[OutgoingMessage, ...]]:
        """The outcome as it is written, and its messages: all of them are written together, or none.

        A message that was refused in company is sent as it is, alone: it may only have shared a batch with the guilty
        one. One that was refused alone becomes a dead letter, and a dead letter a smaller one each time.

        Raises:
            Unanswerable: there is no smaller one.
        """
        times = _times(refusal)
        if isinstance(outcome, DeadLetter):
            return outcome, (self._letter(raw, outcome, times),)
        if refusal is None or times <= 0:
            return outcome, self._messages(raw, outcome)
        cause = refusal.cause or refusal.error
        reason: Reason = "record-too-large" if isinstance(cause, TOO_LARGE) else "record-refused"
        detail = f"The broker refuses what was made of it: {type(cause).__name__}."
        letter = DeadLetter(reason, "record", detail, step_seconds=outcome.step_seconds)
        return letter, (self._letter(raw, letter, times - 1),)

    def _messages(self, raw: RawMessage, outcome: Record | Tombstone) -> tuple[OutgoingMessage, ...]:
        key = output_key(raw, outcome.article_id, always_article=self._settings.output_key == "article")
        if isinstance(outcome, Record):
            return (record_message(raw, outcome, self._topics.of(outcome.language), key),)
        # Which language the article was in, nobody remembers: a takedown reaches whoever may hold it.
        return tuple(tombstone_message(raw, topic, key) for topic in self._topics.all)

    def _letter(self, raw: RawMessage, letter: DeadLetter, refused: int) -> OutgoingMessage:
        """The largest form that fits, but for the first `refused` of those."""
        forms = list(dead_letter_messages(raw, letter, self._settings.dead_letter_topic))
        fitting = [form for form in forms if form.size <= self._settings.dead_letter_max_bytes] or forms[-1:]
        if refused >= len(fitting):
            raise Unanswerable(
                f"{self._settings.dead_letter_topic} refuses a dead letter of {fitting[-1].size} bytes without a body: "
                "look at the limits that are set for that topic."
            )
        return fitting[refused]


def may_pass(refusal: Refusal) -> bool:
    """Whether it may have been the broker's own failure, and not the message's."""
    return isinstance(refusal.cause or refusal.error, UnknownError) and refusal.alone < TIMES_UNKNOWN


def _times(refusal: Refusal | None) -> int:
    """How often a message was refused for good."""
    if refusal is None:
        return 0
    unknown = isinstance(refusal.cause or refusal.error, UnknownError)
    return max(0, refusal.alone + 1 - TIMES_UNKNOWN) if unknown else refusal.alone
