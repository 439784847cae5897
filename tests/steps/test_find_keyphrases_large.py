"""Key phrases of bodies that are larger than any article, or built to take long."""

# ruff: noqa: RUF001  # apostrophes as they are printed

import time

import pytest

from service.article import Findings, NormalisedArticle
from service.steps.find_keyphrases import LONGEST_READ, find_keyphrases

SENTENCE = "The council of old city number {} is to vote on the harbour bridge next week. "
SECONDS = 5.0  # of processor time, on a machine that does much else


def test_what_is_far_behind_is_not_read() -> None:
    """The phrases of a body of megabytes are those of its beginning."""
    beginning = "".join(SENTENCE.format(number) for number in range(LONGEST_READ // len(SENTENCE) + 1))
    rest = "Turnips and barley. " * 100_000
    far = find_keyphrases(NormalisedArticle(f"{beginning} {rest}", Findings()), "en")
    assert "harbour bridge" in [phrase.text for phrase in far]
    assert not [phrase for phrase in far if "barley" in phrase.text]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("word " * 200_000, "en"),
        ("a" * 1_000_000, "en"),
        ("a.b-c'd’" * 100_000, "fr"),
        ("桥" * 300_000, "zh"),
        ("旧桥将重建" * 60_000, "zh"),
        ("「橋」" * 100_000, "ja"),
        ("".join(f"「橋{chr(0x4E00 + at)}」" for at in range(20_000)), "ja"),
        ("กา" * 200_000, "th"),
        ("เ" * 200_000, "th"),
        ("ါ" * 200_000, "my"),
        ("도서관은" * 50_000, "ko"),
        ("ووووال" * 50_000, "ar"),
        ("A B " * 100_000, "en"),
        ("New " * 100_000, "en"),
        ("a@" * 200_000, "en"),
        ("1,1.1" * 100_000, "en"),
        ("".join(chr(0x4E00 + at % 20_000) for at in range(100_000)), "zh"),
        (" ".join(f"word{chr(97 + at % 26)}{at}" for at in range(50_000)), "und"),
    ],
)
def test_no_text_takes_long(text: str, language: str) -> None:
    """Whatever a text repeats, it is read in bounded time."""
    begun = time.process_time()
    find_keyphrases(NormalisedArticle(text, Findings()), language)
    assert time.process_time() - begun < SECONDS
