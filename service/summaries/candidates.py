"""What a summary may be put together from: passages of a body, each a sentence, or several that belong together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.article import Sentence
from service.languages.words import count_words, find_terms
from service.sentences.first_words import leans_back
from service.sentences.quotations import Passage, find_passages
from service.summaries.belonging import join_remarks
from service.summaries.statements import ends_sentence, is_statement

# A text of fewer paragraphs, or of longer ones on average, was set in them by chance: its sentences stand alone.
_FEWEST_PARAGRAPHS, _LONGEST_PARAGRAPH = 3, 6
_ITEM = re.compile(r"[(\[]?(\d{1,2})[.)\]\u3001](?!\d)")
_LOOK_BACK = 8
# One line by itself is a heading.
_FEWEST_LINES = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that a summary may quote: its sentences, their words, and the terms to compare it by.

    `first` and `last` are its sentences' numbers in the story. It leans back where its first word points at what
    stands before it, and goes on where it stands inside a paragraph, in a story that has such.
    """

    first: int
    last: int
    sentences: tuple[Sentence, ...]
    printed: str
    words: int
    terms: list[str]
    leans_back: bool
    goes_on: bool


def find_candidates(text: str, sentences: Sequence[Sentence], primary: str) -> list[Candidate]:
    """The passages worth quoting, in their order; where there is none, all."""
    seen: set[str] = set()
    worth: list[Candidate] = []
    others: list[Candidate] = []
    parts = find_passages(text, sentences)
    has_paragraphs = _has_paragraphs(parts)
    words = [count_words(text[one.start : one.end]) for one in sentences]
    passages = join_remarks(text, sentences, words, parts, primary)
    items = _numbered(text, sentences, passages) | _behind_lines(text, sentences, passages, primary)
    for passage in passages:
        goes_on = has_paragraphs and not passage.opens_paragraph
        candidate = _candidate(text, sentences, words, passage, primary, goes_on=goes_on)
        new = candidate.printed not in seen and not passage.hangs and passage.first not in items
        greeted = passage.opens_paragraph and _is_greeted(text, candidate.sentences[0].start)
        worthy = new and is_statement(candidate.printed, candidate.words, primary, greeted=greeted)
        seen.add(candidate.printed)
        (worth if worthy else others).append(candidate)
    return worth or others


def _has_paragraphs(passages: Sequence[Passage]) -> bool:
    """Whether the story is parted often enough for its paragraphs to say what belongs together."""
    paragraphs = sum(passage.opens_paragraph for passage in passages)
    return paragraphs >= _FEWEST_PARAGRAPHS and paragraphs * _LONGEST_PARAGRAPH >= len(passages)


def _numbered(text: str, sentences: Sequence[Sentence], passages: Sequence[Passage]) -> set[int]:
    """The first sentences of paragraphs that are items of a numbered list: another one has the next number."""
    numbers: dict[int, int] = {}
    for passage in passages:
        item = _ITEM.match(text, sentences[passage.first].start) if passage.opens_paragraph else None
        if item:
            numbers[passage.first] = int(item[1])
    found = set(numbers.values())
    return {first for first, number in numbers.items() if number - 1 in found or number + 1 in found}


def _behind_lines(text: str, sentences: Sequence[Sentence], passages: Sequence[Passage], primary: str) -> set[int]:
    """The sentences that end a list: each is a paragraph by itself, right behind lines that are no sentences.

    What stands before the first sentence of a story is no list, and its lead is no item.
    """
    found: set[int] = set()
    lines, told = 0, False
    for passage, following in zip(passages, [*passages[1:], None], strict=True):
        is_alone = passage.opens_paragraph and (following is None or following.opens_paragraph)
        printed = text[sentences[passage.first].start : sentences[passage.last].end]
        if not ends_sentence(printed, primary):
            lines += is_alone
            continue
        if told and is_alone and lines >= _FEWEST_LINES:
            found.add(passage.first)
        lines, told = 0, True
    return found


def _is_greeted(text: str, start: int) -> bool:
    """Whether the paragraph before ends with a comma, as in a letter "Dear neighbours," does."""
    return text[max(0, start - _LOOK_BACK) : start].rstrip().endswith(",")


def _candidate(  # noqa: PLR0913  # what it reads of
    text: str,
    sentences: Sequence[Sentence],
    words: Sequence[int],
    passage: Passage,
    primary: str,
    *,
    goes_on: bool,
) -> Candidate:
    within = tuple(sentences[passage.first : passage.last + 1])
    printed = text[within[0].start : within[-1].end]
    return Candidate(
        passage.first,
        passage.last,
        within,
        printed,
        sum(words[passage.first : passage.last + 1]),
        find_terms(printed),
        # What a story itself begins with leans on nothing.
        passage.first > 0 and leans_back(printed, primary),
        goes_on,
    )
