"""Workers that would not fit the container's memory are refused before anything starts, with what to change."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from service.pipeline_options import MIB
from service.settings import InvalidSettings, read_settings
from service.workers.fit import MAIN_BYTES, processes_that_fit, require_fit
from tests.control_groups import V2, real_group, write_tree


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("COPYDESK_"):
            monkeypatch.delenv(name)


def container(root: Path, memory_bytes: int) -> Path:
    """The root of a container with that much memory."""
    write_tree(root, "0::/\n", [V2], {"memory.max": f"{memory_bytes}\n"})
    return root


@pytest.mark.parametrize(
    ("beside_main", "processes"), [(0, 0), (1024 * MIB - 1, 0), (1024 * MIB, 1), (2048 * MIB, 2), (-MAIN_BYTES, 0)]
)
def test_processes_that_fit(beside_main: int, processes: int) -> None:
    """Each at its limit, beside the service itself; never fewer than none."""
    assert processes_that_fit(1024 * MIB, MAIN_BYTES + beside_main) == processes


def test_the_workers_and_a_spare_must_fit(tmp_path: Path) -> None:
    """To the byte."""
    settings = read_settings(workers=2)
    needed = MAIN_BYTES + 3 * settings.worker_memory_bytes
    require_fit(settings, container(tmp_path, needed))
    with pytest.raises(InvalidSettings):
        require_fit(settings, container(tmp_path, needed - 1))


def test_a_machine_without_a_limit_takes_any_number(tmp_path: Path) -> None:
    """Only a container is killed as a whole."""
    require_fit(read_settings(workers=256), tmp_path)


@pytest.mark.parametrize(
    ("mib", "workers", "ways"),
    [
        (4096, 4, "set COPYDESK_WORKERS=2, or set COPYDESK_WORKER_MEMORY_BYTES=788529152, or give the container 5454"),
        (2048, 2, "set COPYDESK_WORKER_MEMORY_BYTES=598736896, or give the container 3406"),
        (1024, 8, "set COPYDESK_WORKERS=1 and COPYDESK_WORKER_MEMORY_BYTES=361758720, or give the container 9550"),
        (512, 1, "give the container 2382"),
        (64, 1, "give the container 2382"),
    ],
)
def test_the_sentence_says_what_would_fit(tmp_path: Path, mib: int, workers: int, ways: str) -> None:
    """One line with what there is and every change that is enough by itself; two together where none is."""
    with pytest.raises(InvalidSettings) as invalid:
        require_fit(read_settings(workers=workers), container(tmp_path, mib * MIB))
    sentence = str(invalid.value)
    assert sentence.startswith(f"COPYDESK_WORKERS={workers} cannot be used: ")
    assert f"the container has {mib} MiB; {ways} MiB." in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(("mib", "workers"), [(4096, 4), (2048, 2), (1024, 8), (3000, 64), (900, 1)])
def test_what_the_sentence_says_does_fit(tmp_path: Path, mib: int, workers: int) -> None:
    """Each way, followed to the letter, is taken."""
    refused = read_settings(workers=workers)
    with pytest.raises(InvalidSettings) as invalid:
        require_fit(refused, container(tmp_path, mib * MIB))
    *ways, last = str(invalid.value).split("; ")[1].split(", or ")
    for way in ways:
        changed = {name.lower(): int(value) for name, value in re.findall(r"COPYDESK_(\w+)=(\d+)", way)}
        require_fit(read_settings(**{"workers": workers} | changed), container(tmp_path, mib * MIB))
    enough = re.search(r"(\d+) MiB", last)
    assert enough is not None
    require_fit(refused, container(tmp_path, int(enough[1]) * MIB))


@pytest.mark.parametrize("command", [["run"], ["process", os.devnull]])
def test_the_commands_refuse_in_a_real_container(command: list[str]) -> None:
    """In a control group of the kernel: the sentence, the exit code of settings that cannot be used, and no service."""
    with real_group(512 * MIB) as group:
        if group is None:
            pytest.skip("this machine lets us make no control group with a memory limit")
        enter = ["/bin/sh", "-c", 'echo $$ > "$0" && exec "$@"', str(group / "cgroup.procs")]
        ended = subprocess.run(
            [*enter, sys.executable, "-m", "service.cli", *command],
            env={**os.environ, "COPYDESK_WORKERS": "1", "COPYDESK_HTTP_ADDRESS": "127.0.0.1:0"},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert "the container has 512 MiB; give the container 2382 MiB." in " ".join(ended.stderr.split())
    assert ended.returncode == 2
