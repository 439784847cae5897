"""The rows of the suite: which faults strike, how often, on how many services and brokers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.pipeline_options import MIB
from tests.chaos.schedule import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `kinds` are weights; with `idle_seconds` the feed pauses so long, which is then the fault.

    `interval_seconds` lies between two faults on average: a service that was killed holds its group up for a session
    of six seconds, and one that starts needs some seconds of a core, so less would leave no time for articles.
    `with_poison` makes some articles hurt their worker: where nothing else strikes, those are the faults.
    `by_language` are topics of languages, by tag: articles are then in those and in English, and some are takedowns.
    """

    name: str
    kinds: Mapping[Kind, int]
    interval_seconds: float
    services: int = 3
    brokers: int = 1
    overrides: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    other_group: bool = False
    with_poison: bool = False
    idle_seconds: float = 0.0
    services_at_first: int | None = None
    by_language: Mapping[str, str] = field(default_factory=dict)


# An article that hangs is given up within seconds. Where its partition changes hands more often than that, it is tried
# from the beginning each time, and nothing behind it is ever answered.
SHORT = {
    "article_cpu_seconds": "1",
    "article_wall_seconds": "3",
    "worker_memory_bytes": str(384 * MIB),
}

ROWS = (
    Row("kill -9", {Kind.KILL: 1}, 10),
    Row("zombie", {Kind.PAUSE: 1}, 12),
    # A lane that is fenced must not open again before its service is a member: a service that is not heard never is.
    Row("unheard", {Kind.DEAF: 1}, 18),
    Row("SIGTERM", {Kind.TERMINATE: 1}, 8),
    Row("broker", {Kind.BROKER: 1}, 12),
    Row(
        "slow coordinator",
        {Kind.BROKER: 1},
        24,  # lanes that gave up are back some seconds after the broker
        # One segment, which the cleaner leaves alone: all that was ever committed has to be loaded.
        overrides={"offsets.topic.num.partitions": "1", "offsets.topic.segment.bytes": str(2**30)},
        # Shorter than a broker's absence: lanes give their transactions up, and ask for their place when it is back.
        settings={"transaction_seconds": "3"},
        other_group=True,
    ),
    Row(
        "three brokers",
        {Kind.LEADER: 2, Kind.GROUP_COORDINATOR: 1, Kind.TRANSACTION_COORDINATOR: 1},
        14,
        brokers=3,
    ),
    Row("scaling", {Kind.SCALE: 1}, 9, services=4, services_at_first=1),
    Row(
        "expired producer ids",
        {},
        8,
        overrides={
            "transactional.id.expiration.ms": "3000",
            "transaction.remove.expired.transaction.cleanup.interval.ms": "1000",
            "producer.id.expiration.ms": "3000",
            "producer.id.expiration.check.interval.ms": "1000",
        },
        idle_seconds=6,  # both expiries and their checks have passed by then
    ),
    # Nobody strikes here but the articles: fifty of 20,000 hang, crash, grow or fail, in whichever worker has them.
    Row("poison", {}, 0, with_poison=True, settings={**SHORT, "workers": "2"}),
    Row(
        "worker kills",
        {Kind.WORKER: 8, Kind.WORKERS: 1},
        3,  # the group does not notice, and the pool has another worker at once
        with_poison=True,
        settings={**SHORT, "workers": "2"},
    ),
    Row(
        "mixed",
        {Kind.KILL: 3, Kind.TERMINATE: 2, Kind.PAUSE: 2, Kind.BROKER: 2, Kind.WORKER: 3},
        10,
        with_poison=True,
        settings=SHORT,
    ),
    # What one transaction writes is spread over topics here; takedowns stand on each of those of records.
    Row(
        "languages",
        {Kind.KILL: 3, Kind.TERMINATE: 2, Kind.PAUSE: 2, Kind.BROKER: 2},
        10,
        by_language={"de": "chaos.german"},
    ),
)
BY_NAME = {row.name: row for row in ROWS}
