"""What a mutation draws by: a random generator of its own, the other originals, and the pieces to strew in."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.fuzz.originals import Original

TOKENS = Path(__file__).with_name("tokens.toml")


@dataclass(frozen=True, slots=True)
class Draw:
    """Everything random about one mutant comes from here, so that its number gives it again."""

    random: Random
    originals: Sequence[Original]

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share

    def count(self, most: int) -> int:
        """From 1 to `most`, small counts as likely as large ones."""
        return min(most, max(1, round(math.pow(most, self.random.random()))))

    def span(self, length: int) -> tuple[int, int]:
        """Start and end of a piece of something that long, short pieces as likely as long ones."""
        size = self.count(length) if length else 0
        start = self.random.randint(0, length - size)
        return start, start + size

    def place(self, length: int) -> int:
        """A place to put something in."""
        return self.random.randint(0, length)

    def original(self) -> Original:
        """Any of the articles."""
        return self.random.choice(self.originals)

    def token(self, *kinds: str) -> str:
        """A piece to strew in: of these kinds, or of any."""
        known = tokens()
        return self.random.choice(known[self.random.choice(kinds or tuple(known))])


@cache
def tokens() -> dict[str, list[str]]:
    """The pieces by kind."""
    with TOKENS.open("rb") as file:
        return tomllib.load(file)
