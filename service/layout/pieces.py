"""The pieces of a page in its order: what something else stands in the middle of is in parts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from service.article import Piece
from service.layout.paragraphs import Block
from service.layout.shapes import letter_count


def in_order(given: Iterable[tuple[int, Piece]], owners: Sequence[int], blocks: list[Block]) -> tuple[Piece, ...]:
    """Every piece, `given` with its block, where the page has it, and of which other it is the rest.

    The `owners` say it of whole pieces, by their order on the page.
    """
    # Where each part stands: its block, and whether it is behind that block rather than the block itself.
    parts: list[tuple[tuple[int, bool], int, str, Piece]] = []
    letters, last = 0, -1
    for (at, piece), owner in zip(sorted(given, key=itemgetter(0)), owners, strict=True):
        breaks = blocks[at].breaks
        letters = letters if at == last else 0
        parts += [(place, owner, text, piece) for place, text in _parts(at, piece.text, breaks, letters)]
        letters, last = letters + (letter_count(piece.text) if breaks else 0), at
    parts.sort(key=itemgetter(0))
    first: dict[int, int] = {}
    pieces = []
    for number, (_, owner, text, piece) in enumerate(parts):
        start = first.setdefault(owner, number)
        is_whole = start == number and text == piece.text
        pieces.append(piece if is_whole else replace(piece, text=text, rest_of=None if start == number else start))
    return tuple(pieces)


def _parts(
    at: int, text: str, breaks: tuple[tuple[int, int], ...], letters: int
) -> Iterator[tuple[tuple[int, bool], str]]:
    """The parts of a piece of the block `at` a place, before which so many `letters` of that block stand."""
    if not breaks:
        yield (at, False), text
        return
    places = [place for place, char in enumerate(text) if char.isalnum()]
    start = behind = 0
    for count, down in breaks:
        inner = count - letters
        if inner <= 0:
            behind = down
        elif inner < len(places) and down > behind:
            yield (at + behind, behind > 0), text[start : places[inner]].strip()
            start, behind = places[inner], down
    yield (at + behind, behind > 0), text[start:].strip()
