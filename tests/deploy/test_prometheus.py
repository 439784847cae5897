"""Prometheus from Debian scrapes the service, finds data for every metric, and understands the alarms."""

from pathlib import Path

import pytest

from service.observability.metrics import Declared, Metrics
from tests.deploy import containers, debian
from tests.deploy.articles import feed, wait_until_ready
from tests.deploy.conftest import Tell
from tests.deploy.prometheus import FILES, scraping
from tests.deploy.test_image import MEMORY

pytestmark = [pytest.mark.podman, pytest.mark.timeout(900)]

GOOD = 20
STEPS = ("decode", "extract", "normalise", "tag_language", "summarise", "find_keyphrases", "record")


def test_files(tools: str) -> None:
    """Promtool finds nothing wrong with both configurations and the rules, and each alarm goes off where it should."""
    assert tools
    for configuration in ("prometheus.yaml", "kubernetes.yaml"):
        debian.tool("promtool", "check", "config", "--lint=all", "--lint-fatal", FILES / configuration)
    debian.tool("promtool", "test", "rules", Path(__file__).with_name("alerts_test.yaml"))


def test_every_metric(tools: str, settings: dict[str, str], tmp_path: Path, figure: Tell) -> None:
    """A query per metric returns data, with the figures that belong to what went in; every alarm can be evaluated."""
    assert tools
    good = [{"content": f"The council met on Monday, for time {n}.\n\nIt adjourned at noon."} for n in range(GOOD)]
    with (
        containers.service("copydesk-test-scraped", MEMORY, settings) as name,
        scraping(settings["COPYDESK_HTTP_ADDRESS"], tmp_path) as prometheus,
    ):
        wait_until_ready(name, settings)
        came = feed(settings, [*good, {"content": "..."}])
        assert sum("dead_letter" in one for one in came) == 1
        assert prometheus.value('copydesk_articles_total{outcome="record"}', GOOD) == GOOD
        assert prometheus.value('copydesk_articles_total{reason="empty-article"}', 1) == 1
        without = [metric.name for metric in Metrics().declared if prometheus.value(_series(metric)) is None]
        assert without == []
        for step in STEPS:
            assert prometheus.value(f'copydesk_step_seconds_count{{step="{step}"}}', GOOD) in {GOOD, GOOD + 1}
            took = prometheus.value(f'copydesk_step_seconds_sum{{step="{step}"}}') or 0.0
            figure(f"{step}: {1000 * took / GOOD:.2f} ms an article")
        assert prometheus.value("copydesk_write_seconds_count", 1)
        rules = prometheus.ask("rules")["groups"][0]["rules"]
        assert {rule["health"] for rule in rules} <= {"ok", "unknown"}
        assert [rule["name"] for rule in rules if rule["state"] == "firing"] == []


def _series(metric: Declared) -> str:
    return f"{metric.name}_count" if metric.kind == "histogram" else metric.name
