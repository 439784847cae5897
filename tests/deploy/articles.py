"""Articles into a service that runs in a container, and what comes out of it, by the image's own commands."""

import json
import random
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest

from tests.chaos.prose import story
from tests.deploy import containers, debian

ARTICLES = 500
READY_SECONDS = 30


def feed_and_read(settings: Mapping[str, str]) -> None:
    """So many articles in, so many records out, each once."""
    assert is_all_there(feed(settings, envelopes()))


def envelopes() -> list[dict[str, str]]:
    """So many articles, as they go onto the raw topic."""
    texts = [story(random.Random(number), number) for number in range(ARTICLES)]  # noqa: S311  # no secret
    return [{"content": text, "article_id": str(number)} for number, text in enumerate(texts)]


def is_all_there(came: Sequence[Mapping[str, Any]]) -> bool:
    """Whether there is a record of each of them, and nothing else."""
    return sorted(int(record["article_id"]) for record in came) == list(range(ARTICLES))


def jsonl(envelopes: Sequence[Mapping[str, str]]) -> bytes:
    """A line each, as `copydesk feed` takes them."""
    return "".join(json.dumps(envelope) + "\n" for envelope in envelopes).encode()


def feed(settings: Mapping[str, str], envelopes: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """What comes out for these envelopes."""
    containers.once("feed", "--jsonl", "-", settings=settings, stdin=jsonl(envelopes))
    return read(settings, len(envelopes))


def take_down(settings: Mapping[str, str], key: str) -> None:
    """Send a takedown with kcat, as deploy/README.md has it; in the tools' image."""
    topic = f"-b {settings['COPYDESK_BOOTSTRAP_SERVERS']} -t {settings['COPYDESK_RAW_TOPIC']}"
    debian.tool("sh", "-c", f"printf '{key}:' | kcat {topic} -P -K : -Z -X partitioner=murmur2_random")


def read(settings: Mapping[str, str], count: int) -> list[dict[str, Any]]:
    """So many outcomes, from the beginning."""
    asked = ("tail", "--json", "--from-beginning", "--limit", str(count), "--idle-timeout", "60")
    return [json.loads(line) for line in containers.once(*asked, settings=settings, seconds=300).splitlines()]


def wait_until_ready(name: str, settings: Mapping[str, str]) -> None:
    """Wait for the container's service; where it does not become ready, say what it wrote."""
    wait_until("ready", name, settings)


def wait_until(what: str, name: str, settings: Mapping[str, str]) -> None:
    """Wait until the container's service says that it is `live` or `ready`."""
    host, _, port = settings["COPYDESK_HTTP_ADDRESS"].rpartition(":")
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        connection = HTTPConnection(host, int(port), timeout=1)
        try:
            connection.request("GET", f"/health/{what}")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    pytest.fail(containers.logs_of(name))
