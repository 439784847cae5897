"""The three ends of a raw message: a record, a dead letter or a tombstone. Each message has exactly one.

Each says how long the steps took that led to it (s), by their names: for metrics alone, it is no part of what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.dead_letter import Reason


class Rejected(Exception):
    """The article cannot become a record; `reason` is its dead letter's, `detail` a sentence for a person.

    Attributes:
        url: the article's, where it was read before.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.url: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An enriched article, as the JSON bytes that go out."""

    article_id: str
    language: str
    value: bytes
    step_seconds: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A rejected message: why, in which step, after how many tries; and whether its body could not be read at all.

    `url` is the article's, where it was read: for whoever looks for the article in the log.
    """

    reason: Reason
    step: str
    detail: str
    attempts: int = 1
    body_omitted: bool = False
    url: str | None = field(default=None, compare=False)
    step_seconds: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A takedown to pass on."""

    article_id: str
    step_seconds: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)


Outcome = Record | DeadLetter | Tombstone
