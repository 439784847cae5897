"""Workers are found in /proc by whose children they are, and told from another that has their number later."""

import os
import subprocess
import sys
from pathlib import Path

from tests.chaos.worker_processes import Process, descendants_of, lives, workers_of, works


def add(proc: Path, pid: int, parent: int, state: str = "S", name: str = "python") -> None:
    """Write a process down as /proc would; it started at a hundred times its number. One that yields has a `y`."""
    nice = 9 if "y" in state else 5
    state = state[0]
    (proc / str(pid)).mkdir()
    stat = f"{pid} ({name}) {state} {parent} 0 0 0 0 0 0 0 0 0 0 0 0 0 0 {nice} 0 0 {pid}00 0 0\n"
    (proc / str(pid) / "stat").write_text(stat)


def service_in(proc: Path) -> None:
    """Service 10, its fork server, four workers: running, waiting, dead, yielding. Another service beside it."""
    add(proc, 1, 0)
    add(proc, 10, 1, name="copydesk (run) 1")
    add(proc, 11, 10, name="a) R 99")
    add(proc, 12, 11, "R")
    add(proc, 13, 11)
    add(proc, 14, 11, "Z")
    add(proc, 15, 11, "Ry")
    add(proc, 20, 1)
    add(proc, 21, 20)
    add(proc, 22, 21, "R")
    (proc / "self").mkdir()
    (proc / "meminfo").write_text("")


def test_workers_are_the_children_of_the_fork_server(tmp_path: Path) -> None:
    """Of their own service, without those that have ended; a name with brackets in it misleads nobody."""
    service_in(tmp_path)
    assert [worker.pid for worker in workers_of(10, tmp_path)] == [12, 13, 15]
    assert {process.pid for process in descendants_of(10, tmp_path)} == {11, 12, 13, 15}
    assert workers_of(13, tmp_path) == workers_of(999, tmp_path) == []


def test_one_that_runs_has_an_article_in_hand(tmp_path: Path) -> None:
    """One that sleeps waits for the next, and one that was set aside is left to its slow article."""
    service_in(tmp_path)
    assert [works(worker, tmp_path) for worker in workers_of(10, tmp_path)] == [True, False, False]


def test_a_number_that_came_again_is_another_process(tmp_path: Path) -> None:
    """It has started at another moment."""
    service_in(tmp_path)
    assert lives(Process(12, 1200), tmp_path)
    assert not lives(Process(12, 1199), tmp_path)
    assert not lives(Process(14, 1400), tmp_path), "it waits to be waited for"
    assert not lives(Process(16, 1600), tmp_path)
    assert not works(Process(12, 1199), tmp_path)


def test_it_reads_the_real_proc() -> None:
    """A child of this process is there, and after its end it is not."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        (found,) = [process for process in descendants_of(os.getpid()) if process.pid == child.pid]
        assert lives(found)
    assert not lives(found)
