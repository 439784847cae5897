"""Which sentences a quotation holds together."""

# ruff: noqa: RUF001  # quotation marks as they are printed

import pytest

from service.sentences import split_sentences
from service.sentences.quotations import find_passages


def passages(text: str, language: str = "en") -> list[str]:
    """The passages of a text, as they stand in it."""
    sentences = split_sentences(text, language)
    return [text[sentences[one.first].start : sentences[one.last].end] for one in find_passages(text, sentences)]


@pytest.mark.parametrize(
    ("language", "quotation"),
    [
        ("en", "‘We won. We will win again.’"),
        ("en", 'And "so it is. That is all" was the answer.'),
        ("en", "`` We won . We will win again . ''"),
        ("sv", "”Vi går. Vi stannar”, sa han."),
        ("de", "»Wir gehen. Wir bleiben.«"),
        ("fr", "« C'est fini. Nous partons. »"),
    ],
)
def test_a_quotation_is_one_passage(language: str, quotation: str) -> None:
    """The sentences between one quotation mark and its other half stand or fall together."""
    assert passages(f"Before it. {quotation} Behind it.", language)[1:-1] == [quotation]


def test_an_apostrophe_holds_nothing_together() -> None:
    """Apostrophes, in any of their shapes, are no quotation marks."""
    text = "The dogs' bed is theirs. It's the '90s again. 'Tis so. Sunday ’ s best. They’re here."
    assert len(passages(text)) == 5


def test_a_lost_mark_hangs() -> None:
    """A quotation that its paragraph does not end hangs, from where it begins; the next paragraph does not."""
    text = "All is well. “We go. We stay.\n\nHe left."
    found = find_passages(text, split_sentences(text, "en"))
    assert [one.hangs for one in found] == [False, True, True, False]
    assert [one.opens_paragraph for one in found] == [True, False, False, True]
