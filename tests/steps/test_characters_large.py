"""Cleaning the characters of texts that are larger than any article."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.characters import clean_characters, squeeze


@given(st.text(st.sampled_from("\u0958\u095f\u09dc\u0a33\u0b5d\u0915\u093ca\u0301e\u00e9 \u1100\u1161")))
def test_letters_with_a_nukta_stay_as_printed(text: str) -> None:
    """A letter with a nukta stays as it is, and what stands between two of them is in NFC."""
    kept = "\u0958\u095f\u09dc\u0a33\u0b5d"
    parts, run = [], ""
    for char in [*text, ""]:
        if char and char not in kept:
            run += char
        else:
            parts += [unicodedata.normalize("NFC", run), char]
            run = ""
    assert clean_characters(text) == "".join(parts)


@given(st.text())
def test_squeezing_is_splitting(text: str) -> None:
    """A squeezed text has the words that splitting gives, whatever white space stood between them."""
    assert squeeze(text) == " ".join(text.split())


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "mark", ["\r", "\x0c", "a\u2029", "\x01", "a\x01", "\u00ad\n", "\u200b", "\u0301", "\u0958", "\u00c3 "]
)
def test_one_mark_millions_of_times(mark: str) -> None:
    """Text of one mark, over and over, is cleaned within seconds."""
    cleaned = clean_characters(mark * (3_000_000 // len(mark)))
    assert cleaned.count("a") == (3_000_000 // len(mark) if "a" in mark else 0)
