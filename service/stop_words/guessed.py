"""Function words of a language that has no list: its short words, and those of middling length that it repeats."""

import re
from collections import Counter
from collections.abc import Sequence

from service.words import fold

_WORD = re.compile(r"[^\W\d_]+")
# In the languages that have a list, most function words are as short as this, and few other words are.
_SHORT, _MIDDLING = 3, 5
_REPEATED, _REPEATED_SHARE = 6, 0.02


def guess_stop_words(texts: Sequence[str]) -> frozenset[str]:
    """The folded words that are likely to be function words, judged by length and number alone."""
    counts = Counter(fold(word) for text in texts for word in _WORD.findall(text) if not word.isupper())
    enough = max(_REPEATED, _REPEATED_SHARE * counts.total())
    return frozenset(
        word for word, count in counts.items() if len(word) <= _SHORT or (len(word) <= _MIDDLING and count >= enough)
    )
