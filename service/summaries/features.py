"""What is measured of each sentence that a summary may quote: where it stands, what it shares, how it begins."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

from service.summaries.candidates import Candidate

_NUMBER = re.compile(r"\d+")
_MOST_NUMBERS = 3
_QUOTATION = re.compile("[\"'\u2018\u201c\u201d\u201e\u00ab\u00bb\u300c\u300e]|``")

FEATURES = (
    "early",
    "last",
    "like the whole",
    "like the whole, among the others",
    "like the one before",
    "numbers",
    "begins with a quotation",
)
"""The features of a candidate, in the order in which `features` gives them.

How much a sentence is like the whole is the cosine of their terms, weighted by their rarity in the article; among the
others it is in standard deviations from the mean.
"""

Vector = Mapping[str, float]


def features(candidates: Sequence[Candidate]) -> list[tuple[float, ...]]:
    """The features of each candidate of one article."""
    vectors = _vectors(candidates)
    whole: Counter[str] = Counter()
    for vector in vectors:
        whole.update(vector)
    length = _length(whole)
    likeness = [_cosine(vector, whole, _length(vector), length) for vector in vectors]
    middle, spread = fmean(likeness), pstdev(likeness)
    found = []
    before: Vector = {}
    for place, (candidate, vector, like) in enumerate(zip(candidates, vectors, likeness, strict=True)):
        among_others = (like - middle) / spread if spread else 0.0
        found.append(
            (
                1 / (place + 1),
                float(place == len(candidates) - 1),
                like,
                among_others,
                _cosine(vector, before, _length(vector), _length(before)),
                min(len(_NUMBER.findall(candidate.printed)), _MOST_NUMBERS) / _MOST_NUMBERS,
                float(_QUOTATION.match(candidate.printed) is not None),
            )
        )
        before = vector
    return found


def _vectors(candidates: Sequence[Candidate]) -> list[Vector]:
    """The terms of each candidate, weighted by how few of the candidates have them."""
    spread = Counter(term for candidate in candidates for term in candidate.terms)
    rarity = {term: math.log((len(candidates) + 1) / count) for term, count in spread.items()}
    return [{term: count * rarity[term] for term, count in one.terms.items()} for one in candidates]


def _cosine(one: Vector, other: Vector, length: float, other_length: float) -> float:
    if not length or not other_length:
        return 0.0
    return sum(weight * other.get(term, 0.0) for term, weight in one.items()) / (length * other_length)


def _length(vector: Vector) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))
