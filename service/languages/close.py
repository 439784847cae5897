"""Close languages: which are told apart by their words, and how likely each is by words, letters and CLD2."""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("close_words.toml")
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_KURMANJI_VOWELS = re.compile("[êîûÊÎÛ]")
_SHORTEST_STEM = _SHORTEST_ENDING = 3
_BEFORE_ENDING = 2  # letters at least

FAMILIES = {
    "hbs": frozenset({"bs", "hr", "sr"}),
    "msa": frozenset({"id", "ms"}),
    "nor": frozenset({"da", "nb", "nn"}),
    "galician": frozenset({"es", "gl", "pt"}),
    "fas": frozenset({"fa", "prs"}),
}
# The family to look into where a language seems to be it, and the script is not one that tells.
FAMILY_OF = {language: family for family, languages in FAMILIES.items() for language in languages}

# Those that CLD2 mistakes for one another however long the text is.
CLOSE_FOR_CLD2 = frozenset().union(*(FAMILIES[family] for family in ("hbs", "msa", "nor", "fas")))

# No article is known to change between these; detectors do.
_ONE_TO_A_TEXT = (FAMILIES["hbs"], FAMILIES["msa"], frozenset({"nb", "nn"}), FAMILIES["fas"])
ONE_TO_A_TEXT = {language: family for family in _ONE_TO_A_TEXT for language in family}

# Of Indonesian and Malay told apart with all of the probability, so many are right, about. By the gold of the even
# half's sentences, paragraphs and articles it is six of ten tags `id` and nine of ten `ms`; but the 26 texts there that
# it calls Malay and we Indonesian are Indonesian by all their words, where they have any that tell.
RIGHT_AT_BEST = {"id": 0.8, "ms": 0.9}

# What a word for a language is worth, the square root of each nat by which its letters fit less well than another's,
# and CLD2's word, in log odds: docs/recipes/close_language_weights.py chose them. Of a word that speaks for two of
# three languages each has half.
_WORD_WEIGHT, _MOST_WORD_WEIGHT = 2.0, 6.0
_DARI_WORD_WEIGHT = 3.0  # what Iran has another word for
_LETTERS_WEIGHT = 0.17
_CLD2_WEIGHT = 0.9
_BIAS = {"bs": 0.7, "sr": 1.0, "nb": 0.7, "gl": -4.0, "prs": -2.5}
_UNKNOWN_TO_CLD2 = frozenset({"prs"})  # so that it says nothing of what is close to it

# So many words more than any other language has, or than any has but the one that CLD2 is sure of, leave no doubt (no
# article of the even half is told wrongly so but those whose gold is).
_DECISIVE_WORDS, _AGREEING_WORDS = 4.0, 1.5


@dataclass(frozen=True, slots=True)
class _Words:
    """The languages that a whole word speaks for, and those that a beginning or an ending does."""

    whole: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]
    # Of the stems that begin, and the endings that end, with these letters, the longest first.
    stem_lengths: Mapping[str, tuple[int, ...]]
    ending_lengths: Mapping[str, tuple[int, ...]]

    def languages_of_parts(self, word: str) -> tuple[str, ...]:
        """The languages that a word speaks for by its beginning, else by its ending."""
        for length in self.stem_lengths.get(word[:_SHORTEST_STEM], ()):
            if found := self.stems.get(word[:length]):
                return found
        for length in self.ending_lengths.get(word[-_SHORTEST_ENDING:], ()):
            if (found := self.endings.get(word[-length:])) and len(word) >= length + _BEFORE_ENDING:
                return found
        return ()


def tell_by_words(text: str, family: str, cld2: str) -> str | None:
    """The language of a family that the words of `text` speak for so clearly that letters need not be asked, if any.

    Few are enough for the language that CLD2 is sure of.
    """
    (best, most), (_, others), *_ = sorted(count_words_for(text, family).items(), key=lambda count: -count[1])
    return best if most - others >= (_AGREEING_WORDS if best == cld2 else _DECISIVE_WORDS) else None


def weigh_close(text: str, family: str, fits: Mapping[str, float], cld2: str) -> dict[str, float]:
    """The probability of each language of a family.

    Args:
        text: the text, for its words.
        family: a key of `FAMILIES`.
        fits: how well its letters fit each language, in nats; a language that is missing is as good as the best.
        cld2: the language that CLD2 is sure of, or none.
    """
    words = count_words_for(text, family)
    best = max((fits[language] for language in words if language in fits), default=0.0)
    odds = {
        language: min(_MOST_WORD_WEIGHT, count * (_DARI_WORD_WEIGHT if family == "fas" else _WORD_WEIGHT))
        - _LETTERS_WEIGHT * math.sqrt(best - fits.get(language, best))
        + (_CLD2_WEIGHT if language == cld2 and not _UNKNOWN_TO_CLD2 & words.keys() else 0.0)
        + _BIAS.get(language, 0.0)
        for language, count in words.items()
    }
    shares = {language: math.exp(odd) for language, odd in odds.items()}
    total = sum(shares.values())
    return {language: share / total for language, share in shares.items()}


def is_kurmanji(text: str, *, doubted: bool = False) -> bool:
    """Whether Kurmanji's three own vowels are one letter in twenty, or its commonest words one word in four.

    Where it is `doubted`, because CLD2 is sure of a language that does not look like it, both have to be.
    """
    vowels = len(_KURMANJI_VOWELS.findall(text))
    if not vowels:
        return False
    words = _WORD.findall(text.lower())
    common = _words()["kurmanji"].whole
    looks = vowels * 20 >= sum(map(len, words))
    reads = 4 * sum(word in common for word in words) >= len(words)
    return (looks and reads) if doubted else (looks or reads)


def is_latin(text: str) -> bool:
    """Whether one word in eight is a Latin particle, pronoun or the like: names of species have none."""
    words = _WORD.findall(text.lower())
    common = _words()["latin"].whole
    return 8 * sum(word in common for word in words) >= len(words)


def count_words_for(text: str, family: str) -> dict[str, float]:
    """How many words of `text` speak for each language of a family; one for two of them is half for each."""
    words = _words()[family]
    counts = dict.fromkeys(sorted(FAMILIES[family]), 0.0)
    whole, heads, tails = words.whole, words.stem_lengths, words.ending_lengths
    for word in _WORD.findall(text.lower()):
        languages = whole.get(word)
        if languages is None and (word[:_SHORTEST_STEM] in heads or word[-_SHORTEST_ENDING:] in tails):
            languages = words.languages_of_parts(word)
        for language in languages or ():
            counts[language] += 1 / len(languages or ())
    return counts


@cache
def _words() -> Mapping[str, _Words]:
    families = tomllib.loads(_WORDS.read_text("utf-8"))
    return {family: _sort(lists) for family, lists in families.items()}


def _sort(lists: Mapping[str, list[str]]) -> _Words:
    whole: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    endings: dict[str, tuple[str, ...]] = {}
    for languages, words in lists.items():
        for word in words:
            kind = stems if word.endswith("*") else endings if word.startswith("*") else whole
            plain = word.strip("*")
            kind[plain] = (*kind.get(plain, ()), *languages.split())
    return _Words(
        whole,
        stems,
        endings,
        _lengths((stem[:_SHORTEST_STEM], stem) for stem in stems),
        _lengths((ending[-_SHORTEST_ENDING:], ending) for ending in endings),
    )


def _lengths(parts: Iterable[tuple[str, str]]) -> Mapping[str, tuple[int, ...]]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for edge, part in parts:
        lengths[edge].add(len(part))
    return {edge: tuple(sorted(each, reverse=True)) for edge, each in lengths.items()}
