"""How likely people are to choose a candidate: a logistic model whose weights stand beside it as data."""

import tomllib
from functools import cache
from importlib import resources
from math import exp
from operator import mul

from service.keyphrases.features import NAMES

_MOST = 700.0  # what a float holds the exponential of: a headline of a megabyte has more


@cache
def weights() -> tuple[float, tuple[float, ...]]:
    """What the model starts from, and its weights in the order of the features."""
    model = tomllib.loads((resources.files(__package__) / "weights.toml").read_text("utf-8"))
    return model["bias"], tuple(model["weights"][name] for name in NAMES)


def likelihood(features: tuple[float, ...]) -> float:
    """The likelihood of a candidate with these features, above 0 and below 1."""
    bias, each = weights()
    odds = bias + sum(map(mul, each, features))
    return 1.0 / (1.0 + exp(min(-odds, _MOST)))
