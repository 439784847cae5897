"""What is measured of each sentence that a summary may quote: where it stands, what it shares, how it begins."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.summaries.candidates import Candidate

_NUMBER = re.compile(r"\d+")
_MOST_NUMBERS = 3
# Beyond a usual number of candidates an article has many, up to so many times as many more.
_USUAL, _MANY = 9, 1.5
_QUOTATION = re.compile("[\"'\u2018\u201c\u201d\u201e\u00ab\u00bb\u300c\u300e]|``")

FEATURES = (
    "early",
    "early, of many",
    "last",
    "like the whole",
    "like the whole, among the others",
    "like the one before",
    "numbers",
    "begins with a quotation",
)
"""The features of a candidate, in the order in which `features` gives them.

How much a sentence is like the whole is the cosine of their terms, weighted by their rarity in the article; among the
others it is in standard deviations from the mean. What is early is so by its place among the candidates.
"""


class Vector(NamedTuple):
    """Terms with their weights, and its length."""

    weights: Mapping[str, float]
    length: float


def measure(candidates: Sequence[Candidate]) -> list[Vector]:
    """The terms of each candidate of one article, weighted by how few of the candidates have them."""
    spread = Counter(term for candidate in candidates for term in candidate.terms)
    rarity = {term: math.log((len(candidates) + 1) / count) for term, count in spread.items()}
    return [_vector({term: count * rarity[term] for term, count in one.terms.items()}) for one in candidates]


def features(candidates: Sequence[Candidate], vectors: Sequence[Vector]) -> list[tuple[float, ...]]:
    """The features of each candidate of one article, from what `measure` says of them."""
    sums: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.weights.items():
            sums[term] = sums.get(term, 0.0) + weight
    whole = _vector(sums)
    like_whole = [likeness(vector, whole) for vector in vectors]
    mean = sum(like_whole) / len(like_whole)
    deviation = math.sqrt(sum((like - mean) ** 2 for like in like_whole) / len(like_whole))
    many = min(max(0.0, len(candidates) / _USUAL - 1), _MANY)
    before = _vector({})
    found: list[tuple[float, ...]] = []
    for place, (candidate, vector, like) in enumerate(zip(candidates, vectors, like_whole, strict=True)):
        found.append(
            (
                1 / (place + 1),
                many / (place + 1),
                float(place == len(candidates) - 1),
                like,
                (like - mean) / deviation if deviation else 0.0,
                likeness(vector, before),
                min(len(_NUMBER.findall(candidate.printed)), _MOST_NUMBERS) / _MOST_NUMBERS,
                float(_QUOTATION.match(candidate.printed) is not None),
            )
        )
        before = vector
    return found


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of two vectors; 0 where one has no length."""
    return common(one, other)[1]


def common(one: Vector, other: Vector) -> tuple[int, float]:
    """How many terms two vectors have in common, and their likeness."""
    if not one.length or not other.length:
        return 0, 0.0
    fewer, more = (
        (one.weights, other.weights) if len(one.weights) <= len(other.weights) else (other.weights, one.weights)
    )
    # In their own order, for a set's differs from process to process, and so would the sum's last digit.
    products = [weight * more[term] for term, weight in fewer.items() if term in more]
    return len(products), sum(products) / (one.length * other.length)


def _vector(weights: Mapping[str, float]) -> Vector:
    return Vector(weights, math.hypot(*weights.values()))
