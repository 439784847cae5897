"""Make `service/languages/grams.npz`: how much each n-gram of letters speaks for each language.

The counts are those that lingua 1.3.5 (Apache-2.0) carries as its models, made by its author from the Leipzig corpora.
Get its wheel, unpack `lingua/language-models`, install brotli beside numpy, and run

    python -m docs.recipes.language_grams lingua/language-models service/languages/grams.npz

Nothing here is fitted on any evaluation set, but two constants were chosen on the even half of ours: how many n-grams
are kept (half as many cost .3 points of the sentences, five times as many win .2), and the step of the weights.
"""

import importlib
import json
import math
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

KEPT = 200_000
STEP = 0.5  # nats
# What an n-gram that a language never showed is worth, by length (log of its share among n-grams of that length).
FLOOR = (-12.0, -13.0, -14.0, -15.0, -15.0)
LEAST_SHARE = (0.0, 1e-6, 1e-6, 1.5e-6, 2e-6)
LAST_CODE_POINT = 0xFFFF  # of what two bytes hold
ORDERS = ("uni", "bi", "tri", "quadri", "five")

# A script of their own, so that no n-gram needs to be looked at.
DECIDED_BY_SCRIPT = frozenset({"bn", "el", "gu", "he", "hy", "ja", "ka", "ko", "pa", "ta", "te", "th", "zh"})

# Serbian Cyrillic has its Latin spelling letter by letter.
SERBIAN_IN_LATIN = str.maketrans(
    dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dž"}
)


def main() -> None:
    """Read the models of every language, choose what tells them apart most, and write the table."""
    models, target = map(Path, sys.argv[1:])
    languages = tuple(sorted({path.name for path in models.iterdir()} - DECIDED_BY_SCRIPT))
    shares: dict[str, dict[int, float]] = {}
    for column, language in enumerate(languages):
        for gram, share in _grams(models / language, language):
            shares.setdefault(gram, {})[column] = share
    chosen = sorted(shares, key=lambda gram: (-_information(shares[gram], len(languages)), gram))[:KEPT]
    chosen.sort(key=lambda gram: (len(gram), gram))
    weights = np.zeros((len(chosen), len(languages)), np.uint8)
    for row, gram in enumerate(chosen):
        for column, share in shares[gram].items():
            weights[row, column] = max(0, round((math.log(share) - FLOOR[len(gram) - 1]) / STEP))
    grams = {
        f"grams{length}": np.array([[ord(c) for c in gram] for gram in chosen if len(gram) == length], np.uint16)
        for length in range(1, len(ORDERS) + 1)
    }
    arrays: dict[str, Any] = {"languages": np.array(languages), "weights": weights, **grams}
    np.savez_compressed(target, **arrays)


def _grams(folder: Path, language: str) -> Iterator[tuple[str, float]]:
    """The n-grams of a language, each with its share among those of its length."""
    shorter: dict[str, float] = {}
    for length, order in enumerate(ORDERS, 1):
        found = dict(_read(folder / f"{order}grams.json.br", shorter))
        for gram, share in found.items():
            if share >= LEAST_SHARE[length - 1] and max(map(ord, gram)) <= LAST_CODE_POINT:
                yield gram, share
                latin = gram.translate(SERBIAN_IN_LATIN)
                if language == "sr" and latin.isascii() | (latin != gram) and len(latin) <= len(ORDERS):
                    yield latin, share
        shorter = found


def _read(path: Path, shorter: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """A file of lingua's: fractions with the n-grams whose last letter follows the others so often."""
    text = importlib.import_module("brotli").decompress(path.read_bytes())
    for fraction, grams in json.loads(text)["ngrams"].items():
        above, below = map(int, fraction.split("/"))
        for gram in grams.split(" "):
            before = shorter.get(gram[:-1], 0.0) if len(gram) > 1 else 1.0
            if before:
                yield gram, before * above / below


def _information(shares: Mapping[int, float], languages: int) -> float:
    """How much an n-gram tells, as often as it is met: its shares times their distance from the mean."""
    mean = sum(shares.values()) / languages + 1e-7
    return sum(share * math.log(share / mean) for share in shares.values())


if __name__ == "__main__":
    main()
