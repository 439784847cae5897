"""Debian's own tools as the tests use them, in an image beside ours: Prometheus, promtool, Docker Compose and kcat."""

from pathlib import Path

from tests.deploy.containers import BASE, PROJECT, podman

TOOLS = "localhost/copydesk-tools"
BUILD_SECONDS = 600
PACKAGES = "prometheus docker-compose kcat"
CONTAINERFILE = f"""FROM {BASE}
ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin
RUN apt-get update && apt-get install -y --no-install-recommends {PACKAGES} && rm -rf /var/lib/apt/lists/*
"""


def build_tools(folder: Path) -> str:
    """The image; podman makes it once, and again when its packages change."""
    build = ("build", "--pull=never", "--tag", TOOLS, "--file", "-", folder)
    podman(*build, stdin=CONTAINERFILE.encode(), seconds=BUILD_SECONDS)
    return TOOLS


def tool(*command: str | Path, seconds: float = 120) -> str:
    """What a tool says that reads the project's files, where they stand."""
    mount = ("--volume", f"{PROJECT}:{PROJECT}:ro", "--workdir", PROJECT)
    return podman("run", "--rm", "--network", "host", *mount, TOOLS, *command, seconds=seconds)
