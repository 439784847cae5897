"""Each sort of poison does what its dead letter is to say, and nothing happens where there is none."""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from service import pipeline
from service.message import RawMessage
from service.outcome import DeadLetter, Record
from service.pipeline_options import PipelineOptions
from service.steps.decode import decode
from tests.chaos.articles import KEYS, RECORD, Articles
from tests.chaos.poison import ACTS, FEWEST, MARKER, REASONS, TURNS, act_in, poisoned
from tests.chaos.poisoned_pipeline import process

ROOT = Path(__file__).parents[2]
ACT = """
import resource, sys
from tests.chaos.poison import ACTS
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
resource.setrlimit(resource.RLIMIT_DATA, (256 * 2**20, 256 * 2**20))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
ACTS[sys.argv[1]]()
"""


def acted(name: str, within_seconds: float = 30) -> subprocess.CompletedProcess[str]:
    """What becomes of a process with a second of CPU and 256 MiB of memory that takes this poison."""
    command = [sys.executable, "-c", ACT, name]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=within_seconds)


def message(text: bytes) -> RawMessage:
    """A raw message of plain text."""
    return RawMessage(text, b"key", (("content-type", b"text/plain"), ("article-id", b"a-1")))


@pytest.mark.parametrize("name", list(ACTS))
def test_poison_is_found_where_it_was_put(name: str) -> None:
    """Behind the story, as the articles of a run have it."""
    assert act_in(poisoned(b"A story.\n", name)) is ACTS[name]


@pytest.mark.parametrize(
    "value", [None, b"", b"A story.\n", MARKER, MARKER + b"\n", MARKER + b"weather\n", MARKER + b"\xff\nfail\n"]
)
def test_anything_else_is_no_poison(value: bytes | None) -> None:
    """A tombstone, an article without a marker, a marker that names nothing known."""
    assert act_in(value) is None


def test_a_loop_uses_all_the_processor_time_that_it_gets() -> None:
    """The kernel ends it at its limit of a second: no handler of Python's would have run."""
    assert acted("loop").returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_a_sleep_outlasts_every_deadline() -> None:
    """Without using any processor time."""
    with pytest.raises(subprocess.TimeoutExpired):
        acted("sleep", within_seconds=3)


def test_an_exit_looks_well_and_a_segfault_does_not() -> None:
    """A pool that goes by exit codes would be taken in."""
    assert acted("exit_well").returncode == 0
    assert acted("segfault").returncode == -signal.SIGSEGV


def test_a_hoard_needs_more_memory_than_there_is() -> None:
    """And a defect raises an exception of its own."""
    assert acted("hoard").stderr.strip().endswith("MemoryError")
    assert acted("fail").stderr.strip().endswith("Defect")


def test_a_defect_fails_in_the_step_and_the_pipeline_is_whole_again() -> None:
    """The dead letter is the pipeline's own."""
    outcome = process(message(poisoned(b"A story.\n", "fail")), PipelineOptions())
    assert isinstance(outcome, DeadLetter)
    assert (outcome.reason, outcome.step) == ("step-failed", "decode")
    assert vars(pipeline)["decode"] is decode


def test_without_poison_it_is_the_pipeline() -> None:
    """The record is the same, byte for byte."""
    article = message(Articles(1, 20)[7].value or b"")
    outcome = process(article, PipelineOptions())
    assert isinstance(outcome, Record)
    assert outcome == pipeline.process(article, PipelineOptions())


def test_a_quarter_of_a_per_cent_is_poison_in_five_equal_parts() -> None:
    """What hangs is a loop and a sleep by turns, and no article is spoilt as well."""
    articles = Articles(1, 20_000, least_poison=1)
    sorts = Counter(articles.poisoned.values())
    assert sorts == {"exit_well": 10, "segfault": 10, "hoard": 10, "fail": 10, "loop": 5, "sleep": 5}
    assert not articles.rejected & articles.poisoned.keys()
    assert len({articles[number].key for number in articles.poisoned}) > KEYS / 10, "spread over partitions"


def test_however_few_the_articles_each_sort_of_poison_is_there() -> None:
    """Where so much poison is asked for at least."""
    assert set(Articles(1, 200, least_poison=FEWEST).poisoned.values()) == set(ACTS) == set(TURNS) == set(REASONS)


def test_poison_changes_no_other_article() -> None:
    """A row with poison has, but for that, the articles that the seed has always had."""
    plain, with_poison = Articles(3, 300), Articles(3, 300, least_poison=FEWEST)
    for number in range(300):
        before, after = plain[number], with_poison[number]
        if number in with_poison.poisoned:
            assert (before.expected, after.expected) == (RECORD, REASONS[with_poison.poisoned[number]])
            assert (after.value or b"").startswith(before.value or b"x")
        else:
            assert before == after
