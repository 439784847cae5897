"""A real Kafka that lets in only whom it knows, and only to what they may do: a listener for each way to be let in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.admin import CreateAclsRequest

from deploy.kafka import Broker
from deploy.kafka.loopback import HOST, free_ports
from deploy.kafka.properties import Node
from service.stream.rights import Right
from tests.kafka.security.certificates import KEY_PASSWORD, Authority, Issued

USER, PASSWORD = "copydesk", "never to be seen 4711"  # of a broker that lives for a test
LIMITED = [f"limited-{number}" for number in range(20)]  # each test that gives rights takes users that have none
LISTENERS = {
    "PLAINTEXT": "PLAINTEXT",  # whoever comes here may do everything
    "TLS": "SSL",
    "LAX": "SSL",  # with a certificate that is not made to the letter
    "MUTUAL": "SSL",  # asks for the client's certificate
    "SASL": "SASL_SSL",
    "BARE": "SASL_PLAINTEXT",
}
DENY, ALLOW, ANY_HOST, LITERAL, PREFIXED = 2, 3, "*", 3, 4
LOGIN = "org.apache.kafka.common.security.{} required"


class Kind(IntEnum):
    """What rights are given on, by Kafka's codes."""

    TOPIC = 2
    GROUP = 3
    CLUSTER = 4
    TRANSACTIONAL_ID = 5


@dataclass(frozen=True, slots=True)
class Grant:
    """A right on one resource, or on all whose name begins so."""

    right: Right
    kind: Kind
    name: str
    prefixed: bool = False


@dataclass(frozen=True, slots=True)
class SecureKafka:
    """Where its listeners are, and what clients need for them. Its certificates are for `localhost` alone."""

    ports: dict[str, int]
    ca: Path
    unknown_ca: Path
    client: Issued
    stranger: Issued
    password_file: Path

    @property
    def bootstrap_servers(self) -> str:
        """Where everything is allowed."""
        return f"{HOST}:{self.ports['PLAINTEXT']}"

    def at(self, listener: str, host: str = "localhost") -> str:
        """A listener's address."""
        return f"{host}:{self.ports[listener]}"

    def tls(self, listener: str = "TLS") -> dict[str, Any]:
        """The settings of a client that asks for no more than the broker's certificate."""
        return {"bootstrap_servers": self.at(listener), "security_protocol": "SSL", "tls_ca_file": str(self.ca)}

    def mutual(self) -> dict[str, Any]:
        """Those of a client with a certificate, its key encrypted."""
        own = {"tls_certificate_file": str(self.client.certificate), "tls_key_file": str(self.client.key)}
        return self.tls("MUTUAL") | own | {"tls_key_password": KEY_PASSWORD}

    def sasl(self, mechanism: str, user: str = USER) -> dict[str, Any]:
        """Those of a user."""
        who = {"sasl_mechanism": mechanism, "sasl_username": user, "sasl_password": PASSWORD}
        return self.tls("SASL") | {"security_protocol": "SASL_SSL"} | who

    async def grant(self, user: str, grants: Iterable[Grant], permission: int = ALLOW) -> None:
        """Give the user rights; or with DENY take them away, whatever is given beside it."""
        client = AIOKafkaClient(bootstrap_servers=self.bootstrap_servers)
        await client.bootstrap()
        try:
            for one in grants:
                pattern = PREFIXED if one.prefixed else LITERAL
                request = CreateAclsRequest(
                    one.kind, one.name, pattern, f"User:{user}", ANY_HOST, one.right, permission
                )
                answer = await client.send(client.get_random_node(), request)
                assert [code for code, _ in answer.creation_responses] == [0], answer
        finally:
            await client.close()


@contextmanager
def running(folder: Path) -> Iterator[SecureKafka]:
    """One that ends with the block."""
    authority = Authority(folder, "authority")
    unknown = Authority(_made(folder / "unknown"), "unknown")
    server, lax = authority.issue("server", "server"), authority.issue("lax", "lax")
    *ports, controller = free_ports(len(LISTENERS) + 1)
    at = dict(zip(LISTENERS, ports, strict=True))
    password_file = folder / "password"
    password_file.write_text(f"{PASSWORD}\n")
    kafka = SecureKafka(
        at,
        authority.certificate,
        unknown.certificate,
        authority.issue("alice", "client", KEY_PASSWORD),
        unknown.issue("mallory", "client"),
        password_file,
    )
    node = Node(1, {1: controller})
    overrides = _overrides(at, controller, server, lax, authority)
    with Broker(folder / "data", port=at["PLAINTEXT"], overrides=overrides, node=node, scram_users={USER: PASSWORD}):
        yield kafka


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _overrides(
    at: dict[str, int], controller: int, server: Issued, lax: Issued, authority: Authority
) -> dict[str, str]:
    listeners = [f"{name}://{HOST}:{port}" for name, port in at.items()]
    advertised = [f"{name}://{HOST if name == 'PLAINTEXT' else 'localhost'}:{port}" for name, port in at.items()]
    users = " ".join(f'user_{name}="{PASSWORD}"' for name in (USER, *LIMITED))
    return {
        "listeners": ",".join([*listeners, f"CONTROLLER://{HOST}:{controller}"]),
        "advertised.listeners": ",".join(advertised),
        "listener.security.protocol.map": ",".join(
            f"{name}:{protocol}" for name, protocol in (LISTENERS | {"CONTROLLER": "PLAINTEXT"}).items()
        ),
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(server.together),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(authority.certificate),
        "listener.name.lax.ssl.keystore.type": "PEM",
        "listener.name.lax.ssl.keystore.location": str(lax.together),
        "listener.name.mutual.ssl.client.auth": "required",
        "listener.name.sasl.sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
        "listener.name.bare.sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "listener.name.bare.scram-sha-512.sasl.jaas.config": LOGIN.format("scram.ScramLoginModule") + ";",
        "listener.name.sasl.scram-sha-256.sasl.jaas.config": LOGIN.format("scram.ScramLoginModule") + ";",
        "listener.name.sasl.scram-sha-512.sasl.jaas.config": LOGIN.format("scram.ScramLoginModule") + ";",
        "listener.name.sasl.plain.sasl.jaas.config": f"{LOGIN.format('plain.PlainLoginModule')} {users};",
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS;User:copydesk;User:CN=alice",
        "connection.failed.authentication.delay.ms": "0",
    }
