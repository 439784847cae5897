"""A service process whose pipeline is one of the test's `PIPELINES`; signals reach it as an operator's."""

import asyncio
import sys
from pathlib import Path

from service.app import run
from service.message import RawMessage
from service.outcome import Outcome, Record, Tombstone
from service.settings import Settings, read_settings
from tests.kafka.lane_service import Holding, Passing
from tests.kafka.service_process import ServiceProcess

SLOW_SECONDS = 0.005  # a message


class Slow(Passing):
    """A pipeline that takes its time."""

    async def outcome(self, message: RawMessage) -> Outcome:
        """As of `Passing`, later."""
        await asyncio.sleep(SLOW_SECONDS)
        return await super().outcome(message)


class NeverReady(Passing):
    """A pipeline that never has started."""

    async def start(self) -> None:
        """Wait for what does not come."""
        await asyncio.Event().wait()


class Routed(Passing):
    """A pipeline to which a value's first word is its language, and a null value a takedown; it takes its time."""

    async def outcome(self, message: RawMessage) -> Outcome:
        """The outcome of one message."""
        await asyncio.sleep(SLOW_SECONDS)
        if message.value is None:
            return Tombstone("passed")
        return Record("passed", message.value.split()[0].decode(), message.value)


PIPELINES = {"passing": Passing, "holding": Holding, "slow": Slow, "routed": Routed, "never-ready": NeverReady}


class LaneProcess(ServiceProcess):
    """Such a process, running."""

    def __init__(self, settings: Settings, pipeline: str, log: Path) -> None:
        own = {name: str(getattr(settings, name)) for name in settings.model_fields_set}
        super().__init__(own | {"log_level": "debug"}, log, module=__name__, arguments=(pipeline,))


if __name__ == "__main__":
    run(read_settings(), pipeline=PIPELINES[sys.argv[1]]())
