"""What a summary may be put together from: passages of a body, each a sentence or a quotation of several."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.article import Sentence
from service.languages.words import count_words, find_terms
from service.sentences.first_words import leans_back
from service.sentences.quotations import Passage, find_passages
from service.summaries.statements import is_statement


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
    worth: list[Candidate] = []
    others: list[Candidate] = []
    for passage in find_passages(text, sentences):
        candidate = _candidate(text, sentences, passage, primary)
        new = candidate.printed not in seen and not passage.hangs
        worthy = new and is_statement(candidate.printed, candidate.words, primary)
        seen.add(candidate.printed)
        (worth if worthy else others).append(candidate)
    return worth or others


def _candidate(text: str, sentences: Sequence[Sentence], passage: Passage, primary: str) -> Candidate:
    within = tuple(sentences[passage.first : passage.last + 1])
    printed = text[within[0].start : within[-1].end]
    return Candidate(
        passage.first,
        passage.last,
        within,
        printed,
        sum(count_words(text[one.start : one.end]) for one in within),
        Counter(find_terms(printed)),
        leans_back(printed, primary, begins_story=passage.first == 0),
    )
