"""Articles with key phrases that people chose: `raw.jsonl.xz` (raw messages) and `gold.jsonl.xz` in a folder."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nltk.stem.porter import PorterStemmer

from docs.recipes.halves import Half
from docs.recipes.tagged import read_tagged
from service.article import NormalisedArticle

_WORD = re.compile(r"\w+")
BEST = 10


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the step `find_keyphrases` is given it, and the phrases that people chose."""

    copy: NormalisedArticle
    tag: str
    chosen: list[str]

    @property
    def headline(self) -> str:
        """Its headline, or nothing."""
        return self.copy.findings.headline.value if self.copy.findings.headline else ""


def read_set(folder: Path, half: Half) -> Iterator[Article]:
    """The articles of a set whose sha256(article_id) is even (to be fitted on) or odd (to be reported on)."""
    return (Article(copy, tag, gold["keyphrases"]) for copy, tag, gold in read_tagged(folder, half))


def f1_at_ten(chosen: Sequence[str], said: Sequence[str]) -> float:
    """The F1 of the first ten: equal after case folding and English stemming."""
    wanted, ten = set(map(folded, chosen)), list(dict.fromkeys(map(folded, said)))[:BEST]
    hits = sum(phrase in wanted for phrase in ten)
    return 2 * hits / (len(wanted) + len(ten)) if hits else 0.0


def folded(phrase: str) -> str:
    """A phrase as it is compared."""
    return " ".join(map(_stem, _WORD.findall(phrase.casefold())))


@cache
def _stem(word: str) -> str:
    return str(PorterStemmer().stem(word))
