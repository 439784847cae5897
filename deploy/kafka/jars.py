"""Apache Kafka's jars: fetched once with jgo, and checked against the committed SHA-256 sums before every use."""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.maven import MavenContext

# Kafka 4.3.0 to 4.4.0 can double transactional output: for a partition that has no leader just then, the transaction
# coordinator skips its marker and completes the transaction (KAFKA-20734). So no newer one until that is mended.
KAFKA_VERSION = "4.2.2"

SUMS = Path(__file__).with_name("jars.sha256")
CACHE_VARIABLE = "COPYDESK_KAFKA_CACHE"
TRIES = 3  # for each jar; jgo itself does not try again
FIRST_PAUSE_SECONDS = 1.0  # doubled before each further try
ANSWER_TIMEOUT_SECONDS = 20
FETCHED_AT_ONCE = 4  # a handshake a file is most of the time; more would be rude to a public repository


class FetchError(Exception):
    """Kafka's jars cannot be had; the message is one sentence that says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar of the list: its SHA-256 sum in hex, and its path in a Maven repository."""

    sha256: str
    path: str

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class KafkaJars:
    """Every jar that the broker runs on, checked just now."""

    paths: tuple[Path, ...]

    @property
    def classpath(self) -> str:
        """The value of Java's `-cp`."""
        return os.pathsep.join(map(str, self.paths))


def fetch(cache: Path | None = None, on_jar: Callable[[int, int], None] | None = None) -> KafkaJars:
    """Fetch what the cache lacks, check all of it, and give the jars.

    `cache` is laid out as a Maven repository; without it `$COPYDESK_KAFKA_CACHE` is used, else the checkout's
    `.cache/kafka`. `on_jar(done, total)` is told of each jar. Where nothing is missing, no network is needed. Processes
    that fetch at once wait for each other. Raises FetchError.
    """
    root = (cache or cache_folder()).resolve()
    jars = listed_jars()
    with _alone(root), ThreadPoolExecutor(FETCHED_AT_ONCE) as pool:
        context = maven(root)
        ready = pool.map(lambda jar: _provide(jar, root, context), jars)
        try:
            for done, _ in enumerate(ready, start=1):
                if on_jar:
                    on_jar(done, len(jars))
        except FetchError:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return KafkaJars(tuple(root / jar.path for jar in jars))


def cache_folder() -> Path:
    """Where fetched jars are kept unless the caller says otherwise."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else Path(__file__).parents[2] / ".cache" / "kafka"


def listed_jars() -> tuple[Jar, ...]:
    """The committed list, in the format of `sha256sum`."""
    return tuple(Jar(*line.split(maxsplit=1)) for line in SUMS.read_text(encoding="ascii").splitlines())


def maven(root: Path) -> MavenContext:
    """A Maven repository cached in `root`; a mirror named `central` in jgo's own settings takes its place."""
    # Of the variables that name whom to trust, the HTTP client below jgo knows its own only.
    if trusted := os.environ.get("SSL_CERT_FILE"):
        os.environ.setdefault("REQUESTS_CA_BUNDLE", trusted)
    repositories = {"central": MAVEN_CENTRAL_URL} | GlobalSettings.load().repositories
    return MavenContext(repo_cache=root, remote_repos=repositories, timeout=ANSWER_TIMEOUT_SECONDS)


def sha256_of(path: Path) -> str:
    """The file's SHA-256 sum in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _provide(jar: Jar, root: Path, context: MavenContext) -> None:
    """See to it that the jar stands in the cache, whole; a wrong one is deleted and fetched again."""
    path = root / jar.path
    cause: Exception | None = None
    why = ""
    for attempt in range(TRIES + 1):
        if path.exists():
            if sha256_of(path) == jar.sha256:
                return
            path.unlink()
            why = "its SHA-256 sum is not the one in jars.sha256"
        if attempt == TRIES:
            break
        if attempt:
            time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
        try:
            _download(jar, context)
        except (OSError, RuntimeError, IndexError) as error:  # IndexError: jgo, on an empty .sha1 file
            cause, why = error, f"the Maven repository did not give it: {type(error).__name__}"
    raise FetchError(
        f"{jar.name} could not be fetched in {TRIES} tries ({why}): try again with a working network, or let "
        f"{CACHE_VARIABLE} name a folder that holds Kafka {KAFKA_VERSION}'s jars."
    ) from cause


def _download(jar: Jar, context: MavenContext) -> None:
    *group, artifact, version, _ = jar.path.split("/")
    context.project(".".join(group), artifact).at_version(version).artifact().resolve()


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the cache's lock; the kernel gives it back if this process dies."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / ".lock").open("w")
    except OSError as error:
        raise FetchError(f"The cache for Kafka's jars, {root}, cannot be written: {error.strerror}.") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
