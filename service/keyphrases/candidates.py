"""What may be a key phrase: words that stand together in the text, and where each of them does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.keyphrases.inflections import find_inflections
from service.keyphrases.tokens import Segment, Token
from service.keyphrases.word import CONTENT

MOST_WORDS = 4  # that are no function words
_MOST_INNER = 2  # function words between them

# Its nouns have capitals, so that a capital says nothing of a name.
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `first` to `last` of a segment."""

    segment: Segment
    first: int
    last: int

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the phrase."""
        return self.segment.tokens[self.first : self.last + 1]


def find_candidates(texts: Sequence[list[Segment]], language: str) -> list[dict[Phrase, list[Place]]]:
    """For each text its phrases, by what they are compared by, each with all of its places, in order."""
    keys = {
        token.word.key
        for segments in texts
        for segment in segments
        for token in segment.tokens
        if token.word.role is CONTENT
    }
    stands_for = find_inflections(keys, language)
    names = language not in _NOUNS_HAVE_CAPITALS
    return [_candidates(segments, stands_for, names=names) for segments in texts]


def _candidates(segments: list[Segment], stands_for: Mapping[str, str], *, names: bool) -> dict[Phrase, list[Place]]:
    found: defaultdict[Phrase, list[Place]] = defaultdict(list)
    for segment in segments:
        tokens = segment.tokens
        keys = [stands_for.get(token.word.key, token.word.key) for token in tokens]
        edges = list(_edges(tokens, names=names))
        for first, last in _spans(edges):
            found[tuple(keys[first : last + 1])].append(Place(segment, first, last))
    return dict(found)


def _edges(tokens: list[Token], *, names: bool) -> Iterator[bool]:
    """Whether a phrase may begin or end with each token: also with a function word in a name ("New York")."""
    for at, token in enumerate(tokens):
        if token.word.role is CONTENT:
            yield True
        elif not names or not token.word.capital or token.opens:
            yield False
        else:
            beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
            yield any(other.word.capital and other.word.role is CONTENT for other in beside)


def _spans(edges: list[bool]) -> Iterator[tuple[int, int]]:
    """The first and last token of each phrase that begins and ends where it may."""
    for first, begins in enumerate(edges):
        if not begins:
            continue
        content = inner = 0
        for last in range(first, len(edges)):
            if edges[last]:
                content += 1
                if content > MOST_WORDS:
                    break
                yield first, last
            else:
                inner += 1
                if inner > _MOST_INNER:
                    break
