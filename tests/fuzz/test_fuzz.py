"""The short form of `make fuzz`: mutants of the project's own articles, the same ones each time."""

from pathlib import Path

import pytest

from tests.fuzz import report
from tests.fuzz.mutants import Mutants
from tests.fuzz.originals import originals
from tests.fuzz.pipeline_run import run_pipeline
from tests.fuzz.service_run import run_service
from tests.fuzz.stretch import Task

SEED = 6
THROUGH_PIPELINE, THROUGH_SERVICE = 300, 500
MOST_SECONDS = 240.0  # measured: TODO


def test_mutants_have_sound_outcomes_and_the_same_twice() -> None:
    """Each of 300 has one outcome by the contract that blames no step, and has it again."""
    task = Task(SEED, range(THROUGH_PIPELINE), shipped_only=True, again=True)
    judged = run_pipeline(task, seconds=MOST_SECONDS)
    assert len(judged) == THROUGH_PIPELINE
    assert not report.defects(judged), report.of_pipeline(judged)


@pytest.mark.kafka
@pytest.mark.timeout(MOST_SECONDS * 2)
def test_the_service_answers_each_mutant_once(tmp_path: Path) -> None:
    """Of 500 none is lost, doubled or out of order, each ends as the pipeline alone ends it, and the service lives."""
    task = Task(SEED, range(THROUGH_PIPELINE, THROUGH_PIPELINE + THROUGH_SERVICE), shipped_only=True, again=False)
    expected = run_pipeline(task, seconds=MOST_SECONDS)
    assert not report.defects(expected), report.of_pipeline(expected)
    mutants = Mutants(SEED, originals(shipped_only=True))
    result = run_service(mutants, expected, seconds=MOST_SECONDS, log=tmp_path / "service.log")
    assert not result.wrong, report.of_service(result)
    assert result.fed == THROUGH_SERVICE
