"""What is measured of a set of candidates, and of the story that they are from, beside the features of each."""

import math
from collections.abc import Sequence

from service.summaries.candidates import Candidate

# A summary says enough at this share of its limit on words, and beyond it words have their price.
_ENOUGH = 65 / 95
_UNIT = 30 / 95
# The logarithm of a usual number of candidates, where the price is about what it counts for.
_USUAL_LOG_COUNT = 3

# A story is long from so many times the limit on words on, and the more so up to so many times that more.
_LONG, _MOST_LONG = 3, 1.5

# The lead is as many first sentences as take this share of the limit on words: 70 to 95 were tried on sets left out.
_LEAD = 80 / 95
# Where as many first ones as a summary may have take from this share of the limit on words to that, they fill it: there
# is no room in which another set could say more (on sets left out: 45 to 65, 50 to 80 and 65 to 85 words were tried).
_FILLS, _FULL = 55 / 95, 75 / 95

OF_SETS = (
    "words beyond enough",
    "like each other",
    "leaning on what is left out",
    "going on from what is left out",
    "breaking off in a paragraph",
    "the lead, in a long story",
    "the lead, where it fills a summary",
)
"""What is measured of a set.

How far it is longer than enough, how it repeats itself, how many sentences in it lean on one that is left out, or go on
from one in a paragraph, or have one left out behind them that goes on; and where they are the story's lead, how far it
is long, and how far its first sentences fill a summary. Of these two only the one that counts for more is counted.
"""


def long_of(candidates: Sequence[Candidate], max_words: int) -> float:
    """How far the story is long, by the words of its candidates."""
    words = sum(one.words for one in candidates)
    return min(max(0.0, words / max_words / _LONG - 1), _MOST_LONG)


def filling_of(candidates: Sequence[Candidate], max_sentences: int, max_words: int) -> float:
    """How far the first candidates fill a summary, by their words."""
    words = sum(one.words for one in candidates[:max_sentences])
    return min(max(0.0, (words / max_words - _FILLS) / (_FULL - _FILLS)), 1.0)


def excess_of(words: int, max_words: int, candidates: int) -> float:
    """How far so many words are beyond enough; the more so, the more candidates there are to choose from."""
    return max(0.0, words / max_words - _ENOUGH) / _UNIT * math.log(max(candidates, 2)) / _USUAL_LOG_COUNT


def lacking(candidates: Sequence[Candidate], places: Sequence[int]) -> tuple[int, int, int]:
    """How many of the candidates at `places`, in order, lean on, and go on from, what is not quoted before them.

    Third, how many of them break off: the next one goes on in their paragraph and is not quoted.
    """
    leaning = going_on = breaking_off = 0
    before = None
    for place in places:
        one = candidates[place]
        if before is None or candidates[before].last + 1 != one.first:
            leaning += before is not None and one.leans_back
            going_on += one.goes_on
        before = place
        following = candidates[place + 1] if place + 1 < len(candidates) else None
        if following and following.goes_on and following.first == one.last + 1:
            breaking_off += place + 1 not in places
    return leaning, going_on, breaking_off


def lead_of(candidates: Sequence[Candidate], max_sentences: int, max_words: int) -> tuple[int, ...]:
    """The places of the lead: the first candidates, at least one."""
    words = sentences = 0
    for place, one in enumerate(candidates):
        words, sentences = words + one.words, sentences + len(one.sentences)
        if place and (words > _LEAD * max_words or sentences > max_sentences):
            return tuple(range(place))
    return tuple(range(len(candidates)))
