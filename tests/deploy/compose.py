"""Docker Compose with podman under it: Debian's, in a container, on the socket of podman's service."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from deploy.kafka.loopback import HOST, free_port
from tests.deploy.containers import IMAGE, PROJECT, PodmanError, podman
from tests.deploy.debian import TOOLS

FILE = PROJECT / "deploy" / "compose.yaml"
PROJECT_NAME = "copydesk-test"
SERVICE_SECONDS = 20
OURS = ("copydesk", "topics", "feed", "tail")


class Override(yaml.SafeDumper):
    """Writes lists that take the place of the file's own."""


class Instead(list[str]):
    """Such a list."""


Override.add_representer(Instead, lambda dumper, items: dumper.represent_sequence("!override", items))


@dataclass(frozen=True, slots=True)
class Compose:
    """One project."""

    folder: Path
    port: int

    def run(self, *arguments: str, stdin: bytes | None = None, seconds: float = 300) -> str:
        """What `docker compose` says to this command."""
        socket = self.folder / "podman.sock"
        interactive = ("--interactive",) if stdin is not None else ()
        mounts = (f"--volume={PROJECT}:{PROJECT}:ro", f"--volume={self.folder}:{self.folder}")
        run = ("run", "--rm", "--network", "none", "--env", f"DOCKER_HOST=unix://{socket}", *interactive, *mounts)
        files = ("-f", FILE, "-f", self.folder / "override.yaml")
        compose = ("docker-compose", "-p", PROJECT_NAME, *files)
        return podman(*run, TOOLS, *compose, *arguments, stdin=stdin, seconds=seconds)


@contextmanager
def project(folder: Path, kafka_image: str) -> Iterator[Compose]:
    """The project of compose.yaml, not up yet, with images that are here and free ports; it is gone at the end."""
    compose = Compose(folder, free_port())
    services: dict[str, Mapping[str, object]] = {name: {"image": IMAGE} for name in OURS}
    services["copydesk"] = {"image": IMAGE, "ports": Instead([f"{HOST}:{compose.port}:8080"])}
    services["kafka"] = {"image": kafka_image, "ports": Instead([f"{HOST}:{free_port()}:9092"])}
    (folder / "override.yaml").write_text(yaml.dump({"services": services}, Dumper=Override))
    with _podman_service(folder / "podman.sock"), _healthchecks():
        try:
            yield compose
        finally:
            compose.run("down", "--volumes", "--timeout", "30")


@contextmanager
def _podman_service(socket: Path) -> Iterator[None]:
    """Podman's answer to Docker's interface, at a socket, with the network that gives containers their names."""
    settings = socket.with_name("containers.conf")
    machine = Path(os.environ.get("CONTAINERS_CONF", "/etc/containers/containers.conf"))
    of_machine = machine.read_text() if machine.exists() else ""
    settings.write_text(f'{of_machine}\n[network]\nnetwork_backend = "netavark"\n')
    command = ["podman", "system", "service", "--time", "0", f"unix://{socket}"]
    with (socket.parent / "podman.log").open("wb") as log:
        service = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"CONTAINERS_CONF": str(settings)})
    try:
        until = time.monotonic() + SERVICE_SECONDS
        while not socket.exists():
            assert time.monotonic() < until, (socket.parent / "podman.log").read_text()
            time.sleep(0.05)
        yield
    finally:
        service.terminate()
        service.wait(SERVICE_SECONDS)


@contextmanager
def _healthchecks() -> Iterator[None]:
    """Runs the containers' own health checks, as systemd's timers do for podman where there is systemd."""
    end = threading.Event()

    def check() -> None:
        while not end.wait(1.0):
            with suppress(PodmanError):
                label = f"label=com.docker.compose.project={PROJECT_NAME}"
                for name in podman("ps", "--quiet", "--filter", label).split():
                    with suppress(PodmanError):  # not healthy yet
                        podman("healthcheck", "run", name)

    thread = threading.Thread(target=check, name="health checks")
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()
