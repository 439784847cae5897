"""What the figures were taken on."""

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

from deploy.kafka.jars import KAFKA_VERSION

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def machine() -> str:
    """The machine in a line: cores, processor, and the versions that matter."""
    names = [line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    processor = names[0] if names else platform.machine()
    return (
        f"{len(os.sched_getaffinity(0))} cores ({processor}), shared by the broker and everything measured; "
        f"Python {platform.python_version()}, aiokafka {version('aiokafka')}, Apache Kafka {KAFKA_VERSION}."
    )


class Others:
    """How busy the machine was with anything else since this was made: with that, latencies say little."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._busy = _busy_seconds() - _own_seconds()

    def __str__(self) -> str:
        """A sentence. What was started has ended by then: only so is its time among ours."""
        passed = (time.monotonic() - self._begun) * (os.cpu_count() or 1)
        share = (_busy_seconds() - _own_seconds() - self._busy) / passed
        return f"Everything else on the machine took {100 * max(0.0, share):.0f} % of its processors meanwhile."


def _busy_seconds() -> float:
    """Processor time that all processes have had since the machine started, in user, nice and system mode."""
    ticks = Path("/proc/stat").read_text().split(maxsplit=4)[1:4]
    return sum(map(int, ticks)) / TICKS_A_SECOND


def _own_seconds() -> float:
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system
