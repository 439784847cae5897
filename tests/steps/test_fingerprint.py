"""Fingerprints: as the contract's document says they are computed, and steady where only furniture changes."""

import hashlib
import re
import unicodedata
from pathlib import Path
from random import Random

import pytest

from service.article import DecodedArticle, ExtractedArticle
from service.fingerprint import simhash
from service.steps.normalise import normalise
from tests.chaos.prose import story

ROWS = re.findall(
    r"^\| `(.+)` \| (\d+) \| `([0-9a-f]{16})` \|$", Path("schemas/README.md").read_text("utf-8"), re.MULTILINE
)
UNSPACED = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF))
NEAR = 3  # bits
PROSE, OTHER = (
    "\n\n".join(text for text in story(Random(seed), seed).split("\n\n") if len(text) > 200)  # noqa: S311  # no secret
    for seed in (1, 2)
)


def tokens(text: str) -> list[str]:
    """By the document alone, a character at a time."""
    found = [""]
    for char in text.casefold():
        if any(first <= ord(char) <= last for first, last in (*UNSPACED, (0xF900, 0xFAFF))):
            found += [char, ""]
        elif unicodedata.category(char)[0] in "LN":
            found[-1] += char
        else:
            found.append("")
    return [token for token in found if token]


def as_documented(text: str) -> str:
    """The SimHash by the steps of the document."""
    cut = tokens(text)
    shingles = [" ".join(cut[at : at + 3]) for at in range(max(1, len(cut) - 2))]
    numbers = [int.from_bytes(hashlib.sha256(one.encode()).digest()[:8], "big") for one in shingles]
    bits = (sum(number >> bit & 1 for number in numbers) * 2 > len(numbers) for bit in range(64))
    return f"{sum(is_set << bit for bit, is_set in enumerate(bits)):016x}"


def apart(one: str, other: str) -> int:
    """Bits in which two SimHashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize(("text", "count", "expected"), ROWS)
def test_the_document_shows_what_is_computed(text: str, count: str, expected: str) -> None:
    """Each example of the document, by its steps and by the code."""
    body = text.replace("\\n", "\n")
    assert len(tokens(body)) == int(count)
    assert simhash(body) == as_documented(body) == expected


def test_the_document_has_examples() -> None:
    """An empty table would pass unseen."""
    assert len(ROWS) == 3


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The Quay Quarterly\n\n", "\n\nShare this article"),
        ("Home > News > Islands\n\n", "\n\n\u00a9 2021 The Quay Quarterly\n\nPage 3"),
        ("www.quay.example\n\n", "\n\nReporting by Jane Roe; Editing by John Poe\n\nRead more: The bridge"),
    ],
)
def test_furniture_changes_nothing(above: str, below: str) -> None:
    """The same copy on pages of other sites has the same SimHash but for three bits."""
    copy = f"The ferry that came back\n\n{PROSE}"
    bare, dressed = (body(page) for page in (copy, f"{above}{copy}{below}"))
    assert apart(simhash(bare), simhash(dressed)) <= NEAR


def test_a_line_more_is_near_and_another_article_far() -> None:
    """A sentence that a site has put above the copy moves few bits."""
    assert apart(simhash(PROSE), simhash(f"This appeared in May. {PROSE}")) <= NEAR
    assert apart(simhash(PROSE), simhash(OTHER)) > 16


def body(page: str) -> str:
    """The body that is read on a page."""
    return normalise(DecodedArticle("1", page, "text/plain"), ExtractedArticle()).body_text
