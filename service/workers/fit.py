"""Whether the service with its workers fits the container: past its memory the kernel may end all of it at once."""

from collections.abc import Iterator
from pathlib import Path

from service.container import ROOT, memory_bytes
from service.pipeline_options import MIB
from service.settings import LEAST_WORKER_BYTES, InvalidSettings, Settings
from service.workers.pool import OnEnd, OnSetAside, Pool

# The service's own process, 150 MB at full speed on six partitions; the server that workers are forked from, 167 MB
# with the pipeline loaded; and what the kernel counts beside them. A worker shares most of the server's pages, but may
# grow to its limit beside them.
MAIN_BYTES = 350_000_000
SPARE = 1  # the warm process that is always there beside the workers


def processes_that_fit(worker_memory_bytes: int, container_bytes: int) -> int:
    """How many worker processes, each grown to its limit, a container of that memory has room for; 0 for none."""
    return max(0, container_bytes - MAIN_BYTES) // worker_memory_bytes


def require_fit(settings: Settings, root: Path = ROOT) -> None:
    """Refuse settings whose workers, all grown to their limit at once, are more than the container's memory.

    Raises:
        InvalidSettings: with one sentence of what they need, what there is, and what to change.
    """
    container = memory_bytes(root)
    processes = settings.workers + SPARE
    limit = settings.worker_memory_bytes
    if container is None or processes_that_fit(limit, container) >= processes:
        return
    needed = -(-(MAIN_BYTES + processes * limit) // MIB)
    ways = [*_smaller(settings.workers, limit, container), f"give the container {needed} MiB"]
    raise InvalidSettings(
        f"COPYDESK_WORKERS={settings.workers} cannot be used: {processes} processes (one is a spare) of "
        f"COPYDESK_WORKER_MEMORY_BYTES={limit} and {MAIN_BYTES // MIB} MiB beside them are {needed} MiB, and the "
        f"container has {container // MIB} MiB; {', or '.join(ways)}."
    )


def _smaller(workers: int, limit: int, container: int) -> Iterator[str]:
    """What would fit: fewer workers, smaller ones, or where neither alone is enough, both."""
    fewer = processes_that_fit(limit, container) - SPARE
    if fewer >= 1:
        yield f"set COPYDESK_WORKERS={fewer}"
    if (smaller := _share(workers, container)) >= LEAST_WORKER_BYTES:
        yield f"set COPYDESK_WORKER_MEMORY_BYTES={smaller}"
    elif fewer < 1 <= (most := processes_that_fit(LEAST_WORKER_BYTES, container) - SPARE):
        yield f"set COPYDESK_WORKERS={most} and COPYDESK_WORKER_MEMORY_BYTES={_share(most, container)}"


def _share(workers: int, container: int) -> int:
    """What each process may grow to at most, in bytes of whole MiB."""
    return (container - MAIN_BYTES) // (workers + SPARE) // MIB * MIB


def new_pool(
    settings: Settings,
    on_end: OnEnd = lambda _ending, _message: None,
    on_set_aside: OnSetAside = lambda _message, _seconds: None,
) -> Pool:
    """The pool of worker processes that the settings ask for, as large as the container lets it grow."""
    limits, most, container = settings.worker_limits, 2 * settings.workers, memory_bytes()
    if container is not None:
        most = min(most, processes_that_fit(limits.memory_bytes, container))
    return Pool(
        workers=settings.workers,
        options=settings.pipeline_options,
        limits=limits,
        most=most,
        on_end=on_end,
        on_set_aside=on_set_aside,
    )
