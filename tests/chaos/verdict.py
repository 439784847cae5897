"""What went wrong, judged from the topics alone: each raw message must have exactly one outcome, the one expected."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.workers.job import KILLS
from tests.chaos.articles import RECORD

Position = tuple[int, int]  # partition and offset on the raw topic
# What hurts its worker for long may be in hand at so many kills from outside that this is what becomes of it.
KILLED_INSTEAD = frozenset(("timed-out", "out-of-memory"))


@dataclass(frozen=True, slots=True)
class RawSeen:
    """A message as it stands on the raw topic.

    Its outcome is to be one message on each of the topics in `stands_on`; where none is named, one on any.
    """

    position: Position
    key: bytes | None
    article_id: str
    expected: str
    stands_on: tuple[str, ...] = ()

    def lane_of(self, topic: str) -> str:
        """In which order a message on that topic stands: each topic has its own where the outcome is on several."""
        return topic if len(self.stands_on) > 1 else ""


@dataclass(frozen=True, slots=True)
class OutcomeSeen:
    """A message on an output topic; `source` is the raw message it says it came from, if it says one."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    article_id: str
    source: Position | None
    outcome: str
    attempts: int = 0  # of a dead letter

    def is_as(self, expected: str) -> bool:
        """Whether it is what was to be, or else poison whose workers were killed from outside once too often."""
        killed = self.outcome == "crashed" and self.attempts >= KILLS
        return self.outcome == expected or (killed and expected in KILLED_INSTEAD)

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        return f"{self.topic}/{self.partition}@{self.offset}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is wrong, and how many dead letters there were by reason: (found, expected)."""

    lost: tuple[Position, ...] = ()
    doubled: tuple[Position, ...] = ()
    reordered: tuple[str, ...] = ()
    misjudged: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    dead_letters: tuple[tuple[str, int, int], ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether anything is."""
        return any((self.lost, self.doubled, self.reordered, self.misjudged, self.orphans))


def judge(raw: Sequence[RawSeen], outcomes: Sequence[OutcomeSeen]) -> Verdict:
    """Hold all outcomes against all raw messages.

    An orphan is an output that names no raw message, or one whose key or id it does not bear. Of what is doubled only
    one copy, the first that is as expected, is held against the order, so that one defect is not counted twice.
    """
    by_position = {message.position: message for message in raw}
    orphans = [outcome for outcome in outcomes if not _comes_from(by_position, outcome)]
    strangers = {outcome.place for outcome in orphans}
    rightful = [outcome for outcome in outcomes if outcome.place not in strangers]
    topics: defaultdict[Position, list[str]] = defaultdict(list)
    firsts: dict[tuple[Position, str], OutcomeSeen] = {}
    for outcome in sorted(rightful, key=_place):
        if outcome.source is None:
            continue
        message = by_position[outcome.source]
        topics[outcome.source].append(outcome.topic)
        lane = outcome.source, message.lane_of(outcome.topic)
        first = firsts.setdefault(lane, outcome)
        if not first.is_as(message.expected) and outcome.is_as(message.expected):
            firsts[lane] = outcome
    misjudged = [
        f"{first.place} from {position}: {first.outcome} instead of {by_position[position].expected}"
        for (position, _), first in firsts.items()
        if not first.is_as(by_position[position].expected)
    ]
    return Verdict(
        lost=tuple(one for one, message in by_position.items() if len(topics[one]) < max(1, len(message.stands_on))),
        doubled=tuple(one for one, message in by_position.items() if len(topics[one]) > max(1, len(message.stands_on))),
        reordered=tuple(_out_of_order(list(firsts.values()))),
        misjudged=(*misjudged, *_misrouted(by_position, topics)),
        orphans=tuple(outcome.place for outcome in orphans),
        dead_letters=_by_reason(raw, {position: first for (position, _), first in firsts.items()}.values()),
    )


def _misrouted(by_position: Mapping[Position, RawSeen], topics: Mapping[Position, list[str]]) -> Iterator[str]:
    """Outcomes that are as many messages as they should be, on other topics."""
    for position, message in by_position.items():
        found, wanted = sorted(topics[position]), sorted(message.stands_on)
        if wanted and len(found) == len(wanted) and found != wanted:
            yield f"{position} stands on {', '.join(found)} instead of {', '.join(wanted)}"


def _place(outcome: OutcomeSeen) -> tuple[str, int, int]:
    return outcome.topic, outcome.partition, outcome.offset


def _comes_from(by_position: dict[Position, RawSeen], outcome: OutcomeSeen) -> bool:
    message = by_position.get(outcome.source) if outcome.source else None
    return message is not None and (message.key, message.article_id) == (outcome.key, outcome.article_id)


def _out_of_order(firsts: Sequence[OutcomeSeen]) -> list[str]:
    """Outputs that stand, in their partition, behind a later message of their key."""
    highest: dict[tuple[str, int, bytes | None, int], int] = defaultdict(lambda: -1)
    late = []
    for outcome in sorted(firsts, key=_place):
        if outcome.source is None:
            continue
        partition, offset = outcome.source
        lane = (outcome.topic, outcome.partition, outcome.key, partition)
        if offset < highest[lane]:
            late.append(f"{outcome.place} from {outcome.source}")
        highest[lane] = max(highest[lane], offset)
    return late


def _by_reason(raw: Sequence[RawSeen], firsts: Iterable[OutcomeSeen]) -> tuple[tuple[str, int, int], ...]:
    found = Counter(outcome.outcome for outcome in firsts)
    expected = Counter(message.expected for message in raw)
    reasons = sorted((found.keys() | expected.keys()) - {RECORD})
    return tuple((reason, found[reason], expected[reason]) for reason in reasons)
