"""The reference page names everything that can be set, counted, run or rejected, in the code's own words."""

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from docs.generate import layout_rules_page
from schemas.dead_letter import REASONS
from service.cautions import CAUTIONS
from service.cli import app
from service.layout.rules import RULES
from service.observability.metrics import Metrics
from service.settings import PREFIX, Settings

REFERENCE = Path("docs/reference.md").read_text()
DOCUMENTS = [
    *("README.md", "CONTRIBUTING.md", "schemas/README.md", "deploy/README.md", "deploy/kafka/README.md"),
    "docs/operating.md",
]
ROWS = {
    cells[0].strip("`"): cells[1:]
    for cells in (row[2:-2].split(" | ") for row in re.findall(r"^\| `.*\|$", REFERENCE, re.MULTILINE))
}


def promised() -> dict[str, str]:
    """Each name with the sentence that the code has for it."""
    settings = {PREFIX + name.upper(): field.description or "" for name, field in Settings.model_fields.items()}
    metrics = re.findall(r"^# HELP (\S+) (.*)$", Metrics().exposition().decode(), re.MULTILINE)
    help_texts = {name: text for name, text in metrics if not name.endswith("_created")}
    return settings | help_texts | dict(REASONS) | dict(CAUTIONS)


@pytest.mark.parametrize(("name", "meaning"), promised().items())
def test_the_reference_says_what_the_code_says(name: str, meaning: str) -> None:
    """A name that is missing there, or is described in other words, fails."""
    assert name in ROWS
    assert ROWS[name][-1] == meaning


def test_the_reference_names_nothing_else() -> None:
    """A row about something that is gone fails too."""
    assert set(ROWS) == set(promised())


def test_the_rules_of_layout_are_those_of_the_code() -> None:
    """One line a rule, with its example, as the code's table has them; `make docs` writes them."""
    page = Path("docs/layout-rules.md").read_text("utf-8")
    assert page == layout_rules_page()
    assert [line.split("**")[1] for line in page.splitlines() if line.startswith("- **")] == [
        rule.name for kind in dict.fromkeys(rule.kind for rule in RULES) for rule in RULES if rule.kind == kind
    ]


def test_the_readme_names_every_command() -> None:
    """A command that nobody is told of does not exist."""
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    readme = Path("README.md").read_text()
    assert command.commands
    assert [name for name in command.commands if f"copydesk {name}" not in readme] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_inside_the_project_lead_somewhere(document: str) -> None:
    """Files and anchors."""
    path = Path(document)
    for target in re.findall(r"\]\(([^)#:]*)(?:#[^)]*)?\)", path.read_text()):
        assert not target or (path.parent / target).exists(), target


def test_every_make_target_that_the_documents_name_is_there() -> None:
    """`make demo` must not be a memory."""
    targets = set(re.findall(r"^([a-z-]+):", Path("Makefile").read_text(), re.MULTILINE))
    named = set(
        re.findall(
            r"(?:`|^)make ([a-z-]+)", Path("README.md").read_text() + Path("CONTRIBUTING.md").read_text(), re.MULTILINE
        )
    )
    assert named <= targets
