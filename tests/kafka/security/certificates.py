"""Certificates for a test, made by the `openssl` command: an authority, what it signs, and one that nobody knows."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

KEY_PASSWORD = "a key's password"  # noqa: S105  # of a key that lives for a test

CONFIGURATION = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = nobody
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
subjectAltName = DNS:localhost
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[lax]
subjectAltName = DNS:localhost
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = none
[client]
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its private key, each a PEM file."""

    certificate: Path
    key: Path

    @property
    def together(self) -> Path:
        """Both in one file, as Kafka wants it."""
        both = self.certificate.with_suffix(".both.pem")
        both.write_text(self.key.read_text() + self.certificate.read_text())
        return both


class Authority:
    """Signs certificates into a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._configuration = folder / "openssl.cnf"
        self._configuration.write_text(CONFIGURATION)
        self._own: Issued | None = None
        self._own = self.issue(name, "authority")

    @property
    def certificate(self) -> Path:
        """Its own."""
        assert self._own is not None
        return self._own.certificate

    def issue(self, name: str, kind: str, password: str | None = None) -> Issued:
        """A certificate for a subject, with the extensions of one kind; a password encrypts its key."""
        issued = Issued(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        signer = [] if self._own is None else ["-CA", str(self._own.certificate), "-CAkey", str(self._own.key)]
        key = ["-noenc"] if password is None else ["-passout", f"pass:{password}"]
        _openssl("req", "-x509", "-config", str(self._configuration), "-extensions", kind, "-subj", f"/CN={name}",
                 "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", *key, *signer,
                 "-keyout", str(issued.key), "-out", str(issued.certificate))  # fmt: skip
        return issued


def _openssl(*arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)  # noqa: S607  # any will do
    assert done.returncode == 0, done.stderr
