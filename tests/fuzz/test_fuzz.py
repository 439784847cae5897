"""The short form of `make fuzz`: mutants of the project's own articles, the same ones each time."""

from pathlib import Path

import pytest

from tests.fuzz import report
from tests.fuzz.mutants import Mutants
from tests.fuzz.originals import originals
from tests.fuzz.pipeline_run import run_pipeline
from tests.fuzz.service_run import run_service
from tests.fuzz.stretch import Judged, Task

SEED, MUTANTS = 6, 500
MOST_SECONDS = 300.0  # of each half; measured: 34 s of CPU for both, and 100 s on two cores that five others want


@pytest.fixture(scope="module")
def judged() -> dict[int, Judged]:
    """What the pipeline makes of each mutant, in a process of its own."""
    return run_pipeline(Task(SEED, range(MUTANTS), shipped_only=True, again=True), seconds=MOST_SECONDS)


@pytest.mark.timeout(MOST_SECONDS * 2)
def test_mutants_have_sound_outcomes_and_the_same_twice(judged: dict[int, Judged]) -> None:
    """Each has one outcome by the contract that blames no step, and has it again."""
    assert len(judged) == MUTANTS
    assert not report.defects(judged), report.of_pipeline(judged)


@pytest.mark.kafka
@pytest.mark.timeout(MOST_SECONDS * 2)
def test_the_service_answers_each_mutant_once(judged: dict[int, Judged], tmp_path: Path) -> None:
    """None is lost, doubled or out of order, each ends as the pipeline alone ends it, and the service lives."""
    mutants = Mutants(SEED, originals(shipped_only=True))
    result = run_service(mutants, judged, seconds=MOST_SECONDS, log=tmp_path / "service.log")
    assert not result.wrong, report.of_service(result)
    assert result.fed == MUTANTS
