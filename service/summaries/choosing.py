"""Which sentences make the summary: those that are worth most together, within its limits."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import combinations
from typing import NamedTuple

from service.summaries.candidates import Candidate
from service.summaries.features import FEATURES, features

# Sets are put together from so many of the best candidates, and of so many sets the best are gone on with: all that
# three sentences of ten can make.
MOST_CANDIDATES = 10
_MOST_SETS = 200

# A summary says enough at this share of its limit on words, and beyond it words have their price.
ENOUGH = 55 / 95
UNIT = 30 / 95

# So much of the shorter one's terms in common, and two sentences say the same.
_SAME = 0.6
# What a sentence loses that leans on one that is left out: chosen by reading, for references do not mind.
LEANING = 0.5

WORDS, EXCESS = "words", "words beyond enough"


class _Set(NamedTuple):
    """Candidates by their place, in order: what each adds, their words and how many sentences they are."""

    places: tuple[int, ...]
    added: float
    words: int
    sentences: int


Counts = Mapping[str, float]


def choose(
    candidates: Sequence[Candidate], max_sentences: int, max_words: int, counts: Counts | None = None
) -> list[Candidate]:
    """The candidates that are worth most together, in their order: few and short enough, none of which says the same.

    The first of them does not lean on what is not quoted, where another could be the first. All where all fit, none
    where none does. `counts` is what each feature counts for, if not what was fitted.
    """
    if _sentences(candidates) <= max_sentences and sum(one.words for one in candidates) <= max_words:
        return list(candidates)
    counts = counts or weights()
    worths = _worths(candidates, max_words, counts)
    fitting = [
        place for place, one in enumerate(candidates) if one.words <= max_words and len(one.sentences) <= max_sentences
    ]
    best = sorted(sorted(fitting, key=lambda place: -worths[place])[:MOST_CANDIDATES])
    firsts = [place for place in fitting if not candidates[place].leans_back] or fitting
    if firsts and not any(place in firsts for place in best):
        best = sorted([*best, max(firsts, key=lambda place: worths[place])])
    alike = _alike(candidates, best)
    sets: list[_Set] = []
    for place in best:
        one, size = candidates[place], len(candidates[place].sentences)
        sets += [
            _with(candidates, chosen, place, worths[place])
            for chosen in sets
            if chosen.words + one.words <= max_words
            and chosen.sentences + size <= max_sentences
            and alike[place].isdisjoint(chosen.places)
        ]
        if place in firsts:
            sets.append(_Set((place,), worths[place], one.words, size))
        if len(sets) > _MOST_SETS:
            sets = sorted(sets, key=lambda one: -_worth(one, max_words, counts))[:_MOST_SETS]
    chosen = max(sets, key=lambda one: _worth(one, max_words, counts), default=None)
    return [candidates[place] for place in chosen.places] if chosen else []


@cache
def weights() -> Counts:
    """What each feature counts for; `docs/recipes/summary_weights.py` made it."""
    return dict(tomllib.loads((resources.files(__package__) / "weights.toml").read_text("utf-8"))["weights"])


def _sentences(candidates: Sequence[Candidate]) -> int:
    return sum(len(one.sentences) for one in candidates)


def _worths(candidates: Sequence[Candidate], max_words: int, counts: Counts) -> list[float]:
    """What each candidate is worth, the price of too many words not counted."""
    return [
        sum(counts[name] * value for name, value in zip(FEATURES, measured, strict=True))
        + counts[WORDS] * one.words / max_words
        for one, measured in zip(candidates, features(candidates), strict=True)
    ]


def _with(candidates: Sequence[Candidate], chosen: _Set, place: int, worth: float) -> _Set:
    """The set with one more candidate behind the others."""
    one = candidates[place]
    follows = candidates[chosen.places[-1]].last + 1 == one.first
    return _Set(
        (*chosen.places, place),
        chosen.added + worth - (LEANING if one.leans_back and not follows else 0.0),
        chosen.words + one.words,
        chosen.sentences + len(one.sentences),
    )


def _worth(chosen: _Set, max_words: int, counts: Counts) -> float:
    excess = max(0.0, chosen.words / max_words - ENOUGH) / UNIT
    return chosen.added + counts[EXCESS] * excess


def _alike(candidates: Sequence[Candidate], places: Sequence[int]) -> dict[int, set[int]]:
    """Of each place, the places of candidates that say the same."""
    alike: dict[int, set[int]] = {place: set() for place in places}
    for one, other in combinations(places, 2):
        if _same(candidates[one], candidates[other]):
            alike[one].add(other)
            alike[other].add(one)
    return alike


def _same(one: Candidate, other: Candidate) -> bool:
    common = len(one.terms.keys() & other.terms.keys())
    return common > 0 and common >= _SAME * min(len(one.terms), len(other.terms))
