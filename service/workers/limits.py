"""What one article may take, and what a worker may grow to."""

from dataclasses import dataclass

from service.pipeline_options import MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a worker process.

    Args:
        cpu_seconds: processor time (s) that one article may take, so that a busy machine condemns nobody.
        wall_seconds: how long (s) one article may keep its worker, so that one that sleeps is caught.
        memory_bytes: what a worker's data may grow to.
        recycle_bytes: a worker that is found larger than this after an article is replaced; 0 for never.
    """

    cpu_seconds: float = 10.0
    wall_seconds: float = 30.0
    memory_bytes: int = 1024 * MIB
    recycle_bytes: int = 512 * MIB
