"""What a row came to."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.chaos.schedule import Kind
from tests.chaos.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the table. `stuck` says what it hung at, `misbehaved` what services did that they must not.

    `enough` is how many faults the row had to have.
    """

    row: str
    services: int
    brokers: int
    seed: int
    enough: int
    faults: Mapping[Kind, int]
    articles: int
    seconds: float
    verdict: Verdict
    misbehaved: tuple[str, ...] = ()
    stuck: str | None = None

    @property
    def fault_count(self) -> int:
        """Faults of all kinds."""
        return sum(self.faults.values())

    @property
    def failed(self) -> bool:
        """Whether anything is wrong, or too little was done to say that all is right."""
        too_few = self.fault_count < max(1, self.enough)
        return bool(self.verdict.wrong or self.misbehaved or self.stuck or too_few)
