"""Which words of a text are forms of one word, told by what they begin with: light stemming without a dictionary."""

from collections.abc import Iterable

# Languages whose words mostly keep their end and get something behind it; elsewhere endings take each other's place.
_ADDING = frozenset(
    {
        "en",
        "de",
        "nl",
        "af",
        "sv",
        "da",
        "nb",
        "nn",
        "fr",
        "tr",
        "az",
        "kk",
        "ky",
        "uz",
        "id",
        "ms",
        "tl",
        "sw",
        "eo",
        "hy",
        "ka",
    }
)
# Syllables and words of these stand for themselves.
_UNINFLECTED = frozenset({"vi", "zh", "ja", "ko", "th", "lo", "km", "my", "bo", "dz"})
_PLURALS = ("s", "es")
_PAIRS = frozenset(
    {("y", "ies"), ("e", "ing"), ("ed", "ing"), ("es", "ing"), ("e", "ion"), ("al", "aux"), ("o", "a"), ("a", "e")}
)

_LEAST_COMMON, _COMMON_SHARE = 4, 0.6
_LONGEST_ENDING, _LONGEST_OTHER = 3, 2


def find_inflections(words: Iterable[str], language: str) -> dict[str, str]:
    """For each folded word the one that stands for all of its forms: the first of them in the order of letters."""
    stands_for: dict[str, str] = {}
    head = ""
    for word in sorted(words):
        if language in _UNINFLECTED or not _are_forms(head, word, language):
            head = word
        stands_for[word] = head
    return stands_for


def _are_forms(one: str, other: str, language: str) -> bool:
    if one[:3] != other[:3]:
        return False
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, longer = sorted((one[common:], other[common:]), key=len)
    if not rest and longer in _PLURALS:
        return True
    if common < _LEAST_COMMON or common < _COMMON_SHARE * (common + len(longer)) or len(longer) > _LONGEST_ENDING:
        return False
    if not rest:
        return longer.isalpha() or not longer.isascii()
    if language in _ADDING:
        return (rest, longer) in _PAIRS
    return len(rest) <= _LONGEST_OTHER
