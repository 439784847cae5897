"""Which of close languages and scripts are told apart, on texts written for these tests; the docs have the table."""

from collections import Counter
from pathlib import Path

import pytest

from docs.languages import TEXTS, told_apart_table
from service.languages.cascade import detect

# The least of each tag's texts that are told; the table says how many are.
LEAST = {
    "zh-Hans": 1.0, "zh-Hant": 1.0, "sr-Cyrl": 1.0, "sr-Latn": 0.8, "ku": 0.9, "ckb": 1.0, "ps": 1.0, "prs": 0.9,
    "gl": 0.9,
}  # fmt: skip


@pytest.mark.parametrize("tag", LEAST)
def test_told_apart(tag: str) -> None:
    """So many of at least twenty texts in a language or script are tagged as it."""
    texts = (TEXTS / f"{tag}.txt").read_text("utf-8").splitlines()
    said = Counter(detect(text).tag for text in texts)

    assert len(texts) >= 20
    assert said[tag] >= LEAST[tag] * len(texts), said


def test_the_docs_have_the_table() -> None:
    """What the page says of them is what the code does."""
    assert told_apart_table() in Path("docs/languages.md").read_text("utf-8")


@pytest.mark.parametrize("tag", LEAST)
def test_long_texts_are_told_apart(tag: str) -> None:
    """All texts of a tag in one are tagged as it."""
    assert detect((TEXTS / f"{tag}.txt").read_text("utf-8")).tag == tag
