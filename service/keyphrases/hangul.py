"""How Korean syllables end: which particles can follow a word, and which words are verbs."""

_FIRST, _LAST = "\uac00", "\ud7a3"
_FINALS = 28
_RIEUL = 8
# No noun has a syllable that ends in these two: "was", "is", "will" and "is not".
_OF_VERBS = frozenset({18, 20})

_BEHIND_CONSONANTS = frozenset("\uc740\uc744\uc774\uacfc")
_BEHIND_VOWELS = frozenset("\ub294\ub97c\uac00\uc640")
_TO = "\ub85c"  # behind a vowel or "l"


def can_follow(word: str, particle: str) -> bool:
    """Whether this form of the particle is written behind a word that ends as this one does."""
    final = _final_of(word[-1])
    if particle[0] == _TO:
        return final in (0, _RIEUL)
    if particle in _BEHIND_CONSONANTS:
        return final > 0
    return particle not in _BEHIND_VOWELS or final == 0


def is_verb(word: str) -> bool:
    """Whether a syllable of the word ends as only those of verbs and adjectives do."""
    return any(_final_of(char) in _OF_VERBS for char in word)


def _final_of(char: str) -> int:
    """The number of the consonant that ends the syllable; 0 where none does, or it is no such syllable."""
    return (ord(char) - ord(_FIRST)) % _FINALS if _FIRST <= char <= _LAST else 0
