"""Articles with summaries that people wrote: `raw.jsonl.xz` (raw-article messages) and `gold.jsonl.xz` in a folder."""

import hashlib
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from docs.recipes.rouge import words_of
from service.languages.tags import primary_subtag
from service.message import RawMessage
from service.outcome import Tombstone
from service.pipeline_options import PipelineOptions
from service.steps.decode import decode
from service.steps.extract import extract
from service.steps.normalise import normalise
from service.steps.tag_language import tag_language

Half = Literal["even", "odd"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the step `summarise` is given it, and the words of its references."""

    body: str
    tag: str
    headline: str
    story_start: int
    language: str
    references: list[list[str]]

    @property
    def primary(self) -> str:
        """The primary subtag of its language as tagged."""
        return primary_subtag(self.tag)


def read_set(folder: Path, half: Half) -> Iterator[Article]:
    """The articles of a set whose sha256(article_id) is even (to be fitted on) or odd (to be reported on)."""
    gold = {row["article_id"]: row for row in map(json.loads, _lines(folder / "gold.jsonl.xz"))}
    options = PipelineOptions()
    for line in _lines(folder / "raw.jsonl.xz"):
        row = gold[json.loads(line)["article_id"]]
        if hashlib.sha256(row["article_id"].encode()).digest()[-1] % 2 != (half == "odd"):
            continue
        article = decode(RawMessage(line), options.raw_content_type, options.max_article_bytes)
        if isinstance(article, Tombstone):
            continue
        normalised = normalise(article, extract(article))
        headline = normalised.findings.headline
        yield Article(
            normalised.body_text,
            tag_language(normalised).language.tag,
            headline.value if headline else "",
            normalised.story_start,
            row["language"],
            [words_of(summary, row["language"]) for summary in row["summaries"]],
        )


def _lines(path: Path) -> Iterator[bytes]:
    with lzma.open(path) as lines:
        yield from lines
