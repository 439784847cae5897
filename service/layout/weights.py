"""The weights of what is seen of a block, fitted on pages by docs/recipes/layout_weights.py."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of features, fitted: of being furniture by region, of the kinds of it; and words that tell nothing."""

    furniture: Mapping[str, Mapping[str, float]]
    kinds: Mapping[str, Mapping[str, float]]
    common: frozenset[str]


@cache
def fitted() -> Weights:
    """The weights in the file beside this module; the recipe that made it is named there."""
    held = json.loads((resources.files(__package__) / "weights.json").read_text("utf-8"))
    return Weights(held["furniture"], held["kinds"], frozenset(held["common"]))


def total(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """The log odds that the features add up to."""
    return weights[""] + sum(weights.get(one, 0.0) for one in features)
