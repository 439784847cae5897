"""The best candidates that do not say the same, each as the text prints it."""

from collections import Counter
from collections.abc import Collection, Sequence

from service.keyphrases.candidates import Phrase, Place
from service.keyphrases.features import Candidate
from service.keyphrases.scoring import likelihood


def choose(
    candidates: Sequence[Candidate], most: int, unwanted: Collection[Phrase] = ()
) -> list[tuple[Candidate, float]]:
    """At most `most` candidates with their likelihoods, best first; none holds another, none is of the `unwanted`."""
    ranked = sorted(
        ((likelihood(candidate.features), candidate) for candidate in candidates),
        key=lambda pair: (-pair[0], pair[1].phrase),
    )
    chosen: list[tuple[Candidate, float]] = []
    for score, candidate in ranked:
        if len(chosen) == most:
            break
        if candidate.phrase not in unwanted and not any(
            _overlap(candidate.phrase, other.phrase) for other, _ in chosen
        ):
            chosen.append((candidate, score))
    return chosen


def _overlap(one: Phrase, other: Phrase) -> bool:
    """Whether all words of one of them are words of the other."""
    few, many = sorted((set(one), set(other)), key=len)
    return few <= many


def print_phrase(candidate: Candidate, headline: str, body: str) -> str:
    """The candidate as it stands in the body most often, else in the headline.

    Where a sentence begins with it its capital may be the sentence's: such places count only where there is no other.
    """
    text, places = (body, candidate.body) if candidate.body else (headline, candidate.headline)
    forms = Counter(_printed(place, text) for place in places if not place.tokens[0].opens)
    forms = forms or Counter(_printed(place, text) for place in places)
    return forms.most_common(1)[0][0]


def _printed(place: Place, text: str) -> str:
    tokens = place.tokens
    return text[tokens[0].start : tokens[-1].end]
