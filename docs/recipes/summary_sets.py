"""Articles with summaries that people wrote: `raw.jsonl.xz` (raw-article messages) and `gold.jsonl.xz` in a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docs.recipes.halves import Half
from docs.recipes.rouge import words_of
from docs.recipes.tagged import read_tagged
from service.languages.tags import primary_subtag


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
    for copy, tag, gold in read_tagged(folder, half):
        headline = copy.findings.headline
        yield Article(
            copy.body_text,
            tag,
            headline.value if headline else "",
            copy.story_start,
            gold["language"],
            [words_of(summary, gold["language"]) for summary in gold["summaries"]],
        )
