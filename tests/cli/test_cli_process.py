"""`copydesk process` answers each article in order, holds little in memory, and ends without noise."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Copydesk

SCHEMA = Path(__file__).parents[2] / "schemas" / "v1" / "enriched-article.schema.json"
BODY = "The ferry to the outer islands runs again from Monday. Tickets cost four crowns each way."
PAGE = f"<html><body><article><h1>Ferry runs again</h1><p>{BODY}</p></article></body></html>"
BROKEN = '{"content": "cut'


def envelope(number: int, copies: int = 1) -> str:
    """An envelope on a line."""
    return json.dumps({"article_id": f"a-{number}", "content_type": "text/plain", "content": f"{BODY}\n\n" * copies})


def ids(output: bytes) -> list[str]:
    """The article of each record."""
    return [json.loads(line)["article_id"] for line in output.splitlines()]


def test_a_file_gives_a_record_that_is_valid_by_the_schema(copydesk: Copydesk, tmp_path: Path) -> None:
    """A page is one line of JSON as published, without a position on a stream, and exit code 0."""
    page = tmp_path / "ferry.html"
    page.write_text(PAGE)
    ended = copydesk("process", page)
    assert (ended.returncode, ended.stderr) == (0, b"")
    (line,) = ended.stdout.splitlines()
    record = json.loads(line)
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(record)
    assert (record["article_id"], record["language"]["tag"]) == ("ferry.html", "en")
    assert "raw" not in record


def test_records_come_in_the_order_of_the_input(copydesk: Copydesk) -> None:
    """An article that takes a hundred times longer than those after it is still answered before them."""
    lines = [envelope(number, copies=300 if number % 7 == 0 else 1) for number in range(60)]
    ended = copydesk("process", "--jsonl", "-", "--workers", "2", given="\n".join(lines).encode())
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ids(ended.stdout) == [f"a-{number}" for number in range(60)]


def test_one_worker_and_two_write_the_same(copydesk: Copydesk) -> None:
    """What is written does not depend on how many workers there are."""
    given = "\n".join(envelope(number, copies=1 + number) for number in range(10)).encode()
    one, two = (copydesk("process", "--jsonl", "-", "--workers", workers, given=given) for workers in (1, 2))
    assert one.stdout == two.stdout != b""


def test_rejected_articles_are_named_with_the_reason(copydesk: Copydesk) -> None:
    """Each rejected line is one line on standard error with place and reason; the rest is written, exit code 1."""
    lines = [envelope(1), BROKEN, "", '{"content": " "}', envelope(2)]
    ended = copydesk("process", "--jsonl", "-", given="\n".join(lines).encode())
    assert ended.returncode == 1
    assert ids(ended.stdout) == ["a-1", "a-2"]
    invalid, empty = ended.stderr.decode().splitlines()
    assert invalid.startswith("-:2: invalid-message: ")
    assert empty.startswith("-:4: empty-article: ")


def test_a_folder_is_read_whole_with_what_cannot_be_read_named(copydesk: Copydesk, tmp_path: Path) -> None:
    """Pages, texts, envelopes and packed lines of a folder come in the order of their names."""
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_text(BODY)
    (tmp_path / "c.jsonl").write_text(f"{envelope(1)}\n{BROKEN}\n{envelope(2)}\n")
    (tmp_path / "d.txt.gz").write_bytes(b"not packed")
    (tmp_path / "e.json").write_text(envelope(3))
    ended = copydesk("process", tmp_path)
    assert ended.returncode == 1
    assert ids(ended.stdout) == ["a.html", "b.txt", "a-1", "a-2", "a-3"]
    invalid, unreadable = ended.stderr.decode().splitlines()
    assert invalid.startswith(f"{tmp_path}/c.jsonl:2: invalid-message: ")
    assert unreadable.startswith(f"{tmp_path}/d.txt.gz: unreadable: ")


@pytest.mark.parametrize(("given", "method"), [(PAGE, "html"), (BODY, "text")])
def test_an_article_on_standard_input_is_told_by_its_looks(copydesk: Copydesk, given: str, method: str) -> None:
    """HTML is read as HTML, text as text, and neither has a key to be named by."""
    ended = copydesk("process", "-", given=given.encode())
    assert ended.returncode == 0
    record = json.loads(ended.stdout)
    assert BODY in record["body_text"]
    assert ("<" in record["body_text"]) is False
    assert (record.get("headline") == "Ferry runs again") is (method == "html")


def test_settings_of_the_pipeline_hold(copydesk: Copydesk, tmp_path: Path) -> None:
    """The limit on an article's size, and the detail of a record, are those of the environment."""
    page = tmp_path / "ferry.html"
    page.write_text(PAGE + " " * 1000)
    lean = copydesk("process", page, settings={"COPYDESK_RECORD_DETAIL": "lean"})
    assert "evidence" not in json.loads(lean.stdout)
    small = copydesk("process", page, settings={"COPYDESK_MAX_ARTICLE_BYTES": "1000"})
    assert (small.returncode, small.stdout) == (1, b"")
    assert small.stderr.decode().startswith(f"{page}: too-large: ")


