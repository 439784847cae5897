"""What the benchmarks of the whole pipeline print is what was measured."""

import json
import os
import subprocess
import sys

import pytest

from service.pipeline_options import PipelineOptions
from tests.benchmarks import idle_pipeline
from tests.benchmarks.articles import TEXT_CHARACTERS, Copy, plain_texts
from tests.benchmarks.families import descendants, family_seconds
from tests.benchmarks.figures import rate_after_first_commits
from tests.benchmarks.growth import MAIN, Growth
from tests.benchmarks.looks import Look, spent_between

FORKS = "import os, time; os.fork() or os.fork() or time.sleep(60); print(flush=True); time.sleep(60)"


def test_a_rate_is_counted_from_the_moment_when_every_lane_has_written_once() -> None:
    """Two lanes that first write at 0 and 100 ms, then each 10 every half second, have a rate of 40 a second."""
    firsts = [(0, 0)] * 50 + [(1, 100)] * 50
    later = [(lane, at) for at in range(600, 5101, 500) for lane in (0, 1) for _ in range(10)]
    assert rate_after_first_commits([*later, *firsts]) == 40


def test_processor_time_is_divided_by_the_articles_between_two_looks() -> None:
    """Of 1,000 articles within ten seconds, what each process used of them; and how many cores that kept busy."""
    looks = [
        Look(answered=500, at=100.0, main=1.0, workers=2.0, broker=3.0, bench=4.0),
        Look(answered=600, at=101.0, main=9.0, workers=9.0, broker=9.0, bench=9.0),
        Look(answered=1500, at=110.0, main=1.5, workers=12.0, broker=3.25, bench=4.25),
    ]
    spent = spent_between(looks)
    assert (spent.main, spent.workers, spent.broker, spent.bench) == (500, 10_000, 250, 250)
    assert spent.whole == 11_000
    assert spent.cores == pytest.approx(1.1)


def test_growth_is_told_between_the_first_tenth_and_the_last() -> None:
    """A main process that grows from 100 MB to 110, and workers of which none was there throughout."""
    growth = Growth(1000)
    for answered, mb in ((1, 99.0), (99, 101.0), (500, 400.0), (900, 109.0), (1000, 111.0)):
        growth.saw(answered, {MAIN: mb}, {MAIN: 401.0})
    growth.saw(950, {7: 200.0, 8: 210.0}, {7: 240.0, 8: 260.0})
    assert growth.change(MAIN) == pytest.approx(0.1)
    assert growth.change(7) is None
    table = growth.table("T", "so")
    assert table.head == ("tenth", "main", "other workers")
    assert table.rows[0] == ("1", "100.0", "")
    assert table.rows[5] == ("6", "400.0", "")
    assert table.rows[9] == ("10", "110.0", "2: 205.0")
    assert table.rows[-2:] == (("last ÷ first", "+10.0%", ""), ("peak", "401", "260"))
    assert "Of 1 that were there throughout 1 grew more, and of all 2 were larger once." in table.notes[-1]


def test_everything_under_a_process_is_found_with_its_generation() -> None:
    """A child that forked a child and a grandchild: they are one, two and three generations below."""
    child = subprocess.Popen([sys.executable, "-c", FORKS], stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        for _ in range(2):  # the one that forked once, and the one that forked after it
            child.stdout.readline()
        below = descendants(os.getpid())
        assert below[child.pid] == 1
        assert sorted(descendants(child.pid).values()) == [1, 2]
        assert family_seconds(os.getpid()).main > 0
    finally:
        for pid in [*descendants(child.pid), child.pid]:
            os.kill(pid, 9)
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def test_plain_texts_have_three_thousand_characters_and_go_round() -> None:
    """Each is an envelope on one line."""
    copy = plain_texts()
    for line in copy.envelopes:
        envelope = json.loads(line)
        assert len(envelope["content"]) == TEXT_CHARACTERS
        assert b"\n" not in line
    assert list(Copy("", [b"a", b"b"]).cycled(3)) == [b"a", b"b", b"a"]


def test_the_idle_pipeline_answers_ten_kilobytes_with_five() -> None:
    """Whatever the options."""
    assert len(idle_pipeline.ARTICLE.value or b"") == 10_000
    assert len(idle_pipeline.RECORD.value) == 5_000
    assert idle_pipeline.answer(idle_pipeline.ARTICLE, PipelineOptions()) is idle_pipeline.RECORD
