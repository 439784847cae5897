"""The messages that a lane works on, and how far their outcomes are known and written."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from service.message import RawMessage
from service.outcome import DeadLetter, Outcome
from service.stream.hand_records import HandRecord
from service.stream.outgoing import origin_of

Answered = tuple[RawMessage, Outcome]


@dataclass(frozen=True, slots=True)
class Waits:
    """The message whose outcome holds up all behind it, by its offset, and for how long (s) it has done so."""

    offset: int
    seconds: float


class Batch:
    """Messages of one partition in their order. Outcomes come in any order and are written from the front.

    Args:
        messages: in the order of their offsets.
        decided: outcomes that are known before anything is processed, by place.
    """

    def __init__(self, messages: Sequence[RawMessage], decided: Mapping[int, Outcome] | None = None) -> None:
        self._messages = messages
        self._outcomes: list[Outcome | None] = [None] * len(messages)
        self._written = 0
        for at, outcome in (decided or {}).items():
            self._outcomes[at] = outcome
        self._undecided = [at for at, outcome in enumerate(self._outcomes) if outcome is None]
        self._answered = 0  # all in front of it have an outcome
        self._waits_since = time.monotonic()
        self._move_on()

    @classmethod
    def of_hand_read(cls, records: Sequence[HandRecord]) -> Self:
        """What was read by hand. A message of which only a part could be read is rejected, its body left out."""
        rejected = {
            at: DeadLetter(
                "undecodable" if record.value_omitted is None else "too-large",
                "decode",
                record.because,
                body_omitted=True,
            )
            for at, record in enumerate(records)
            if record.because is not None
        }
        return cls([record.message for record in records], rejected)

    @property
    def undecided(self) -> Sequence[RawMessage]:
        """The messages to process."""
        return [self._messages[at] for at in self._undecided]

    def answer(self, at: int, outcome: Outcome) -> None:
        """The outcome of the undecided message at that place is known."""
        self._outcomes[self._undecided[at]] = outcome
        self._move_on()

    def _move_on(self) -> None:
        before = self._answered
        while self._answered < len(self._messages) and self._outcomes[self._answered] is not None:
            self._answered += 1
        if self._answered > before:
            self._waits_since = time.monotonic()

    @property
    def waits_for(self) -> Waits | None:
        """What is waited for; None where all is answered."""
        if self._answered == len(self._messages):
            return None
        return Waits(origin_of(self._messages[self._answered]).offset, time.monotonic() - self._waits_since)

    def answered(self) -> list[Answered]:
        """What can be written next: the messages with an outcome that no unanswered one stands in front of."""
        front = slice(self._written, self._answered)
        found = zip(self._messages[front], self._outcomes[front], strict=True)
        return [(message, outcome) for message, outcome in found if outcome is not None]

    def wrote(self, count: int) -> None:
        """So many more are written."""
        self._written += count

    @property
    def is_written(self) -> bool:
        """Whether nothing is left to write."""
        return self._written == len(self._messages)


def offset_after(message: RawMessage) -> int:
    """The offset at which reading goes on behind a message."""
    return origin_of(message).offset + 1
