"""What is unsound is noticed: in an outcome, on the topics, and in a process that hangs or ends."""

import json
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import pytest

from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record, Tombstone
from service.pipeline import process
from tests.chaos.verdict import OutcomeSeen, RawSeen
from tests.fuzz.answers import Answer
from tests.fuzz.reduction import reduced
from tests.fuzz.service_run import wrong_on_topics
from tests.fuzz.soundness import complaints
from tests.fuzz.stretch import OPTIONS, Judged

TEXT = (
    b"Market hall reopens\n\nThe market hall reopened on Saturday, a year after the fire that destroyed its roof.\n\n"
    b"Traders who had sold from tents all winter said that they had feared for the place."
)
MESSAGE = RawMessage(TEXT, b"k", (("content-type", b"text/plain"),))


def changed(change: Callable[[dict[str, Any]], object]) -> Record:
    """The record of the text, with something changed in it."""
    outcome = process(MESSAGE, OPTIONS)
    assert isinstance(outcome, Record)
    value = json.loads(outcome.value)
    change(value)
    return replace(outcome, value=json.dumps(value).encode())


def test_a_sound_record_is_not_complained_of() -> None:
    """As the pipeline makes it."""
    assert complaints(MESSAGE, process(MESSAGE, OPTIONS), OPTIONS) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda value: value.pop("language"), "not valid"),
        (lambda value: value.update(headline="x\u0007"), "control characters in headline"),
        (lambda value: value.update(article_id="other"), "another article"),
        (lambda value: value["summary"].update(text="Something else."), "not what its offsets quote"),
        (lambda value: value["fingerprint"].update(sha256="0" * 64), "fingerprint"),
        (lambda value: value.update(headline="Market hall"), "no owner"),
        (lambda value: value.update(warnings=[{"code": "unheard-of"}]), "no document explains"),
        (lambda value: value["language_spans"].append(value["language_spans"][0]), "overlap"),
    ],
)
def test_an_unsound_record_is(change: Callable[[dict[str, Any]], object], complaint: str) -> None:
    """Each sort of what a record may not be."""
    assert any(complaint in said for said in complaints(MESSAGE, changed(change), OPTIONS))


def test_a_script_that_is_printed_is_not_complained_of() -> None:
    """Where its source became text, the escapes in it are what stands there, and what looks like a tag is none."""
    code = r'for(n=0;n<e.length;n++)f(e,"\ud83c\udff3\u200d","\ud83c\u200b");e.forEach(e=>1)'
    page = f"<article><p>{TEXT.decode()}</p><p>It was one line: {escape(code)} and no more.</p></article>"
    printed = RawMessage(page.encode(), b"k", (("content-type", b"text/html"),))
    as_script = replace(printed, value=page.replace(escape(code), f"<script>{code}</script>").encode())
    assert complaints(as_script, process(printed, OPTIONS), OPTIONS) == []


def test_a_word_that_no_page_prints_is_complained_of() -> None:
    """Of HTML letters may be cut, but none may be added."""
    page = replace(
        MESSAGE, value=b"<h1>Market hall</h1><p>The market hall re<b>opened</b> on Saturday, at&nbsp;last.</p>"
    )
    page = replace(page, headers=(("content-type", b"text/html"),))
    outcome = process(page, OPTIONS)
    assert isinstance(outcome, Record)
    assert complaints(page, outcome, OPTIONS) == []
    less = replace(page, value=(page.value or b"").replace(b"Saturday", b"Sunday"))
    assert complaints(less, outcome, OPTIONS) == ["a word of the body does not stand on the page"]


@pytest.mark.parametrize(
    "outcome",
    [
        Tombstone("k"),
        DeadLetter("step-failed", "record", "ValueError in record"),
        DeadLetter("timed-out", "worker", "It hung."),
        DeadLetter("empty-article", "decode", ""),
    ],
)
def test_an_outcome_that_no_value_deserves_is(outcome: Outcome) -> None:
    """A tombstone of a value, a defect of ours, a dead letter that does not say why."""
    assert complaints(MESSAGE, outcome, OPTIONS)


RAW = [RawSeen((0, offset), b"k", "", "") for offset in range(3)]
PLACES = {(0, offset): offset for offset in range(3)}
EXPECTED = {number: Judged(number, "record", digest="same") for number in range(3)}


def answer(source: int, offset: int, digest: str = "same", key: bytes = b"k", outcome: str = "record") -> Answer:
    """A message on the output topic."""
    return Answer(OutcomeSeen("out", 0, offset, key, "", (0, source), outcome), digest)


SOUND = [answer(0, 0), answer(1, 1), answer(2, 2)]


@pytest.mark.parametrize(
    ("found", "sort"),
    [
        (SOUND, None),
        (SOUND[:2], "lost"),
        ([*SOUND, answer(2, 3)], "doubled"),
        ([answer(1, 0), answer(0, 1), answer(2, 2)], "reordered"),
        ([*SOUND[:2], answer(2, 2, "other")], "not what the pipeline alone makes of it: mutant 2"),
        ([*SOUND[:2], answer(2, 2, "", outcome="crashed")], "mutant 2: crashed"),
        ([*SOUND[:2], answer(2, 2, key=b"other")], "from no raw message"),
    ],
)
def test_what_is_wrong_on_the_topics_is_named(found: list[Answer], sort: str | None) -> None:
    """Lost, doubled, out of order, another outcome, another key; and nothing where nothing is wrong."""
    wrong = wrong_on_topics(RAW, found, PLACES, EXPECTED)
    assert any(sort in said for said in wrong) if sort else not wrong


def test_a_message_is_made_small() -> None:
    """Down to what shows the defect, without key and headers that have no part in it."""
    message = RawMessage(b"a long text with a needle in it" * 3, b"k", (("x", b"1"), ("y", b"2")))
    small = reduced(message, lambda one: b"needle" in (one.value or b"") and ("y", b"2") in one.headers)
    assert small == RawMessage(b"needle", None, (("y", b"2"),))
