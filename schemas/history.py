"""The published schemas as an earlier commit of this repository has them."""

import json
import subprocess
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
GIT_SECONDS = 30  # far more than git takes to show a file


class NoHistory(Exception):
    """There is no such commit here, or no git; the message says which."""


def last_release() -> str:
    """The last release's tag (`v1.2.3`) before the work tree, else HEAD."""
    described = _git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*")
    return described.stdout.strip() if described.returncode == 0 else "HEAD"


def committed_schema(name: str, revision: str) -> dict[str, Any] | None:
    """A published schema at a revision, None where it did not exist then.

    Raises:
        NoHistory: where git knows no such revision.
    """
    if _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode != 0:
        raise NoHistory(f"Nothing to compare with: there is no commit {revision} here.")
    path = f"v1/{name}.schema.json"
    if not _git("ls-tree", "--name-only", revision, path).stdout.strip():
        return None
    schema: dict[str, Any] = json.loads(_git("show", f"{revision}:./{path}").stdout)
    return schema


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", *arguments]
    try:
        return subprocess.run(  # noqa: S603  # git, with a revision that the caller's own command line names
            command, cwd=FOLDER, capture_output=True, encoding="utf-8", timeout=GIT_SECONDS, check=False
        )
    except FileNotFoundError:
        raise NoHistory("Nothing to compare with: git is not installed.") from None
