"""The image as it is deployed: built by podman, run hardened, against a real Kafka on loopback."""

import json
import random
import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from deploy.kafka import Broker, fetch
from deploy.kafka.loopback import HOST, free_port
from service import __version__
from tests.chaos.prose import story
from tests.deploy import containers
from tests.deploy.pod import pod_of

pytestmark = [pytest.mark.podman, pytest.mark.timeout(1800)]

ARTICLES = 500
MEMORY = "2400m"  # as the Deployment has it
LARGEST_IMAGE = 350_000_000
READY_SECONDS = 30
GRACE_SECONDS = 35
# 3 MB of tags: far more than the smallest limit of a worker once it is parsed.
GREEDY = "<html><body>" + "<p>a <b>b</b>" * 230_000
SMALL_WORKER = str(256 << 20)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The image, built from this tree."""
    return containers.build_image(tmp_path_factory.mktemp("image"))


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A broker's address."""
    fetch()
    with Broker(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker.bootstrap_servers


@pytest.fixture
def settings(request: pytest.FixtureRequest, kafka: str) -> dict[str, str]:
    """Settings of a service with topics of its own, which exist."""
    name = re.sub(r"\W", "-", request.node.name)
    topics = {kind: f"{name}.{kind}" for kind in ("raw", "enriched", "dead-letter")}
    chosen = {
        "COPYDESK_BOOTSTRAP_SERVERS": kafka,
        "COPYDESK_GROUP": name,
        "COPYDESK_HTTP_ADDRESS": f"{HOST}:{free_port()}",
        "COPYDESK_RAW_TOPIC": topics["raw"],
        "COPYDESK_ENRICHED_TOPIC": topics["enriched"],
        "COPYDESK_DEAD_LETTER_TOPIC": topics["dead-letter"],
        "COPYDESK_WORKERS": "1",
    }
    containers.once("topics", "create", settings=chosen)
    return chosen


def test_papers(image: str) -> None:
    """The image is small, says what it is, holds its bill of materials and licences, and no compiler or setuid file."""
    found = json.loads(containers.podman("inspect", "--type", "image", image))[0]
    assert found["Size"] < LARGEST_IMAGE
    assert found["Config"]["User"] == "10001:10001"
    assert found["Config"]["StopSignal"] == "SIGTERM"
    assert found["Labels"]["org.opencontainers.image.version"] == __version__
    assert found["Healthcheck"]["Test"][-1] == "live"
    share = "/opt/copydesk/share/copydesk"
    looked = containers.podman(
        *("run", "--rm", "--no-healthcheck", "--user", "0", "--entrypoint", "sh", image, "-c"),
        "command -v gcc cc make pip pip3; find / -xdev -perm /6000 -type f;"
        f"cat {share}/sbom.cdx.json; wc -c {share}/NOTICE",
    )
    bill, _, notice = looked.rpartition("}")
    assert int(notice.split()[0]) > len("a licence or two")
    assert {"deb", "pypi"} <= {one["purl"][4:].partition("/")[0] for one in json.loads(bill + "}")["components"]}


def test_500_articles(image: str, settings: dict[str, str]) -> None:
    """All that goes in comes out, and SIGTERM ends it with 0 within the grace period."""
    assert image
    with containers.service("copydesk-test-articles", MEMORY, settings) as name:
        wait_until_ready(name, settings)
        containers.podman("healthcheck", "run", name)
        feed_and_read(settings)
        began = time.monotonic()
        containers.podman("stop", "--time", str(GRACE_SECONDS), name)
        assert time.monotonic() - began < GRACE_SECONDS
        assert containers.state_of(name)["ExitCode"] == 0


def test_greedy_article(image: str, settings: dict[str, str]) -> None:
    """An article with which a worker passes its memory limit costs only itself; the container lives."""
    assert image
    settings |= {"COPYDESK_WORKER_MEMORY_BYTES": SMALL_WORKER}
    lines = [
        {"content": GREEDY, "content_type": "text/html", "article_id": "greedy"},
        {"content": "The council met on Monday.\n\nIt adjourned at noon.", "article_id": "good"},
    ]
    with containers.service("copydesk-test-greedy", "1200m", settings) as name:
        wait_until_ready(name, settings)
        came = feed(settings, lines)
        letters = [one["dead_letter"]["reason"] for one in came if "dead_letter" in one]
        assert letters == ["out-of-memory"]
        assert [one["article_id"] for one in came if "article_id" in one] == ["good"]
        state = containers.state_of(name)
        assert state["Running"]
        assert not state["OOMKilled"]


def test_pod(image: str, settings: dict[str, str], tmp_path: Path) -> None:
    """The Deployment's pod runs as the manifests say it, under podman, and answers as the container does."""
    assert image
    manifest = tmp_path / "pod.yaml"
    manifest.write_text(pod_of(settings))
    containers.podman("kube", "play", manifest)
    try:
        wait_until_ready("copydesk-pod-copydesk", settings)
        feed_and_read(settings)
    finally:
        containers.podman("kube", "down", manifest)


def feed_and_read(settings: dict[str, str]) -> None:
    """So many articles in, so many records out, each once."""
    texts = [story(random.Random(number), number) for number in range(ARTICLES)]  # noqa: S311  # no secret
    came = feed(settings, [{"content": text, "article_id": str(number)} for number, text in enumerate(texts)])
    assert sorted(int(record["article_id"]) for record in came) == list(range(ARTICLES))


def feed(settings: dict[str, str], envelopes: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What comes out for these envelopes, all of it by the image's own commands."""
    lines = "".join(json.dumps(envelope) + "\n" for envelope in envelopes)
    containers.once("feed", "--jsonl", "-", settings=settings, stdin=lines.encode())
    asked = ("tail", "--json", "--from-beginning", "--limit", str(len(envelopes)), "--idle-timeout", "60")
    return [json.loads(line) for line in containers.once(*asked, settings=settings, seconds=300).splitlines()]


def wait_until_ready(name: str, settings: dict[str, str]) -> None:
    """Wait for the container's service; where it does not become ready, say what it wrote."""
    host, _, port = settings["COPYDESK_HTTP_ADDRESS"].rpartition(":")
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        connection = HTTPConnection(host, int(port), timeout=1)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    pytest.fail(containers.logs_of(name))
