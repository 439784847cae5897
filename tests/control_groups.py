"""Control groups for tests: as files that look like the kernel's, and as the kernel's own where it lets us."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

MEMORY_V1 = Path("/sys/fs/cgroup/memory")
MEMORY_V2 = Path("/sys/fs/cgroup")

V2 = ("/", "/sys/fs/cgroup", "cgroup2 cgroup2 rw,nsdelegate")


def v1(controllers: str, mounted: str = "/") -> tuple[str, str, str]:
    """A mount of version 1: the part of the hierarchy, where it is mounted, and its file system."""
    return mounted, f"/sys/fs/cgroup/{controllers}", f"cgroup cgroup rw,{controllers}"


def write_tree(root: Path, cgroup: str, mounts: list[tuple[str, str, str]], files: Mapping[str, str]) -> None:
    """Write what a process reads of its control groups.

    Args:
        root: stands for `/`.
        cgroup: `/proc/self/cgroup`.
        mounts: the part that is mounted, where, and what follows the dash in `/proc/self/mountinfo`.
        files: what stands in files below `/sys/fs/cgroup`.
    """
    lines = [f"{at} 23 0:{at} {part} {point} rw - {kind}\n" for at, (part, point, kind) in enumerate(mounts, 30)]
    tree = {"proc/self/cgroup": cgroup, "proc/self/mountinfo": "22 1 8:1 / / rw - ext4 /dev/root rw\n" + "".join(lines)}
    for name, text in (tree | {f"sys/fs/cgroup/{name}": text for name, text in files.items()}).items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


@contextmanager
def real_group(memory_bytes: int) -> Iterator[Path | None]:
    """A control group of the kernel with that memory limit; None where this machine does not let us make one.

    A process enters it by its id in the file `cgroup.procs`, and is killed when the group goes.
    """
    parent, limit = (
        (MEMORY_V1, "memory.limit_in_bytes")
        if (MEMORY_V1 / "memory.limit_in_bytes").exists()
        else (MEMORY_V2, "memory.max")
    )
    group = parent / f"copydesk-test-{os.getpid()}"
    try:
        group.mkdir()
    except OSError:
        yield None
        return
    try:
        yield group if _is_bounded(group / limit, memory_bytes) else None
    finally:
        _remove(group)


def _is_bounded(limit: Path, memory_bytes: int) -> bool:
    """Whether the kernel took the limit; where the memory controller is not handed down, there is no such file."""
    try:
        limit.write_text(str(memory_bytes))
    except OSError:
        return False
    return True


def _remove(group: Path) -> None:
    """Kill what is still in the group; the kernel needs a moment until it is empty."""
    for process in (group / "cgroup.procs").read_text().split():
        with suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)
    for _ in range(50):
        with suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.1)
    raise TimeoutError(f"{group} is still in use")
