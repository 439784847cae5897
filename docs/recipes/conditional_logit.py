"""A conditional logit: weights by which, of the candidates of each example, the right one is the likeliest."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

STEPS, RATE, FOLDS, SEEDS = 200, 0.1, 8, (1, 2, 3)
# A weight below it decides nothing.
SMALLEST = 0.05

Array = NDArray[np.float64]


class Example(NamedTuple):
    """What is true of each candidate, and which of them are right."""

    truths: list[frozenset[str]]
    right: list[bool]


class Fit(NamedTuple):
    """How to fit: what a large weight costs, and the truths that never speak against a candidate."""

    ridge: float = 1.0
    never_against: re.Pattern[str] | None = None


def fit(sets: Sequence[Sequence[Example]], how: Fit) -> dict[str, float]:
    """The weights of the highest penalised likelihood (by Adam); each set counts as much as the largest."""
    return _fit([(example, share) for examples, share in _shares(sets) for example in examples], how)


def left_out(sets: Sequence[Sequence[Example]], how: Fit) -> list[float]:
    """Of each set, the share of examples whose likeliest candidate is right when they were left out of the fit."""
    right = [0] * len(sets)
    rows = [(number, example, share) for number, (each, share) in enumerate(_shares(sets)) for example in each]
    for seed in SEEDS:
        order = list(range(len(rows)))
        random.Random(seed).shuffle(order)  # noqa: S311  # no secret
        for fold in range(FOLDS):
            inside = [rows[at] for place, at in enumerate(order) if place % FOLDS != fold]
            weights = _fit([(example, share) for _, example, share in inside], how)
            for number, example, _ in (rows[at] for at in order[fold::FOLDS]):
                right[number] += is_right(example, weights)
    return [count / (len(SEEDS) * len(examples)) for count, examples in zip(right, sets, strict=True)]


def is_right(example: Example, weights: dict[str, float]) -> bool:
    """Whether the candidate that the weights make the likeliest is right."""
    scores = [sum(weights.get(name, 0.0) for name in truths) for truths in example.truths]
    return bool(scores) and example.right[scores.index(max(scores))]


def _shares(sets: Sequence[Sequence[Example]]) -> list[tuple[Sequence[Example], float]]:
    most = max(map(len, sets))
    return [(examples, most / len(examples)) for examples in sets]


def _fit(examples: Sequence[tuple[Example, float]], how: Fit) -> dict[str, float]:
    of_use = [(example, share) for example, share in examples if any(example.right)]
    names = sorted({name for example, _ in of_use for truths in example.truths for name in truths})
    place = {name: at for at, name in enumerate(names)}
    rows = [(at, truths) for at, (example, _) in enumerate(of_use) for truths in example.truths]
    table = np.zeros((len(rows), len(names)))
    for row, (_, truths) in enumerate(rows):
        table[row, [place[name] for name in truths]] = 1
    of_page = np.array([at for at, _ in rows])
    starts = np.flatnonzero(np.r_[True, of_page[1:] != of_page[:-1]])
    right = np.array([one for example, _ in of_use for one in example.right], float)
    weight = np.array([count for _, count in of_use])[of_page]
    lowest = np.array([0.0 if how.never_against and how.never_against.match(name) else -np.inf for name in names])
    found = _ascend(lambda at: _slope(at, table, right, weight, of_page, starts) - how.ridge * at, lowest)
    return {name: round(float(found[at]), 2) for name, at in place.items() if abs(found[at]) >= SMALLEST}


def _slope(at: Array, table: Array, right: Array, weight: Array, of_page: Any, starts: Any) -> Array:  # noqa: PLR0913, PLR0917  # one formula
    scores = table @ at
    likely = np.exp(scores - np.maximum.reduceat(scores, starts)[of_page])
    among_right = likely * right
    likely /= np.add.reduceat(likely, starts)[of_page]
    among_right /= np.add.reduceat(among_right, starts)[of_page]
    slope: Array = table.T @ (weight * (among_right - likely))
    return slope


def _ascend(slope: Callable[[Array], Array], lowest: Array) -> Array:
    at, mean, square = (np.zeros(len(lowest)) for _ in range(3))
    for step in range(1, STEPS + 1):
        now = slope(at)
        mean, square = 0.9 * mean + 0.1 * now, 0.99 * square + 0.01 * now * now
        unbiased = mean / (1 - 0.9**step), square / (1 - 0.99**step)
        at += RATE * (1 if step < STEPS * 0.6 else 0.2) * unbiased[0] / (np.sqrt(unbiased[1]) + 1e-8)
        at = np.maximum(at, lowest)
    return at
