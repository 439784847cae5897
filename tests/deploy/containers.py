"""Podman as the tests use it: the image is built from the Dockerfile, containers run hardened, and all of them end."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from service import __version__

PROJECT = Path(__file__).parents[2]
BASE = "debian:trixie-slim"
IMAGE = f"localhost/copydesk:{__version__}"
BUILD_SECONDS = 900
SLIM = [f"path-exclude=/usr/share/{name}/*" for name in ("doc", "info", "locale", "man")]
TMP = "/tmp:size=128m,mode=1777"  # noqa: S108  # the container's own, in memory
HARDENED = (
    *("--read-only", "--read-only-tmpfs=false", "--tmpfs", TMP),
    *("--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
)


class PodmanError(Exception):
    """Podman ended with an error; the message has what it said."""


def podman(*arguments: str | Path, stdin: bytes | None = None, seconds: float = 120) -> str:
    """What podman prints; without systemd it also complains of health checks on standard error, which is left out."""
    done = subprocess.run(
        ["podman", *arguments],  # noqa: S607  # the system's own, wherever it stands
        input=stdin,
        capture_output=True,
        check=False,
        timeout=seconds,
        cwd=PROJECT,
    )
    if done.returncode:
        raise PodmanError(f"podman {arguments[0]}: {done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode()


def build_image(folder: Path) -> str:
    """Build the image as its Dockerfile says; `folder` keeps what that takes. The base is made where it is missing."""
    if not podman("images", "--quiet", BASE):
        _make_base(folder / "base.tar")
    podman(
        *("build", "--pull=never", "--format", "docker", "--file", PROJECT / "deploy" / "Dockerfile", "--tag", IMAGE),
        *_trust(folder),
        PROJECT,
        seconds=BUILD_SECONDS,
    )
    return IMAGE


def _make_base(tar: Path) -> None:
    """Debian's slim image from Debian's own packages: what registries hand out under that name, without a registry."""
    options = [f"--dpkgopt={line}" for line in [*SLIM, "path-include=/usr/share/doc/*/copyright"]]
    command = ["mmdebstrap", "--quiet", "--variant=minbase", *options, "trixie", str(tar)]
    subprocess.run(command, check=True)
    podman("import", "--change", 'CMD ["bash"]', tar, BASE)


def _trust(folder: Path) -> list[str]:
    """Mounts that let pip inside the build trust whom this machine trusts; nothing of it stays in the image."""
    bundle = os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE")
    if not bundle:
        return []
    shutil.copy(bundle, folder / "bundle.pem")
    (folder / "pip.conf").write_text("[global]\ncert = /run/trust/bundle.pem\n")
    return ["--volume", f"{folder}:/run/trust:ro", "--volume", f"{folder / 'pip.conf'}:/etc/pip.conf:ro"]


def once(*command: str, settings: Mapping[str, str], stdin: bytes | None = None, seconds: float = 120) -> str:
    """What a command of the image prints, run hardened."""
    interactive = ("--interactive",) if stdin is not None else ()
    run = ("run", "--rm", "--network", "host", "--no-healthcheck", *interactive, *HARDENED, *_environment(settings))
    return podman(*run, IMAGE, *command, stdin=stdin, seconds=seconds)


@contextmanager
def service(name: str, memory: str, settings: Mapping[str, str]) -> Iterator[str]:
    """The image's service in a container of its own, hardened and with a memory limit; it is gone at the end."""
    run = ("run", "--detach", "--name", name, "--network", "host", "--memory", memory, "--memory-swap", memory)
    podman(*run, *HARDENED, *_environment(settings), IMAGE)
    try:
        yield name
    finally:
        podman("rm", "--force", "--time", "0", name)


def logs_of(name: str) -> str:
    """What a container has written to both of its streams."""
    command = ["podman", "logs", name]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True).stdout.decode()


def state_of(name: str) -> dict[str, Any]:
    """What podman knows of a container: Running, ExitCode, OOMKilled and more."""
    state: dict[str, Any] = json.loads(podman("inspect", name))[0]["State"]
    return state


def _environment(settings: Mapping[str, str]) -> list[str]:
    return [f"--env={name}={value}" for name, value in settings.items()]
