"""What a summary may be put together from: passages of a body, each a sentence or a quotation of several."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.article import Sentence
from service.languages.words import count_words, find_terms
from service.sentences.first_words import leans_back
from service.sentences.quotations import find_passages
from service.summaries.statements import is_statement

_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that a summary may quote: its sentences, their words, and the terms to compare it by.

    `first` and `last` are its sentences' numbers in the story. It leans back where its first word points at what
    stands before it.
    """

    first: int
    last: int
    sentences: tuple[Sentence, ...]
    printed: str
    words: int
    terms: Counter[str]
    leans_back: bool


def find_candidates(text: str, sentences: Sequence[Sentence], primary: str) -> list[Candidate]:
    """The passages worth quoting, in their order; where there is none, all."""
    seen: set[str] = set()
    worth, others = [], []
    for passage in find_passages(text, sentences):
        within = tuple(sentences[passage.first : passage.last + 1])
        printed = text[within[0].start : within[-1].end]
        words = sum(count_words(text[one.start : one.end]) for one in within)
        spoken = "".join(_LETTERS.findall(printed)).casefold()
        new = spoken not in seen and not passage.hangs and is_statement(printed, words, primary)
        seen.add(spoken)
        (worth if new else others).append((passage, within, printed, words))
    return [
        Candidate(
            passage.first,
            passage.last,
            within,
            printed,
            words,
            Counter(find_terms(printed)),
            leans_back(printed, primary, begins_story=passage.first == 0),
        )
        for passage, within, printed, words in worth or others
    ]
