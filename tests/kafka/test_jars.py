"""Kafka's jars are used only when they are exactly the listed ones, and are fetched again when they are not."""

import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from deploy.kafka import FetchError, fetch, jars

ROOT = Path(__file__).parents[2]
VICTIM = jars.listed_jars()[0]


class Mirror(ThreadingHTTPServer):
    """A Maven repository on a loopback port that serves the checked cache, and counts what is asked of it."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.asked: Counter[str] = Counter()
        self.cut_short = 0  # so many jars are still to be sent as a damaged file
        super().__init__(("127.0.0.1", 0), partial(MirrorHandler, directory=str(folder)))


class MirrorHandler(SimpleHTTPRequestHandler):
    """Answers with the cache's files, or with half a jar where the mirror is told to."""

    server: Mirror

    def do_GET(self) -> None:
        """Serve one file."""
        name = self.path.rpartition("/")[2]
        self.server.asked[name] += 1
        if name.endswith(".jar") and self.server.cut_short > 0:
            self.server.cut_short -= 1
            self.send_response(200)
            self.send_header("content-length", "4")
            self.end_headers()
            self.wfile.write(b"PK\3\4")
            return
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class calls it so
        """Say nothing."""


def point_jgo_at(url: str, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jgo's own settings name a repository in place of the public one."""
    settings.write_text(f"[repositories]\ncentral = {url}\n", encoding="ascii")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(jars, "FIRST_PAUSE_SECONDS", 0.01)


@pytest.fixture(scope="module")
def whole_cache() -> Path:
    """The cache that the broker runs from, complete."""
    fetch()
    return jars.cache_folder().resolve()


@pytest.fixture
def copied_cache(whole_cache: Path, tmp_path: Path) -> Path:
    """A copy of the cache that a test may spoil."""
    return shutil.copytree(whole_cache, tmp_path / "cache")


@pytest.fixture
def mirror(whole_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """A repository that jgo is pointed at."""
    with Mirror(whole_cache) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        point_jgo_at(f"http://127.0.0.1:{server.server_address[1]}", tmp_path / "jgo.conf", monkeypatch)
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository at a port where nothing listens."""
    point_jgo_at("http://127.0.0.1:9", tmp_path / "jgo.conf", monkeypatch)


def spoil(cache: Path) -> Path:
    """Replace a jar by a damaged one."""
    path = cache / VICTIM.path
    path.write_bytes(path.read_bytes()[:-100])
    return path


def test_the_list_is_kafka_of_the_pinned_version() -> None:
    """The committed list names the pinned Kafka and each jar once."""
    paths = [jar.path for jar in jars.listed_jars()]
    assert f"org/apache/kafka/kafka_2.13/{jars.KAFKA_VERSION}/kafka_2.13-{jars.KAFKA_VERSION}.jar" in paths
    assert len(set(paths)) == len(paths)


@pytest.mark.usefixtures("no_network")
def test_a_whole_cache_needs_no_network(copied_cache: Path) -> None:
    """What was fetched once is used without any network."""
    assert len(fetch(copied_cache).paths) == len(jars.listed_jars())


def test_a_damaged_jar_is_replaced(copied_cache: Path, mirror: Mirror) -> None:
    """A jar with a wrong sum is deleted and fetched again, and no other is."""
    path = spoil(copied_cache)
    fetch(copied_cache)
    assert jars.sha256_of(path) == VICTIM.sha256
    assert {name for name in mirror.asked if name.endswith(".jar")} == {VICTIM.name}


def test_a_damaged_download_is_tried_again(copied_cache: Path, mirror: Mirror) -> None:
    """A download that arrives damaged twice is right the third time."""
    mirror.cut_short = 2
    path = spoil(copied_cache)
    fetch(copied_cache)
    assert jars.sha256_of(path) == VICTIM.sha256
    assert mirror.asked[VICTIM.name] == 3


def test_a_download_that_stays_damaged_is_refused(copied_cache: Path, mirror: Mirror) -> None:
    """After three tries the jar is named, with its sum as the reason, and the wrong file is gone."""
    mirror.cut_short = 99
    path = spoil(copied_cache)
    with pytest.raises(FetchError, match=rf"{VICTIM.name} could not be fetched in 3 tries \(its SHA-256 sum"):
        fetch(copied_cache)
    assert mirror.asked[VICTIM.name] == 3
    assert not path.exists()


@pytest.mark.usefixtures("no_network")
def test_a_damaged_jar_is_refused_without_a_network(copied_cache: Path) -> None:
    """Where a wrong jar cannot be fetched again, one sentence says which, why and what to do, and it is not used."""
    path = spoil(copied_cache)
    with pytest.raises(FetchError) as refusal:
        fetch(copied_cache)
    assert str(refusal.value).startswith(f"{VICTIM.name} could not be fetched in 3 tries (")
    assert jars.CACHE_VARIABLE in str(refusal.value)
    assert not path.exists()


def test_two_processes_fetch_each_jar_once(tmp_path: Path, mirror: Mirror) -> None:
    """Processes that fill the same empty cache at once wait for each other, and both succeed."""
    environment = os.environ | {jars.CACHE_VARIABLE: str(tmp_path / "new")}
    command = [sys.executable, "-m", "deploy.kafka", "fetch"]
    running = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    fetched = {name: count for name, count in mirror.asked.items() if name.endswith(".jar")}
    assert fetched == {jar.name: 1 for jar in jars.listed_jars()}
