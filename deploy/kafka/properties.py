"""What a broker is told: its server.properties, for a node that is broker and controller at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from deploy.kafka.loopback import HOST

CLUSTER_ID = "Q29weWRlc2sgaXMgaGVyZQ"  # fixed: a random one starts with "-" once in 64, and then formatting fails
LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024  # what the large hosted services allow, and Copydesk's topics ask for

DEFAULTS: Mapping[str, str] = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": "log",  # relative to the data directory, so that a path with a comma in it works
    "auto.create.topics.enable": "false",
    "message.max.bytes": str(LARGEST_MESSAGE_BYTES),
    "replica.fetch.max.bytes": str(LARGEST_MESSAGE_BYTES),
    # One node keeps one copy of everything; a cluster overrides these.
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    # Fifty partitions each, as Kafka has it, take seconds to create.
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.num.partitions": "1",
    "group.initial.rebalance.delay.ms": "0",
    # After kill -9 the node is let in again once its old session has run out: 5 s with these, 12 s without.
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node's place among the controllers: its id, and the port of every controller by the id of its node."""

    node_id: int
    controller_ports: Mapping[int, int]


def server_properties(port: int, node: Node, overrides: Mapping[str, str]) -> str:
    """The text of server.properties; `overrides` win over everything."""
    controller_port = node.controller_ports[node.node_id]
    listeners = {
        "node.id": str(node.node_id),
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "controller.quorum.voters": ",".join(f"{one}@{HOST}:{at}" for one, at in node.controller_ports.items()),
    }
    settings = {**DEFAULTS, **listeners, **overrides}
    # JSON's escapes are a subset of those of Java's property files, which are not UTF-8.
    return "".join(f"{name}={json.dumps(value)[1:-1]}\n" for name, value in settings.items())
