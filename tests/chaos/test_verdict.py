"""The verdict sees each thing that can be wrong, and nothing where all is right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.verdict import OutcomeSeen, Position, RawSeen, Verdict, judge

KEYS = (b"desk-1", b"desk-2", b"desk-3")


def raw_topic(count: int) -> list[RawSeen]:
    """Messages under three keys, each key in a partition of its own; every seventh is to be rejected."""
    return [
        RawSeen((n % 3, n // 3), KEYS[n % 3], f"article-{n}", "undecodable" if n % 7 == 6 else "record")
        for n in range(count)
    ]


def answers_to(raw: list[RawSeen]) -> list[OutcomeSeen]:
    """The outcomes as they should be."""
    return [
        OutcomeSeen(
            topic="enriched" if message.expected == "record" else "dead",
            partition=message.position[0],
            offset=2 * message.position[1],  # a transaction's marker stands between each two
            key=message.key,
            article_id=message.article_id,
            source=message.position,
            outcome=message.expected,
        )
        for message in raw
    ]


RAW = raw_topic(30)
RIGHT = answers_to(RAW)


def at(position: Position) -> int:
    """Where the outcome of a raw message stands in RIGHT."""
    return next(n for n, outcome in enumerate(RIGHT) if outcome.source == position)


def counts(verdict: Verdict) -> dict[str, int]:
    """How much of each is wrong, where anything is."""
    names = ("lost", "doubled", "reordered", "misjudged", "orphans")
    return {name: len(getattr(verdict, name)) for name in names if getattr(verdict, name)}


def test_one_outcome_each_in_order_is_right() -> None:
    """Dead letters are counted by reason, against as many as there were to be."""
    verdict = judge(RAW, RIGHT)
    assert not verdict.wrong
    assert verdict.dead_letters == (("undecodable", 4, 4),)


@given(st.permutations(RIGHT))
def test_the_order_of_reading_does_not_matter(outcomes: list[OutcomeSeen]) -> None:
    """Partitions are read side by side: only places on the topic count."""
    assert not judge(RAW, outcomes).wrong


@given(st.sampled_from(RAW))
def test_a_message_without_an_outcome_is_lost(message: RawSeen) -> None:
    """It is named by its position."""
    verdict = judge(RAW, [outcome for outcome in RIGHT if outcome.source != message.position])
    assert verdict.wrong
    assert counts(verdict) == {"lost": 1}
    assert verdict.lost == (message.position,)


@given(st.sampled_from(RIGHT), st.sampled_from(["enriched", "dead"]))
def test_a_second_outcome_is_a_double_on_whichever_topic(outcome: OutcomeSeen, topic: str) -> None:
    """A copy far behind is no fault of order as well."""
    copy = replace(outcome, topic=topic, offset=1000, outcome="record" if topic == "enriched" else "undecodable")
    verdict = judge(RAW, [*RIGHT, copy])
    assert verdict.wrong
    assert verdict.doubled == (outcome.source,)
    assert counts(verdict) == {"doubled": 1}


def test_a_batch_that_was_written_twice_is_doubled_and_not_reordered() -> None:
    """This is what a service does that was killed between writing and committing."""
    again = [replace(outcome, offset=outcome.offset + 1000) for outcome in RIGHT]
    assert counts(judge(RAW, [*RIGHT, *again])) == {"doubled": len(RIGHT)}


def test_an_outcome_behind_a_later_one_of_its_key_is_out_of_order() -> None:
    """Two that changed places are one that is late."""
    outcomes = list(RIGHT)
    first, second = at((0, 3)), at((0, 4))
    outcomes[first] = replace(RIGHT[first], offset=RIGHT[second].offset)
    outcomes[second] = replace(RIGHT[second], offset=RIGHT[first].offset)
    verdict = judge(RAW, outcomes)
    assert verdict.wrong
    assert counts(verdict) == {"reordered": 1}


def test_keys_may_overtake_each_other() -> None:
    """Only within a key is there an order: two keys of one partition may be answered either way round."""
    raw = [RawSeen((0, 0), b"a", "1", "record"), RawSeen((0, 1), b"b", "2", "record")]
    outcomes = [replace(outcome, offset=10 - outcome.offset) for outcome in answers_to(raw)]
    assert not judge(raw, outcomes).wrong


@pytest.mark.parametrize(
    "change",
    [{"source": None}, {"source": (0, 999)}, {"source": (9, 0)}, {"key": b"another"}, {"article_id": "another"}],
)
def test_an_outcome_of_no_raw_message_is_an_orphan(change: dict[str, object]) -> None:
    """So is one that names a message whose key or id it does not bear; that message then lacks its outcome."""
    wrong = replace(RIGHT[4], **change)  # type: ignore[arg-type]  # the fields are named in the test's table
    verdict = judge(RAW, [*RIGHT[:4], wrong, *RIGHT[5:]])
    assert verdict.wrong
    assert counts(verdict) == {"lost": 1, "orphans": 1}
    assert verdict.orphans == (wrong.place,)


@pytest.mark.parametrize("outcome", ["record", "empty-article", "tombstone"])
def test_another_outcome_than_expected_is_misjudged(outcome: str) -> None:
    """The verdict says what came, and what was to come."""
    place = at((0, 2))
    verdict = judge(RAW, [*RIGHT[:place], replace(RIGHT[place], outcome=outcome), *RIGHT[place + 1 :]])
    assert verdict.wrong
    assert counts(verdict) == {"misjudged": 1}
    assert f"{outcome} instead of undecodable" in verdict.misjudged[0]
    assert ("undecodable", 3, 4) in verdict.dead_letters


def test_a_dead_letter_of_a_good_article_is_misjudged() -> None:
    """Its reason is counted with none expected."""
    verdict = judge(RAW, [replace(RIGHT[0], outcome="crashed"), *RIGHT[1:]])
    assert counts(verdict) == {"misjudged": 1}
    assert ("crashed", 1, 0) in verdict.dead_letters


@pytest.mark.parametrize(
    ("expected", "attempts", "wrong"), [("timed-out", 3, 0), ("timed-out", 2, 1), ("record", 3, 1)]
)
def test_poison_may_be_killed_from_outside_once_too_often(expected: str, attempts: int, wrong: int) -> None:
    """What hangs is in hand for long; an article that hurts nothing is never given up for it in these runs."""
    raw = [RawSeen((0, 0), b"desk", "article", expected)]
    seen = OutcomeSeen("dead", 0, 0, b"desk", "article", (0, 0), "crashed", attempts)
    assert len(judge(raw, [seen]).misjudged) == wrong


def taken_down(*topics: str) -> list[OutcomeSeen]:
    """A takedown as it was passed on, a message on each of these topics."""
    return [
        OutcomeSeen(topic, 0, number, b"desk", "article", (0, 0), "tombstone") for number, topic in enumerate(topics)
    ]


@pytest.mark.parametrize(
    ("topics", "wrong"),
    [
        (("default", "german"), {}),
        (("default",), {"lost": 1}),
        ((), {"lost": 1}),
        (("default", "german", "german"), {"doubled": 1}),
        (("default", "german", "french"), {"doubled": 1}),
        (("default", "default"), {"misjudged": 1}),
    ],
)
def test_a_takedown_is_one_message_on_each_topic_of_records(topics: tuple[str, ...], wrong: dict[str, int]) -> None:
    """One that is missing on a topic is lost for whoever reads it."""
    raw = [RawSeen((0, 0), b"desk", "article", "tombstone", ("default", "german"))]
    assert counts(judge(raw, taken_down(*topics))) == wrong


@pytest.mark.parametrize(
    ("topics", "wrong"), [(("german",), {}), (("default",), {"misjudged": 1}), (("default", "german"), {"doubled": 1})]
)
def test_a_record_is_on_the_topic_of_its_language_and_on_no_other(
    topics: tuple[str, ...], wrong: dict[str, int]
) -> None:
    """On both is a double, wherever it was to be."""
    raw = [RawSeen((0, 0), b"desk", "article", "record", ("german",))]
    seen = [OutcomeSeen(topic, 0, 0, b"desk", "article", (0, 0), "record") for topic in topics]
    assert counts(judge(raw, seen)) == wrong


def test_the_order_of_a_takedown_counts_on_each_topic() -> None:
    """Behind a later message of its key it is late there, wherever else it stands in its place."""
    both = ("default", "german")
    raw = [
        RawSeen((0, 0), b"desk", "article", "tombstone", both),
        RawSeen((0, 1), b"desk", "article", "record", ("german",)),
    ]
    record = OutcomeSeen("german", 0, 0, b"desk", "article", (0, 1), "record")
    assert counts(judge(raw, [*taken_down(*both), record])) == {"reordered": 1}
