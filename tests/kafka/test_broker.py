"""The broker of tests and demo is a real Kafka, keeps its data over stops and crashes, and goes when told."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.kafka import Broker, BrokerError, StandingKafka
from deploy.kafka.__main__ import main
from deploy.kafka.loopback import free_ports

MakeTopic = Callable[..., Awaitable[str]]

ROOT = Path(__file__).parents[2]
ODD_VALUE = r"C:\kinit: \u00e9, é"  # what a Java property file would take for escapes, or cannot hold
COMPRESSIONS = (None, "gzip", "snappy", "lz4", "zstd")
VALUES = [f"article {number} نمونه".encode() * 40 for number in range(50)]


@pytest.fixture(scope="module")
def own_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A broker that a test may stop and kill, and starts again."""
    overrides = {"message.max.bytes": "123456", "sasl.kerberos.kinit.cmd": ODD_VALUE}
    with Broker(tmp_path_factory.mktemp("own"), overrides=overrides) as broker:
        yield broker


async def create(servers: str, topic: str) -> None:
    """Create the topic, with one partition."""
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        answer = await admin.create_topics([NewTopic(topic, 1, 1)])
        assert [code for _, code, _ in answer.topic_errors] == [0]
    finally:
        await admin.close()


async def write(servers: str, topic: str, values: list[bytes], compression: str | None = None) -> None:
    """Write the values, acknowledged by the broker."""
    producer = AIOKafkaProducer(bootstrap_servers=servers, compression_type=compression)
    await producer.start()
    try:
        for sent in [await producer.send(topic, value) for value in values]:
            await sent
    finally:
        await producer.stop()


async def read_all(servers: str, topic: str) -> list[bytes | None]:
    """Everything that the topic's only partition holds now."""
    partition = TopicPartition(topic, 0)
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest")
    await consumer.start()
    try:
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        values: list[bytes | None] = []
        while await consumer.position(partition) < end:
            batches = await consumer.getmany(timeout_ms=500)
            values += [record.value for records in batches.values() for record in records]
        return values
    finally:
        await consumer.stop()


def is_gone(pid: int) -> bool:
    """Whether no process has the id, or only the remains of one that nobody has waited for yet."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() == b""
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("compression", COMPRESSIONS)
async def test_what_is_written_is_read_back_in_order(
    kafka: StandingKafka, make_topic: MakeTopic, compression: str | None
) -> None:
    """What a producer writes with each compression, a consumer reads back unchanged and in order."""
    topic = await make_topic()
    await write(kafka.bootstrap_servers, topic, VALUES, compression)
    assert await read_all(kafka.bootstrap_servers, topic) == VALUES


async def test_a_topic_may_take_messages_of_eight_mebibytes(kafka: StandingKafka, make_topic: MakeTopic) -> None:
    """A topic with Copydesk's limit takes a message just below it."""
    topic = await make_topic(config={"max.message.bytes": str(8 * 1024 * 1024)})
    large = os.urandom(8 * 1024 * 1024 - 64 * 1024)
    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers, max_request_size=8 * 1024 * 1024)
    await producer.start()
    try:
        await producer.send_and_wait(topic, large)
    finally:
        await producer.stop()
    assert await read_all(kafka.bootstrap_servers, topic) == [large]


@pytest.mark.parametrize("ending", ["stop", "kill"])
async def test_data_outlives_the_broker(own_broker: Broker, topic_name: str, ending: str) -> None:
    """A stop, as a SIGKILL, leaves no process, and then the same port serves the same messages again."""
    pid = own_broker.pid
    assert pid is not None
    assert not is_gone(pid)
    servers = own_broker.bootstrap_servers
    await create(servers, topic_name)
    await write(servers, topic_name, VALUES)
    getattr(own_broker, ending)()
    assert is_gone(pid)
    assert own_broker.pid is None
    getattr(own_broker, ending)()  # nothing is there to end, and nothing happens
    own_broker.start()
    assert own_broker.bootstrap_servers == servers
    await write(servers, topic_name, [b"after"])
    assert await read_all(servers, topic_name) == [*VALUES, b"after"]


def test_the_broker_dies_with_whoever_started_it(tmp_path: Path) -> None:
    """A broker whose starter is killed, and so cannot stop it, does not run on."""
    script = (
        "import sys, time; from pathlib import Path; from deploy.kafka import Broker\n"
        "broker = Broker(Path(sys.argv[1])); broker.start(); print(broker.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        assert not is_gone(pid)
        starter.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while not is_gone(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert is_gone(pid)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("log.cleaner.threads", "-5", id="refused before anything is written"),
        pytest.param("authorizer.class.name", "no.such.Authorizer", id="refused while starting"),
    ],
)
def test_a_broker_that_cannot_start_says_why(tmp_path: Path, name: str, value: str) -> None:
    """A refused start shows what Kafka said, which names the setting's value, and leaves no process."""
    broker = Broker(tmp_path, overrides={name: value})
    with pytest.raises(BrokerError, match=re.escape(value)):
        broker.start()
    assert broker.pid is None


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    """A port that is taken is named in the refusal, before anything is written or started."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        broker = Broker(tmp_path / "data", port=port)
        with pytest.raises(BrokerError, match=f"Port {port} of 127.0.0.1 is taken"):
            broker.start()
    assert not broker.data.exists()


def test_start_takes_the_port_that_the_directory_last_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After a stop the clients' address holds, with no word about it; another one can be named."""
    port, other = free_ports(2)
    data = ["--data", str(tmp_path)]
    try:
        for named, expected in ((["--port", str(port)], port), ([], port), (["--port", str(other)], other)):
            assert main(["start", *data, *named]) == 0
            assert capsys.readouterr().out == f"127.0.0.1:{expected}\n"
            assert main(["stop", *data]) == 0
            capsys.readouterr()
    finally:
        main(["stop", *data])


def test_overrides_reach_the_broker(own_broker: Broker) -> None:
    """A setting that a caller gives wins over ours, and its backslashes and accents arrive as they are."""
    log = own_broker.log.read_text(encoding="utf-8")
    assert "message.max.bytes = 123456" in log
    assert f"sasl.kerberos.kinit.cmd = {ODD_VALUE}" in log
