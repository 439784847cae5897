"""Which of several candidates is a field's value: a linear model over what is true of each, fitted on real pages."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import repeat
from math import exp, fsum


@cache
def weights(field: str) -> Mapping[str, float]:
    """What each thing that can be true of a candidate counts for; `docs/recipes/metadata_weights.py` made it."""
    text = (resources.files(__package__) / "weights" / f"{field}.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["weights"])


def likelihoods(field: str, candidates: Sequence[Iterable[str]]) -> list[float]:
    """How likely each candidate is the value, from what is true of it; together they are 1."""
    counts = weights(field)
    # The exact sum is the same in whatever order a set yields its truths.
    scores = [fsum(map(counts.get, truths, repeat(0.0))) for truths in candidates]
    best = max(scores, default=0.0)
    parts = [exp(score - best) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]
