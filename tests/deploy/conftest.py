"""What the tests with podman share: the image, a broker, settings of a service with topics of its own, and figures."""

import re
from collections.abc import Callable, Iterator

import pytest

from deploy.kafka import Broker, fetch
from deploy.kafka.loopback import HOST, free_port
from tests.deploy import containers, debian

FIGURES = pytest.StashKey[list[str]]()

Tell = Callable[[str], None]


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The image, built from this tree."""
    return containers.build_image(tmp_path_factory.mktemp("image"))


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An image with Debian's tools."""
    return debian.build_tools(tmp_path_factory.mktemp("tools"))


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A broker's address."""
    fetch()
    with Broker(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker.bootstrap_servers


@pytest.fixture
def settings(request: pytest.FixtureRequest, image: str, kafka: str) -> dict[str, str]:
    """Settings of a service with topics of its own, which exist."""
    assert image
    chosen = new_settings(request.node.name, kafka)
    containers.once("topics", "create", settings=chosen)
    return chosen


def new_settings(test: str, bootstrap_servers: str) -> dict[str, str]:
    """Settings of a service whose group and topics are named after a test, on a free port."""
    name = re.sub(r"\W", "-", test)
    return {
        "COPYDESK_BOOTSTRAP_SERVERS": bootstrap_servers,
        "COPYDESK_GROUP": name,
        "COPYDESK_HTTP_ADDRESS": f"{HOST}:{free_port()}",
        "COPYDESK_RAW_TOPIC": f"{name}.raw",
        "COPYDESK_ENRICHED_TOPIC": f"{name}.enriched",
        "COPYDESK_DEAD_LETTER_TOPIC": f"{name}.dead-letter",
        "COPYDESK_WORKERS": "1",
    }


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Tell:
    """Takes a line with what was measured, which stands at the end of the report."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was measured."""
    for line in config.stash.get(FIGURES, []):
        terminalreporter.write_line(f"measured: {line}")
