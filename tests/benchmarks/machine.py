"""What the figures were taken on."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from deploy.kafka.jars import KAFKA_VERSION


def machine() -> str:
    """The machine in a line: cores, processor, and the versions that matter."""
    names = [line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    processor = names[0] if names else platform.machine()
    return (
        f"{len(os.sched_getaffinity(0))} cores ({processor}), shared by the broker and everything measured; "
        f"Python {platform.python_version()}, aiokafka {version('aiokafka')}, Apache Kafka {KAFKA_VERSION}."
    )
