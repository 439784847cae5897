"""Which sentences make the summary: those that are worth most together, within its limits."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from operator import mul
from typing import NamedTuple

from service.summaries.candidates import Candidate
from service.summaries.features import FEATURES, common, features, measure
from service.summaries.sets import OF_SETS, excess_of, filling_of, lacking, lead_of, long_of

# Sets are put together from so many of the best candidates.
MOST_CANDIDATES = 10

# So much of the shorter one's terms in common, and two sentences say the same.
_SAME = 0.6
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


class _Choice:
    """One article's candidates with what each is worth, and the best of the sets that they can make."""

    def __init__(self, candidates: Sequence[Candidate], max_sentences: int, max_words: int, counts: Counts) -> None:
        self._candidates = candidates
        self._max_sentences, self._max_words = max_sentences, max_words
        long = long_of(candidates, max_words)
        self._price, self._likeness, *rest = (counts[name] for name in OF_SETS)
        self._of_lacking, of_lead = rest[:-2], rest[-2:]
        reasons = long, filling_of(candidates, max_sentences, max_words)
        self._lead, self._of_lead = lead_of(candidates, max_sentences, max_words), max(map(mul, of_lead, reasons))
        terms = measure(candidates)
        self._vectors = terms.vectors
        self._together: dict[tuple[int, int], float | None] = {}
        weights = [counts[name] for name in FEATURES]
        self._worths = [sum(map(mul, weights, measured)) for measured in features(candidates, terms, long)]
        self._firsts: frozenset[int] = frozenset()
        self._best: tuple[int, ...] = ()
        self._most = -math.inf

    def best(self) -> tuple[int, ...]:
        """The places of those that are worth most together."""
        fitting = [
            place
            for place, one in enumerate(self._candidates)
            if one.words <= self._max_words and len(one.sentences) <= self._max_sentences
        ]
        self._firsts = frozenset(place for place in fitting if not self._candidates[place].leans_back)
        self._firsts = self._firsts or frozenset(fitting)
        # One that is worth nothing alone adds nothing: what sets are measured by beside it only takes away.
        ranked = sorted(
            (place for place in fitting if self._worths[place] > 0), key=lambda place: -self._worths[place]
        )[:MOST_CANDIDATES]
        if self._firsts and self._firsts.isdisjoint(ranked):
            ranked.append(max(sorted(self._firsts), key=lambda place: self._worths[place]))
        nothing = Chosen((), 0.0, 0, 0)
        self._weigh_lead(nothing)
        self._weigh_larger(nothing, ranked)
        return self._best

    def _weigh_lead(self, chosen: Chosen | None) -> None:
        """Weigh the lead, if it is within the limits and says nothing twice."""
        for place in self._lead:
            chosen = self._with(place, chosen) if chosen else None
        if chosen:
            self._weigh(chosen)

    def _weigh_larger(self, chosen: Chosen, ranked: Sequence[int]) -> None:
        """Weigh all sets that hold what is chosen and some of the ranked, where they could be worth most.

        What is measured of sets takes away from what their candidates are worth, but of the lead, weighed before.
        """
        so_far = chosen.added + self._of_words(chosen)
        seats = self._max_sentences - chosen.sentences
        for at, place in enumerate(ranked):
            if so_far + sum(max(0.0, self._worths[other]) for other in ranked[at : at + seats]) <= self._most:
                return
            larger = self._with(place, chosen)
            if larger:
                self._weigh(larger)
                self._weigh_larger(larger, ranked[at + 1 :])

    def _with(self, place: int, chosen: Chosen) -> Chosen | None:
        """What is chosen with one more; None where that has no room, or says what another says."""
        one = self._candidates[place]
        words, sentences = chosen.words + one.words, chosen.sentences + len(one.sentences)
        if words > self._max_words or sentences > self._max_sentences:
            return None
        added = chosen.added + self._worths[place]
        for other in chosen.places:
            gain = self._beside(min(other, place), max(other, place))
            if gain is None:
                return None
            added += gain
        return Chosen(tuple(sorted((*chosen.places, place))), added, words, sentences)

    def _beside(self, one: int, other: int) -> float | None:
        """What two candidates are worth more together than each alone; None where they say the same."""
        if (one, other) not in self._together:
            first, second = self._vectors[one], self._vectors[other]
            shared, like = common(first, second)
            same = shared and shared >= _SAME * min(len(first.weights), len(second.weights))
            self._together[one, other] = None if same else min(0.0, self._likeness) * like
        return self._together[one, other]

    def _weigh(self, chosen: Chosen) -> None:
        """Keep the set if it is worth more than any before it, and begins with one that may."""
        if chosen.places[0] not in self._firsts:
            return
        worth = chosen.added + self._of_words(chosen)
        worth += sum(map(mul, self._of_lacking, lacking(self._candidates, chosen.places)))
        if chosen.places == self._lead:
            worth += self._of_lead
        if worth > self._most:
            self._best, self._most = chosen.places, worth

    def _of_words(self, chosen: Chosen) -> float:
        return self._price * excess_of(chosen.words, self._max_words, len(self._candidates))


def _words(candidates: Sequence[Candidate]) -> int:
    return sum(one.words for one in candidates)
