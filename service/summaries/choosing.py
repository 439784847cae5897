"""Which sentences make the summary: those that are worth most together, within its limits."""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from service.summaries.candidates import Candidate
from service.summaries.features import FEATURES, common, features, measure

# Sets are put together from so many of the best candidates, and of so many sets the best are gone on with: all that
# three sentences of ten can make.
MOST_CANDIDATES = 10
_MOST_SETS = 200

# A summary says enough at this share of its limit on words, and beyond it words have their price.
_ENOUGH = 55 / 95
_UNIT = 30 / 95
# The logarithm of a usual number of candidates: what is weighed by theirs is about 1 there.
_USUAL_LOG_COUNT = 3

# So much of the shorter one's terms in common, and two sentences say the same.
_SAME = 0.6
OF_SETS = ("words beyond enough", "words beyond enough, of many", "like each other", "leaning on what is left out")
"""What is measured of a set of candidates, beside the features of each.

How far it is longer than enough, how it repeats itself, and how many sentences in it lean on one that is not.
"""

Counts = Mapping[str, float]


class Chosen(NamedTuple):
    """Candidates by their place, in order: what they add up to, their words and how many sentences they are."""

    places: tuple[int, ...]
    added: float
    words: int
    sentences: int


def choose(
    candidates: Sequence[Candidate], max_sentences: int, max_words: int, counts: Counts | None = None
) -> list[Candidate]:
    """The candidates that are worth most together, in their order: few and short enough, none of which says the same.

    The first of them does not lean on what is not quoted, where another could be the first. All where all fit, none
    where none does. `counts` is what each feature counts for, if not what was fitted.
    """
    if sum(len(one.sentences) for one in candidates) <= max_sentences and _words(candidates) <= max_words:
        return list(candidates)
    choice = _Choice(candidates, max_sentences, max_words, counts or weights())
    return [candidates[place] for place in choice.best()]


@cache
def weights() -> Counts:
    """What each feature counts for; `docs/recipes/summary_weights.py` made it."""
    return dict(tomllib.loads((resources.files(__package__) / "weights.toml").read_text("utf-8"))["weights"])


def excess_of(words: int, max_words: int) -> float:
    """How far so many words are beyond enough."""
    return max(0.0, words / max_words - _ENOUGH) / _UNIT


def many_of(candidates: int) -> float:
    """What the excess is weighed by where there are so many candidates."""
    return math.log(max(candidates, 2)) / _USUAL_LOG_COUNT


def leans_on_other(candidates: Sequence[Candidate], before: int, place: int) -> bool:
    """Whether the candidate leans back, and what is quoted before it is not what it leans on."""
    one = candidates[place]
    return one.leans_back and candidates[before].last + 1 != one.first


class _Choice:
    """One article's candidates with what each is worth, and the sets that they can make."""

    def __init__(self, candidates: Sequence[Candidate], max_sentences: int, max_words: int, counts: Counts) -> None:
        self._candidates = candidates
        self._max_sentences, self._max_words = max_sentences, max_words
        self._counts = counts
        self._price = counts[OF_SETS[0]] + counts[OF_SETS[1]] * many_of(len(candidates))
        self._vectors = measure(candidates)
        self._worths = [
            sum(counts[name] * value for name, value in zip(FEATURES, measured, strict=True))
            for measured in features(candidates, self._vectors)
        ]

    def best(self) -> tuple[int, ...]:
        """The places of those that are worth most together."""
        fitting = [
            place
            for place, one in enumerate(self._candidates)
            if one.words <= self._max_words and len(one.sentences) <= self._max_sentences
        ]
        firsts = [place for place in fitting if not self._candidates[place].leans_back] or fitting
        # One that is worth nothing alone adds nothing: what sets are measured by beside it only takes away.
        ranked = sorted(
            (place for place in fitting if self._worths[place] > 0), key=lambda place: -self._worths[place]
        )[:MOST_CANDIDATES]
        if firsts and not any(place in firsts for place in ranked):
            ranked.append(max(firsts, key=lambda place: self._worths[place]))
        sets: list[Chosen] = []
        for place in sorted(ranked):
            sets += list(self._with(place, sets))
            if place in firsts:
                one = self._candidates[place]
                sets.append(Chosen((place,), self._worths[place], one.words, len(one.sentences)))
            if len(sets) > _MOST_SETS:
                sets = sorted(sets, key=self._worth, reverse=True)[:_MOST_SETS]
        return max(sets, key=self._worth).places if sets else ()

    def _with(self, place: int, sets: Sequence[Chosen]) -> Iterator[Chosen]:
        """Those of the sets that have room for one more behind the others, with it."""
        one = self._candidates[place]
        room, seats = self._max_words - one.words, self._max_sentences - len(one.sentences)
        gains: dict[int, float | None] = {}
        for places, added, words, sentences in sets:
            if words > room or sentences > seats:
                continue
            worth = added + self._worths[place]
            for other in places:
                if other not in gains:
                    gains[other] = self._beside(other, place)
                gain = gains[other]
                if gain is None:
                    break
                worth += gain
            else:
                if leans_on_other(self._candidates, places[-1], place):
                    worth += self._counts[OF_SETS[3]]
                yield Chosen((*places, place), worth, words + one.words, sentences + len(one.sentences))

    def _beside(self, one: int, other: int) -> float | None:
        """What two candidates are worth more together than each alone; None where they say the same."""
        first, second = self._vectors[one], self._vectors[other]
        shared, like = common(first, second)
        if shared and shared >= _SAME * min(len(first.weights), len(second.weights)):
            return None
        return self._counts[OF_SETS[2]] * like

    def _worth(self, chosen: Chosen) -> float:
        return chosen.added + self._price * excess_of(chosen.words, self._max_words)


def _words(candidates: Sequence[Candidate]) -> int:
    return sum(one.words for one in candidates)
