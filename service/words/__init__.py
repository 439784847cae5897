"""The words that lay out a page of news, one TOML file a language: months, labels, prompts, sections."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources

# Phrases are found by so many of their first characters: a text that could start with one can with few.
_START = 3


class Phrases:
    """A set of phrases that finds which of them a text starts with or equals. Case does not matter."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._exact = frozenset(fold(phrase) for phrase in phrases)
        self._longest_first = sorted(self._exact, key=lambda phrase: (-len(phrase), phrase))
        by_start: dict[str, list[str]] = {}
        for phrase in self._longest_first:
            by_start.setdefault(phrase[:_START], []).append(phrase)
        self._by_start = by_start
        self._shorter = sorted({len(phrase) for phrase in self._exact if len(phrase) < _START}, reverse=True)

    def __contains__(self, folded: str) -> bool:
        return folded in self._exact

    def __iter__(self) -> Iterator[str]:
        """The phrases, folded, the longest first."""
        return iter(self._longest_first)

    @property
    def any_of(self) -> str:
        """What matches any of the phrases, in a pattern for folded text."""
        return "|".join(map(re.escape, self))

    def start(self, folded: str) -> int:
        """Length of the longest phrase that the folded text starts with, ended by a word boundary; else 0."""
        for phrase in self._by_start.get(folded[:_START], ()):
            if folded.startswith(phrase) and _ends_word(folded, len(phrase)):
                return len(phrase)
        for length in self._shorter:
            if folded[:length] in self._exact and len(folded) >= length and _ends_word(folded, length):
                return length
        return 0


# Greek capitals are printed without their accents.
_GREEK = str.maketrans(
    "\u03ac\u03ad\u03ae\u03af\u03cc\u03cd\u03ce\u0390\u03b0", "\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9\u03ca\u03cb"
)


_ACCENTED = re.compile("[\u0390-\u03ce]")
# Every rule of layout folds the text that it looks at: of lines and labels, the result is kept for the next.
LONGEST_KEPT, MOST_KEPT = 400, 1024


def fold(text: str) -> str:
    """The text, which is in NFC, as phrases are compared: without case or Greek accents, in NFC."""
    return _fold_kept(text) if len(text) <= LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    folded = text.casefold()
    if folded.isascii():
        return folded
    if "\u0131" in folded or "i\u0307" in folded:
        # Turkish capitals: without their language it cannot be told which i they are.
        folded = folded.replace("i\u0307", "i").replace("\u0131", "i")
    if _ACCENTED.search(folded):
        folded = folded.translate(_GREEK)
    return folded if folded == text else unicodedata.normalize("NFC", folded)


_fold_kept = lru_cache(MOST_KEPT)(_fold)


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
    # A phrase may end in a mark: "\u767a\u884c\uff1a".
    if unicodedata.category(text[at - 1])[0] == "P":
        return True
    return not (text[at].isalnum() or unicodedata.category(text[at])[0] == "M")
