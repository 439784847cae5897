"""Cleaning the characters of texts that are larger than any article."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import characters
from service.characters import clean_characters, squeeze

MOJIBAKE = "Le caf\u00c3\u00a9 est \u00c3\u00a0 c\u00c3\u00b4t\u00c3\u00a9."
REPAIRED = "Le caf\u00e9 est \u00e0 c\u00f4t\u00e9."


def test_mojibake_is_repaired_up_to_a_bound() -> None:
    """Of suspect lines so many characters are repaired, wherever they stand; the others stay, and nothing is lost."""
    lines = characters.MOST_REPAIRED_CHARACTERS // len(MOJIBAKE)
    far = "plain\n" * 500_000 + f"{MOJIBAKE}\n" * 10
    assert clean_characters(far).count(REPAIRED) == 10
    cleaned = clean_characters(f"{MOJIBAKE}\n" * 2 * lines)
    assert 0.9 * lines < cleaned.count(REPAIRED) <= lines
    assert cleaned.count(REPAIRED) + cleaned.count(MOJIBAKE) == 2 * lines


@given(
    st.lists(st.sampled_from([MOJIBAKE, "\u00c3\u00a9", "plain", "", "\u00c2\u00a0 5", "\u0420\u045f"])),
    st.integers(1, 30),
)
def test_windows_of_lines(lines: list[str], size: int) -> None:
    """Lines are repaired alike whether all are read at once or some at a time."""
    text = "\n".join(lines)
    at_once = clean_characters(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(characters, "_WINDOW_CHARACTERS", size)
        assert clean_characters(text) == at_once


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
