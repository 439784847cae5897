"""What of the settings of TLS and SASL belongs together, and the sentence for what does not."""

from typing import Literal, Protocol

from pydantic import SecretStr

SecurityProtocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
SaslMechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]

SASL = ("sasl_mechanism", "sasl_username", "sasl_password", "sasl_password_file")
TLS = ("tls_ca_file", "tls_certificate_file", "tls_key_file", "tls_key_password", "tls_key_password_file")
TWICE = (("sasl_password", "sasl_password_file"), ("tls_key_password", "tls_key_password_file"))
SECRETS = ("sasl_password", "tls_key_password")


class SecuritySettings(Protocol):
    """Those of the settings that say how a connection to Kafka is secured."""

    @property
    def security_protocol(self) -> SecurityProtocol:
        """Kafka's word for it."""

    @property
    def sasl_mechanism(self) -> SaslMechanism | None:
        """How the user name and the password are shown."""

    @property
    def sasl_username(self) -> str | None:
        """Who the client is."""

    @property
    def sasl_password(self) -> SecretStr | None:
        """The user's; or in a file."""

    @property
    def sasl_password_file(self) -> str | None:
        """The file."""

    @property
    def tls_certificate_file(self) -> str | None:
        """The client's own certificate."""


def contradiction(settings: SecuritySettings) -> str | None:
    """One sentence on settings that cannot stand together, or lack one; None where all is well."""
    protocol = settings.security_protocol
    for names, part, fitting in ((SASL, "SASL", "SASL_SSL"), (TLS, "SSL", "SSL or SASL_SSL")):
        if part not in protocol and (given := _given(settings, names)):
            return f"{_variable(given[0])} is set, and COPYDESK_SECURITY_PROTOCOL is {protocol}: set that to {fitting}"
    for first, second in TWICE:
        if len(_given(settings, (first, second))) > 1:
            return f"{_variable(first)} and {_variable(second)} are both set: leave one out"
    if "SASL" in protocol and (lacking := _lacking(settings)):
        return f"COPYDESK_SECURITY_PROTOCOL is {protocol}, which needs {lacking} too"
    if settings.tls_certificate_file is None and (given := _given(settings, TLS[2:])):
        return f"{_variable(given[0])} is set without COPYDESK_TLS_CERTIFICATE_FILE: set that too"
    return None


def _lacking(settings: SecuritySettings) -> str | None:
    if settings.sasl_mechanism is None:
        return "COPYDESK_SASL_MECHANISM (PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512)"
    if settings.sasl_username is None:
        return "COPYDESK_SASL_USERNAME"
    if settings.sasl_password is None and settings.sasl_password_file is None:
        return "COPYDESK_SASL_PASSWORD or COPYDESK_SASL_PASSWORD_FILE"
    return None


def _given(settings: SecuritySettings, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if getattr(settings, name) is not None]


def _variable(name: str) -> str:
    return f"COPYDESK_{name.upper()}"
