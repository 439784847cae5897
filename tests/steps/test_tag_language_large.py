"""Languages of a body that is larger than any article: spans still cover it, and the looks at it are counted."""

import pytest

from service.article import Findings, LanguageTags, NormalisedArticle
from service.languages import pieces, settling
from service.languages.cascade import Detection, look_again
from service.steps.tag_language import tag_language

ENGLISH = "The council of the old city is to vote on the new bridge next week, the mayor said."
GERMAN = "Der Rat der alten Stadt soll nächste Woche über die neue Brücke abstimmen, sagte der Bürgermeister."
RUSSIAN = "Совет старого города на следующей неделе проголосует за новый мост, сказал мэр."


def tag(body: str) -> LanguageTags:
    """The languages of a body that nothing is known of."""
    return tag_language(NormalisedArticle(body, Findings()))


def test_a_second_language_behind_what_is_read_line_by_line() -> None:
    """Lines beyond the looks are read in stretches: a language that holds for some of them is still found."""
    lines = [ENGLISH] * (pieces.MOST_LOOKS + 2_000) + [GERMAN] * 2_000 + [RUSSIAN] * 2_000
    body = "\n\n".join(lines)
    tags = tag(body)
    assert [span.tag for span in tags.spans] == ["en", "de", "ru"]
    assert tags.spans[0].start == 0
    assert tags.spans[-1].end == len(body)
    german = tags.spans[1]
    assert abs(german.start - body.index(GERMAN)) <= 2 * pieces.STRETCH
    assert not body[german.end : tags.spans[2].start].strip()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("break_", ["\n\n", "\n", " "])
def test_languages_by_turns(break_: str) -> None:
    """Sentences in three languages by turns, 20,000 of each: the spans are in order and cover every word."""
    body = break_.join((ENGLISH, GERMAN, RUSSIAN) * 20_000)
    tags = tag(body)
    edges = [edge for span in tags.spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert not "".join(
        body[end:start] for end, start in zip([0, *edges[1::2]], [*edges[::2], len(body)], strict=True)
    ).strip()
    assert [span.tag for span in tags.spans[:3]] == ["en", "de", "ru"]
    assert len(tags.spans) <= 3 * pieces.MOST_LOOKS


def test_second_looks_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines differ, all witnesses are heard on so many; the others go by what those mostly were."""
    looked = []

    def look_and_count(text: str, first: Detection, *, ask: bool) -> Detection:
        looked.append(text)
        return look_again(text, first, ask=ask)

    monkeypatch.setattr(settling, "look_again", look_and_count)
    monkeypatch.setattr(settling, "MOST_SECOND_LOOKS", 20)
    tags = tag("\n\n".join([*[ENGLISH] * 60, *[GERMAN, ENGLISH] * 50]))
    assert len(looked) <= 20
    assert [span.tag for span in tags.spans] == ["en", "de"] * 50 + ["en"]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("body", ["a" * 3_000_000, "桥" * 1_000_000, "桥。" * 1_000_000])
def test_one_line(body: str) -> None:
    """A body of one line of any length has one span."""
    (span,) = tag(body).spans
    assert (span.start, span.end) == (0, len(body))


def test_letters_are_counted_to_the_end() -> None:
    """A script that only the end of a long body is in has its share, though detectors read a sample."""
    tags = tag(f"{ENGLISH} " * 8_000 + f"{RUSSIAN} " * 2_000)
    shares = {one.tag: one.share for one in tags.languages}
    assert shares["en"] > 0.7
    assert 0.1 < shares["ru"] < 0.3


def test_one_long_line_in_two_languages() -> None:
    """A line that is longer than what detectors read is taken apart too, as far as it is looked at."""
    spans = tag(f"{ENGLISH} {GERMAN} " * 5_000).spans
    assert [span.tag for span in spans[:4]] == ["en", "de", "en", "de"]


def test_two_scripts_by_turns_are_two_languages() -> None:
    """Letters of another script do not make what is printed in one look like letters at random."""
    tags = tag(f"{ENGLISH} {GERMAN} {RUSSIAN} " * 2_000)
    assert {share.tag for share in tags.languages} == {"en", "de", "ru"}
    assert tags.language.tag in {"en", "de", "ru"}


@pytest.mark.timeout(60)
def test_many_lines_take_no_longer_than_they_are_long() -> None:
    """Megabytes of lines are not gone through again for each of them."""
    (span,) = tag("Svi su putnici ostali neozlijeđeni i dobro se osjećaju nakon nesreće.\n" * 90_000).spans
    assert span.tag in {"bs", "hr"}
