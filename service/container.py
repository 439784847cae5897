"""What the container lets this process use: cores and memory, as its control groups say.

Both versions of control groups are read, also mixed, from where `/proc/self/mountinfo` says that they are mounted. A
group is bounded by all above it, so that the tightest counts. What cannot be read counts as no limit: it is the
operator who confines the service, and a service that would not start for want of a file helps nobody.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path("/")
UNLIMITED = 1 << 60  # version 1 says "no limit" with the highest number of whole pages, 8 EiB less one page
ESCAPED = re.compile(r"\\([0-7]{3})")  # how mountinfo writes a space or a backslash


def cores(root: Path = ROOT) -> int:
    """How many cores this process may use at once: the scheduler's affinity, bounded by the quota, rounded up."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quotas = (_quota(group) for group in _groups(root, "cpu"))
    return min([mine, *(quota for quota in quotas if quota is not None)])


def memory_bytes(root: Path = ROOT) -> int | None:
    """How much memory the container may use before the kernel kills in it; None where nothing bounds it."""
    limits = (
        _numbers(group / name) for group in _groups(root, "memory") for name in ("memory.max", "memory.limit_in_bytes")
    )
    return min((limit[0] for limit in limits if limit and limit[0] < UNLIMITED), default=None)


def _quota(group: Path) -> int | None:
    """How many cores' time a group may take, rounded up; None without a bound of its own."""
    match _numbers(group / "cpu.max") or _numbers(group / "cpu.cfs_quota_us") + _numbers(group / "cpu.cfs_period_us"):
        case [quota, period] if quota > 0 and period > 0:
            return -(-quota // period)
    return None


def _numbers(file: Path) -> list[int]:
    """The whole numbers that a file holds; none where it says anything else, such as `max`."""
    try:
        return [int(word) for word in _read(file).split()]
    except ValueError:
        return []


def _groups(root: Path, controller: str) -> Iterator[Path]:
    """The folders of this process' group and of those above it, as far as they can be seen from here."""
    for path, version_1 in _paths(root, controller):
        for mounted, at in _mounts(root, controller if version_1 else None):
            # Outside a namespace, or where another part of the tree is mounted, a path leads nowhere: then what is
            # mounted is the container's own group, or at least one that bounds it.
            visible = path.is_relative_to(mounted) and ".." not in path.parts
            group = PurePosixPath("/") / path.relative_to(mounted) if visible else PurePosixPath("/")
            for folder in (group, *group.parents):
                yield at / folder.relative_to("/")


def _paths(root: Path, controller: str) -> Iterator[tuple[PurePosixPath, bool]]:
    """Where this process stands in each hierarchy that may hold the controller, and whether that is of version 1."""
    for line in _read(root / "proc/self/cgroup").splitlines():
        match line.split(":", 2):
            case ["0", "", path]:
                yield PurePosixPath(path), False
            case [_, controllers, path] if controller in controllers.split(","):
                yield PurePosixPath(path), True


def _mounts(root: Path, controller: str | None) -> Iterator[tuple[PurePosixPath, Path]]:
    """Which part of a hierarchy is mounted, and where; the hierarchy of version 2 where no controller is named."""
    for line in _read(root / "proc/self/mountinfo").splitlines():
        match [word.split() for word in line.split(" - ", 1)]:
            case [[_, _, _, mounted, at, *_], [kind, *_, options]] if (
                kind == "cgroup2" if controller is None else kind == "cgroup" and controller in options.split(",")
            ):
                yield PurePosixPath(_unescaped(mounted)), root / _unescaped(at).lstrip("/")


def _unescaped(path: str) -> str:
    return ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), path)


def _read(file: Path) -> str:
    try:
        return os.fsdecode(file.read_bytes())
    except OSError:
        return ""
