"""The Kafka client's own log lines: in our form, and each kind of them only once in a while."""

import json
import subprocess
import sys

STORM = """
import logging, time
from service.observability import logging as ours

ours.SELDOM_SECONDS = 0.2
ours.set_up_logging("json", "debug")
client = logging.getLogger("aiokafka")

def storm(lines):
    for node in range(lines):
        client.error("Unable connect to node with id %s", node)
        client.debug("Sent: %r", "an article's text")

storm(500)
client.warning("another kind")
time.sleep(0.3)
storm(5)
"""


def test_a_storm_is_a_line_that_says_how_many_it_stands_for() -> None:
    """With a broker gone the client writes 150 lines a second, each with other numbers; none of its own debugging."""
    done = subprocess.run([sys.executable, "-c", STORM], capture_output=True, text=True, check=True)
    first, other, next_one = map(json.loads, done.stderr.splitlines())
    assert first["event"] == "Unable connect to node with id 0"
    assert (first["logger"], first["level"]) == ("aiokafka", "error")
    assert "left_out" not in first
    assert other["event"] == "another kind"
    assert next_one["left_out"] == 499
