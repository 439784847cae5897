"""Each sabotage finds what it replaces, replaces it everywhere, and undoes the guard that it names."""

import asyncio
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata

from tests.chaos.sabotage import SABOTAGES, Sabotage, main

ROOT = Path(__file__).parents[2]
EACH = pytest.mark.parametrize("name", list(SABOTAGES))

# Whatever of the service is imported later must not hold the original: a `from ... import` would keep it.
COMMIT_AND_LOOK_ROUND = """
import importlib, pkgutil, sys
from tests.chaos.sabotage import SABOTAGES
import service
sabotage = SABOTAGES[sys.argv[1]]
early = [name for name in sys.modules if name.startswith("service.")]
assert not early, early
sabotage.commit()
_, _, replacement = sabotage.target()
assert replacement.__module__ == "tests.chaos.sabotage", replacement
for module in pkgutil.walk_packages(service.__path__, "service."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
held = {name: vars(module).get(sabotage.name) for name, module in sys.modules.items() if name.startswith("service.")}
wrong = [name for name, value in held.items() if value not in (None, replacement)]
assert not wrong, wrong
print(sum(value is replacement for value in held.values()))
"""


@EACH
def test_it_finds_its_target_and_fits_in_its_place(name: str) -> None:
    """An async function of as many arguments, where the module itself has it and not one that imports it."""
    owner, _, original = SABOTAGES[name].target()
    replacement = SABOTAGES[name].instead(original)
    assert (owner.__name__ if inspect.ismodule(owner) else owner.__module__) == SABOTAGES[name].module
    assert original.__module__ == SABOTAGES[name].module
    assert inspect.iscoroutinefunction(original)
    assert inspect.iscoroutinefunction(replacement)
    assert len(inspect.signature(original).parameters) == len(inspect.signature(replacement).parameters)


@EACH
def test_nothing_of_the_service_holds_the_original_afterwards(name: str) -> None:
    """In a process of its own, committed as the command commits it."""
    command = [sys.executable, "-c", COMMIT_AND_LOOK_ROUND, name]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert name != "committed" or int(ended.stdout) > 2, "its own module, what asks for lanes, and the commands"


async def test_committed_takes_no_answer_for_no_commit() -> None:
    """As a coordinator that loads answers: without the partition."""
    known, unknown = TopicPartition("raw", 0), TopicPartition("raw", 1)

    class Admin:
        async def list_consumer_group_offsets(self, _group: str, partitions: Any) -> Any:
            assert partitions == [known, unknown]
            return {known: OffsetAndMetadata(7, "")}

    _, _, original = SABOTAGES["committed"].target()
    sabotaged = SABOTAGES["committed"].instead(original)
    assert await sabotaged(Admin(), "group", [known, unknown]) == {known: 7, unknown: None}


async def test_fenced_asks_nobody() -> None:
    """Not even the lane whose method it is."""
    _, _, original = SABOTAGES["fenced"].target()
    async with asyncio.timeout(1):
        await SABOTAGES["fenced"].instead(original)(object())


@pytest.mark.parametrize(
    ("module", "name"), [("service.gone", "f"), ("service.stream.lane", "gone"), ("service.stream.lane", "Lane.gone")]
)
def test_a_target_that_is_no_longer_there_ends_it(module: str, name: str) -> None:
    """A suite that failed for that would show nothing."""
    with pytest.raises(SystemExit, match=f"{module} has no {name}: nothing was sabotaged"):
        Sabotage(module, name, lambda original: original, "").commit()


def test_a_name_that_it_does_not_know_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which there are."""
    monkeypatch.setattr(sys, "argv", ["sabotage", "weather"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert all(f"  {name}: " in str(ended.value) for name in SABOTAGES)
