"""What is measured of each sentence that a summary may quote: where it stands, what it shares, how it begins."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import mul
from typing import NamedTuple

from service.summaries.candidates import Candidate

_NUMBER = re.compile(r"\d+")
_MOST_NUMBERS = 3
# A dash opens what is said in Polish, Russian or Spanish.
_QUOTATION = re.compile("[\"'\u2018\u201c\u201d\u201e\u00ab\u00bb\u300c\u300e\u2013-\u2015]|``")

FEATURES = (
    "one more",
    "early",
    "early, in a long story",
    "last",
    "like the whole",
    "like the whole, among the others",
    "like the one before",
    "numbers",
    "begins with a quotation",
)
"""The features of a candidate, in the order in which `features` gives them.

Each is one more to read. How much a sentence is like the whole is the cosine of their terms, weighted by their rarity
in the article; among the others it is in standard deviations from the mean. What is early is so by its place among the
candidates, and counts again as far as the story is long.
"""


class Vector(NamedTuple):
    """Terms with their weights, and its length."""

    weights: Mapping[str, float]
    length: float


class Terms(NamedTuple):
    """The terms of each candidate of one article, and those of all of them together."""

    vectors: list[Vector]
    whole: Vector


def measure(candidates: Sequence[Candidate]) -> Terms:
    """The terms of the candidates of one article, weighted by how few of the candidates have them."""
    counts = [Counter(one.terms) for one in candidates]
    spread = Counter(chain.from_iterable(counts))
    of_spread = [math.log((len(candidates) + 1) / (count or 1)) for count in range(len(candidates) + 1)]
    rarity = {term: of_spread[count] for term, count in spread.items()}
    all_terms = Counter(chain.from_iterable(one.terms for one in candidates))
    return Terms([_vector(count, rarity) for count in counts], _vector(all_terms, rarity))


def features(candidates: Sequence[Candidate], terms: Terms, long: float) -> list[tuple[float, ...]]:
    """The features of each candidate of one article, from what `measure` says of them and how far it is `long`."""
    like_whole = [_likeness_to_whole(vector, terms.whole) for vector in terms.vectors]
    mean = sum(like_whole) / len(like_whole)
    deviation = math.sqrt(sum((like - mean) ** 2 for like in like_whole) / len(like_whole))
    before = Vector({}, 0.0)
    found: list[tuple[float, ...]] = []
    for place, (candidate, vector, like) in enumerate(zip(candidates, terms.vectors, like_whole, strict=True)):
        found.append(
            (
                1.0,
                1 / (place + 1),
                long / (place + 1),
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
    shared = one.weights.keys() & other.weights.keys()
    if not shared or not one.length or not other.length:
        return 0, 0.0
    # A set's order differs from process to process, and so would a plain sum's last digit.
    product = math.fsum([one.weights[term] * other.weights[term] for term in shared])
    return len(shared), product / (one.length * other.length)


def _likeness_to_whole(vector: Vector, whole: Vector) -> float:
    """The cosine of a vector and one that has all of its terms."""
    if not vector.length:
        return 0.0
    product: float = sum(map(mul, vector.weights.values(), map(whole.weights.__getitem__, vector.weights)))
    return product / (vector.length * whole.length)


def _vector(counts: Mapping[str, int], rarity: Mapping[str, float]) -> Vector:
    weights = {term: count * rarity[term] for term, count in counts.items()}
    return Vector(weights, math.hypot(*weights.values()))
