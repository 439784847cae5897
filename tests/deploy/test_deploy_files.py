"""The files under deploy/ pass the checks of those who will read them: hadolint, Kubernetes, KEDA and Compose."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.observability.metrics import Metrics

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
TOOLS = Path(sys.executable).parent
OF_OTHERS = {"scaledobject.yaml", "kustomization.yaml"}  # resources that Kubernetes itself has no schema for


def check(tool: str, *arguments: str | Path) -> str:
    """What the tool says; it has found nothing wrong."""
    program = TOOLS / tool
    if not program.exists():
        pytest.skip(f"{tool} is not installed: `make test` installs requirements/deploy.txt")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def manifests() -> list[Path]:
    """Kubernetes' own resources."""
    return sorted(file for file in KUBERNETES.glob("*.yaml") if file.name not in OF_OTHERS)


def test_dockerfile() -> None:
    """The Dockerfile passes hadolint without a word."""
    assert check("hadolint", DEPLOY / "Dockerfile") == ""


@pytest.mark.parametrize("manifest", manifests(), ids=lambda file: file.stem)
def test_manifest(manifest: Path) -> None:
    """Each manifest is valid in strict mode, with no warning."""
    assert "WARN" not in check("kubernetes-validate", "--strict", manifest)


def test_scaled_object() -> None:
    """The ScaledObject is valid by the schema that is committed beside it."""
    check("check-jsonschema", "--schemafile", KUBERNETES / "scaledobject.schema.json", KUBERNETES / "scaledobject.yaml")


def test_scaled_object_misspelt(tmp_path: Path) -> None:
    """That schema is closed: a misspelt threshold is found."""
    misspelt = tmp_path / "scaledobject.yaml"
    misspelt.write_text((KUBERNETES / "scaledobject.yaml").read_text().replace("lagThreshold", "lagTreshold"))
    with pytest.raises(AssertionError, match="lagTreshold"):
        check("check-jsonschema", "--schemafile", KUBERNETES / "scaledobject.schema.json", misspelt)


def test_compose() -> None:
    """The compose file is valid by Compose's own schema."""
    check("check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")


def test_kustomization() -> None:
    """Every manifest is applied by the kustomization."""
    listed = (KUBERNETES / "kustomization.yaml").read_text().splitlines()
    files = {file.name for file in KUBERNETES.glob("*.yaml")} - {"kustomization.yaml"}
    assert {line.removeprefix("  - ") for line in listed if line.startswith("  - ")} == files


def alarms() -> list[dict[str, Any]]:
    """The alarms, as Prometheus reads them."""
    (group,) = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yaml").read_text())["groups"]
    rules: list[dict[str, Any]] = group["rules"]
    return rules


@pytest.mark.parametrize("alarm", alarms(), ids=lambda alarm: alarm["alert"])
def test_alarm(alarm: dict[str, Any]) -> None:
    """Each alarm asks for metrics that are declared, has a case in which it goes off, and leads to what to do."""
    names = {metric.name for metric in Metrics().declared}
    asked = re.findall(r"copydesk_\w+", alarm["expr"])
    assert {re.sub("_(bucket|count|sum)$", "", name) for name in asked} <= names
    cases = (PROJECT / "tests" / "deploy" / "alerts_test.yaml").read_text()
    assert re.search(rf"alertname: {alarm['alert']}\n +eval_time: \w+\n +exp_alerts:\n", cases)
    page, _, anchor = alarm["annotations"]["runbook"].partition("#")
    document = (PROJECT / page).read_text()
    assert anchor in {heading.lower().replace(" ", "-") for heading in re.findall("^## (.*)$", document, re.MULTILINE)}
    assert f"`{alarm['alert']}`" in document


def test_bill_of_materials(tmp_path: Path) -> None:
    """The bill names every Python and Debian package once, with its version and licence, the same each time."""
    packages = tmp_path / "debian-packages.tsv"
    packages.write_text("python3\t3.13.5-1\tamd64\nzlib1g\t1:1.3.1-1\tamd64\n")
    bills = []
    for name in ("one", "other"):
        venv = tmp_path / name
        (venv / "lib").mkdir(parents=True)
        (venv / "lib" / "python3.11").symlink_to(next((Path(sys.prefix) / "lib").glob("python3*")))
        subprocess.run([sys.executable, DEPLOY / "image" / "bill_of_materials.py", venv, packages], check=True)
        bills.append(json.loads((venv / "share" / "copydesk" / "sbom.cdx.json").read_text()))
    names = {component["purl"] for component in bills[0]["components"]}
    assert {"pkg:deb/debian/zlib1g@1:1.3.1-1?arch=amd64&distro=trixie"} <= names
    assert any(name.startswith("pkg:pypi/aiokafka@") for name in names)
    assert len(names) == len(bills[0]["components"])
    assert bills[0]["metadata"]["component"]["name"] == "copydesk"
    assert bills[0]["serialNumber"] == bills[1]["serialNumber"]
    notice = (tmp_path / "one" / "share" / "copydesk" / "NOTICE").read_text()
    assert "aiokafka" in notice
    assert "Apache License" in notice
