"""Why Kafka cannot be reached: aiokafka logs the cause and raises another error, so that it is looked for here.

Each address is called once more, as clients call it, and a broker that ends the connection without a word is asked what
it speaks.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.admin import SaslHandShakeRequest
from aiokafka.protocol.metadata import MetadataRequest

from service.stream.connection import Connection
from service.stream.missing import Denied, NotThere, no_broker

CALL_SECONDS = 3.0  # one address; a broker that is there answers in milliseconds, in one second on a busy machine
ALL_SECONDS = 8.0  # all of them
BROKERS = 5  # of those that Kafka names, so many are called at most

HOSTNAME_MISMATCH, IP_ADDRESS_MISMATCH = 62, 64  # OpenSSL's X509_V_ERR_…, as SSLCertVerificationError has them
STRICT_ONLY = range(80, 95)  # what it finds only with X509_V_FLAG_X509_STRICT

# What a connection may fail with. The last two: an answer that is none of Kafka's, or none of SCRAM's.
FAILURES = (OSError, EOFError, KafkaError, ValueError, AssertionError)

Address = tuple[str, int]


async def why_unreachable(connection: Connection) -> NotThere | None:
    """Why clients of this connection fail; None where all brokers answer by now, so that it was something else."""
    silent: NotThere | None = None
    try:
        async with asyncio.timeout(ALL_SECONDS):
            for address in connection.addresses:
                named = await _call(connection, address)
                if isinstance(named, Denied):
                    return named
                if isinstance(named, NotThere):
                    silent = silent or named
                    continue
                return await _why_unreachable_as_named(connection, named)
    except TimeoutError:
        return silent or NotThere(no_broker(connection.bootstrap_servers))
    return silent


async def _why_unreachable_as_named(connection: Connection, named: list[Address]) -> NotThere | None:
    """A broker that was reached tells clients where to reach it and the others: there they go."""
    for host, port in named[:BROKERS]:
        fault = await _call(connection, (host, port))
        if isinstance(fault, Denied):
            return fault
        if isinstance(fault, NotThere):
            return NotThere(
                f"Kafka at {connection.bootstrap_servers} names a broker at {host}:{port}, and none answers there: "
                "start it, or set its advertised.listeners to an address that clients reach."
            )
    return None


async def _call(connection: Connection, address: Address) -> list[Address] | NotThere:
    """The brokers that the one at the address names, or what is wrong with it."""
    try:
        async with _connected(address, **connection.security) as caller:
            answer = await caller.send(MetadataRequest([]))
            return [(broker[1], broker[2]) for broker in answer.brokers]
    except FAILURES as error:
        cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
        return await _sentence(connection, address, cause)


async def _sentence(connection: Connection, address: Address, cause: Exception) -> NotThere:
    broker = f"The broker at {address[0]}:{address[1]}"
    if (of_user := _of_user(connection, broker, cause)) is not None:
        return Denied(of_user)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Denied(_of_certificate(broker, cause))
    if isinstance(cause, ssl.SSLError) and "ALERT" in (cause.reason or ""):
        return Denied(_of_alert(broker, cause, has_certificate=connection.has_certificate))
    if (spoken := await _other_protocol(connection, address)) is not None:
        return Denied(
            f"{broker} {spoken}, and COPYDESK_SECURITY_PROTOCOL is {connection.security_protocol}: set that as the "
            "broker's listener is, or name another port in COPYDESK_BOOTSTRAP_SERVERS."
        )
    return NotThere(no_broker(connection.bootstrap_servers))


def _of_user(connection: Connection, broker: str, error: Exception) -> str | None:
    if isinstance(error, SaslAuthenticationFailed):
        return (
            f"{broker} refuses {connection.client} with that password ({connection.sasl_mechanism}): correct "
            "COPYDESK_SASL_USERNAME, or COPYDESK_SASL_PASSWORD or its file, or COPYDESK_SASL_MECHANISM."
        )
    if isinstance(error, UnsupportedSaslMechanismError):
        return f"{broker} does not offer {connection.sasl_mechanism}: set COPYDESK_SASL_MECHANISM to what it offers."
    if isinstance(error, IllegalSaslStateError):
        without = "PLAINTEXT" if connection.ssl_context is None else "SSL"
        return (
            f"{broker} asks for no user: name another port in COPYDESK_BOOTSTRAP_SERVERS, or set "
            f"COPYDESK_SECURITY_PROTOCOL to {without}, without the settings of SASL."
        )
    return None


def _of_certificate(broker: str, error: ssl.SSLCertVerificationError) -> str:
    fault = error.verify_message.rstrip(".")
    if error.verify_code in {HOSTNAME_MISMATCH, IP_ADDRESS_MISMATCH}:
        return (
            f"{broker} has a certificate for another name ({fault}): reach it by a name in its certificate, or have "
            "one made for this name."
        )
    if error.verify_code in STRICT_ONLY:
        return (
            f"{broker} has a certificate that is not made as X.509 has it ({fault}): have it made anew, or set "
            "COPYDESK_TLS_STRICT=false."
        )
    return f"{broker} has a certificate that is not trusted ({fault}): set COPYDESK_TLS_CA_FILE to who signed it."


def _of_alert(broker: str, error: ssl.SSLError, *, has_certificate: bool) -> str:
    alert = (error.reason or "").rpartition("ALERT_")[2].replace("_", " ").lower()
    if has_certificate:
        return (
            f"{broker} refuses this client's certificate ({alert}): set COPYDESK_TLS_CERTIFICATE_FILE to one it trusts."
        )
    return (
        f"{broker} refuses this client in the TLS handshake ({alert}): where it asks for a certificate, set "
        "COPYDESK_TLS_CERTIFICATE_FILE."
    )


async def _other_protocol(connection: Connection, address: Address) -> str | None:
    """What the broker speaks, where it ends a connection of the protocol that is set; None where it says nothing."""
    if connection.ssl_context is not None and await _answers(address, security_protocol="PLAINTEXT"):
        return "speaks no TLS"
    if connection.ssl_context is None and await _speaks_tls(address):
        return "speaks TLS only"
    if connection.sasl_mechanism is None and await _asks_for_user(connection, address):
        return "asks for a user (SASL)"
    return None


async def _answers(address: Address, **security: Any) -> bool:
    try:
        async with _connected(address, **security):
            return True
    except FAILURES:
        return False


async def _speaks_tls(address: Address) -> bool:
    """Whether anybody begins a TLS handshake there; who it is does not matter: nothing is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        async with asyncio.timeout(CALL_SECONDS):
            _, writer = await asyncio.open_connection(*address, ssl=context)
    except ssl.SSLError as error:
        return "ALERT" in (error.reason or "")
    except OSError:
        return False
    writer.transport.abort()
    return True


async def _asks_for_user(connection: Connection, address: Address) -> bool:
    try:
        async with _connected(address, **connection.security) as caller:
            answer = await caller.send(SaslHandShakeRequest("PLAIN"))
            return bool(answer.enabled_mechanisms)
    except FAILURES:
        return False


@asynccontextmanager
async def _connected(address: Address, **security: Any) -> AsyncIterator[AIOKafkaConnection]:
    """A connection by itself; its beginning asks for the versions that the broker knows, which all of them answer."""
    host, port = address
    async with asyncio.timeout(CALL_SECONDS):
        caller = await create_conn(
            host, port, client_id="copydesk", request_timeout_ms=int(CALL_SECONDS * 1000), **security
        )
        try:
            yield caller
        finally:
            caller.close()
