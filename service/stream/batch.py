"""The messages that a lane works on, and how far their outcomes are known and written."""

from collections.abc import Sequence

from service.message import RawMessage
from service.outcome import Outcome
from service.stream.outgoing import origin_of

Answered = tuple[RawMessage, Outcome]


class Batch:
    """Messages of one partition in their order. Outcomes come in any order and are written from the front."""

    def __init__(self, messages: Sequence[RawMessage]) -> None:
        self.messages = messages
        self._outcomes: list[Outcome | None] = [None] * len(messages)
        self._written = 0

    def answer(self, at: int, outcome: Outcome) -> None:
        """The outcome of the message at that place is known."""
        self._outcomes[at] = outcome

    def answered(self) -> list[Answered]:
        """What can be written next: the messages with an outcome that no unanswered one stands in front of."""
        ready: list[Answered] = []
        for at in range(self._written, len(self.messages)):
            outcome = self._outcomes[at]
            if outcome is None:
                break
            ready.append((self.messages[at], outcome))
        return ready

    def wrote(self, count: int) -> None:
        """So many more are written."""
        self._written += count

    @property
    def is_written(self) -> bool:
        """Whether nothing is left to write."""
        return self._written == len(self.messages)


def offset_after(message: RawMessage) -> int:
    """The offset at which reading goes on behind a message."""
    return origin_of(message).offset + 1
