"""What is measured of a candidate: how often it stands where in the text, and what its words look like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from service.keyphrases.candidates import Phrase, Place
from service.keyphrases.stretches import FIRST_DENSE
from service.keyphrases.syllables import syllables
from service.keyphrases.word import CONTENT
from service.words import is_unspaced

# In the order in which they are measured.
NAMES = (
    "often", "early", "first_sentence", "in_headline", "spread", "capitals", "acronym", "two_words", "three_words",
    "four_words", "letters", "inner", "together", "inside", "alone", "once_long",
)  # fmt: skip

_CAPITALS, _MOSTLY = NAMES.index("capitals"), 0.5
# Part of a longer name is what stands in it so often: F1 is the same without it (even half; 0.7 to 0.99 tried).
_INSIDE, _NEARLY_ALWAYS = NAMES.index("inside"), 0.8

# What stands but once further down, in no headline, was hardly ever chosen: without it F1 is as high on each
# of three sets (even half; 400 to 2,500 characters tried), and a third less is measured.
_LEAD = 1500
# One syllable of Thai, Lao, Burmese or Khmer is a part of many words: alone it is a phrase where it stands so often,
# or so often and in the headline. Chosen by looking at articles of our own.
_FEWEST_OF_SYLLABLE, _FEWEST_OF_HEADLINE = 5, 3
_LETTERS_OF_SYLLABLE = 4
# More letters than this say no more.
_MANY_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase, its places in body and headline, and what is measured of it, in the order of `NAMES`."""

    phrase: Phrase
    body: list[Place]
    headline: list[Place]
    features: tuple[float, ...]

    @property
    def printed(self) -> Phrase:
        """Its words as they are printed first, folded."""
        return tuple([word.key for word in (self.body or self.headline)[0].words])

    @property
    def is_capital(self) -> bool:
        """Whether it has a capital inside sentences, mostly."""
        return self.features[_CAPITALS] > _MOSTLY

    @property
    def is_part_of_name(self) -> bool:
        """Whether it is a word with a capital, or of a script that has none, and stands within a longer phrase."""
        if self.features[_INSIDE] < _NEARLY_ALWAYS:
            return False
        return self.is_capital or self.phrase[0].upper() == self.phrase[0]


def measure(body: Mapping[Phrase, list[Place]], headline: Mapping[Phrase, list[Place]], length: int) -> list[Candidate]:
    """The candidates worth a look with their features; `length` is that of the body in characters."""
    text = _Text(body, headline, length)
    found = []
    for phrase, places in body.items():
        fewest = _FEWEST_OF_HEADLINE if phrase in headline else _FEWEST_OF_SYLLABLE
        if len(places) < fewest and _is_syllable(phrase):
            continue
        if (
            len(places) > 1
            or phrase in headline
            or (places[0].start < _LEAD and (len(phrase) == 1 or _is_name(places[0])))
        ):
            found.append(Candidate(phrase, places, headline.get(phrase, []), text.features(phrase, places)))
    found.extend(
        Candidate(one, [], at, text.features(one, at))
        for one, at in headline.items()
        if one not in body and not _is_syllable(one)
    )
    return found


def _is_syllable(phrase: Phrase) -> bool:
    """Whether it is one syllable of a script that sets no words apart and writes syllables by several letters."""
    word = phrase[0]
    if len(phrase) > 1 or len(word) > _LETTERS_OF_SYLLABLE or word >= FIRST_DENSE or not is_unspaced(word[0]):
        return False
    # A letter by itself behind others ends their syllable.
    return all(len(unit) == 1 for unit in syllables(word)[1:])


def _is_name(place: Place) -> bool:
    """Whether each word but function words has a capital, the first of a sentence's included."""
    return all(word.capital or word.role is not CONTENT for word in place.words)


class _Text:
    """Measures the phrases of one text."""

    def __init__(self, body: Mapping[Phrase, list[Place]], headline: Mapping[Phrase, list[Place]], length: int) -> None:
        self._counts = {phrase[0]: len(places) for phrase, places in body.items() if len(phrase) == 1}
        self._headline = headline
        self._whole = log(2 + length)
        self._sentences = 1 + max((places[-1].segment.sentence for places in body.values()), default=0)
        self._around: dict[Phrase, int] = {}
        for phrase, places in body.items():
            often = len(places)
            if often > 1 and len(phrase) > 1:
                for part in _parts(phrase):
                    if self._around.get(part, 0) < often:
                        self._around[part] = often

    def features(self, phrase: Phrase, places: list[Place]) -> tuple[float, ...]:
        """What is measured of a phrase, by its places in the body, else in the headline."""
        often = len(places)
        first = places[0]
        content = [word for word in first.words if word.role is CONTENT]
        words = len(content) or 1
        capitals, alone = _looks(places)
        sentence = first.segment.sentence
        return (
            log(often),
            1.0 - log(2 + first.start) / self._whole,
            1.0 if sentence == 0 else 0.0,
            1.0 if phrase in self._headline else 0.0,
            (places[-1].segment.sentence - sentence) / self._sentences,
            capitals,
            1.0 if any(word.acronym for word in content) else 0.0,
            1.0 if words == 2 else 0.0,  # noqa: PLR2004  # as it is named
            1.0 if words == 3 else 0.0,  # noqa: PLR2004  # likewise
            1.0 if words > 3 else 0.0,  # noqa: PLR2004  # likewise
            min(sum(word.letters for word in content) / words / _MANY_LETTERS, 1.0),
            1.0 if len(phrase) > words else 0.0,
            0.0 if len(phrase) == 1 else often / max(1, min(self._counts.get(key, often) for key in phrase)),
            self._around.get(phrase, 0) / often,
            alone,
            1.0 if often == 1 and words > 1 else 0.0,
        )


def _parts(phrase: Phrase) -> Iterator[Phrase]:
    for length in range(1, len(phrase)):
        for at in range(len(phrase) - length + 1):
            yield phrase[at : at + length]


def _looks(places: list[Place]) -> tuple[float, float]:
    """The share of places inside sentences where each word has a capital; that of places between function words."""
    inside = capitals = alone = 0
    for place in places:
        segment, first, last = place
        words = segment.words
        if (first == 0 or words[first - 1].role is not CONTENT) and (
            last + 1 == len(words) or words[last + 1].role is not CONTENT
        ):
            alone += 1
        if first or not segment.opens:
            inside += 1
            capitals += words[first].capital if first == last else _is_name(place)
    return (capitals / inside if inside else 0.0), alone / len(places)
