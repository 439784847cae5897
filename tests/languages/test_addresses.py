"""Addresses are blanked, and nothing moves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.languages.addresses import blank_addresses


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See https://example.org/a?b=c, she said", ["See", "she", "said"]),
        ("www.example.com and editor.one+news@example.com.", ["and"]),
        ("mail to: a@b, not @handle or me@", ["mail", "to:", ",", "not", "@handle", "or", "me@"]),
        ("a@b@c.org", ["@c.org"]),
        (f"{'x' * 65}@example.org", [f"{'x' * 65}@example.org"]),
    ],
)
def test_addresses_are_blanked(text: str, left: list[str]) -> None:
    """What is left are the words around them; every other character stays where it was."""
    blanked = blank_addresses(text)

    assert blanked.split() == left
    assert len(blanked) == len(text)


@given(st.text(st.sampled_from("ab@.+- /:w") | st.characters(codec=None), max_size=80))
def test_nothing_moves(text: str) -> None:
    """On any text each character is as it was or a space."""
    blanked = blank_addresses(text)

    assert all(one in {other, " "} for one, other in zip(blanked, text, strict=True))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["@" * 1_000_000, "a@" * 500_000, "a" * 1_000_000 + "@b", "a.b" * 300_000])
def test_long_texts(text: str) -> None:
    """It takes no longer than the text is long."""
    assert len(blank_addresses(text)) == len(text)
    assert re.search(r"\S", blank_addresses(text))
