"""Several Kafka brokers on one machine that keep each other's data: any one of them may be killed."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.kafka.broker import Broker
from deploy.kafka.loopback import free_ports
from deploy.kafka.properties import Node

COPIES, COPIES_IN_STEP = 3, 2  # one may be gone, and what is acknowledged still stands twice


class Cluster:
    """So many Apache Kafka nodes on 127.0.0.1, their files in `data`; `with Cluster(data):` starts and stops them.

    Each is broker and controller at once, and one of `brokers`, to be killed and started again by itself, on its own
    port. Offsets, transactions and topics that do not ask otherwise stand on three nodes (on all where there are
    fewer), and are written while two of them live. `overrides` are settings of every node, as in server.properties.
    """

    def __init__(self, data: Path, *, brokers: int = 3, overrides: Mapping[str, str] | None = None) -> None:
        ports = free_ports(2 * brokers)
        controller_ports = dict(enumerate(ports[brokers:], start=1))
        settings = {**_copies(min(COPIES, brokers)), **(overrides or {})}
        self.brokers = tuple(
            Broker(
                data / f"node-{node_id}",
                port=ports[node_id - 1],
                overrides=settings,
                node=Node(node_id, controller_ports),
            )
            for node_id in controller_ports
        )

    @property
    def bootstrap_servers(self) -> str:
        """Where clients reach it: `host:port` of each broker, separated by commas."""
        return ",".join(broker.bootstrap_servers for broker in self.brokers)

    def start(self) -> None:
        """Start those that do not run, and wait until they serve clients. Raises what Broker.start does."""
        try:
            self._all(lambda broker: None if broker.pid else broker.start())
        except BaseException:  # none of them is left behind
            self.kill()
            raise

    def stop(self) -> None:
        """Stop every broker that runs."""
        self._all(Broker.stop)

    def kill(self) -> None:
        """End every broker at once with SIGKILL."""
        self._all(Broker.kill)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _all(self, act: Callable[[Broker], None]) -> None:
        """Do it to all at the same time: none answers before most controllers are there."""
        with ThreadPoolExecutor(len(self.brokers)) as threads:
            list(threads.map(act, self.brokers))


def _copies(copies: int) -> dict[str, str]:
    in_step = min(COPIES_IN_STEP, copies)
    return {
        "default.replication.factor": str(copies),
        "min.insync.replicas": str(in_step),
        "offsets.topic.replication.factor": str(copies),
        "transaction.state.log.replication.factor": str(copies),
        "transaction.state.log.min.isr": str(in_step),
        "share.coordinator.state.topic.replication.factor": str(copies),
        "share.coordinator.state.topic.min.isr": str(in_step),
    }
