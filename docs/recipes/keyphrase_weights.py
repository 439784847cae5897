"""Fit the weights by which key phrases are chosen among the phrases of an article.

    python -m docs.recipes.keyphrase_weights SET_DIR...

A SET_DIR holds `raw.jsonl.xz` (raw-article messages) and `gold.jsonl.xz`, joined on `article_id`: the gold's
`keyphrases` were chosen by people. Only rows whose sha256(article_id) is even are read: the others are for reporting.
Each article goes through the steps before `find_keyphrases`; a logistic model is fitted on whether each of its
candidates was chosen (equal after case folding and English stemming), in which each article of a set and each set
count the same. It prints how many of the ten likeliest were chosen, and writes `service/keyphrases/weights.toml`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from docs.recipes.keyphrase_sets import BEST, Article, folded, read_set
from service.keyphrases import scoring
from service.keyphrases.candidates import find_candidates
from service.keyphrases.choice import print_phrase
from service.keyphrases.features import NAMES, measure
from service.keyphrases.tokens import read_segments
from service.languages.tags import primary_subtag
from service.stop_words import function_words

WEIGHTS = Path(scoring.__file__).parent / "weights.toml"
# Chosen by articles left out of the fit in turn (1 to 30 tried).
RIDGE = 10.0
STEPS = 30

Array = NDArray[np.float64]


class Example(NamedTuple):
    """An article: what is measured of each candidate, and whether people chose it."""

    features: list[tuple[float, ...]]
    chosen: list[bool]


def main() -> None:
    """Read the sets, fit, report, write."""
    parser = argparse.ArgumentParser(prog="python -m docs.recipes.keyphrase_weights")
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    sets = [list(map(_example, read_set(folder, "even"))) for folder in asked.sets]
    found = _fit(sets)
    for folder, examples in zip(asked.sets, sets, strict=True):
        share = np.mean([_hits(example, found) for example in examples])
        print(f"{folder.name}: {share:.3f} of the ten likeliest phrases were chosen by people")  # noqa: T201  # its use
    if not asked.dry:
        _write(found, asked.sets)


def _example(article: Article) -> Example:
    language, headline, body = primary_subtag(article.tag), article.headline, article.copy.body_text
    segments = read_segments((headline, body), function_words(language), language)
    of_headline, of_body = find_candidates(segments, language)
    candidates = measure(of_body, of_headline, len(body))
    wanted = set(map(folded, article.chosen))
    chosen = [folded(print_phrase(candidate, headline, body)) in wanted for candidate in candidates]
    return Example([candidate.features for candidate in candidates], chosen)


def _fit(sets: Sequence[Sequence[Example]]) -> Array:
    """The bias and the weights that make what people chose the likeliest (Newton's method, penalised)."""
    rows = np.array([(1.0, *each) for examples in sets for example in examples for each in example.features])
    chosen = np.array([one for examples in sets for example in examples for one in example.chosen], float)
    counts = np.array([1 / len(examples) for examples in sets for example in examples for _ in example.chosen])
    counts *= len(counts) / counts.sum()
    penalty = RIDGE * np.eye(rows.shape[1])
    penalty[0, 0] = 0.0
    at = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ at))
        slope = rows.T @ (counts * (likely - chosen)) + penalty @ at
        bend = (rows * (counts * likely * (1 - likely))[:, None]).T @ rows + penalty
        at = at - np.linalg.solve(bend, slope)
    return at


def _hits(example: Example, weights: Array) -> float:
    scores = np.array([(1.0, *each) for each in example.features]) @ weights
    best = np.argsort(-scores, kind="stable")[:BEST]
    return sum(map(float, (example.chosen[at] for at in best))) / len(best)


def _write(weights: Array, folders: Sequence[Path]) -> None:
    names = ", ".join(folder.name for folder in folders)
    bias, *each = (f"{weight:.2f}" for weight in weights)
    lines = [
        "# How much each feature says for a candidate: a logistic model of whether people chose it as a key phrase.",
        f"# Made by docs/recipes/keyphrase_weights.py from the articles of {names}",
        "# whose sha256(article_id) is even.",
        f"bias = {bias}",
        "",
        "[weights]",
        *(f"{name} = {weight}" for name, weight in zip(NAMES, each, strict=True)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
