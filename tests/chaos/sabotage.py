"""`python -m tests.chaos.sabotage NAME`: the service with one function replaced, to show that the suite then fails.

    python -m tests.chaos --service-command "python -m tests.chaos.sabotage committed"

A sabotage whose target is no longer there ends at once: a suite that failed for that would show nothing.
"""

import importlib
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sabotage:
    """Puts `instead(original)` in the place of `name`, dotted within `module`; `about` says what that undoes."""

    module: str
    name: str
    instead: Callable[[Any], Any]
    about: str

    def target(self) -> tuple[Any, str, Any]:
        """The module or class that has the function, the function's name there, and the function.

        Raises:
            SystemExit: there is no such function.
        """
        try:
            owner: Any = importlib.import_module(self.module)
            *path, last = self.name.split(".")
            for step in path:
                owner = getattr(owner, step)
            return owner, last, inspect.getattr_static(owner, last)
        except (ImportError, AttributeError) as missing:
            raise SystemExit(f"{self.module} has no {self.name}: nothing was sabotaged.") from missing

    def commit(self) -> None:
        """Replace it, before the rest of the service is imported and takes hold of the original.

        Raises:
            SystemExit: there is no such function.
        """
        owner, name, original = self.target()
        setattr(owner, name, self.instead(original))


def believing_the_client(_original: Any) -> Any:
    """`committed` as aiokafka's own answers: a partition that the coordinator says nothing of has no commit."""

    async def committed(admin: Any, group: str, partitions: Any) -> Any:
        answered = await admin.list_consumer_group_offsets(group, partitions=list(partitions))
        offsets = {partition: found.offset for partition, found in answered.items() if found.offset >= 0}
        return {partition: offsets.get(partition) for partition in partitions}

    return committed


def reopening_at_once(_original: Any) -> Any:
    """`Lane._until_member` that asks nobody: a replica that the group has put out takes the partition back."""

    async def _until_member(_lane: Any) -> None:
        return

    return _until_member


SABOTAGES = {
    "committed": Sabotage(
        "service.stream.offsets",
        "committed",
        believing_the_client,
        "the guard against a coordinator that loads: no answer is taken for no commit",
    ),
    "fenced": Sabotage(
        "service.stream.lane",
        "Lane._until_member",
        reopening_at_once,
        "the wait of a fenced lane until the group counts its replica in: it reopens at once",
    ),
}


def main() -> None:
    """Sabotage, then run the service, with a pipeline that takes poison where an article has some."""
    if len(sys.argv) != 2 or sys.argv[1] not in SABOTAGES:  # the programme's name and one more
        about = "\n".join(f"  {name}: {sabotage.about}" for name, sabotage in SABOTAGES.items())
        raise SystemExit(f"usage: python -m tests.chaos.sabotage NAME\n{about}")
    SABOTAGES[sys.argv[1]].commit()
    from tests.chaos import obedient_service  # noqa: PLC0415  # only now, with the replacement in place

    obedient_service.main()


if __name__ == "__main__":
    main()
