"""The compose file, run: `up --wait` ends when articles are answered, `feed` and `tail` are commands of it."""

import json
from pathlib import Path

import pytest

from deploy.kafka.loopback import HOST
from tests.deploy.articles import envelopes, is_all_there, jsonl, wait_until_ready
from tests.deploy.compose import project
from tests.deploy.kafka_image import build_kafka

pytestmark = [pytest.mark.podman, pytest.mark.timeout(900)]


def test_compose(image: str, tools: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Kafka, topics, the service; 500 articles in, 500 out; nothing is left."""
    assert image
    assert tools
    with project(tmp_path, build_kafka(tmp_path_factory.mktemp("kafka-image"))) as compose:
        compose.run("up", "--detach", "--wait", "--no-build")
        wait_until_ready("copydesk-test-copydesk-1", {"COPYDESK_HTTP_ADDRESS": f"{HOST}:{compose.port}"})
        compose.run("run", "--rm", "-T", "feed", "--jsonl", "-", stdin=jsonl(envelopes()))
        limits = ("--from-beginning", "--limit", "500", "--idle-timeout", "60")
        came = compose.run("run", "--rm", "-T", "tail", "--json", *limits)
        assert is_all_there([json.loads(line) for line in came.splitlines()])
