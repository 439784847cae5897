"""What is in the image: a bill of materials (CycloneDX) and a NOTICE with the licences of all Python packages.

Run while the image is built, by a Python that has `cyclonedx-python-lib`: `bill_of_materials.py VENV DEBIAN_PACKAGES`.
Both files are written to VENV/share/copydesk. Debian's own licences stand where Debian puts them, in /usr/share/doc.
"""

import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

NAME = "copydesk"
LICENCE_FILES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
LONGEST_LICENCE = 100  # some packages write the whole text where the licence's name belongs
RULE = "=" * 78


def main(venv: Path, debian_packages: Path) -> None:
    """Write the bill of materials and the NOTICE of this virtual environment and this list of Debian packages."""
    installed = _installed(venv)
    share = venv / "share" / NAME
    share.mkdir(parents=True, exist_ok=True)
    (share / "sbom.cdx.json").write_text(_bill(installed, debian_packages.read_text().splitlines()))
    (share / "NOTICE").write_text(_notice(installed), encoding="utf-8")


def _installed(venv: Path) -> list[Distribution]:
    folders = [str(folder) for folder in venv.glob("lib/python3*/site-packages")]
    return sorted(distributions(path=folders), key=lambda package: package.name.lower())


def _bill(installed: Iterable[Distribution], debian: Iterable[str]) -> str:
    """The bill as JSON. The same packages have the same serial number."""
    bom = Bom()
    names = []
    for package in installed:
        component = Component(
            name=package.name,
            version=package.version,
            type=ComponentType.APPLICATION if package.name == NAME else ComponentType.LIBRARY,
            purl=PackageURL("pypi", None, package.name.lower().replace("_", "-"), package.version),
        )
        licence = licence_of(package)
        if licence:
            component.licenses.add(LicenseFactory().make_from_string(licence))
        names.append(str(component.purl))
        if package.name == NAME:
            bom.metadata.component = component
        else:
            bom.components.add(component)
    for line in debian:
        name, version, architecture = line.split("\t")
        purl = PackageURL("deb", "debian", name, version, {"arch": architecture, "distro": "trixie"})
        names.append(str(purl))
        bom.components.add(Component(name=name, version=version, type=ComponentType.LIBRARY, purl=purl))
    if isinstance(bom.metadata.component, Component):
        bom.register_dependency(bom.metadata.component, bom.components)
    bom.serial_number = uuid5(NAMESPACE_URL, "\n".join(sorted(names)))
    return JsonV1Dot6(bom).output_as_string(indent=1)


def licence_of(package: Distribution) -> str | None:
    """The licence that a package declares: its expression, else its short name, else its classifiers."""
    meta = package.metadata
    for name in meta.get_all("License-Expression", []) + meta.get_all("License", []):
        if 0 < len(name) <= LONGEST_LICENCE and "\n" not in name:
            return str(name)
    classified = [line.rpartition(" :: ")[2] for line in meta.get_all("Classifier", []) if "License ::" in line]
    return ", ".join(classified) or None


def _notice(installed: Iterable[Distribution]) -> str:
    """Each package with its licence's name and every licence file that it brings, as it is."""
    parts = ["Copydesk's image holds these Python packages. Debian's are described in /usr/share/doc/*/copyright.\n"]
    for package in installed:
        parts.append(f"{RULE}\n{package.name} {package.version}: {licence_of(package) or 'see the package'}\n")
        files = [file for file in package.files or () if file.name.upper().startswith(LICENCE_FILES)]
        parts += [f"\n--- {file.name}\n{_text_of(Path(str(file.locate())))}" for file in files]
    return "\n".join(parts)


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
