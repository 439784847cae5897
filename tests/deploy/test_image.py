"""The image as it is deployed: built by podman, run hardened, against a real Kafka on loopback."""

import json
import time
from pathlib import Path

import pytest

from service import __version__
from tests.deploy import containers
from tests.deploy.articles import ARTICLES, feed, feed_and_read, read, take_down, wait_until, wait_until_ready
from tests.deploy.conftest import Tell, new_settings
from tests.deploy.pod import playing, pod_of, secret
from tests.kafka.security import secure_kafka

pytestmark = [pytest.mark.podman, pytest.mark.timeout(1800)]

MEMORY = "2400m"  # as the Deployment has it
LARGEST_IMAGE = 350_000_000
GRACE_SECONDS = 35
# 3 MB of tags: far more than the smallest limit of a worker once it is parsed.
GREEDY = "<html><body>" + "<p>a <b>b</b>" * 230_000
SMALL_WORKER = str(256 << 20)


def test_papers(image: str, figure: Tell) -> None:
    """The image is small, says what it is, holds its bill of materials and licences, and no compiler or setuid file."""
    found = json.loads(containers.podman("inspect", "--type", "image", image))[0]
    assert found["Size"] < LARGEST_IMAGE
    figure(f"the image has {found['Size'] / 1e6:.0f} MB")
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


def test_500_articles(tools: str, settings: dict[str, str], figure: Tell) -> None:
    """All that goes in comes out, a takedown by kcat too, and SIGTERM ends it with 0 within the grace period."""
    assert tools
    began = time.monotonic()
    with containers.service("copydesk-test-articles", MEMORY, settings) as name:
        for what in ("live", "ready"):
            wait_until(what, name, settings)
            figure(f"{what} {time.monotonic() - began:.1f} s after `podman run`")
        containers.podman("healthcheck", "run", name)
        feed_and_read(settings)
        take_down(settings, "7")
        (gone,) = [one["tombstone"] for one in read(settings, ARTICLES + 1) if "tombstone" in one]
        assert gone["key"] == "7"
        began = time.monotonic()
        containers.podman("stop", "--time", str(GRACE_SECONDS), name)
        took = time.monotonic() - began
        assert took < GRACE_SECONDS
        figure(f"ended {took:.1f} s after SIGTERM")
        assert containers.state_of(name)["ExitCode"] == 0


def test_greedy_article(settings: dict[str, str]) -> None:
    """An article with which a worker passes its memory limit costs only itself; the container lives."""
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


def test_pod(settings: dict[str, str], tmp_path: Path) -> None:
    """The Deployment's pod runs as the manifests say it, under podman, and answers as the container does."""
    manifest = tmp_path / "pod.yaml"
    manifest.write_text(pod_of(settings))
    with playing(manifest) as name:
        wait_until_ready(name, settings)
        feed_and_read(settings)


def test_pod_with_a_secret(image: str, tmp_path: Path) -> None:
    """It reads password and authority from the files of its Secret, and reaches a Kafka that asks for both.

    Topics are made from inside it, as deploy/README.md has it: until then it waits.
    """
    assert image
    with secure_kafka.running(tmp_path) as kafka:
        open_to_all = new_settings("test_pod_with_a_secret", kafka.bootstrap_servers)
        manifest = tmp_path / "pod.yaml"
        manifest.write_text(pod_of(open_to_all | by_secret(kafka), with_secret=True))
        files = {"password": kafka.password_file.read_text(), "ca.pem": kafka.ca.read_text()}
        with secret(files), playing(manifest) as name:
            wait_until("live", name, open_to_all)
            containers.podman("exec", name, "copydesk", "topics", "create", "--partitions", "12")
            wait_until_ready(name, open_to_all)
            feed_and_read(open_to_all)
            said = containers.podman("inspect", name) + containers.logs_of(name)
            assert secure_kafka.PASSWORD not in said


def by_secret(kafka: secure_kafka.SecureKafka) -> dict[str, str]:
    """The settings of a user whose password stands in the Secret, as configmap.yaml has them for an example."""
    return {
        "COPYDESK_BOOTSTRAP_SERVERS": kafka.at("SASL"),
        "COPYDESK_SECURITY_PROTOCOL": "SASL_SSL",
        "COPYDESK_SASL_MECHANISM": "SCRAM-SHA-512",
        "COPYDESK_SASL_USERNAME": secure_kafka.USER,
        "COPYDESK_SASL_PASSWORD_FILE": "/run/kafka/password",
        "COPYDESK_TLS_CA_FILE": "/run/kafka/ca.pem",
    }
