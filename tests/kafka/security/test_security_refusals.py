"""Who is not let in hears why in one sentence: the service ends at its start, every command ends, and none hangs."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.settings import Settings
from tests.cli.conftest import run_copydesk
from tests.kafka.lane_service import LaneService, until
from tests.kafka.security.secure_kafka import PASSWORD, SecureKafka
from tests.kafka.security.test_security_connecting import environment_of
from tests.kafka.service_process import ServiceProcess

SOON = 15  # seconds: a refusal comes in milliseconds

Change = Callable[[SecureKafka], dict[str, Any]]

# What is amiss: the settings, and the words of the sentence.
FAULTS: dict[str, tuple[Change, tuple[str, ...]]] = {
    "wrong password, SCRAM": (
        lambda kafka: kafka.sasl("SCRAM-SHA-512") | {"sasl_password": "wrong"},
        ("refuses user copydesk with that password (SCRAM-SHA-512)", "COPYDESK_SASL_PASSWORD"),
    ),
    "wrong password, PLAIN": (
        lambda kafka: kafka.sasl("PLAIN") | {"sasl_password": "wrong"},
        ("refuses user copydesk with that password (PLAIN)", "COPYDESK_SASL_PASSWORD"),
    ),
    "unknown user": (lambda kafka: kafka.sasl("SCRAM-SHA-256", "mallory"), ("refuses user mallory", "SCRAM-SHA-256")),
    "a mechanism that is not offered": (
        lambda kafka: {
            **kafka.sasl("PLAIN"),
            "bootstrap_servers": kafka.at("BARE"),
            "security_protocol": "SASL_PLAINTEXT",
            "tls_ca_file": "",
        },
        ("does not offer PLAIN", "COPYDESK_SASL_MECHANISM"),
    ),
    "unknown authority": (
        lambda kafka: kafka.tls() | {"tls_ca_file": str(kafka.unknown_ca)},
        ("not trusted", "unable to get local issuer certificate", "COPYDESK_TLS_CA_FILE"),
    ),
    "the system's authorities": (
        lambda kafka: kafka.tls() | {"tls_ca_file": ""},
        ("not trusted", "COPYDESK_TLS_CA_FILE"),
    ),
    "wrong host name": (
        lambda kafka: kafka.tls() | {"bootstrap_servers": kafka.at("TLS", "127.0.0.1")},
        ("for another name", "not valid for '127.0.0.1'"),
    ),
    "no authority key identifier": (
        lambda kafka: kafka.tls("LAX"),
        ("Missing Authority Key Identifier", "COPYDESK_TLS_STRICT=false"),
    ),
    "plaintext to TLS": (
        lambda kafka: {"bootstrap_servers": kafka.at("TLS")},
        ("speaks TLS only", "COPYDESK_SECURITY_PROTOCOL is PLAINTEXT"),
    ),
    "TLS to plaintext": (
        lambda kafka: kafka.tls("PLAINTEXT"),
        ("speaks no TLS", "COPYDESK_SECURITY_PROTOCOL is SSL"),
    ),
    "no user where one is asked for": (lambda kafka: kafka.tls("SASL"), ("asks for a user (SASL)",)),
    "no user and no TLS where a user is asked for": (
        lambda kafka: {"bootstrap_servers": kafka.at("BARE")},
        ("asks for a user (SASL)",),
    ),
    "a user where none is asked for": (
        lambda kafka: kafka.sasl("PLAIN") | {"bootstrap_servers": kafka.at("TLS")},
        ("asks for no user", "COPYDESK_SECURITY_PROTOCOL to SSL"),
    ),
    "no certificate where one is asked for": (
        lambda kafka: kafka.tls("MUTUAL"),
        ("refuses this client in the TLS handshake", "COPYDESK_TLS_CERTIFICATE_FILE"),
    ),
    "a certificate of a stranger": (
        lambda kafka: (
            kafka.mutual()
            | {"tls_certificate_file": str(kafka.stranger.certificate), "tls_key_file": str(kafka.stranger.key)}
        ),
        ("refuses this client's certificate", "COPYDESK_TLS_CERTIFICATE_FILE"),
    ),
}


def with_fault(kafka: SecureKafka, fault: str) -> dict[str, Any]:
    """The settings, without those that are taken away."""
    return {name: value for name, value in FAULTS[fault][0](kafka).items() if value}


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_service_gives_up_its_start_with_one_sentence(kafka: SecureKafka, fault: str) -> None:
    """It says the cause, which client to mend by which setting, and tries no more."""
    began = time.monotonic()
    async with LaneService(Settings(**with_fault(kafka, fault))) as service:
        await until(lambda: told(service), bool, SOON)
        (sentence,) = service.given_up
    assert time.monotonic() - began < SOON
    assert sentence.count("\n") == 0
    assert sentence.endswith(".")
    assert [word for word in FAULTS[fault][1] if word not in sentence] == [], sentence
    assert PASSWORD not in sentence


async def told(service: LaneService) -> list[str]:
    """Why it has given up."""
    return service.given_up


def test_the_process_ends_with_the_sentence_and_nothing_else(kafka: SecureKafka, tmp_path: Path) -> None:
    """One line of the log says it, there is no traceback, and the exit code is 1."""
    settings = with_fault(kafka, "wrong password, SCRAM")
    module = "tests.kafka.lane_process"  # `copydesk run` with a pipeline that starts at once
    with ServiceProcess(settings, tmp_path / "log", module, ("passing",)) as service:
        assert service.process.wait(60) == 1
    assert "Traceback" not in service.log.read_text()
    own = [line for line in service.lines() if not str(line["logger"]).startswith("aiokafka")]
    assert [line["event"] for line in own] == ["starting", "cannot start"]
    assert "refuses user copydesk" in str(own[-1]["because"])
    assert len(own) + 2 >= len(service.log.read_text().splitlines())


async def test_every_command_ends_with_the_sentence(kafka: SecureKafka) -> None:
    """The exit code is 1, and standard error has one line."""
    environment = environment_of(with_fault(kafka, "wrong password, SCRAM"))
    commands = (("topics", "create"), ("feed", "README.md"), ("tail",), ("offsets",))
    for done in await asyncio.gather(
        *(asyncio.to_thread(run_copydesk, *command, settings=environment) for command in commands)
    ):
        said = done.stderr.decode()
        assert done.returncode == 1, said
        assert said.startswith("copydesk: The broker at localhost:"), said
        assert "refuses user copydesk" in said
        assert said.count("\n") == 1
