"""The container's limits are found wherever control groups of either version are mounted; none are invented."""

import os
from pathlib import Path

import pytest

from service.container import cores, memory_bytes
from tests.control_groups import V2, v1, write_tree

GIB = 1 << 30
USABLE = len(os.sched_getaffinity(0))


def test_a_container_of_version_2_sees_its_own_group_as_the_root(tmp_path: Path) -> None:
    """In its own namespace: `/proc/self/cgroup` says `/`, and what is mounted there is the container's group."""
    write_tree(tmp_path, "0::/\n", [V2], {"memory.max": f"{2 * GIB}\n", "cpu.max": "100000 100000\n"})
    assert memory_bytes(tmp_path) == 2 * GIB
    assert cores(tmp_path) == 1


def test_the_tightest_of_all_ancestors_counts(tmp_path: Path) -> None:
    """The kernel holds a process to every group above its own."""
    files = {
        "pods.slice/memory.max": f"{3 * GIB}\n",
        "pods.slice/cpu.max": "50000 100000\n",
        "pods.slice/one.scope/memory.max": f"{4 * GIB}\n",
        "pods.slice/one.scope/cpu.max": "max 100000\n",
    }
    write_tree(tmp_path, "0::/pods.slice/one.scope\n", [V2], files)
    assert memory_bytes(tmp_path) == 3 * GIB
    assert cores(tmp_path) == 1


@pytest.mark.parametrize(
    ("cpu_max", "expected"),
    [
        ("20000 100000", 1),
        ("100000 100000", 1),
        ("110000 100000", 2),
        ("6400000 100000", USABLE),
        ("max 100000", USABLE),
    ],
)
def test_a_share_of_a_core_is_rounded_up(tmp_path: Path, cpu_max: str, expected: int) -> None:
    """At least one core, and never more than the scheduler gives this process."""
    write_tree(tmp_path, "0::/\n", [V2], {"cpu.max": cpu_max + "\n"})
    assert cores(tmp_path) == min(expected, USABLE)


def test_version_1_in_a_namespace_of_the_host(tmp_path: Path) -> None:
    """The path begins with the part of the tree that is mounted; a group below it is found."""
    write_tree(
        tmp_path,
        "4:memory:/docker/abc/inner\n1:cpu,cpuacct:/docker/abc/inner\n",
        [v1("memory", "/docker/abc"), v1("cpu,cpuacct", "/docker/abc")],
        {
            "memory/memory.limit_in_bytes": f"{2 * GIB}\n",
            "memory/inner/memory.limit_in_bytes": f"{GIB}\n",
            "cpu,cpuacct/inner/cpu.cfs_quota_us": "30000\n",
            "cpu,cpuacct/inner/cpu.cfs_period_us": "100000\n",
        },
    )
    assert memory_bytes(tmp_path) == GIB
    assert cores(tmp_path) == 1


def test_version_1_says_no_limit_with_a_huge_number(tmp_path: Path) -> None:
    """8 EiB less one page, and -1 for the quota."""
    write_tree(
        tmp_path,
        "4:memory:/\n1:cpu,cpuacct:/\n",
        [v1("memory"), v1("cpu,cpuacct")],
        {
            "memory/memory.limit_in_bytes": "9223372036854771712\n",
            "cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
            "cpu,cpuacct/cpu.cfs_period_us": "100000\n",
        },
    )
    assert memory_bytes(tmp_path) is None
    assert cores(tmp_path) == USABLE


@pytest.mark.parametrize("path", ["/docker/abc", "/../other", "/a:b/c"])
def test_a_path_outside_the_namespace_leaves_what_is_mounted(tmp_path: Path, path: str) -> None:
    """What can be seen is the container's own group, or one above it."""
    write_tree(tmp_path, f"0::{path}\n", [V2], {"memory.max": f"{GIB}\n"})
    assert memory_bytes(tmp_path) == GIB


def test_a_hybrid_host_bounds_memory_in_the_hierarchy_that_has_the_controller(tmp_path: Path) -> None:
    """Version 2 is mounted beside version 1 and bounds nothing; other controllers' groups are not looked at."""
    write_tree(
        tmp_path,
        "5:pids:/other\n4:memory:/app\n0::/app\n",
        [v1("memory"), v1("pids"), ("/", "/sys/fs/cgroup/unified", "cgroup2 cgroup2 rw")],
        {"memory/app/memory.limit_in_bytes": f"{GIB}\n", "pids/other/memory.limit_in_bytes": "4096\n"},
    )
    assert memory_bytes(tmp_path) == GIB


def test_a_mount_point_with_a_space_is_read(tmp_path: Path) -> None:
    """The kernel writes it as an octal number."""
    write_tree(tmp_path, "0::/\n", [("/", "/sys/fs/cgroup/my\\040groups", "cgroup2 none rw")], {})
    (tmp_path / "sys/fs/cgroup/my groups").mkdir(parents=True)
    (tmp_path / "sys/fs/cgroup/my groups/memory.max").write_text(f"{GIB}\n")
    assert memory_bytes(tmp_path) == GIB


@pytest.mark.parametrize("text", ["max\n", "", "lots\n", "\xff\n"])
def test_what_cannot_be_read_is_no_limit(tmp_path: Path, text: str) -> None:
    """Nor is a word, an empty file, or one that is not there."""
    write_tree(tmp_path, "0::/\n", [V2], {"memory.max": text, "cpu.max": text})
    assert memory_bytes(tmp_path) is None
    assert cores(tmp_path) == USABLE


def test_a_machine_without_control_groups_has_no_limit(tmp_path: Path) -> None:
    """Nothing is mounted, nothing is said."""
    assert memory_bytes(tmp_path) is None
    assert cores(tmp_path) == USABLE


@pytest.mark.parametrize("line", ["", "0", "::", "0::relative", "x:memory", "36 35 - ", "30 23 0:1 / /x - cgroup2"])
def test_lines_that_make_no_sense_are_passed_over(tmp_path: Path, line: str) -> None:
    """In either file, beside one that does."""
    write_tree(tmp_path, f"{line}\n0::/\n", [V2], {"memory.max": f"{GIB}\n"})
    with (tmp_path / "proc/self/mountinfo").open("a") as mountinfo:
        mountinfo.write(f"{line}\n")
    assert memory_bytes(tmp_path) == GIB
