"""The mutants of one seed: raw messages made from real articles, each the same whenever its number is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from service.message import RawMessage
from tests.fuzz.draw import Draw
from tests.fuzz.message_mutations import as_bare, as_envelope, as_tombstone, mutate_beside
from tests.fuzz.originals import Original
from tests.fuzz.page_mutations import PAGE_MUTATIONS
from tests.fuzz.text_mutations import TEXT_MUTATIONS

# Pages are mostly kept to what real ones come to (the largest original has 1.2 million characters): growth is checked
# after each mutation, and only one mutant in so many may grow up to, and over, the service's limit of 7 MiB.
USUAL_CHARACTERS = 400_000
HUGE_SHARE = 0.003
HUGE_CHARACTERS = 7_600_000
LARGEST_VALUE = 8_000_000  # bytes that the raw topic takes with headers beside it


@dataclass(frozen=True, slots=True)
class Mutant:
    """A raw message, and how it came to be."""

    number: int
    message: RawMessage
    original: str
    trail: tuple[str, ...]


class Mutants:
    """`Mutants(seed, originals)[number]` is a mutant, from 0; there is no last one."""

    def __init__(self, seed: int, originals: Sequence[Original]) -> None:
        self.seed = seed
        self._originals = originals

    def __getitem__(self, number: int) -> Mutant:
        """Mutant `number`."""
        draw = Draw(Random(f"{self.seed}/{number}"), self._originals)  # noqa: S311  # no secret
        original = draw.original()
        trail: list[str] = []
        text = _mutate_text(original, draw, trail)
        form = draw.random.choices((as_bare, as_envelope, as_tombstone), (50, 47, 3))[0]
        trail.append(form.__name__)
        message = mutate_beside(form(original, text, draw, trail), draw, trail)
        if message.value is not None:
            message = replace(message, value=message.value[:LARGEST_VALUE])
        return Mutant(number, message, original.name, tuple(trail))


def _mutate_text(original: Original, draw: Draw, trail: list[str]) -> str:
    text = original.text
    most = HUGE_CHARACTERS if draw.chance(HUGE_SHARE) else USUAL_CHARACTERS
    if most == HUGE_CHARACTERS:
        trail.append("blow_up")
        text *= HUGE_CHARACTERS // max(1, len(text))
    for _ in range(draw.count(8)):
        of_page = original.media_type == "text/html" and draw.chance(0.65)
        mutation = draw.random.choice(PAGE_MUTATIONS if of_page else TEXT_MUTATIONS)
        text = mutation(text, draw)[: max(most, len(original.text))]
        trail.append(mutation.__name__)
    return text
