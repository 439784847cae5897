"""Free loopback ports, and the question whether a Kafka broker answers on one."""

import random
import socket
import struct
from typing import BinaryIO

HOST = "127.0.0.1"
# Below the range that the kernel gives to outgoing connections: while a broker is down, a client that knocks at such a
# port can be given that very port as its own, and then holds it against the broker that comes back.
LOWEST_PORT, HIGHEST_PORT = 18000, 32000
PORT_TRIES = 200
ANSWER_TIMEOUT_SECONDS = 2.0

# A metadata request, version 1, that asks for no topic: api key 3, version 1, correlation id 7, no client id, 0 topics.
METADATA_REQUEST = struct.pack(">hhihi", 3, 1, 7, -1, 0)


def free_port(besides: int = 0) -> int:
    """A loopback port that nothing listens on at this moment, and not the one named."""
    for _ in range(PORT_TRIES):
        port = random.randint(LOWEST_PORT, HIGHEST_PORT)  # noqa: S311  # no secret
        if port != besides and is_free(port):
            return port
    raise OSError(f"no free port found between {LOWEST_PORT} and {HIGHEST_PORT}")


def free_ports(count: int) -> list[int]:
    """So many different free ports."""
    ports: set[int] = set()
    while len(ports) < count:
        ports.add(free_port())
    return list(ports)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether a Kafka broker answers there and counts itself as ready.

    An open port is not enough: a broker listens a while before its controller lets it lead partitions. It names itself
    in its metadata only from then on; the others of a cluster it may name before.
    """
    try:
        with socket.create_connection((HOST, port), timeout=ANSWER_TIMEOUT_SECONDS) as connection:
            connection.sendall(struct.pack(">i", len(METADATA_REQUEST)) + METADATA_REQUEST)
            with connection.makefile("rb") as answer:
                return port in _named_ports(answer)
    except (OSError, struct.error):  # the second: it hung up in the middle of its answer
        return False


def _named_ports(answer: BinaryIO) -> list[int]:
    """The ports of the brokers that a metadata answer names."""
    _length, _correlation, brokers = _unpack(answer, ">iii")
    ports = []
    for _ in range(brokers):
        _node, host_length = _unpack(answer, ">ih")
        answer.read(host_length)
        port, rack_length = _unpack(answer, ">ih")
        answer.read(max(0, rack_length))  # -1 is no rack
        ports.append(port)
    return ports


def _unpack(answer: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, answer.read(struct.calcsize(layout)))