def started(*arguments: str, **pipes: int) -> "subprocess.Popen[bytes]":
    """A command that is not waited for, in a process group of its own."""
    command = [sys.executable, "-m", "service.cli", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, **pipes)  # type: ignore[call-overload,no-any-return]  # mypy cannot match the pipes


def test_a_record_is_written_before_the_next_line_has_come() -> None:
    """Who feeds a line and waits for its record gets it: nothing is held back until more comes."""
    with started("process", "--jsonl", "-", stdin=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for number in range(2):
            process.stdin.write(f"{envelope(number)}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["article_id"] == f"a-{number}"
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_reader_that_leaves_early_ends_it_quietly(tmp_path: Path) -> None:
    """When the output is closed after a line, as `head` does, nothing is said and no input is read to its end."""
    path = tmp_path / "many.jsonl"
    path.write_text(f"{envelope(1)}\n" * 200_000)
    with started("process", str(path), stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_ctrl_c_ends_it_with_130() -> None:
    """An interrupt of the whole process group, as a terminal sends it, ends it also while input is awaited."""
    with started("process", "--jsonl", "-", stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{envelope(1)}\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr
        assert process.stderr.read() == b""


def test_a_full_disk_is_told_in_a_line(tmp_path: Path) -> None:
    """No traceback: which output, and why."""
    page = tmp_path / "page.txt"
    page.write_text("The ferry sails again on Monday, and the crews cheered. Four hundred people had waited for it.")
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "service.cli", "process", str(page)],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.decode() == "copydesk: Standard output cannot be written: No space left on device.\n"


def test_a_large_input_is_not_held_in_memory(tmp_path: Path) -> None:
    """Of an input larger than it should ever hold, only what is in hand is in memory."""
    path = tmp_path / "large.jsonl"
    blank = b" " * 1_000_000 + b"\n"
    with path.open("wb") as file:
        file.write(f"{envelope(1)}\n".encode())
        for number in range(300):
            file.write(blank if number % 2 else f"{envelope(number)}".encode() + blank)
    # Not getrusage's peak: that begins with what the process held that started this one.
    code = (
        "import re, sys; from service.cli import exit_code; code = exit_code(sys.argv[1:]);"
        "status = open('/proc/self/status').read();"
        "print(re.search(r'VmHWM:\\s+(\\d+)', status)[1], file=sys.stderr); sys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, "process", str(path)], capture_output=True, timeout=100, check=True
    )
    assert len(ids(ended.stdout)) == 151
    assert path.stat().st_size > 300_000_000
    assert int(ended.stderr) * 1024 < path.stat().st_size


def test_a_terminal_gets_a_progress_bar_and_rejections_above_it(tmp_path: Path) -> None:
    """With records going to a file, a person on the terminal sees how far it is, and each rejection as a line."""
    path = tmp_path / "some.jsonl"
    path.write_text(f"{envelope(1)}\n{BROKEN}\n{envelope(2)}\n")
    ours, theirs = pty.openpty()
    with started("process", str(path), stderr=theirs) as process:
        os.close(theirs)
        assert process.stdout
        records = process.stdout.read()
        said = b""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                said += os.read(ours, 65536)
            except OSError:  # Linux says so of a terminal that nobody writes to any more
                break
    os.close(ours)
    assert process.returncode == 1
    assert ids(records) == ["a-1", "a-2"]
    assert "Processing" in said.decode()
    assert "3 articles" in said.decode()
    assert f"{path}:2: invalid-message:".encode() in said
