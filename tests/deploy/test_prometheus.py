"""Prometheus from Debian scrapes the service, finds data for every metric, and understands the alarms."""

import asyncio
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from service.observability.metrics import Declared, Metrics
from tests.deploy import containers, debian
from tests.deploy.articles import feed, take_down, wait_until_ready
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
    """A query per metric returns data, with the figures that belong to what went in; every alarm can be evaluated.

    One language's topic is too small for a takedown: it is rejected for all topics, and an alarm goes off.
    """
    assert tools
    settings |= {"COPYDESK_LANGUAGE_TOPICS": f"de={asyncio.run(new_small_topic(settings))}"}
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
        assert prometheus.value("copydesk_ready") == 1
        assert prometheus.value("ALERTS", seconds=3) is None
        take_down(settings, "gone")
        assert prometheus.value('ALERTS{alertname="CopydeskTakedownRejected", alertstate="firing"}') == 1
        assert prometheus.value("copydesk_ready") == 1
        (group,) = prometheus.ask("rules")["groups"]
        assert {rule["health"] for rule in group["rules"]} == {"ok"}


async def new_small_topic(settings: dict[str, str]) -> str:
    """A topic that takes no message of more than 100 bytes; a takedown has some headers more."""
    name = f"{settings['COPYDESK_ENRICHED_TOPIC']}.de"
    admin = AIOKafkaAdminClient(bootstrap_servers=settings["COPYDESK_BOOTSTRAP_SERVERS"])
    await admin.start()
    try:
        topic = NewTopic(name, 1, 1, topic_configs={"max.message.bytes": "100"})
        await admin.create_topics([topic], timeout_ms=20_000)
    finally:
        await admin.close()
    return name


def _series(metric: Declared) -> str:
    return f"{metric.name}_count" if metric.kind == "histogram" else metric.name
