"""The Deployment's pod as podman can run it: the same container, on the host's network instead of a cluster's."""

from collections.abc import Mapping
from typing import Any

import yaml

from tests.deploy.containers import PROJECT

KUBERNETES = PROJECT / "deploy" / "kubernetes"


def pod_of(settings: Mapping[str, str]) -> str:
    """The ConfigMap, with these settings over its own, and the pod of the Deployment, as one manifest.

    Left out is what podman cannot do: ports beside the host's network, Secrets, spread over nodes.
    """
    config = _read("configmap.yaml")
    config["data"] |= settings
    template = _read("deployment.yaml")["spec"]["template"]
    spec = template["spec"] | {"hostNetwork": True}
    del spec["topologySpreadConstraints"]
    container = spec["containers"][0]
    del container["ports"]
    container["envFrom"] = [source for source in container["envFrom"] if "secretRef" not in source]
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


def _read(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((KUBERNETES / name).read_text())
    return document
