"""The command as a person starts it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest

Copydesk = Callable[..., subprocess.CompletedProcess[bytes]]


def run_copydesk(
    *arguments: object, given: bytes = b"", settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `copydesk` to its end; `given` stands on standard input, and of variables only `settings` are ours."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *map(str, arguments)],
        input=given,
        capture_output=True,
        env=others | dict(settings or {}),
        timeout=100,
        check=False,
    )


@pytest.fixture
def copydesk() -> Copydesk:
    """Run `copydesk` to its end."""
    return run_copydesk
