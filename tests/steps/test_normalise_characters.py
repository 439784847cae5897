"""Character clean-up: what is taken out, what must stay, and that cleaning twice is cleaning once."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.characters import clean_characters, clean_line

# Pieces that the rules are about, so that Hypothesis puts them side by side.
PIECES = ("\r\n", "\r", "\u2028", "\x0c", "\x00", "\x85", "\u00ad\n", "\u200b", "\u200c", "\u200d", "\u202e", "\ufeff")
SHOWN = (
    "\u00c3\u00a9",
    "\u00e2\u20ac\u2122",
    "\u00c3",
    "\u00a9",
    "\u0301",
    "\u0315",
    "\u09df",
    "caf",
    "\ud800",
    "\u0420\u00b0",
)
texts = st.text() | st.lists(st.sampled_from(PIECES + SHOWN) | st.text(max_size=3)).map("".join)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x0cb\u2029c", "a\n\nb\n\nc"),
        ("a\x00b\x1fc\x7fd\ufeffe", "abcde"),
        ("\u202eabc\u202c\u2066d\u2069", "abcd"),
        ("Zusam\u00ad\n  menhang, Zu\u00adsam", "Zusammenhang,\nZusam"),
        ("ge\u00ad\ngan\u00ad\ngen war\u00ad\n", "gegangen\nwar\n"),
        ("a\u200bb", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("don\u00e2\u20ac\u2122t, caf\u00c3\u00a9", "don\u2019t, caf\u00e9"),
        (
            "\u00d0\u0178\u00d1\u20ac\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u201a",
            "\u041f\u0440\u0438\u0432\u0435\u0442",
        ),
    ],
)
def test_cleans(text: str, clean: str) -> None:
    """Composed letters, one line end, nothing unprinted, and text that was decoded wrongly put right."""
    assert clean_characters(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",
        "\u0e1b\u0e23\u0e30\u200b\u0e40\u0e17\u0e28",
        "\u201cdon\u2019t\u201d \u2014 caf\u00e9\u2026",
        "\u00ab d\u00e9j\u00e0 \u00bb, \u00e0 No\u00ebl",
        "col\tumn   gap",
        "\u05d0\u200e(1)\u200f",
    ],
)
def test_leaves_what_is_printed(text: str) -> None:
    """Joiners of Persian, Indic scripts and emoji, Thai word marks, curly quotes and column gaps stay."""
    assert clean_characters(text) == text


def test_only_the_lines_that_suffered_are_repaired() -> None:
    """A line of good accented text beside mojibake is not touched."""
    assert clean_characters("caf\u00c3\u00a9\nd\u00e9j\u00e0 vu") == "caf\u00e9\nd\u00e9j\u00e0 vu"


def test_a_tower_of_marks_is_kept_and_ends() -> None:
    """More marks on a letter than any language stacks are kept, apart, in time that grows with their number."""
    tower = "a" + "\u0315\u0300" * 200_000
    assert clean_characters(tower).count("\u0315") == 200_000


def test_a_line_is_one_line() -> None:
    """A value of one line has single spaces and none at its ends."""
    assert clean_line(" a\u3000 b\r\n\x0cc\t") == "a b c"


@given(texts)
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    """Cleaning is idempotent."""
    clean = clean_characters(text)
    assert clean_characters(clean) == clean


@pytest.mark.parametrize(
    "word", ["\u09b8\u09ae\u09df", "\u0938\u095c\u0915", "\u09b8\u09ae\u09af\u09bc", "\u0a16\u0a5e"]
)
def test_an_indic_letter_with_nukta_stays_as_printed(word: str) -> None:
    """NFC takes the one-code letter apart; who has the printed text would not find the word again."""
    assert clean_characters(word) == word


@given(texts)
def test_what_is_clean(text: str) -> None:
    """Clean text is NFC but for Indic letters with a nukta, is UTF-8, and has no control but line end and tab."""
    clean = clean_characters(text)
    assert all(unicodedata.is_normalized("NFC", piece) for piece in re.split("[\u0958-\u0b5d]", clean))
    assert clean.encode().decode() == clean
    assert {char for char in clean if unicodedata.category(char) == "Cc"} <= {"\n", "\t"}
