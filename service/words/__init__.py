"""The words that lay out a page of news, one TOML file a language: months, labels, prompts, sections."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources


class Phrases:
    """A set of phrases that finds which of them a text starts with or equals. Case does not matter."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._exact = frozenset(fold(phrase) for phrase in phrases)
        by_first: dict[str, list[str]] = {}
        for phrase in sorted(self._exact, key=lambda phrase: (-len(phrase), phrase)):
            by_first.setdefault(phrase[0], []).append(phrase)
        self._by_first = by_first

    def __contains__(self, folded: str) -> bool:
        return folded in self._exact

    def start(self, folded: str) -> int:
        """Length of the longest phrase that the folded text starts with, ended by a word boundary; else 0."""
        for phrase in self._by_first.get(folded[:1], ()):
            if folded.startswith(phrase) and _ends_word(folded, len(phrase)):
                return len(phrase)
        return 0


# Greek capitals are printed without their accents.
_GREEK = str.maketrans(
    "\u03ac\u03ad\u03ae\u03af\u03cc\u03cd\u03ce\u0390\u03b0", "\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9\u03ca\u03cb"
)


def fold(text: str) -> str:
    """The text, which is in NFC, as phrases are compared: without case or Greek accents, in NFC."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    if "\u0390" <= max(folded) and any("\u0390" <= char <= "\u03ce" for char in folded):
        folded = folded.translate(_GREEK)
    return folded if folded == text else unicodedata.normalize("NFC", folded)


@cache
def languages() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    """All word lists: language → table (`dates`, `layout`, `language`) → list → phrases."""
    folder = resources.files(__name__)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {name.removesuffix(".toml"): tomllib.loads((folder / name).read_text("utf-8")) for name in names}


@cache
def phrases(table: str, name: str, language: str | None = None) -> Phrases:
    """The phrases of one list, of one language or of all."""
    chosen = languages().values() if language is None else (languages().get(language, {}),)
    return Phrases(phrase for words in chosen for phrase in words.get(table, {}).get(name, ()))


def is_unspaced(char: str) -> bool:
    """Whether the character belongs to a script that writes words without spaces (Han, kana, Thai, Lao, Khmer…)."""
    return (
        "\u3040" <= char <= "\u9fff"
        or "\u0e00" <= char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
        or "\uff66" <= char <= "\uff9f"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def _ends_word(text: str, at: int) -> bool:
    if at >= len(text) or is_unspaced(text[at - 1]):
        return True
    return not (text[at].isalnum() or unicodedata.category(text[at])[0] == "M")
