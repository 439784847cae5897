"""What an explanation of an article says, line by line: its fields, what lost against them, and the article itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from service.article import (
    DecodedArticle,
    Findings,
    Found,
    LanguageTags,
    NormalisedArticle,
    Reading,
)
from service.cli.shown_values import shown, shown_image
from service.steps.record import WITH_EVIDENCE
from service.witnesses import same_words

# Of more candidates than these a person learns nothing.
MOST_CANDIDATES = 8
_HEADING, _VALUE, _DIM, _LOST, _CUT = "bold cyan", "", "dim", "yellow", "magenta"


class Line(NamedTuple):
    """A text to be wrapped, its style, and how deep it is indented."""

    text: str
    style: str = ""
    depth: int = 0


class Witness(NamedTuple):
    """Who says something of an article's fields, and what."""

    name: str
    findings: Findings


@dataclass(frozen=True, slots=True)
class Explained:
    """An article with all that was found on the way to its record; the `witnesses` are in the order of their rank."""

    article: DecodedArticle
    normalised: NormalisedArticle
    tags: LanguageTags
    witnesses: tuple[Witness, ...]
    layout: Reading


def explained_lines(explained: Explained) -> Iterator[Line]:
    """The whole explanation, from top to bottom."""
    yield from _source(explained)
    yield Line("FIELDS", _HEADING)
    for name in WITH_EVIDENCE:
        yield from _field(name, explained)
    yield from _dates(explained)
    for image in explained.normalised.findings.images:
        yield from (Line("image", "bold", 1), Line(shown_image(image), _VALUE, 2))
    yield Line("ARTICLE", _HEADING)
    yield from _printed(explained) if explained.layout.pieces else _extracted(explained)


def _source(explained: Explained) -> Iterator[Line]:
    article, tags, layout = explained.article, explained.tags, explained.layout
    found = article.charset
    charset = f", read as {found.value} ({found.method}, {found.confidence:.0%} sure)" if found else ""
    yield Line(f"{article.media_type}{charset}, article {article.article_id}", _DIM)
    others = [share.tag for share in tags.languages if share.tag != tags.language.tag]
    beside = f", beside it {', '.join(others)}" if others else ""
    yield Line(f"language {tags.language.tag} in {tags.language.script} ({tags.language.confidence:.0%}){beside}", _DIM)
    if layout.joined_hyphens:
        were = "hyphen at a line end was" if layout.joined_hyphens == 1 else "hyphens at line ends were"
        yield Line(f"{layout.joined_hyphens} {were} taken out", _DIM)
    for caution in (*article.cautions, *explained.normalised.cautions):
        said = " ".join(filter(None, (caution.code, caution.field)))
        yield Line(f"warning {said}: {caution.detail}", "yellow")


def _field(name: str, explained: Explained) -> Iterator[Line]:
    found: Found[Any] | None = getattr(explained.normalised.findings, name)
    yield Line(name, "bold", 1)
    if found is None:
        yield Line(f"none: {explained.normalised.absent_because.get(name, 'Nothing says it.')}", _DIM, 2)
    else:
        yield Line(shown(found.value), _VALUE, 2)
        yield from _evidence(found, 2)
    said = ((witness.name, getattr(witness.findings, name)) for witness in explained.witnesses)
    lost = [(who, one) for who, one in said if one is not None and not _same(one, found)]
    for who, one in lost:
        yield Line(f"lost, from {who} ({one.confidence:.0%}):", _LOST, 2)
        yield Line(shown(one.value), _LOST, 3)
    if name == "headline":
        yield from _candidates(explained, [found, *(one for _, one in lost)])
    yield from _passed_over(name, explained)


def _passed_over(name: str, explained: Explained) -> Iterator[Line]:
    """What was said of the field and not taken for it, where it stands, and why not."""
    for one in explained.normalised.passed_over:
        if one.field == name:
            yield Line(f"passed over, {one.place}: {one.because}", _LOST, 2)
            yield Line(one.text, _LOST, 3)


def _candidates(explained: Explained, named: list[Found[Any] | None]) -> Iterator[Line]:
    """The texts that layout could have taken for the headline, other than those that are named already."""
    alternative = explained.normalised.findings.alternative_headline
    known = [one.value for one in (*named, alternative) if one]
    others = [text for text in explained.layout.headlines if not any(same_words(text, value) for value in known)]
    for text in others[:MOST_CANDIDATES]:
        yield Line("lost, of the same shape on the page:", _LOST, 2)
        yield Line(text, _LOST, 3)


def _dates(explained: Explained) -> Iterator[Line]:
    """Each date by its role: the first of a role is the record's, the others lost against it."""
    found = explained.normalised.findings.dates
    for role in ("published", "modified", "republished"):
        dates = [date for date in found if date.value.role == role]
        absent = explained.normalised.absent_because.get(f"{role}_at")
        if not dates and not absent:
            continue
        yield Line("dates, republished" if role == "republished" else f"{role}_at", "bold", 1)
        if not dates:
            yield Line(f"none: {absent}", _DIM, 2)
        for place, date in enumerate(dates):
            if place:
                yield Line("lost, with the same role:", _LOST, 2)
            yield Line(shown(date.value), _LOST if place else _VALUE, 2 + bool(place))
            yield from _evidence(date, 2 + bool(place))
        yield from _passed_over(f"{role}_at", explained)


def _evidence(found: Found[Any], depth: int) -> Iterator[Line]:
    yield Line(f"by {found.method}, {found.confidence:.0%} sure", _DIM, depth)
    if found.as_found and found.as_found != shown(found.value):
        yield Line("as found:", _DIM, depth)
        yield Line(found.as_found, _DIM, depth + 1)


def _printed(explained: Explained) -> Iterator[Line]:
    """The pieces of plain text in their order, what was cut marked with its kind and rule."""
    headline = explained.normalised.findings.headline
    body = explained.normalised.body_text
    below_copy = False
    for piece in explained.layout.pieces:
        if piece.kind == "body":
            yield Line("" if below_copy else "-- body --", _CUT)
        below_copy = piece.kind == "body"
        leaves = piece.kind == "body" and piece.text not in body
        if leaves and headline and same_words(piece.text, headline.value):
            yield Line("-- headline, which the feed says too --", _CUT)
        elif piece.is_furniture:
            yield Line(f"-- cut: {piece.kind}, by the rule {piece.rule} --", _CUT)
        elif piece.kind != "body":
            yield Line(f"-- {piece.kind}, by the rule {piece.rule} --", _CUT)
        yield Line(piece.text, _DIM if piece.is_furniture else "bold" if piece.kind != "body" else _VALUE, 1)


def _extracted(explained: Explained) -> Iterator[Line]:
    """The body of a page, then what was cut from it."""
    for paragraph in explained.normalised.body_text.split("\n\n"):
        yield from (Line(paragraph, _VALUE, 1), Line(""))
    for piece in explained.tags.furniture:
        language = f", {piece.language}" if piece.language else ""
        yield Line(f"-- cut: {piece.kind}{language} --", _CUT)
        yield Line(piece.text, _DIM, 1)


def _same(one: Found[Any], chosen: Found[Any] | None) -> bool:
    return chosen is not None and (one.value == chosen.value or same_words(shown(one.value), shown(chosen.value)))
