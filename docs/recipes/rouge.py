"""ROUGE-1: how many words a summary shares with those that people wrote."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

from nltk.stem.porter import PorterStemmer

# Words are letters, digits and marks; in scripts without spaces each character is one.
_ONE_EACH = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_SHORTEST_STEMMED = 4


def words_of(text: str, language: str) -> list[str]:
    """The words of a text in lower case; English ones are stemmed."""
    words = _word().findall(text.lower())
    if language != "en":
        return words
    return [_stem(word) if len(word) >= _SHORTEST_STEMMED else word for word in words]


def rouge_1(words: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """The mean of the F1 scores with each of the references."""
    own = Counter(words)
    scores = (2 * (own & Counter(other)).total() / max(1, len(words) + len(other)) for other in references)
    return sum(scores) / len(references)


@cache
def _word() -> re.Pattern[str]:
    marks = "".join(char for char in map(chr, range(sys.maxunicode)) if unicodedata.category(char)[0] == "M")
    return re.compile(rf"[{_ONE_EACH}]|[^\W_](?:[^\W_]|[{re.escape(marks)}])*")


@cache
def _stem(word: str) -> str:
    return str(PorterStemmer().stem(word))
