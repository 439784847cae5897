"""Articles with key phrases that people chose: `raw.jsonl.xz` (raw messages) and `gold.jsonl.xz` in a folder."""

import hashlib
import json
import lzma
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nltk.stem.porter import PorterStemmer

from docs.recipes.summary_sets import Half
from service.article import NormalisedArticle
from service.message import RawMessage
from service.outcome import Tombstone
from service.pipeline_options import PipelineOptions
from service.steps.decode import decode
from service.steps.extract import extract
from service.steps.normalise import normalise
from service.steps.tag_language import tag_language

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
    gold = {row["article_id"]: row["keyphrases"] for row in map(json.loads, _lines(folder / "gold.jsonl.xz"))}
    options = PipelineOptions()
    for line in _lines(folder / "raw.jsonl.xz"):
        name = json.loads(line)["article_id"]
        if hashlib.sha256(name.encode()).digest()[-1] % 2 != (half == "odd"):
            continue
        article = decode(RawMessage(line), options.raw_content_type, options.max_article_bytes)
        if not isinstance(article, Tombstone):
            copy = normalise(article, extract(article))
            yield Article(copy, tag_language(copy).language.tag, gold[name])


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


def _lines(path: Path) -> Iterator[bytes]:
    with lzma.open(path) as file:
        yield from filter(bytes.strip, file)
