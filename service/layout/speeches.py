"""Speeches: paragraphs of a transcript or a debate, each of which opens with who speaks, and a colon."""

import re
from collections import Counter
from collections.abc import Iterable

from service.layout.shapes import ends_sentence
from service.words import fold

# A speaker is of so many words; so many speeches are a transcript, in which somebody speaks again.
MOST_SPEAKER_WORDS, FEWEST_SPEECHES = 5, 3
# By so many paragraphs it is told.
LOOKED_AT = 40
_SPEAKER = re.compile(r"(?P<speaker>[^\W\d_][^:\uff1a\n!?\u2026\"]{0,48}?)\s?[:\uff1a]\s*(?=[^\s/])")


def speaker(text: str) -> str | None:
    """Who speaks, where a paragraph opens so."""
    match = _SPEAKER.match(text)
    named = match["speaker"] if match else ""
    return named if named and len(named.split()) <= MOST_SPEAKER_WORDS else None


def speakers_of(texts: Iterable[str]) -> frozenset[str]:
    """Who speaks in these paragraphs, folded; nobody where they are no transcript: two take turns, and one again.

    Speeches are sentences: headers of mails and records, which open so too, are none.
    """
    found = Counter(fold(named) for text in texts if ends_sentence(text) and (named := speaker(text)))
    told = found.total() >= FEWEST_SPEECHES and 1 < len(found) < found.total()
    return frozenset(found) if told else frozenset()
