"""The command as a person starts it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

Copydesk = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def copydesk() -> Copydesk:
    """Run `copydesk` with the arguments; `given` stands on standard input, and variables can be added."""

    def run(*arguments: object, given: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "service.cli", *map(str, arguments)],
            input=given,
            capture_output=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")} | variables,
            timeout=100,
            check=False,
        )

    return run
