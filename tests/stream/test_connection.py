"""How Kafka is reached is made from the settings and their files; a file of no use has its sentence."""

import ssl
from pathlib import Path
from typing import Any

import pytest
from faststream.security import BaseSecurity, SASLScram512

from service.app import make_app
from service.settings import InvalidSettings, Settings
from service.stream.connection import PARTIAL_CHAIN, STRICT, Connection, connection_of
from tests.kafka.security.certificates import KEY_PASSWORD, Authority

SASL: dict[str, Any] = {"security_protocol": "SASL_SSL", "sasl_mechanism": "SCRAM-SHA-512", "sasl_username": "me"}
WITH_PASSWORD = SASL | {"sasl_password": "4711"}


OWN = {"tls_certificate_file": "{own}"}
KEYS = {"own": None, "other": None, "locked": KEY_PASSWORD}  # the names of certificates, and what encrypts their keys


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """It signs what is needed."""
    return Authority(tmp_path_factory.mktemp("authority"), "authority")


def over_tls(authority: Authority, **more: Any) -> Settings:
    """Settings of a client that trusts the authority."""
    return Settings(security_protocol="SSL", tls_ca_file=str(authority.certificate), **more)


def security_of(settings: Settings) -> BaseSecurity | None:
    """What FastStream's broker is given."""
    broker = make_app(settings).broker
    assert broker is not None
    return broker.specification.security


def test_without_settings_it_is_plaintext(settings: Settings) -> None:
    """No file is read, and clients get no context."""
    assert connection_of(settings) == Connection("localhost:9092")


def test_a_user_and_a_password_reach_every_client() -> None:
    """Under the names that aiokafka has for them, and FastStream makes the same of its own."""
    settings = Settings(**WITH_PASSWORD)
    parameters = connection_of(settings).parameters
    context = parameters.pop("ssl_context")
    assert isinstance(context, ssl.SSLContext)
    assert parameters == {
        "bootstrap_servers": "localhost:9092",
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "me",
        "sasl_plain_password": "4711",
    }
    security = security_of(settings)
    assert isinstance(security, SASLScram512)
    assert (security.username, security.password, security.use_ssl) == ("me", "4711", True)


def test_faststream_gets_the_certificate_too(authority: Authority) -> None:
    """Without a user it is TLS alone."""
    security = security_of(over_tls(authority))
    assert type(security) is BaseSecurity
    assert security.ssl_context is not None


def test_its_repr_has_no_password() -> None:
    """It may end in a log or an error."""
    assert "4711" not in repr(connection_of(Settings(**WITH_PASSWORD)))


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_password_in_a_file_ends_where_its_line_ends(tmp_path: Path, ending: str) -> None:
    """Editors and `kubectl create secret` leave a line's end there; white space before it may be meant."""
    file = tmp_path / "password"
    file.write_bytes(f" päss word {ending}".encode())
    connection = connection_of(Settings(**SASL, sasl_password_file=str(file)))
    assert repr(connection.password) == "' päss word '"


@pytest.mark.parametrize("strict", [True, False])
def test_certificates_are_checked_alike_on_every_python(authority: Authority, strict: bool) -> None:
    """As 3.13 does by default; only the letter of X.509 can be left out of it."""
    context = connection_of(over_tls(authority, tls_strict=strict)).ssl_context
    assert context is not None
    assert bool(context.verify_flags & STRICT) is strict
    assert context.verify_flags & PARTIAL_CHAIN
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_certificate_and_key_may_be_apart_or_in_one_file(authority: Authority, tmp_path: Path) -> None:
    """The key may be encrypted, its password in a file."""
    plain, locked = authority.issue("plain", "client"), authority.issue("locked", "client", KEY_PASSWORD)
    password = tmp_path / "password"
    password.write_text(KEY_PASSWORD)
    assert connection_of(over_tls(authority, tls_certificate_file=str(plain.together))).has_certificate
    apart = {"tls_certificate_file": str(locked.certificate), "tls_key_file": str(locked.key)}
    assert connection_of(over_tls(authority, **apart, tls_key_password_file=str(password))).has_certificate


NO_FILE = "cannot be used: {gone}: No such file or directory"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tls_ca_file": "{gone}"}, f"COPYDESK_TLS_CA_FILE {NO_FILE}"),
        ({"tls_ca_file": "{text}"}, "COPYDESK_TLS_CA_FILE cannot be used: {text} holds no certificate in PEM form"),
        ({"tls_certificate_file": "{gone}"}, f"COPYDESK_TLS_CERTIFICATE_FILE {NO_FILE}"),
        ({"tls_certificate_file": "{text}"}, "COPYDESK_TLS_CERTIFICATE_FILE cannot be used: {text} does not hold"),
        (OWN, "COPYDESK_TLS_CERTIFICATE_FILE cannot be used: {own} does not hold"),
        (OWN | {"tls_key_file": "{folder}"}, "COPYDESK_TLS_KEY_FILE cannot be used: {folder}: Is a directory"),
        (OWN | {"tls_key_file": "{other}"}, "the key in {other} is not that of the certificate"),
        (OWN | {"tls_key_file": "{locked}"}, "{locked} is encrypted: set COPYDESK_TLS_KEY_PASSWORD"),
        (
            OWN | {"tls_key_file": "{locked}", "tls_key_password": "4711"},
            "or COPYDESK_TLS_KEY_PASSWORD does not open it",
        ),
        (SASL | {"sasl_password_file": "{gone}"}, f"COPYDESK_SASL_PASSWORD_FILE {NO_FILE}"),
        (SASL | {"sasl_password_file": "{empty}"}, "COPYDESK_SASL_PASSWORD_FILE cannot be used: {empty} is empty"),
        (SASL | {"sasl_password_file": "{binary}"}, "COPYDESK_SASL_PASSWORD_FILE cannot be used: {binary} is not"),
    ],
)
def test_a_file_that_is_of_no_use_is_named(
    authority: Authority, tmp_path: Path, changes: dict[str, str], sentence: str
) -> None:
    """With its variable, and what is wrong with it; nobody is asked for a password on the terminal."""
    own, other, locked = (authority.issue(name, "client", password) for name, password in KEYS.items())
    files = {name: tmp_path / name for name in ("gone", "text", "empty", "binary")}
    files |= {"own": own.certificate, "other": other.key, "locked": locked.key, "folder": tmp_path}
    files["text"].write_text("neither a certificate nor a key")
    files["empty"].write_text("\n")
    files["binary"].write_bytes(b"\xff\xfe")
    chosen: dict[str, Any] = {name: value.format(**files) for name, value in changes.items()}
    with pytest.raises(InvalidSettings) as invalid:
        connection_of(Settings(**{"security_protocol": "SSL"} | chosen))
    assert sentence.format(**files) in str(invalid.value)
    assert "\n" not in str(invalid.value)
    assert "4711" not in str(invalid.value)
