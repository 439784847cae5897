"""Mutants are the same for their seed and number, of every sort, and not all of them hopeless."""

import subprocess
import sys
from collections import Counter
from random import Random

import pytest

from service.outcome import DeadLetter, Record
from service.pipeline import process
from tests.fuzz.byte_mutations import BYTE_MUTATIONS
from tests.fuzz.draw import Draw
from tests.fuzz.mutants import Mutants
from tests.fuzz.originals import ROOT, originals
from tests.fuzz.page_mutations import PAGE_MUTATIONS
from tests.fuzz.stretch import OPTIONS
from tests.fuzz.text_mutations import TEXT_MUTATIONS

SHIPPED = originals(shipped_only=True)
SOME = 300


def test_a_number_gives_its_mutant_in_any_process() -> None:
    """Whatever was asked for before, and whatever order Python's hashes put sets in."""
    script = (
        "import hashlib; from tests.fuzz.mutants import Mutants; from tests.fuzz.originals import originals;"
        "mutants = Mutants(3, originals(shipped_only=True));"
        "print([hashlib.sha256(repr(mutants[number]).encode()).hexdigest()[:8] for number in reversed(range(40))])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert Mutants(3, SHIPPED)[7] == Mutants(3, SHIPPED)[7] != Mutants(4, SHIPPED)[7]


def test_every_mutation_is_drawn_and_most_mutants_are_read() -> None:
    """A mutant that fails at the door looks at nothing behind it."""
    mutants = [Mutants(1, SHIPPED)[number] for number in range(SOME)]
    drawn = {name for mutant in mutants for name in mutant.trail}
    assert {one.__name__ for one in (*TEXT_MUTATIONS, *PAGE_MUTATIONS, *BYTE_MUTATIONS)} <= drawn
    kinds = Counter(type(process(mutant.message, OPTIONS)) for mutant in mutants[:100])
    assert kinds[Record] > 50
    assert kinds[DeadLetter] > 5


@pytest.mark.parametrize("mutation", [*TEXT_MUTATIONS, *PAGE_MUTATIONS], ids=lambda mutation: str(mutation.__name__))
def test_mutations_take_any_text(mutation: object) -> None:
    """Also what other mutations have left: nothing, one character, broken markup, unpaired surrogates."""
    assert callable(mutation)
    for number, text in enumerate(("", "x", "<", "<p>\ud800</p>", "<script type=ld+json>{</script>", SHIPPED[0].text)):
        for turn in range(20):
            draw = Draw(Random(f"{number}/{turn}"), SHIPPED)  # noqa: S311  # no secret
            assert isinstance(mutation(text, draw), str)
