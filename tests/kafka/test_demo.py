"""The demo works from start to end by itself, and leaves nothing running or lying about, even interrupted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEMO = [sys.executable, "-m", "deploy.demo"]


def processes_of(folder: Path) -> list[str]:
    """The command lines of processes whose command or environment names the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in command + environment:
            found.append(command.replace(b"\0", b" ").decode())
    return found


def test_the_demo_shows_everything_and_ends_by_itself(tmp_path: Path) -> None:
    """Sixteen messages in, fifteen records and one dead letter out, in at least six languages; exit code 0."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    ended = subprocess.run(DEMO, cwd=ROOT, env=environment, capture_output=True, timeout=115, check=False)
    said = ended.stdout.decode()
    assert ended.returncode == 0, said + ended.stderr.decode()
    assert ended.stderr == b""
    assert "16 raw messages in, 15 records and 1 dead letter out" in said
    assert "DEAD LETTER  invalid-message  in decode\n" in said
    assert "dead letters: 1 invalid-message (broken.json)\n" in said
    assert "Wexcombe's new harbour bridge opens a month early\n" in said
    (languages,) = [line for line in said.splitlines() if line.startswith("  records:")]
    assert languages.count(",") >= 5
    assert processes_of(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_demo_leaves_nothing(tmp_path: Path, ending: signal.Signals) -> None:
    """Ctrl-C, and SIGTERM, in the middle of it stop all that was started; exit code 130."""
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        DEMO, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as demo:
        assert demo.stdout
        while not demo.stdout.readline().startswith(b"Feeding"):
            assert demo.poll() is None
        assert len(processes_of(tmp_path)) > 1
        os.killpg(demo.pid, ending)
        output, errors = demo.communicate(timeout=100)
    assert demo.returncode == 130
    assert output.decode().endswith("Interrupted; everything that was started is stopped.\n")
    assert b"Traceback" not in errors
    assert processes_of(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
