"""What must hold of a hostile article's outcome, and of the record where it is one, read from its JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any

from service.outcome import DeadLetter, Outcome, Record
from tests.hostile.article import STORY, Check, HostileArticle

# What is never printed: control characters, marks that override direction, noncharacters, lone surrogates.
UNPRINTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# The sender's own words, handed through as they came.
_HANDED_THROUGH = frozenset(("article_id", "url", "source", "metadata", "raw"))
_LONGEST_AS_FOUND = 500
_YEARS = range(1000, 9999)
# A dead letter's detail is one of its headers.
_LONGEST_DETAIL = 400


def failures(article: HostileArticle, outcome: Outcome) -> list[str]:
    """What is wrong with an article's outcome; nothing, where it is all that it must be."""
    if isinstance(outcome, DeadLetter):
        return _of_dead_letter(article, outcome)
    kind = "record" if isinstance(outcome, Record) else "tombstone"
    if kind != article.outcome:
        return [f"a {kind}, not {article.outcome}"]
    return _of_record(article, outcome) if isinstance(outcome, Record) else []


def _of_record(article: HostileArticle, record: Record) -> list[str]:
    value = json.loads(record.value)
    found = []
    for check in (is_sound, *article.holds):
        try:
            check(value)
        except AssertionError as failure:
            found.append(f"{check.__qualname__}: {failure}"[:1000])
    return found


def _of_dead_letter(article: HostileArticle, letter: DeadLetter) -> list[str]:
    if letter.reason != article.outcome:
        return [f"{letter.reason} in {letter.step}, not {article.outcome}: {letter.detail}"]
    if len(letter.detail) > _LONGEST_DETAIL or not letter.detail.isprintable():
        return [f"a detail that is long or unprintable: {letter.detail[:_LONGEST_DETAIL]!r}"]
    return [] if letter.attempts == 1 else [f"{letter.attempts} tries"]


def is_sound(record: dict[str, Any]) -> None:
    """Hold what holds of every record: nothing unprintable, offsets inside the body, years that there are."""
    for path, text in _texts({name: value for name, value in record.items() if name not in _HANDED_THROUGH}):
        assert not UNPRINTED.search(text), (path, UNPRINTED.findall(text)[:5])
        assert len(text) <= _LONGEST_AS_FOUND or not path.endswith("as_found"), path
    body = record.get("body_text", "")
    assert body == body.strip()
    assert "\n\n\n" not in body
    summary = record.get("summary")
    if summary:
        quoted = [body[one["start"] : one["end"]] for one in summary["sentences"]]
        assert all(piece.strip() == piece and piece for piece in quoted)
        assert summary["text"] in {" ".join(quoted), "".join(quoted)}
    ends = [edge for span in record.get("language_spans", ()) for edge in (span["start"], span["end"])]
    assert ends == sorted(ends)
    for name in ("published_at", "modified_at"):
        assert name not in record or int(record[name][:4]) in _YEARS


def tells_story(record: dict[str, Any]) -> None:
    """Hold that every paragraph of the story is in the body."""
    missing = [paragraph for paragraph in STORY if paragraph not in record.get("body_text", "")]
    assert not missing, missing


def tells_story_alone(record: dict[str, Any]) -> None:
    """Hold that the body is the story and nothing else."""
    assert record.get("body_text") == "\n\n".join(STORY)


def warned(*codes: str) -> Check:
    """Hold that the record has these warnings, perhaps among others."""

    def check(record: dict[str, Any]) -> None:
        found = {warning["code"] for warning in record.get("warnings", ())}
        assert found.issuperset(codes), found

    return check


def lacks(*names: str) -> Check:
    """Hold that the record has none of these fields."""

    def check(record: dict[str, Any]) -> None:
        found = {name: str(record[name])[:200] for name in names if name in record}
        assert not found, found

    return check


def says(**values: object) -> Check:
    """Hold that the record has these fields with these values."""

    def check(record: dict[str, Any]) -> None:
        found = {name: record.get(name) for name in values}
        assert found == values, str(found)[:1000]

    return check


def silent_of(*pieces: str) -> Check:
    """Hold that none of these pieces stands anywhere in the record but in what is handed through."""

    def check(record: dict[str, Any]) -> None:
        for path, text in _texts({name: value for name, value in record.items() if name not in _HANDED_THROUGH}):
            assert not any(piece in text for piece in pieces), (path, text[:200])

    return check


def in_language(tag: str) -> Check:
    """Hold that the article is tagged so."""

    def check(record: dict[str, Any]) -> None:
        assert record["language"]["tag"] == tag, record["language"]

    return check


def longest_body(characters: int) -> Check:
    """Hold that the body has at most so many characters."""

    def check(record: dict[str, Any]) -> None:
        assert len(record.get("body_text", "")) <= characters, len(record["body_text"])

    return check


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a value, with the path that leads to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, path)
