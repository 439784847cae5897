"""Debian's Prometheus with the project's own configuration, on a free loopback port, asked by its HTTP interface."""

import json
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from deploy.kafka.loopback import HOST, free_port
from tests.deploy.containers import PROJECT, podman
from tests.deploy.debian import TOOLS

FILES = PROJECT / "deploy" / "prometheus"
NAME = "copydesk-test-prometheus"
ANSWER_SECONDS = 30  # for the first scrapes and looks at the rules, at one a second


@dataclass(frozen=True, slots=True)
class Prometheus:
    """One that runs."""

    port: int

    def ask(self, path: str, **parameters: str) -> Any:
        """The data of its answer."""
        query = urllib.parse.urlencode(parameters)
        with urllib.request.urlopen(f"http://{HOST}:{self.port}/api/v1/{path}?{query}", timeout=5) as answer:
            return json.load(answer)["data"]

    def value(self, expression: str, least: float | None = None, seconds: float = ANSWER_SECONDS) -> float | None:
        """The sum of what a query finds, once there is something, and so much at least; None where that never comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.ask("query", query=f"sum({expression})")["result"]
            value = float(found[0]["value"][1]) if found else None
            if value is not None and (least is None or value >= least):
                return value
            time.sleep(0.2)
        return None


@contextmanager
def scraping(address: str, folder: Path) -> Iterator[Prometheus]:
    """One that scrapes a service by the project's configuration, only more often; it is gone at the end."""
    configuration = yaml.safe_load((FILES / "prometheus.yaml").read_text())
    configuration["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    configuration["scrape_configs"][0]["static_configs"][0]["targets"] = [address]
    (folder / "prometheus.yaml").write_text(yaml.safe_dump(configuration))
    (folder / "alerts.yaml").write_text((FILES / "alerts.yaml").read_text())
    port = free_port()
    mounted = "/run/prometheus"
    run = ("run", "--detach", "--name", NAME, "--network", "host", "--volume", f"{folder}:{mounted}:ro")
    options = (f"--config.file={mounted}/prometheus.yaml", f"--web.listen-address={HOST}:{port}")
    podman(*run, TOOLS, "prometheus", *options, "--storage.tsdb.path=/run/data")
    try:
        prometheus = Prometheus(port)
        _wait_until_ready(prometheus)
        yield prometheus
    finally:
        podman("rm", "--force", "--time", "0", NAME)


def _wait_until_ready(prometheus: Prometheus) -> None:
    until = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            prometheus.ask("status/runtimeinfo")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
