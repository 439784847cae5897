"""The command line tells what it can do, quickly, and what is wrong in one sentence."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from service import __version__
from service.settings import PREFIX, Settings
from tests.cli.conftest import Copydesk

ROOT = Path(__file__).parents[2]
COMMANDS = ("run", "process", "feed", "tail", "offsets", "topics create")
SLOW_TO_LOAD = {"aiokafka", "faststream", "lxml", "pydantic", "py3langid", "rich", "trafilatura", "uvicorn"}


def test_it_says_its_version(copydesk: Copydesk) -> None:
    """`--version` is the distribution's."""
    assert copydesk("--version").stdout.decode() == f"copydesk {__version__}\n"


def test_the_console_script_is_the_same() -> None:
    """The distribution installs `copydesk`, and it is this command line."""
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == {"copydesk": "service.cli:main"}


def test_help_names_every_command(copydesk: Copydesk) -> None:
    """The first help shows all there is, also where no command is given."""
    asked, bare = copydesk("--help"), copydesk()
    assert (asked.returncode, bare.returncode) == (0, 0)
    assert asked.stdout == bare.stdout
    for command in ("run", "process", "feed", "tail", "offsets", "topics", "settings"):
        assert f"\n  {command} " in asked.stdout.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_examples(copydesk: Copydesk, command: str) -> None:
    """Each command's help has lines that can be copied, one command to a line."""
    said = copydesk(*command.split(), "--help").stdout.decode()
    assert "Examples:\n" in said
    assert f"copydesk {command}" in said.partition("Examples:\n")[2].splitlines()[0]


def test_help_waits_for_nothing_that_is_slow_to_load() -> None:
    """What only some command needs is loaded by that command."""
    code = "import sys, service.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT)
    assert "typer" in loaded.stdout.split()
    assert not SLOW_TO_LOAD & set(loaded.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--nonsense", "copydesk: No such option: --nonsense. See `copydesk --help`."),
        ("proces", "copydesk: No such command 'proces'. Did you mean 'process'? See `copydesk --help`."),
        ("process", "copydesk: There is nothing to read: name files or folders, or `-` for standard input."),
        ("process nowhere.html", "copydesk: nowhere.html does not exist."),
        ("feed nowhere.html", "copydesk: nowhere.html does not exist."),
        ("topics creat", "copydesk: No such command 'creat'. Did you mean 'create'? See `copydesk topics --help`."),
    ],
)
def test_wrong_usage_is_one_sentence(copydesk: Copydesk, arguments: str, sentence: str) -> None:
    """What is wrong with a command line is one line on standard error, and exit code 2."""
    ended = copydesk(*arguments.split())
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (2, b"", f"{sentence}\n")


@pytest.mark.parametrize(
    "arguments",
    ["run", "process pyproject.toml", "feed pyproject.toml", "tail", "offsets", "topics create", "settings"],
)
def test_an_invalid_setting_is_one_sentence(copydesk: Copydesk, arguments: str) -> None:
    """Every command names the variable that cannot be used, and exit code is 2."""
    ended = copydesk(*arguments.split(), settings={"COPYDESK_WORKERS": "many"})
    assert (ended.returncode, ended.stdout) == (2, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("copydesk: COPYDESK_WORKERS cannot be used: ")
    assert line.endswith("(given: 'many')")


def test_an_option_stands_before_its_variable(copydesk: Copydesk) -> None:
    """What the command line says wins, and is checked like a setting."""
    ended = copydesk("run", "--http-address", "nowhere", settings={"COPYDESK_HTTP_ADDRESS": "127.0.0.1:1"})
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("copydesk: COPYDESK_HTTP_ADDRESS cannot be used: ")
    assert "'nowhere'" in ended.stderr.decode()


@pytest.mark.parametrize("arguments", ["feed pyproject.toml", "tail", "offsets", "topics create"])
def test_an_absent_broker_is_one_sentence(copydesk: Copydesk, arguments: str) -> None:
    """Where no broker answers, a command says so and what to do, and does not wait for one."""
    ended = copydesk(*arguments.split(), "--bootstrap-servers", "127.0.0.1:9")
    said = "copydesk: No Kafka broker answers at 127.0.0.1:9: start one there, or set COPYDESK_BOOTSTRAP_SERVERS.\n"
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (1, b"", said)


def test_settings_are_listed_with_value_and_meaning(copydesk: Copydesk) -> None:
    """Every setting is a line with what it is now, its default and what it means."""
    lines = copydesk("settings", settings={"COPYDESK_GROUP": "night"}).stdout.decode().splitlines()
    listed = {line.split()[0]: line for line in lines[1:]}
    assert listed.keys() == {PREFIX + name.upper() for name in Settings.model_fields}
    assert listed["COPYDESK_GROUP"].split()[1:3] == ["night", "copydesk"]
    for name, field in Settings.model_fields.items():
        assert field.description
        assert field.description in listed[PREFIX + name.upper()]


@pytest.mark.parametrize("closed", ["<&-", "2>&-", ">&-", "<&- >&- 2>&-"])
def test_a_command_whose_standard_streams_are_closed_does_its_work(closed: str) -> None:
    """What nobody can read goes nowhere."""
    command = f'"{sys.executable}" -m service.cli settings {closed}'
    assert subprocess.run(["sh", "-c", command], check=False, timeout=60).returncode == 0  # noqa: S607  # any sh


def test_a_misspelt_setting_is_told(copydesk: Copydesk) -> None:
    """On standard error, and the command goes on; what Kubernetes sets for a service of our name is no such thing."""
    settings = {"COPYDESK_WOKERS": "1", "COPYDESK_SERVICE_HOST": "10.0.0.1"}
    ended = copydesk("process", "-", given=b"A first line.\n\nWhat the text says.\n", settings=settings)
    assert (ended.returncode, ended.stderr) == (0, b"COPYDESK_WOKERS sets nothing; was COPYDESK_WORKERS meant?\n")
