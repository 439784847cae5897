"""The Deployment's pod as podman can run it: the same container, on the host's network instead of a cluster's."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.deploy.containers import PROJECT, podman

KUBERNETES = PROJECT / "deploy" / "kubernetes"
SECRET = "copydesk-kafka"  # noqa: S105  # its name, as the Deployment has it


def pod_of(settings: Mapping[str, str], *, with_secret: bool = False) -> str:
    """The ConfigMap, with these settings over its own, and the pod of the Deployment, as one manifest.

    Left out is what podman cannot do: ports beside the host's network, spread over nodes. A Secret that may be absent
    podman 4.3 does not mount where it is there, and asks for where it is not: so it is said to be needed, or left out.
    """
    config = _read("configmap.yaml")
    config["data"] |= settings
    template = _read("deployment.yaml")["spec"]["template"]
    spec = template["spec"] | {"hostNetwork": True}
    del spec["topologySpreadConstraints"]
    container = spec["containers"][0]
    del container["ports"]
    (volume,) = [volume for volume in spec["volumes"] if "secret" in volume]
    assert volume["secret"]["secretName"] == SECRET
    volume["secret"]["optional"] = False
    if not with_secret:
        spec["volumes"].remove(volume)
        container["volumeMounts"] = [one for one in container["volumeMounts"] if one["name"] != volume["name"]]
    port = int(config["data"]["COPYDESK_HTTP_ADDRESS"].rpartition(":")[2])
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        container[probe]["httpGet"]["port"] = port
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "copydesk-pod", "labels": template["metadata"]["labels"]},
        "spec": spec,
    }
    return yaml.safe_dump_all([config, pod])


@contextmanager
def playing(manifest: Path) -> Iterator[str]:
    """The pod's container, while it runs."""
    podman("kube", "play", manifest)
    try:
        yield "copydesk-pod-copydesk"
    finally:
        podman("kube", "down", manifest)


@contextmanager
def secret(files: Mapping[str, str]) -> Iterator[None]:
    """The Secret that the Deployment mounts. Podman 4.3 hands its values on as they stand, later ones decode them."""
    as_they_stand = podman("version", "--format", "{{.Client.Version}}").startswith("4.3.")
    data = {name: text if as_they_stand else b64encode(text.encode()).decode() for name, text in files.items()}
    document = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": SECRET}, "data": data}
    podman("secret", "create", SECRET, "-", stdin=yaml.safe_dump(document).encode())
    try:
        yield
    finally:
        podman("secret", "rm", SECRET)
        podman("volume", "rm", "--force", SECRET)


def _read(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((KUBERNETES / name).read_text())
    return document
