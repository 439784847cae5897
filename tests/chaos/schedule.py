"""When which fault strikes whom: drawn from a seed before the run begins, so that the same seed strikes the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

PAUSE_SECONDS = 9.0  # longer than the services' session
DEAF_SECONDS = 15.0  # likewise, and then long enough for two owners of a partition to meet again and again
LONGEST_AWAY_SECONDS = 3.0  # that what was ended stays down before it is started again
EARLIEST_GAP, LATEST_GAP = 0.6, 1.4  # shares of the row's interval


class Kind(StrEnum):
    """What can happen."""

    KILL = "kill -9"
    PAUSE = "SIGSTOP"
    TERMINATE = "SIGTERM"
    SCALE = "scale"
    BROKER = "broker kill -9"
    LEADER = "leader kill -9"
    GROUP_COORDINATOR = "group coordinator kill -9"
    TRANSACTION_COORDINATOR = "transaction coordinator kill -9"
    EXPIRY = "producer ids expired"
    WORKER = "worker kill -9"
    WORKERS = "all workers kill -9"
    POISON = "poison"
    DEAF = "heartbeats lost"


ON_SERVICES = frozenset({Kind.KILL, Kind.PAUSE, Kind.TERMINATE, Kind.WORKER, Kind.WORKERS, Kind.DEAF})
LASTING = {Kind.PAUSE: PAUSE_SECONDS, Kind.DEAF: DEAF_SECONDS}
ON_PARTITIONS = frozenset({Kind.LEADER, Kind.TRANSACTION_COORDINATOR})


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: not before `at` seconds into the run.

    `target` is the number of the service, broker or partition that it strikes, or how many services there are to be;
    `away_seconds` is how long what is struck stays away.
    """

    at: float
    kind: Kind
    target: int
    away_seconds: float


@dataclass(frozen=True, slots=True)
class Targets:
    """How many there are of each that can be struck."""

    services: int
    brokers: int
    partitions: int


def schedule(
    seed: str, kinds: Mapping[Kind, int], interval_seconds: float, until_seconds: float, targets: Targets
) -> tuple[Fault, ...]:
    """The faults of a row: kinds by weight, one every `interval_seconds` on average, up to `until_seconds`."""
    random = Random(seed)  # noqa: S311  # no secret
    paused_until: dict[int, float] = {}
    sizes = _sizes(random, targets.services)
    faults = []
    at = interval_seconds * random.uniform(EARLIEST_GAP / 2, EARLIEST_GAP)
    while at < until_seconds:
        (kind,) = random.choices(list(kinds), list(kinds.values()))
        away = LASTING[kind] if kind in LASTING else random.uniform(0, LONGEST_AWAY_SECONDS)
        if kind is Kind.SCALE:
            target = next(sizes)
        elif kind in ON_SERVICES:
            # One that is paused, or not heard, is left alone: it is to come back as a zombie.
            awake = [n for n in range(targets.services) if paused_until.get(n, 0) <= at] or list(
                range(targets.services)
            )
            target = random.choice(awake)
            if kind in LASTING:
                paused_until[target] = at + away + 1
        else:
            target = random.randrange(targets.partitions if kind in ON_PARTITIONS else targets.brokers)
        faults.append(Fault(round(at, 3), kind, target, round(away, 3)))
        at += interval_seconds * random.uniform(EARLIEST_GAP, LATEST_GAP)
    return tuple(faults)


def _sizes(random: Random, most: int) -> Iterator[int]:
    """Numbers of services: from one to the most in one or more steps, and back, again and again."""
    size = 1
    while True:
        while size < most:
            size = random.randint(size + 1, most)
            yield size
        while size > 1:
            size = random.randint(1, size - 1)
            yield size
