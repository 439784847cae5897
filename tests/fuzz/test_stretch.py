"""A run of mutants notices what a pipeline does to its process, and goes on behind it."""

import pytest

from tests.fuzz.mutants import Mutants
from tests.fuzz.originals import originals
from tests.fuzz.pipeline_run import run_pipeline
from tests.fuzz.stretch import Task

SEED = 6
MUTANTS = Mutants(SEED, originals(shipped_only=True))
TOMBSTONES = [number for number in range(1, 100) if MUTANTS[number].message.value is None][:2]
NUMBERS = [number + step for number in TOMBSTONES for step in (-1, 0, 1)]


@pytest.mark.parametrize(
    ("defect", "outcome", "words"),
    [
        ("end", "crashed", "its process ended with 3"),
        ("run_out_of_memory", "out-of-memory", "out-of-memory at"),
        ("burn", "timed-out", "poison.py"),
        ("change_its_mind", "tombstone", "another outcome than the first"),
    ],
)
def test_a_defect_is_held_against_its_mutant_alone(defect: str, outcome: str, words: str) -> None:
    """Those before and behind it are judged as ever."""
    pipeline = f"tests.fuzz.poison:{defect}"
    task = Task(SEED, NUMBERS, shipped_only=True, again=True, pipeline=pipeline, cpu_seconds=1)
    judged = run_pipeline(task)
    assert list(judged) == NUMBERS
    found = [number for number, one in judged.items() if any(words in said for said in one.wrong)]
    assert found == TOMBSTONES
    assert {judged[number].outcome for number in found} == {outcome}
