"""A word by itself: what it is compared by, and what it may do in a phrase."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from service.keyphrases.affixes import Affixes
from service.keyphrases.unspaced import Piece
from service.stop_words import FunctionWords
from service.words import fold

Role = Literal["content", "stop", "break"]
CONTENT: Final = "content"
STOP: Final = "stop"
BREAK: Final = "break"

_APOSTROPHES = "'\u2019\u02bc"
# Languages that write endings of names behind an apostrophe; in others it is a letter of the word.
_ENDINGS_APART = frozenset(
    {"en", "de", "nl", "sv", "da", "nb", "nn", "fi", "et", "tr", "az", "pl", "cs", "sk", "hu", "ro", "lt"}
)
_LONGEST_ENDING = 5

# Letters that Arabic script prints in one way or another.
_ARABIC = str.maketrans(
    {
        "\u0623": "\u0627",
        "\u0625": "\u0627",
        "\u0622": "\u0627",
        "\u0649": "\u064a",
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",
        "\u0629": "\u0647",
        "\u0640": "",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A printed word: what it is compared by, its role, and whether it is printed with a capital or in capitals."""

    key: str
    role: Role
    capital: bool
    acronym: bool


class WordMaker:
    """Makes the words of one text from what is printed; each printed form is looked at once."""

    def __init__(self, words: FunctionWords, language: str, affixes: Affixes) -> None:
        self._words = words
        self._affixes = affixes
        self._endings_apart = language in _ENDINGS_APART
        self._made: dict[str, list[tuple[int, int, Word]]] = {}

    def __call__(self, printed: str) -> list[tuple[int, int, Word]]:
        """The words that a printed one is made of, each with where it starts and ends in it."""
        made = self._made.get(printed)
        if made is None:
            made = [(start, end, self._word(printed[start:end], role)) for start, end, role in self._parts(printed)]
            self._made[printed] = made
        return made

    def pieces(self, run: str, pieces: Iterable[Piece]) -> Iterator[tuple[int, int, Word]]:
        """The words of a run that was cut into these pieces."""
        for start, end, role in pieces:
            key = run[start:end]
            yield start, end, Word(key, role, capital=False, acronym=False)

    def _parts(self, printed: str) -> Iterator[tuple[int, int, Role]]:
        """What an apostrophe, a prefix or a particle sets apart from the word."""
        start, end = 0, len(printed)
        for apostrophe in _APOSTROPHES:
            at = printed.find(apostrophe)
            if at < 0:
                continue
            before, after = printed[:at], printed[at + 1 :]
            if fold(before) in self._words.elided and not (before[0].isupper() and after[0].isupper()):
                yield 0, at + 1, STOP
                start = at + 1
            elif self._endings_apart and len(after) <= _LONGEST_ENDING and after.islower() and at > 1:
                end = at
            break
        cut, until = self._affixes.bare(printed, start, end)
        if cut > start:
            yield start, cut, STOP
        yield cut, until, self._role(printed[cut:until])
        if until < len(printed):
            yield until, len(printed), STOP if until == end else self._affixes.role_behind(printed[until:end])

    def _role(self, printed: str) -> Role:
        first = printed[:1]
        if first.isdigit():
            return CONTENT if any(char.isupper() for char in printed) and not printed.isdigit() else BREAK
        if "@" in printed or "://" in printed or printed.startswith("www."):
            return BREAK
        folded = fold(printed)
        if folded in self._words.stop or folded in self._words.dates or len(folded.strip("._-\u200c\u200d")) < 2:
            return STOP
        if self._affixes.is_predicate(printed):
            return BREAK
        return CONTENT

    def _word(self, printed: str, role: Role) -> Word:
        key = fold(printed)
        if not key.isascii() and "\u0600" <= key[0] <= "\u06ff":
            key = self._affixes.without_article(key.translate(_ARABIC).partition("\u200c")[0] or key)
        capital = printed[:1].isupper()
        return Word(key, role, capital, acronym=capital and len(printed) > 1 and printed.isupper())
