"""What may be a key phrase: words that stand together in the text, and where each of them does."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from service.keyphrases.inflections import find_inflections
from service.keyphrases.tokens import Segment
from service.keyphrases.word import CONTENT, Word

MOST_WORDS = 4  # that are no function words
_MOST_INNER = 2  # function words between them

# Their nouns have capitals, so that a capital says nothing of a name.
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
# Verbs and nouns look the same there, so that function words between them join clauses as well as names.
_JOINED_BY_NOTHING = frozenset({"th", "lo", "km", "my"})
# They set syllables apart: one by itself is hardly a word.
_SYLLABLES_APART = frozenset({"vi", "bo", "dz"})

Phrase = tuple[str, ...]


class Place(NamedTuple):
    """Words `first` to `last` of a segment."""

    segment: Segment
    first: int
    last: int

    @property
    def words(self) -> list[Word]:
        """The words of the phrase."""
        return self.segment.words[self.first : self.last + 1]

    @property
    def opens(self) -> bool:
        """Whether a sentence may open with it."""
        return self.first == 0 and self.segment.opens

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.segment.starts[self.first]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.segment.starts[self.last] + len(self.segment.printed[self.last])


def capitals_tell_names(language: str) -> bool:
    """Whether a capital inside a sentence is that of a name, in a script that has any."""
    return language not in _NOUNS_HAVE_CAPITALS


def find_candidates(texts: Sequence[list[Segment]], language: str) -> list[dict[Phrase, list[Place]]]:
    """For each text its phrases, by what they are compared by, each with all of its places, in order.

    Left out are phrases of several words that stand once in all texts and do not begin with a capital.
    """
    every = {word for segments in texts for segment in segments for word in segment.words}
    stands_for = find_inflections({word.key for word in every if word.role is CONTENT}, language)
    keyed = [[(one, [stands_for.get(word.key, word.key) for word in one.words]) for one in text] for text in texts]
    pairs = Counter(pair for text in keyed for _, keys in text for pair in pairwise(keys))
    names, syllables = capitals_tell_names(language), language in _SYLLABLES_APART
    inner = 0 if language in _JOINED_BY_NOTHING else _MOST_INNER
    return [_candidates(text, pairs, inner, names=names, syllables=syllables) for text in keyed]


def _candidates(
    segments: list[tuple[Segment, list[str]]],
    pairs: Counter[tuple[str, str]],
    most_inner: int,
    *,
    names: bool,
    syllables: bool,
) -> dict[Phrase, list[Place]]:
    found: defaultdict[Phrase, list[Place]] = defaultdict(list)
    for segment, keys in segments:
        words = segment.words
        edges = [
            word.role is CONTENT or (names and word.capital and _in_name(segment, at)) for at, word in enumerate(words)
        ]
        for first, begins in enumerate(edges):
            if not begins:
                continue
            capital = words[first].capital
            if capital or not syllables:
                found[keys[first],].append(Place(segment, first, first))
            if first + 1 < len(keys) and (capital or pairs[keys[first], keys[first + 1]] > 1):
                for last in _ends(edges, first, most_inner):
                    found[tuple(keys[first : last + 1])].append(Place(segment, first, last))
    return dict(found)


def _in_name(segment: Segment, at: int) -> bool:
    """Whether a function word with a capital is part of a name, as in "New York": the word beside it has one too."""
    if at == 0 and segment.opens:
        return False
    beside = (*segment.words[max(0, at - 1) : at], *segment.words[at + 1 : at + 2])
    return any(other.capital and other.role is CONTENT for other in beside)


def _ends(edges: list[bool], first: int, most_inner: int) -> list[int]:
    """The last word of each phrase of several words that begins with the first one."""
    ends: list[int] = []
    inner = 0
    for last in range(first + 1, len(edges)):
        if edges[last]:
            ends.append(last)
            if len(ends) == MOST_WORDS - 1:
                break
        else:
            inner += 1
            if inner > most_inner:
                break
    return ends
