"""A traceback in the log says where, and nothing of what was in hand there."""

import subprocess
import sys

import pytest

DEFECT = """
import structlog
from service.observability.logging import set_up_logging

def connect(password):
    raise ZeroDivisionError("a defect")

set_up_logging("{form}", "info")
try:
    connect("47" + "11")
except ZeroDivisionError:
    structlog.get_logger("copydesk").exception("look failed")
"""


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_traceback_shows_no_values(form: str) -> None:
    """Structlog's own console shows the local variables of every frame: passwords and articles among them."""
    done = subprocess.run([sys.executable, "-c", DEFECT.format(form=form)], capture_output=True, text=True, check=True)
    assert "look failed" in done.stderr
    assert "ZeroDivisionError: a defect" in done.stderr
    assert "4711" not in done.stderr
