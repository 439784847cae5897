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

# Chosen by looking at articles in twenty languages (even half).
_LEAST_COMMON, _LEAST_CHANGING = 4, 3
_SHARE_ADDING, _SHARE_CHANGING = 0.6, 0.55
_LONGEST_ENDING, _LONGEST_OTHER = 3, 2
_MOST_HEADS = 8  # that begin alike are compared with a word


def find_inflections(words: Iterable[str], language: str) -> dict[str, str]:
    """For each folded word the one that stands for all of its forms: the first of them in the order of letters."""
    if language in _UNINFLECTED:
        return {word: word for word in words}
    stands_for: dict[str, str] = {}
    heads: list[str] = []
    for word in sorted(words):
        if heads and heads[0][:_LEAST_CHANGING] != word[:_LEAST_CHANGING]:
            heads = []
        head = next((one for one in heads if _are_forms(one, word, language)), word)
        if head is word:
            heads = [*heads[-_MOST_HEADS:], word]
        stands_for[word] = head
    return stands_for


def common_beginning(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _are_forms(one: str, other: str, language: str) -> bool:
    common = common_beginning(one, other)
    rest, longer = sorted((one[common:], other[common:]), key=len)
    if not rest and longer in _PLURALS:
        return True
    adding = language in _ADDING
    if not adding and common >= _LEAST_CHANGING and len(longer) <= _LONGEST_OTHER:
        return True
    share = _SHARE_ADDING if adding else _SHARE_CHANGING
    if common < _LEAST_COMMON or common < share * (common + len(longer)) or len(longer) > _LONGEST_ENDING:
        return False
    if not rest:
        return longer.isalpha() or not longer.isascii()
    return (rest, longer) in _PAIRS if adding else len(rest) <= _LONGEST_OTHER
