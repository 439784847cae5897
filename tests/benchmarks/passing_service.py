"""The real service around a pipeline that processes nothing: each message is answered with its own bytes.

`python -m tests.benchmarks.passing_service` runs it until SIGTERM, with the settings of its environment. Where
BENCHMARK_PROFILE names a file, cProfile's statistics of the run are written there.
"""

import cProfile
import os
from collections.abc import Callable, Sequence

from service.app import run
from service.message import RawMessage
from service.outcome import Outcome, Record
from service.settings import read_settings

PROFILE_VARIABLE = "BENCHMARK_PROFILE"


class Passing:
    """A pipeline that takes no time."""

    async def start(self) -> None:
        """Nothing needs to be made ready."""

    async def stop(self) -> None:
        """Nothing is held."""

    async def process(self, messages: Sequence[RawMessage], answer: Callable[[int, Outcome], None]) -> None:
        """Answer each message with itself."""
        for at, message in enumerate(messages):
            answer(at, Record("passed", "en", message.value or b""))


def main() -> None:
    """Run the service, under cProfile where that is asked for."""
    profile = cProfile.Profile() if PROFILE_VARIABLE in os.environ else None
    if profile is None:
        run(read_settings(), pipeline=Passing())
        return
    try:
        profile.runcall(run, read_settings(), pipeline=Passing())
    finally:
        profile.dump_stats(os.environ[PROFILE_VARIABLE])


if __name__ == "__main__":
    main()
