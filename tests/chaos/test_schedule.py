"""A seed draws the same faults and articles again, and they are what a row asks for."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.message import RawMessage
from service.outcome import DeadLetter, Record
from service.pipeline import process
from service.pipeline_options import PipelineOptions
from tests.chaos.articles import KEYS, MAX_ARTICLE_BYTES, RECORD, TOMBSTONE, Articles
from tests.chaos.rows import ROWS, Row
from tests.chaos.schedule import PAUSE_SECONDS, Fault, Kind, Targets, schedule

UNTIL_SECONDS = 900.0


def faults_of(row: Row, seed: str) -> tuple[Fault, ...]:
    """A row's faults."""
    return schedule(seed, row.kinds, row.interval_seconds, UNTIL_SECONDS, Targets(row.services, row.brokers, 6))


struck = pytest.mark.parametrize("row", [row for row in ROWS if row.kinds], ids=lambda row: row.name)


@struck
def test_a_seed_draws_the_same_faults_again(row: Row) -> None:
    """Kinds, targets and times; another seed draws others."""
    assert faults_of(row, "1") == faults_of(row, "1")
    assert faults_of(row, "1") != faults_of(row, "2")


@struck
def test_faults_are_of_the_rows_kinds_and_come_about_as_often_as_it_says(row: Row) -> None:
    """Each kind that has a weight is drawn, in the order of time."""
    faults = faults_of(row, "1")
    assert {fault.kind for fault in faults} == set(row.kinds)
    assert [fault.at for fault in faults] == sorted(fault.at for fault in faults)
    assert len(faults) == pytest.approx(UNTIL_SECONDS / row.interval_seconds, rel=0.25)


@given(st.text())
def test_a_service_that_is_paused_is_left_alone(seed: str) -> None:
    """What was frozen longer than its session has to wake up as a zombie: no kill ends it first."""
    kinds = {Kind.PAUSE: 1, Kind.KILL: 3, Kind.TERMINATE: 1}
    faults = schedule(seed, kinds, 5, 300, Targets(services=4, brokers=1, partitions=6))
    for pause in [fault for fault in faults if fault.kind is Kind.PAUSE]:
        during = [fault for fault in faults if pause.at < fault.at < pause.at + PAUSE_SECONDS]
        assert pause.target not in {fault.target for fault in during}


@given(st.text(), st.integers(2, 6))
def test_scaling_goes_from_one_to_the_most_and_back(seed: str, most: int) -> None:
    """Each step changes the number of services, and both ends are reached."""
    faults = schedule(seed, {Kind.SCALE: 1}, 5, 300, Targets(services=most, brokers=1, partitions=6))
    sizes = [1, *(fault.target for fault in faults)]
    assert all(before != after for before, after in pairwise(sizes))
    assert {1, most} <= set(sizes)
    assert set(sizes) <= set(range(1, most + 1))


def test_a_seed_makes_the_same_articles_again() -> None:
    """In whatever order they are asked for; another seed makes others."""
    forwards = [Articles(1, 50)[n] for n in range(50)]
    again = Articles(1, 50)
    assert [again[n] for n in reversed(range(50))] == forwards[::-1]
    assert [Articles(2, 50)[n] for n in range(50)] != forwards


def test_articles_are_as_many_as_large_and_as_often_spoilt_as_the_suite_promises() -> None:
    """About 3 KB each, under 200 keys, a quarter of a per cent to be rejected for each reason."""
    articles = Articles(1, 20_000)
    some = [articles[n] for n in range(0, 20_000, 10)]
    sizes = [len(article.value or b"") for article in some if article.expected == RECORD]
    assert sum(sizes) / len(sizes) == pytest.approx(3000, rel=0.1)
    assert {article.key for article in some} == {f"desk-{n:03}".encode() for n in range(KEYS)}
    assert len({article.value for article in some}) > len(sizes) - 1
    rejected = Counter(articles[n].expected for n in articles.rejected)
    assert rejected.total() == 50
    assert set(rejected) == {"undecodable", "invalid-message", "empty-article", "too-large"}


def test_more_languages_change_no_article_in_english() -> None:
    """About half are in the second one, and one in a hundred is a takedown; a run in English alone has none."""
    english, both = Articles(1, 2_000), Articles(1, 2_000, languages=("en", "de"))
    german = [both[n] for n in range(2_000) if both[n].language == "de"]
    assert len(german) == pytest.approx(1_000, rel=0.1)
    assert len({article.value for article in german if article.value}) > 950
    assert len(both.taken_down) == 20
    assert not english.taken_down
    assert all(both[n].expected == TOMBSTONE for n in both.taken_down)
    unchanged = [n for n in range(100) if both[n].language == "en" and n not in both.taken_down]
    assert [both[n] for n in unchanged] == [english[n] for n in unchanged]


@pytest.mark.parametrize("languages", [("en",), ("en", "de")])
def test_the_pipeline_judges_them_as_expected(languages: tuple[str, ...]) -> None:
    """What a row calls misjudged is then the stream's doing; a record is in the language that its article is in."""
    articles = Articles(3, 60, languages=languages)
    for article in [articles[n] for n in range(60)]:
        outcome = process(
            RawMessage(article.value, article.key, article.headers),
            PipelineOptions(max_article_bytes=MAX_ARTICLE_BYTES),
        )
        if isinstance(outcome, Record):
            assert (article.expected, article.language) == (RECORD, outcome.language)
        else:
            assert article.expected == (outcome.reason if isinstance(outcome, DeadLetter) else TOMBSTONE)
