"""The suite's short form: services and a broker are struck while articles flow, and each has exactly one outcome."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.play import Options, play
from tests.chaos.rows import BY_NAME
from tests.chaos.schedule import Kind

ARTICLES = 2_000
FAULTS = 9
INTERVAL_SECONDS = 7
DEADLINE_SECONDS = 900  # measured: 80 to 120 in all on two cores, six times as long where twelve processes want them
SEED = 213  # its first nine faults: three workers, two services killed, one SIGTERM, two zombies, a broker


@pytest.mark.kafka
@pytest.mark.timeout(DEADLINE_SECONDS + 120)
async def test_exactly_one_outcome_whatever_dies(tmp_path: Path) -> None:
    """Kill -9 of services, workers and a broker, SIGTERM, zombies and poison; nothing lost, doubled or out of order."""
    row = replace(BY_NAME["mixed"], interval_seconds=INTERVAL_SECONDS)
    options = Options(
        seed=SEED,
        articles=ARTICLES,
        least_faults=FAULTS,
        most_faults=FAULTS,
        deadline_seconds=DEADLINE_SECONDS,
        evidence=tmp_path,
    )
    result = await play(row, options)
    assert set(result.faults) == {Kind.KILL, Kind.TERMINATE, Kind.PAUSE, Kind.BROKER, Kind.WORKER, Kind.POISON}
    assert not result.failed, result
