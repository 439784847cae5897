"""Step: a summary of whole sentences of the body, and the body's length in words, sentences and reading time."""

from collections.abc import Sequence
from typing import Literal

from service.article import LanguageSpan, Sentence, SummarisedArticle, Summary
from service.languages.tags import UNDETERMINED, primary_subtag
from service.languages.words import count_words, reading_seconds
from service.sentences import count_sentences, read_sentences
from service.summaries import MAX_SENTENCES, MAX_WORDS
from service.summaries.candidates import find_candidates
from service.summaries.choosing import choose

# A summary quotes from so many characters: the longest body of 6,900 articles measured has 74,185. Weighing all
# sentences of 7 MiB took 4 s, and each line counts as one.
LONGEST_READ = 100_000

_WITHOUT_SPACES = frozenset({"ja", "zh"})


def summarise(  # noqa: PLR0913  # two of them are limits with defaults
    body_text: str,
    language: str,
    *,
    story_start: int = 0,
    spans: Sequence[LanguageSpan] = (),
    max_sentences: int = MAX_SENTENCES,
    max_words: int = MAX_WORDS,
) -> SummarisedArticle:
    """At most `max_sentences` whole sentences of `body_text` with at most `max_words` words, in its order.

    Nothing before code point `story_start`, so no dateline that ends there, is quoted, and nothing in another language,
    as `spans` of the body say, where there is something in this one. A single sentence of more
    words stands alone, where there is no shorter one. `language` is a BCP 47 tag. Words are counted as `count_words`
    says; a body of white space has no summary. Of a body longer than `LONGEST_READ` the rest is only counted.
    """
    primary = primary_subtag(language)
    sentences, sentence_count = _read(body_text, primary)
    words = count_words(body_text)
    summary = None
    if sentences:
        story = _in_language(primary, spans, _from(story_start, sentences))
        candidates = find_candidates(body_text, story, primary)
        quoted = choose(candidates, max_sentences, max_words) or candidates[:1]
        chosen = _first_ones(body_text, [one for each in quoted for one in each.sentences], max_sentences, max_words)
        joiner = "" if primary in _WITHOUT_SPACES else " "
        text = joiner.join(body_text[sentence.start : sentence.end] for sentence in chosen)
        method: Literal["extractive", "lead"] = "lead" if chosen == story[: len(chosen)] else "extractive"
        summary = Summary(text, tuple(chosen), method, language)
    return SummarisedArticle(summary, words, sentence_count, reading_seconds(words))


def _read(text: str, primary: str) -> tuple[list[Sentence], int]:
    """The sentences that a summary may quote, and how many there are in all."""
    read: list[Sentence] = []
    for sentence in read_sentences(text, primary):
        if sentence.start >= LONGEST_READ:
            return read, len(read) + count_sentences(text, primary, sentence.start)
        read.append(sentence)
    return read, len(read)


def _first_ones(text: str, sentences: Sequence[Sentence], max_sentences: int, max_words: int) -> list[Sentence]:
    """The first sentences within the limits, at least one: what is chosen is over them where there is nothing else."""
    chosen: list[Sentence] = []
    for sentence in sentences[:max_sentences]:
        max_words -= count_words(text[sentence.start : sentence.end])
        if chosen and max_words < 0:
            break
        chosen.append(sentence)
    return chosen


def _from(start: int, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences without what stands before `start`, where they go on behind it."""
    return [Sentence(max(one.start, start), one.end) for one in sentences if one.end > start] or sentences


def _in_language(primary: str, spans: Sequence[LanguageSpan], sentences: list[Sentence]) -> list[Sentence]:
    """The sentences of which spans of other languages hold less than half; all where there is none."""
    foreign = [span for span in spans if primary_subtag(span.tag) not in (primary, UNDETERMINED)]
    own, at = [], 0
    for sentence in sentences:
        while at < len(foreign) and foreign[at].end <= sentence.start:
            at += 1
        held = 0
        for span in foreign[at:]:
            if span.start >= sentence.end:
                break
            held += min(span.end, sentence.end) - max(span.start, sentence.start)
        if 2 * held < sentence.end - sentence.start:
            own.append(sentence)
    return own or sentences
