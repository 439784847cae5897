"""Free loopback ports, and the question whether a Kafka broker answers on one."""

import random
import socket
import struct

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
    in its metadata only from then on.
    """
    try:
        with socket.create_connection((HOST, port), timeout=ANSWER_TIMEOUT_SECONDS) as connection:
            connection.sendall(struct.pack(">i", len(METADATA_REQUEST)) + METADATA_REQUEST)
            with connection.makefile("rb") as answer:
                head = answer.read(12)  # length, correlation id, number of brokers
    except OSError:
        return False
    return len(head) == struct.calcsize(">iii") and struct.unpack(">iii", head)[2] > 0
