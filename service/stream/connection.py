"""How Kafka is reached: the brokers to ask first, and what secures the connection. Every client is made from it."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from service.settings import PREFIX, InvalidSettings, Settings

# What Python 3.13 sets by default; set here, so that every Python takes the same certificates.
STRICT, PARTIAL_CHAIN = ssl.VerifyFlags.VERIFY_X509_STRICT, ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN


@dataclass(frozen=True, slots=True)
class Connection:
    """A way to Kafka. The password is in no `repr`."""

    bootstrap_servers: str
    security_protocol: str = "PLAINTEXT"
    ssl_context: ssl.SSLContext | None = None
    sasl_mechanism: str | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    has_certificate: bool = False

    @property
    def parameters(self) -> dict[str, Any]:
        """The keyword parameters of any client of aiokafka's."""
        return {"bootstrap_servers": self.bootstrap_servers, **self.security}

    @property
    def security(self) -> dict[str, Any]:
        """Those of them that secure it."""
        return {
            "security_protocol": self.security_protocol,
            "ssl_context": self.ssl_context,
            "sasl_mechanism": self.sasl_mechanism,
            "sasl_plain_username": self.username,
            "sasl_plain_password": self.password,
        }

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Host and port of each broker to ask first."""
        split = (address.strip().rpartition(":") for address in self.bootstrap_servers.split(","))
        return [(host.strip("[]"), int(port)) for host, _, port in split]

    @property
    def client(self) -> str:
        """Who asks, as a sentence names it; brokers name the bearer of a certificate by its subject."""
        return "this client" if self.username is None else f"user {self.username}"


def connection_of(settings: Settings) -> Connection:
    """The connection that is set; files are read here, once.

    Raises:
        InvalidSettings: a file cannot be used; the message is one sentence that names its variable.
    """
    protocol = settings.security_protocol
    with_sasl = protocol.startswith("SASL")
    return Connection(
        bootstrap_servers=settings.bootstrap_servers,
        security_protocol=protocol,
        ssl_context=_ssl_context(settings) if protocol.endswith("SSL") else None,
        sasl_mechanism=settings.sasl_mechanism if with_sasl else None,
        username=settings.sasl_username if with_sasl else None,
        password=_secret(settings.sasl_password, settings.sasl_password_file, "SASL_PASSWORD_FILE"),
        has_certificate=settings.tls_certificate_file is not None,
    )


def _ssl_context(settings: Settings) -> ssl.SSLContext:
    if settings.tls_ca_file is not None:
        _read(settings.tls_ca_file, "TLS_CA_FILE")
    try:
        context = ssl.create_default_context(cafile=settings.tls_ca_file)
    except ssl.SSLError as error:
        raise InvalidSettings(
            f"COPYDESK_TLS_CA_FILE cannot be used: {settings.tls_ca_file} holds no certificate in PEM form"
        ) from error
    context.verify_flags |= PARTIAL_CHAIN
    context.verify_flags = context.verify_flags | STRICT if settings.tls_strict else context.verify_flags & ~STRICT
    if settings.tls_certificate_file is not None:
        _load_certificate(context, settings, settings.tls_certificate_file)
    return context


def _load_certificate(context: ssl.SSLContext, settings: Settings, certificate: str) -> None:
    _read(certificate, "TLS_CERTIFICATE_FILE")
    key = settings.tls_key_file
    variable, named = ("TLS_CERTIFICATE_FILE", certificate) if key is None else ("TLS_KEY_FILE", key)
    _read(named, variable)
    password = _secret(settings.tls_key_password, settings.tls_key_password_file, "TLS_KEY_PASSWORD_FILE")

    def unlock() -> str:  # without it OpenSSL would ask on the terminal
        if password is None:
            raise InvalidSettings(
                f"{PREFIX}{variable} cannot be used: the key in {named} is encrypted: set COPYDESK_TLS_KEY_PASSWORD or "
                "COPYDESK_TLS_KEY_PASSWORD_FILE"
            )
        return password

    try:
        context.load_cert_chain(certificate, key, unlock)
    except ssl.SSLError as error:
        raise InvalidSettings(f"{PREFIX}{variable} cannot be used: {_fault_of_key(error, named, password)}") from error


def _fault_of_key(error: ssl.SSLError, file: str, password: str | None) -> str:
    if error.reason == "KEY_VALUES_MISMATCH":
        return f"the key in {file} is not that of the certificate in COPYDESK_TLS_CERTIFICATE_FILE"
    with_password = "" if password is None else ", or COPYDESK_TLS_KEY_PASSWORD does not open it"
    return f"{file} does not hold what it should, a certificate or a private key in PEM form{with_password}"


def _secret(given: SecretStr | None, file: str | None, variable: str) -> str | None:
    """The secret itself; of a file without the line's end that editors and `kubectl` put there."""
    if given is not None:
        return given.get_secret_value()
    if file is None:
        return None
    try:
        secret = _read(file, variable).decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InvalidSettings(f"{PREFIX}{variable} cannot be used: {file} is not UTF-8") from error
    if not secret:
        raise InvalidSettings(f"{PREFIX}{variable} cannot be used: {file} is empty")
    return secret


def _read(file: str, variable: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise InvalidSettings(f"{PREFIX}{variable} cannot be used: {file}: {error.strerror or error}") from error
