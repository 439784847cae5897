"""Sentences, words and fingerprints of bodies that are larger than any article."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import fingerprint
from service.languages import words
from service.sentences import count_sentences, read_sentences, split_sentences
from service.steps.summarise import LONGEST_READ, summarise
from service.summaries import MAX_WORDS

SENTENCE = "The council of the old city is to vote on bridge number {} next week. "
TEXTS = st.lists(
    st.sampled_from(["The old bridge", "旧桥将重建。", "สะพานเก่า", "um 3 Uhr.", " ", "\n\n", "-", "\u2028", "क़लम"])
    | st.text(st.characters(codec="utf-8"), max_size=8)
).map("".join)


def test_what_is_far_behind_is_counted_and_not_quoted() -> None:
    """Of a long body the summary quotes the beginning, and all sentences and words are counted."""
    body = "\n\n".join(SENTENCE.format(number).strip() for number in range(20_000))
    summarised = summarise(body, "en")
    assert summarised.summary is not None
    assert all(sentence.end < LONGEST_READ + len(SENTENCE) for sentence in summarised.summary.sentences)
    assert summarised.sentence_count == 20_000
    assert summarised.word_count == 20_000 * 15


def test_counting_comes_close_to_finding() -> None:
    """Counted in windows, sentences are as many as are found, but for a few that a window's end hides."""
    prose = (
        "".join(SENTENCE.format(number) for number in range(2_000)) + "“He left. She stayed,” said Dr. J. Ng. " * 500
    )
    assert count_sentences(prose, "en", 0) == pytest.approx(len(split_sentences(prose, "en")), rel=0.02)
    assert count_sentences("旧桥将重建。工程明年开始。" * 5_000, "zh", 0) == pytest.approx(10_000, rel=0.02)
    assert count_sentences("a\n\n" * 5_000, "en", 0) == pytest.approx(5_000, rel=0.02)
    assert count_sentences("word " * 5_000, "en", 0) == 1


def test_a_sentence_without_end_is_cut() -> None:
    """One that goes on for hundreds of thousands of characters is several, so that no summary repeats a whole book."""
    for text in ("word " * 200_000, "桥" * 200_000):
        sentences = split_sentences(text, "en")
        assert 5 < len(sentences) < 60
        assert "".join(text[one.start : one.end] for one in sentences).replace(" ", "") == text.replace(" ", "")


def test_a_summary_of_one_word_is_short() -> None:
    """A body of one word of millions of letters is not all repeated in its summary."""
    summarised = summarise("a" * 3_000_000, "en")
    assert summarised.summary is not None
    assert len(summarised.summary.text) <= LONGEST_READ
    assert summarised.word_count == 1 <= MAX_WORDS


def test_sentences_are_found_when_asked_for() -> None:
    """The first sentences of a long text take no more than they do of a short one."""
    text = SENTENCE.format(1) * 100_000
    assert [text[one.start : one.end] for one, _ in zip(read_sentences(text, "en"), range(3), strict=False)] == [
        SENTENCE.format(1).strip()
    ] * 3


@given(TEXTS, st.integers(1, 5))
def test_words_of_windows(text: str, size: int) -> None:
    """Words are as many whether they are counted in one go or in windows."""
    at_once = words.count_words(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_WINDOW_CHARACTERS", size)
        assert words.count_words(text) == at_once


@given(TEXTS, st.integers(1, 5))
def test_fingerprint_of_windows(text: str, size: int) -> None:
    """The SimHash is the one that its module defines, whether tokens are read in one go or in windows."""
    tokens = fingerprint.TOKEN.findall(text.casefold())
    shingles = [" ".join(tokens[at : at + 3]) for at in range(max(1, len(tokens) - 2))]
    votes: Counter[int] = Counter()
    for shingle in shingles:
        head = int.from_bytes(hashlib.sha256(shingle.encode()).digest()[:8], "big")
        votes.update(bit for bit in range(64) if head >> bit & 1)
    expected = sum(1 << bit for bit in range(64) if 2 * votes[bit] > len(shingles))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprint, "WINDOW", size)
        assert fingerprint.simhash(text) == f"{expected:016x}"
