"""What is measured of a candidate: how often it stands where in the text, and what its words look like."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from service.keyphrases.candidates import Phrase, Place
from service.keyphrases.tokens import Token
from service.keyphrases.word import CONTENT

NAMES = (
    "often", "early", "first_sentence", "in_headline", "spread", "capitals", "acronym", "two_words", "three_words", "four_words",
    "letters", "inner", "together", "inside", "alone", "once_long",
)  # fmt: skip

_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase, its places in body and headline, and what is measured of it, in the order of `NAMES`."""

    phrase: Phrase
    body: list[Place]
    headline: list[Place]
    features: tuple[float, ...]


def measure(body: Mapping[Phrase, list[Place]], headline: Mapping[Phrase, list[Place]], length: int) -> list[Candidate]:
    """The candidates with their features; `length` is that of the body in characters."""
    longest = _longest_around(body)
    alone = {phrase: (body.get(phrase) or headline[phrase]) for phrase in (*headline, *body)}
    whole = log(2 + length)
    last = max((places[-1].segment.sentence for places in body.values()), default=0)
    found = []
    for phrase, places in alone.items():
        in_headline = headline.get(phrase, [])
        features = _features(phrase, places, bool(in_headline), longest, body, whole, last)
        found.append(Candidate(phrase, body.get(phrase, []), in_headline, features))
    return found


def _longest_around(body: Mapping[Phrase, list[Place]]) -> Counter[Phrase]:
    """How often each phrase stands in the longer one that recurs most."""
    around: Counter[Phrase] = Counter()
    for phrase, places in body.items():
        if len(places) > 1 and len(phrase) > 1:
            for part in _parts(phrase):
                around[part] = max(around[part], len(places))
    return around


def _parts(phrase: Phrase) -> Iterator[Phrase]:
    for length in range(1, len(phrase)):
        for at in range(len(phrase) - length + 1):
            yield phrase[at : at + length]


def _features(  # noqa: PLR0913, PLR0917  # it is where all that is measured comes together
    phrase: Phrase,
    places: list[Place],
    in_headline: bool,
    around: Counter[Phrase],
    body: Mapping[Phrase, list[Place]],
    whole: float,
    last: int,
) -> tuple[float, ...]:
    often = len(places)
    tokens = places[0].tokens
    content = [token for token in tokens if token.word.role is CONTENT]
    words = max(1, len(content))
    rarest = min((len(body.get((key,), places)) for key in phrase), default=often)
    sentences = {place.segment.sentence for place in places}
    return (
        log(often),
        1.0 - log(2 + tokens[0].start) / whole,
        float(min(sentences) == 0),
        float(in_headline),
        (max(sentences) - min(sentences)) / (1 + last),
        _capitals(places),
        float(any(token.word.acronym for token in content)),
        float(words == 2),
        float(words == 3),
        float(words > 3),
        min(sum(len(token.word.key) for token in content) / words, _LETTERS) / _LETTERS,
        float(len(tokens) > words),
        0.0 if len(phrase) == 1 else often / max(1, rarest),
        around[phrase] / often,
        _alone(places),
        float(often == 1 and words > 1),
    )


def _capitals(places: list[Place]) -> float:
    """The share of the places inside sentences where each word has a capital."""
    inside = [place.tokens for place in places if not place.segment.tokens[place.first].opens]
    if not inside:
        return 0.0
    return sum(all(token.word.capital for token in tokens if token.word.role is CONTENT) for tokens in inside) / len(
        inside
    )


def _alone(places: list[Place]) -> float:
    """The share of the places between function words or punctuation."""
    return sum(
        _is_edge(place.segment.tokens, place.first - 1) and _is_edge(place.segment.tokens, place.last + 1)
        for place in places
    ) / len(places)


def _is_edge(tokens: list[Token], at: int) -> bool:
    return not 0 <= at < len(tokens) or tokens[at].word.role is not CONTENT
